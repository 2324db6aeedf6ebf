"""One series of a metric, as PostgreSQL itself writes it: for programs that ask for many.

The question is what a queryset makes of it, policies and ``.public(at)`` included. It is put into
words once for each set of filters and kept, since doing so takes longer than answering it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import DecimalField, F, Func

from operations.models import Observation
from releases.published import is_public_login

# What narrows a metric's figures to a series, and the column in which the value stands.
NARROWED_BY = {
    "metric": ("metric__slug",),
    "organisation": ("organisation__slug",),
    "category": ("category__dimension__slug", "category__slug"),
    "area": ("area",),
    "operation": ("operation__slug",),
    "release": ("release__slug",),
}
# A longer one is for the list of observations, which has pages.
LONGEST = 10_000
_AT = datetime(1900, 1, 1, tzinfo=UTC)


def series_as_json(narrowed: Mapping[str, tuple[str, ...]], at: datetime) -> str | None:
    """The figures in force at ``at`` (aware) as a JSON array, the oldest first; None without any.

    ``narrowed`` has the values of ``NARROWED_BY``; of a category its dimension's slug and its own.
    Only the first ``LONGEST`` are in it.
    """
    sql, places = _question(is_public_login(connection), frozenset(narrowed))
    values = {f"{name} {i}": one for name, several in narrowed.items()
              for i, one in enumerate(several)}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, [at if one == _AT else values.get(one, one) for one in places])
        (found,) = cursor.fetchone()
    return None if found is None else str(found)


@lru_cache(maxsize=2 ** (len(NARROWED_BY) + 1))
def _question(of_public_login: bool, names: frozenset[str]) -> tuple[str, tuple[object, ...]]:
    """The question, and its values with a name in the place of each that differs."""
    rows = Observation.objects.public(_AT).filter(
        **{column: f"{name} {i}" for name in names for i, column in enumerate(NARROWED_BY[name])}
    )
    exact = Func(F("value"), function="trim_scale", output_field=DecimalField())
    told = rows.order_by(F("period_end").asc(nulls_last=True), "figure_id")
    columns = told.values(
        "figure_id", "period_start", "period_end", "period_kind", "qualifier", "status",
        number=exact, told_coverage=F("coverage"), slug=F("release__slug"),
    )[:LONGEST]  # fmt: skip
    sql, places = columns.query.sql_with_params()
    # A queryset may give no name to a value that a field has already.
    return (
        "SELECT json_agg(told)::text FROM (SELECT figure_id, period_start, period_end, "  # noqa: S608
        "period_kind, number AS value, qualifier, status, told_coverage AS coverage_note, "
        f"slug AS release FROM ({sql}) named) told",
        places,
    )
