"""One figure's history and citation."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.utils import timezone

from operations.charts import issued_words
from operations.models import Observation
from operations.quantities import shown


@dataclass(frozen=True)
class Version:
    """What the site said of a figure from ``since`` until ``ended`` (None: it still does)."""

    shown: str
    status: str
    coverage: str
    words: str
    edition_number: int
    change_note: str
    since: datetime
    recorded_at: datetime | None
    ended: datetime | None


def versions_of(figure: Observation) -> list[Version]:
    """Every version that the public has seen by now, the newest first.

    Asked of a function of the database, since the policy shows the version in force alone; it
    answers for the transaction's instant, like every other read.
    """
    metric = figure.metric
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value, qualifier, status, coverage, words, edition_number, change_note, "
            "published_from, recorded_at, ended_at FROM figure_versions(%s)",
            [figure.figure_id],
        )
        rows = cursor.fetchall()
    return [
        Version(shown(Decimal(value), qualifier, metric.unit, metric.counted, metric.per), *rest)
        for value, qualifier, *rest in rows
    ]


@dataclass(frozen=True)
class Citation:
    """The same citation as plain text and as HTML; the caveat is a part of both."""

    text: str


def cited(figure: Observation, at: datetime) -> Citation:
    """How to cite a figure: number, words, caveat, source, address, day seen."""
    edition = figure.release.edition
    publisher = figure.release.publisher.name
    source = f"{publisher}, “{edition.title}”, {issued_words(edition)}" if edition else publisher
    of_what = ", ".join(
        part for part in (figure.metric.name, str(figure.category or ""), figure.of_whom,
                          figure.period.label()) if part
    )  # fmt: skip
    parts = [
        f"{figure.shown}: {of_what}.",
        f"As stated: “{figure.words}”." if figure.words else "",
        f"Note: {'; '.join(caveats)}." if (caveats := caveats_of(figure)) else "",
        f"Source: {source}"
        + (f" (as reported by {figure.release.via_title})" if figure.release.via_title else "")
        + ".",
        f"{settings.SITE_ORIGIN}{figure.get_absolute_url()}, "
        f"seen {timezone.localtime(at):%-d %B %Y}.",
    ]
    return Citation(" ".join(part for part in parts if part))


def caveats_of(figure: Observation) -> list[str]:
    """What must be said wherever the figure is: status, coverage, completeness, hand."""
    found = [figure.get_status_display() if figure.status else "", figure.coverage]
    if figure.is_partial and not figure.coverage:
        found.append("incomplete")
    if figure.release.is_second_hand:
        found.append("second-hand: from a report of it")
    return [caveat for caveat in found if caveat]
