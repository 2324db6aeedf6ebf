"""What content files say, as frozen dataclasses: one class for each kind of table.

Slugs stand for what they name; ``operations.content.checking`` has seen to it that they resolve.
Texts that are not recorded are empty. No Django: the choices below are those of the models, and
``tests/operations/content/test_choices.py`` holds the two equal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from operations.content.problems import Problem
from operations.periods import Period
from releases.quantities import Qualifier

UNITS = (
    "count", "percent", "GBP", "kg", "tonne", "year", "month", "week", "day", "hour", "minute",
)  # fmt: skip
ORGANISATION_KINDS = ("force", "rocu", "national_unit", "government", "partner")
METRIC_KINDS = ("flow", "stock", "rate", "share")
BETTER = ("more", "less", "neither")
PER = ("day", "week", "month", "case")
STATUSES = ("estimated", "provisional", "revised")
CHART_KINDS = (
    "bar", "stacked", "line", "dots", "multiples", "numbers", "table", "timeline", "tiles",
)  # fmt: skip
CHART_ALONG = ("period", "category", "organisation", "phase", "metric", "area")
LINE_ROLES = ("main", "baseline", "implied")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A table of a content file; ``file`` and ``field`` say where it is."""

    file: str
    field: str

    def problem(self, key: str, reason: str) -> Problem:
        """An error of ``key`` in this table."""
        return Problem(self.file, ".".join(part for part in (self.field, key) if part), reason)

    def unresolved(
        self, key: str, slugs: str | Iterable[str], known: Iterable[str], where: str
    ) -> Iterator[Problem]:
        """A problem for each slug that names nothing known; "" names nothing on purpose."""
        known = set(known)
        for slug in (slugs,) if isinstance(slugs, str) else slugs:
            if slug and slug not in known:
                yield self.problem(key, f"“{slug}” is not in {where}. Mend it, or add it there.")


@dataclass(frozen=True, kw_only=True)
class Topic(Entry):
    slug: str
    name: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Publisher(Entry):
    slug: str
    name: str
    website: str
    press_office: str
    press_phone: str
    press_email: str
    licence: str
    licence_url: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Organisation(Entry):
    slug: str
    name: str
    kind: str
    ons_code: str
    country: str
    region: str
    rocu: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Category(Entry):
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Dimension(Entry):
    slug: str
    name: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, kw_only=True)
class Phase(Entry):
    slug: str
    name: str
    start: date | None
    end: date | None
    note: str


@dataclass(frozen=True, kw_only=True)
class Operation(Entry):
    slug: str
    name: str
    summary: str
    topics: tuple[str, ...]
    organisations: tuple[str, ...]
    note: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, kw_only=True)
class Metric(Entry):
    slug: str
    name: str
    counted: str
    unit: str
    per: str
    kind: str
    better: str
    definition: str
    dimension: str
    topics: tuple[str, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class ChartLine(Entry):
    label: str
    metric: str
    category: str
    organisation: str
    area: str
    operation: str
    phase: str
    release: str
    period_kinds: tuple[str, ...]
    figures: tuple[str, ...]
    role: str

    def shows(self, figure: "Figure", release: str) -> bool:
        """Whether the line shows a figure of the release with this slug."""
        if self.figures:
            return figure.id in self.figures
        asked = (
            (self.metric, figure.metric),
            (self.category, figure.category),
            (self.organisation, figure.organisation),
            (self.area, figure.area),
            (self.operation, figure.operation),
            (self.phase, figure.phase),
            (self.release, release),
        )
        kinds = self.period_kinds
        return all(not wanted or wanted == found for wanted, found in asked) and (
            not kinds or figure.period.kind.value in kinds
        )


@dataclass(frozen=True, kw_only=True)
class Chart(Entry):
    slug: str
    title: str
    subtitle: str
    note: str
    annotations: str
    alt: str
    topic: str
    kind: str
    along: str
    is_horizontal: bool
    position: int
    lines: tuple[ChartLine, ...]


@dataclass(frozen=True, kw_only=True)
class Issued(Entry):
    """The day or range of days on which an edition was issued; both None where not recorded."""

    earliest: date | None
    latest: date | None
    basis: str


@dataclass(frozen=True, kw_only=True)
class Figure(Entry):
    id: str
    edition: int
    metric: str
    unit: str
    category: str
    organisation: str
    area: str
    operation: str
    phase: str
    period: Period
    period_basis: str
    value: Decimal
    qualifier: Qualifier
    status: str
    coverage: str
    is_partial: bool
    note: str
    revises: str
    words: tuple[str, ...]

    def same_thing_as(self, other: "Figure") -> bool:
        """Whether two figures state one thing, so that one can take the other's place."""
        return (self.metric, self.category, self.period) == (
            other.metric, other.category, other.period,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Claim(Entry):
    words: str
    what: str
    value: Decimal
    unit: str
    qualifier: Qualifier
    figures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Quotation(Entry):
    speaker: str
    role: str
    words: str
    gist: str


@dataclass(frozen=True, kw_only=True)
class Edition(Entry):
    """One version of a release; a later one says only what it changes ("" keeps the earlier)."""

    number: int
    title: str
    summary: str
    notes: str
    video_url: str
    change_note: str
    issued: Issued
    embargo_until: datetime | None
    embargo_as_stated: str


@dataclass(frozen=True, kw_only=True)
class Release(Entry):
    slug: str
    publisher: str
    source_url: str
    via_title: str
    via_url: str
    topics: tuple[str, ...]
    operations: tuple[str, ...]
    editions: tuple[Edition, ...]
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that a folder says."""

    topics: tuple[Topic, ...]
    publishers: tuple[Publisher, ...]
    organisations: tuple[Organisation, ...]
    dimensions: tuple[Dimension, ...]
    operations: tuple[Operation, ...]
    metrics: tuple[Metric, ...]
    charts: tuple[Chart, ...]
    releases: tuple[Release, ...]
