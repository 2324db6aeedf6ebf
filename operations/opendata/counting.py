"""How many public figures each further choice would leave.

Beside a choice stands the number of figures that have it and match every *other* filter of the
address: what the reader would get by adding it to those of its own filter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce, ExtractYear

from operations.models import Observation
from operations.opendata.choice import FigureFilter

# The column of a figure that each filter with choices is about.
COLUMNS = {
    "metric": "metric_id",
    "category": "category_id",
    "organisation": "organisation_id",
    "area": "area",
    "operation": "operation_id",
    "phase": "phase_id",
    "period_kind": "period_kind",
    "qualifier": "qualifier",
    "status": "status",
    "year": "year",
}


@dataclass(frozen=True)
class Counts:
    """``total`` figures match; ``by`` has for each of ``COLUMNS`` the number of each value."""

    total: int
    by: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)


def counts(chosen: FigureFilter, at: datetime) -> Counts:
    """Count what a valid ``chosen`` would leave at ``at`` (aware), for each filter with choices."""
    year = ExtractYear(Coalesce("period_end", "period_start"))
    rows = Observation.objects.public(at).annotate(year=year)
    found = {}
    for name, column in COLUMNS.items():
        without = chosen.without("since", "until") if name == "year" else chosen.without(name)
        per_value = without(rows).order_by().values_list(column).annotate(n=Count("pk"))
        found[name] = {value: n for value, n in per_value if value not in (None, "")}
    return Counts(total=chosen.filter_queryset(rows).count(), by=found)
