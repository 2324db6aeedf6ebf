"""What stands at an address of a chart: a chart, under this or a later address, or why it is gone.

Knows nothing of HTTP: pages, embeds, files and oEmbed ask it alike. Whatever is hidden, or shows
nothing at ``at``, is no chart here, so that no redirect tells of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from operations.charts import charts_data
from operations.models import Chart, FormerAddress, GoneChart


@dataclass(frozen=True)
class Withdrawn:
    """A release whose withdrawal took figures from a chart."""

    slug: str
    title: str
    reason: str
    when: datetime | None


@dataclass(frozen=True)
class Gone:
    """Why an address shows no chart any more.

    Taken down by itself: its last ``title``, the ``reason`` and ``when``. Gone with what it was
    drawn from: the ``withdrawn`` releases, and no title, since a chart's title states a finding.
    """

    title: str = ""
    reason: str = ""
    when: datetime | None = None
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def sentence(self) -> str:
        """What happened, and what that means for whoever used it."""
        if self.withdrawn:
            return (
                "This chart has been withdrawn with the releases that it was drawn from. Figures "
                "taken from it should no longer be used."
            )
        return (
            "This chart has been taken down. Check what was taken from it against the releases "
            "that state its figures."
        )


def current_chart(slug: str, at: datetime) -> Chart | None:
    """The public chart whose address ``slug`` is or was, if it has anything to show at ``at``.

    Where ``slug`` is a former address, the chart's own slug is the one to go to.
    """
    former = FormerAddress.objects.public(at).filter(slug=slug)
    standing = Q(slug=slug) | Q(pk__in=former.values("chart"))
    # By the key alone first: most addresses that are asked for here are nobody's.
    key = Chart.objects.public(at).filter(standing).values_list("pk", flat=True).first()
    chart = Chart.objects.for_page(at).get(pk=key) if key is not None else None
    return chart if chart is not None and charts_data([chart], at) else None


def gone_chart(slug: str, at: datetime) -> Gone | None:
    """Why a chart that stood at ``slug`` at ``at`` is not shown; None where none is known to be.

    For whoever has found no chart there. A former address of a chart that is gone counts too. A
    withdrawal comes before a notice, whose title would go on telling of what is withdrawn.
    """
    if withdrawn := _withdrawals(slug, at):
        return Gone(withdrawn=withdrawn)
    rows = GoneChart.objects.public(at)
    row: GoneChart | None = rows.filter(slug=slug).first()
    if row is None:
        former = FormerAddress.objects.public(at).filter(slug=slug)
        row = rows.filter(chart__in=former.values("chart")).first()
    return Gone(row.title, row.reason, row.recorded_at) if row is not None else None


def _withdrawals(slug: str, at: datetime) -> tuple[Withdrawn, ...]:
    """The withdrawals that left the chart without a figure, as ``withdrawals_of_chart`` tells.

    The database answers for its own instant; staff may look at an earlier one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT slug, title, reason, recorded_at FROM withdrawals_of_chart(%s) "
            "WHERE published_from <= %s",
            [slug, at],
        )
        return tuple(Withdrawn(*row) for row in cursor.fetchall())
