"""What was done, and what came of it: organisations, operations, metrics and their figures."""

from operations.models.addresses import FormerAddress, GoneChart
from operations.models.changes import PublicChange
from operations.models.charts import Chart, ChartLine
from operations.models.conflicts import Conflict
from operations.models.counts import FigureCount
from operations.models.figures import (
    AREA_CHOICES,
    FIGURE_ID,
    Claim,
    Evidence,
    Observation,
)
from operations.models.imports import (
    FigureImport,
    ImportedCells,
    ImportedRow,
    StandingFigure,
)
from operations.models.intake import (
    Candidate,
    Decision,
    DismissedNumber,
    Intake,
    SpokenCandidate,
)
from operations.models.metrics import Category, Dimension, Metric, Unit
from operations.models.operations import Operation, Phase
from operations.models.organisations import Organisation

__all__ = [
    "AREA_CHOICES",
    "FIGURE_ID",
    "Candidate",
    "Category",
    "Chart",
    "ChartLine",
    "Claim",
    "Conflict",
    "Decision",
    "Dimension",
    "DismissedNumber",
    "Evidence",
    "FigureCount",
    "FigureImport",
    "FormerAddress",
    "GoneChart",
    "ImportedCells",
    "ImportedRow",
    "Intake",
    "Metric",
    "Observation",
    "Operation",
    "Organisation",
    "Phase",
    "PublicChange",
    "SpokenCandidate",
    "StandingFigure",
    "Unit",
]
