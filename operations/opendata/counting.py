"""How many public figures each further choice would leave.

Beside a choice stands the number of figures that have it and match every *other* filter of the
address: what the reader would get by adding it to those of its own filter. They are added up from
``FigureCount``, a row of which stands for many figures; where releases are chosen, which it does
not know, from the figures of those releases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear

from operations.models import FigureCount, Observation
from operations.opendata.choice import FigureFilter

# The column that each filter with choices is about.
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
# The filters that narrow what a column has; of all others it is the one of the same name.
NARROWED_BY = {"year": ("since", "until")}
YEARS = {"since": "year__gte", "until": "year__lte"}


@dataclass(frozen=True)
class Counts:
    """``total`` figures match; ``by`` has for each of ``COLUMNS`` the number of each value."""

    total: int
    by: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)


def counts(chosen: FigureFilter, at: datetime) -> Counts:
    """Count what a valid ``chosen`` would leave at ``at`` (aware), for each filter with choices.

    One question for the filters that are left open, and one more for each that narrows.
    """
    narrowing = {name for name, value in chosen.form.cleaned_data.items() if value}
    narrowed = [one for one in COLUMNS if narrowing & {*NARROWED_BY.get(one, (one,))}]
    total, by = _added_up(_rows(chosen, at), [one for one in COLUMNS if one not in narrowed])
    for name in narrowed:
        others = _rows(chosen, at, without=NARROWED_BY.get(name, (name,)))
        by |= _added_up(others, [name])[1]
    return Counts(total=total, by=by)


def _rows(chosen: FigureFilter, at: datetime, without: Iterable[str] = ()) -> QuerySet[Any]:
    """Rows that match every filter but those, with the columns and the ``n`` figures of each."""
    kept = {name: value for name, value in chosen.form.cleaned_data.items() if value}
    kept = {name: value for name, value in kept.items() if name not in without}
    rows: QuerySet[Any]
    if "release" in kept:
        rows = Observation.objects.public(at).annotate(
            year=ExtractYear(Coalesce("period_end", "period_start")), n=Value(1)
        )
    else:
        rows = FigureCount.objects.public(at).annotate(n=F("figures"))
    for name, value in kept.items():
        if name in YEARS and "release" not in kept:
            rows = rows.filter(**{YEARS[name]: value})
        else:
            rows = chosen.filters[name].filter(rows, value)
    return rows.order_by().values(*COLUMNS.values(), "n")


def _added_up(rows: QuerySet[Any], names: list[str]) -> tuple[int, dict[str, dict[Any, int]]]:
    """The number of all figures, and for each of ``COLUMNS`` named that of each of its values."""
    asked, parameters = rows.query.sql_with_params()
    columns = [COLUMNS[name] for name in names]
    sets = ", ".join(["()", *(f"({column})" for column in columns)])
    # Names of our own columns alone are written into the question.
    sql = (
        f"SELECT {', '.join([f'GROUPING({column})' for column in columns] + columns)}"  # noqa: S608
        f"{', ' if columns else ''}sum(n) FROM ({asked}) matching GROUP BY GROUPING SETS ({sets})"
    )
    total = 0
    by: dict[str, dict[Any, int]] = {name: {} for name in names}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for *told, number in cursor.fetchall():
            is_open, values = told[: len(columns)], told[len(columns) :]
            if all(is_open):
                total = int(number or 0)
                continue
            place = is_open.index(0)
            if values[place] not in (None, ""):
                by[names[place]][values[place]] = int(number)
    return total, by
