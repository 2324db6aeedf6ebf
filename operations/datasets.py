"""What a set of figures is, for catalogues and search engines: of what, when, where, whose. Pure.

Plain facts, written by ``operations.structured`` and ``npcc_site.finding``; those of rows are asked
for by ``operations.catalogued``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from operations.opendata.packages import Whose
from operations.renderers import words
from operations.renderers.files import FILES
from operations.series import ChartData

# Bounds of a description that search engines take.
SHORTEST, LONGEST = 50, 5_000
AFTERTHOUGHT = "Each figure stands beside the words of the release that states it."


@dataclass(frozen=True)
class File:
    """One file of a set of figures; ``path`` is one of this site."""

    path: str
    media_type: str
    name: str


@dataclass(frozen=True)
class Variable:
    """What is counted, and in what."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Dataset:
    """A set of figures. ``path`` is its page; ``first`` and ``last`` the days that it is about."""

    name: str
    description: str
    path: str
    files: Sequence[File]
    publishers: Sequence[Whose] = ()
    variables: Sequence[Variable] = ()
    places: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    issued: datetime | None = None
    modified: datetime | None = None


def of_chart(chart: ChartData, path: str) -> Dataset:
    """The figures of a chart as its page shows it; ``path`` has what was asked of it."""
    page, _, query = path.partition("?")
    asked = f"?{query}" if query else ""
    periods = [point.period for point in chart.figures() if point.period]
    origins = [point.origin for point in chart.figures() if point.origin]
    whose = dict.fromkeys((one.publisher, one.licence) for one in origins if one.publisher)
    return Dataset(
        name=chart.caption.title,
        description=described(words.summary(chart)),
        path=path,
        files=[
            File(f"{page.rstrip('/')}.{ending}{asked}", kind.content_type.split(";")[0], kind.name)
            for ending, kind in FILES.items()
        ],
        publishers=[Whose(name, "", licence) for name, licence in whose],
        variables=[Variable(one) for one in dict.fromkeys(one.metric_label for one in origins)],
        places=[one for one in dict.fromkeys(one.area_name for one in origins) if one],
        first=min((one.start for one in periods if one.start), default=None),
        last=max((one.end for one in periods if one.end), default=None),
    )


def described(text: str) -> str:
    """Long enough to be taken, and not too long; the words of the page come first."""
    said = text if len(text) >= SHORTEST else f"{text} {AFTERTHOUGHT}".strip()
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
