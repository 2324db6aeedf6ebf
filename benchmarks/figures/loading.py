"""Figures into a draft edition by COPY, until ``manage.py import_figures`` does it: see building.

Rows are drafts as any import leaves them; publishing dates them. As the owner, since PostgreSQL
takes no COPY into tables with row security from anybody else.
"""

from collections.abc import Iterable

from django.db import connections

from benchmarks.figures import recipe
from operations.models import Metric, Organisation
from releases.models import Edition

FIGURE = (
    "id, figure_id, edition_id, release_id, metric_id, organisation_id, area, period_kind, "
    "period_start, period_end, period_basis, value, qualifier, status, coverage, "
    "is_partial, note, revises, position, version"
)
EVIDENCE = "observation_id, release_id, words, prefix, suffix"


def load(edition: Edition, plan: recipe.MetricPlan, figures: Iterable[recipe.Figure]) -> None:
    """Write the figures and their evidence as parts of the draft ``edition``."""
    metric = Metric.objects.get(slug=plan.slug).pk
    forces = dict(Organisation.objects.values_list("slug", "pk"))
    rows = list(figures)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('operations_observation', 'id')) "
            "FROM generate_series(1, %s)",
            [len(rows)],
        )
        numbered = list(zip([pk for (pk,) in cursor.fetchall()], rows, strict=True))
        with cursor.copy(f"COPY operations_observation ({FIGURE}) FROM STDIN") as copy:
            for pk, one in numbered:
                copy.write_row(
                    (pk, one.figure_id, edition.pk, edition.release_id, metric, forces[one.force],
                     "", "week", one.start, one.end, "stated", one.value, one.qualifier,
                     one.status, one.coverage, False, "", "", 0, 1)
                )  # fmt: skip
        with cursor.copy(f"COPY operations_evidence ({EVIDENCE}) FROM STDIN") as copy:
            for pk, one in numbered:
                copy.write_row((pk, edition.release_id, one.words, "", ""))
