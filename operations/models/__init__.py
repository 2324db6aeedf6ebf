"""What was done, and what came of it: organisations, operations, metrics and their figures."""

from operations.models.charts import Chart, ChartLine
from operations.models.figures import (
    AREA_CHOICES,
    FIGURE_ID,
    Claim,
    Evidence,
    Observation,
)
from operations.models.metrics import Category, Dimension, Metric, Unit
from operations.models.operations import Operation, Phase
from operations.models.organisations import Organisation

__all__ = [
    "AREA_CHOICES",
    "FIGURE_ID",
    "Category",
    "Chart",
    "ChartLine",
    "Claim",
    "Dimension",
    "Evidence",
    "Metric",
    "Observation",
    "Operation",
    "Organisation",
    "Phase",
    "Unit",
]
