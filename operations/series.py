"""What a chart says: frozen points, series, caption, annotations and where all of it is from.

A series knows nothing of databases, HTML or pictures. None is silence and never zero: a missing
point is None in `Series.points`, and each renderer shows it as a gap or as “no figure”. The
arithmetic on points is in `operations.arithmetic`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from operations.annotations import Annotation
from operations.guard.comparability import left_out
from operations.periods import Period
from releases.quantities import Qualifier, interval, shown
from releases.units import unit_for

STATUSES = ("", "estimated", "provisional", "revised")
KINDS = (
    "bar", "stacked", "line", "dots", "multiples", "numbers", "table", "timeline", "tiles",
)  # fmt: skip
ROLES = ("main", "baseline")
# Kinds that may hold figures in several units, since no axis is shared.
WITHOUT_AXIS = ("numbers", "table", "timeline", "multiples")
# Kinds that Chart.js draws where it runs; the others keep the server's picture.
ON_CANVAS = ("bar", "stacked", "line", "dots")
# Kinds that join the figures of a series: what does not compare must be seen to break.
JOINED = ("line", "multiples")

# What is said of every figure that no release states, before its arithmetic.
WORKED_OUT = "worked out by us"

# Square-bracket shorthand of UK official statistics (Analysis Function, “symbols and shorthand”).
NOT_AVAILABLE = "[x]"
BREAK = "[b]"
REVISED = "[r]"
_OF_STATUS = {"estimated": "[e]", "provisional": "[p]", "revised": REVISED}


def shorthand_of(status: str, *, changed: bool) -> tuple[str, ...]:
    """Return the symbols of a figure's standing.

    One that was corrected counts as revised: the standard has no symbol for an error.
    """
    found = {_OF_STATUS.get(status, ""), REVISED if changed else ""}
    return tuple(sorted(found - {""}))


@dataclass(frozen=True)
class Origin:
    """What a figure is of and where it is from, for a file and for whoever checks it.

    Names are the addresses' own ("arrests", "west-midlands"); labels are for reading. Addresses
    are paths of this site. Moments are aware. ``kind`` is the metric's ("flow", "stock", "rate" or
    "share") and ``per`` what a rate is for ("week").
    """

    metric: str
    metric_label: str
    kind: str = ""
    per: str = ""
    category: str = ""
    organisation: str = ""
    area_code: str = ""
    area_name: str = ""
    release_title: str = ""
    release_path: str = ""
    words_path: str = ""
    publisher: str = ""
    licence: str = ""
    edition: int = 1
    issued: str = ""
    note: str = ""
    published_at: datetime | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True)
class Point:
    """One stated figure at its place in a series.

    `low` and `high` bound what it may be, None being no bound. `coverage` is what it leaves out
    or covers, `partial` that it is known to be incomplete, `second_hand` that it is known only
    from a report of it, `changed` what it was until it was corrected or revised ("corrected on 5
    October 2023, was 9,387") and `was` the old figure alone. `arithmetic` is how we worked the
    value out ("1,024 ÷ 17 days"); a stated figure has none. `per` is what it was then worked out
    for ("day"), and `evened` that the length of its period no longer matters, since it was divided
    by it. `as_range` says that it is told by both of its ends ("208 to 210"), not by its value.
    Make one with `stated`, which fills in what follows from the rest.
    """

    label: str
    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    unit: str = "count"
    shown: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    status: str = ""
    coverage: str = ""
    partial: bool = False
    second_hand: bool = False
    figure_id: str = ""
    url: str = ""
    words: str = ""
    period: Period | None = None
    release_title: str = ""
    break_before: bool = False
    break_reason: str = ""
    area: str = ""
    definition: str = ""
    counting: str = ""
    note: str = ""
    changed: str = ""
    was: str = ""
    arithmetic: str = ""
    per: str = ""
    evened: bool = False
    as_range: bool = False
    origin: Origin | None = None

    def __post_init__(self) -> None:
        unit_for(self.unit)
        for number in (self.value, self.low, self.high):
            if number is not None and not (isinstance(number, Decimal) and number.is_finite()):
                raise ValueError(f"“{self.label}” has a value that is no finite Decimal.")
        if self.status not in STATUSES:
            raise ValueError(f"“{self.label}” has the unknown status “{self.status}”.")
        if self.value is None:
            return
        if self.low is not None and self.low > self.value:
            raise ValueError(f"“{self.label}” lies below its own interval.")
        if self.high is not None and self.high < self.value:
            raise ValueError(f"“{self.label}” lies above its own interval.")

    @property
    def is_hollow(self) -> bool:
        """Whether it is drawn as an outline: not final, or known only second-hand."""
        return self.second_hand or self.status in ("estimated", "provisional")

    @property
    def is_below(self) -> bool:
        """Whether only an upper bound is stated: drawn as a hatched sliver, never as a bar."""
        return self.qualifier in (Qualifier.LESS_THAN, Qualifier.UP_TO)

    @property
    def is_above(self) -> bool:
        """Whether only a lower bound is stated: drawn with an open end."""
        return self.value is not None and self.high is None

    @property
    def is_derived(self) -> bool:
        """Whether we worked it out: drawn dotted, with its arithmetic beside it."""
        return bool(self.arithmetic)

    @property
    def shorthand(self) -> tuple[str, ...]:
        """The standard symbols for it, each in its brackets, in the order [b] [e] [p] [r] [x]."""
        found = {
            *shorthand_of(self.status, changed=bool(self.changed)),
            BREAK if self.break_before else "",
            NOT_AVAILABLE if self.value is None else "",
        }
        return tuple(sorted(found - {""}))

    def caveats(self) -> tuple[str, ...]:
        """Return what must be said beside the figure, each a short phrase."""
        texts = (
            f"{WORKED_OUT}: {self.arithmetic}" if self.arithmetic else "",
            self.status,
            self.coverage,
            "incomplete" if self.partial and not self.coverage else "",
            "second-hand report" if self.second_hand else "",
            self.note,
            self.changed,
        )
        return tuple(text for text in texts if text)


def stated(
    label: str,
    value: Decimal,
    qualifier: Qualifier | str = Qualifier.EXACT,
    unit: str = "count",
    *,
    counted: str = "",
    per: str = "",
) -> Point:
    """Make a point from what a release states; add the rest with `dataclasses.replace`."""
    bounds = interval(value, qualifier)
    return Point(
        label=label,
        value=value,
        qualifier=Qualifier(qualifier),
        unit=unit,
        shown=shown(value, qualifier, unit, counted, per),
        low=bounds.low,
        high=bounds.high,
    )


@dataclass(frozen=True)
class Series:
    """Points under one name; a baseline is drawn so that the main series stand out against it."""

    label: str
    points: tuple[Point | None, ...]
    colour_index: int = 0
    role: str = "main"

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", tuple(self.points))
        if self.role not in ROLES:
            raise ValueError(f"“{self.label}” has the unknown role “{self.role}”.")

    def figures(self) -> list[Point]:
        """Return the points that have a value, in order."""
        return [point for point in self.points if point is not None and point.value is not None]


@dataclass(frozen=True)
class Caption:
    """The words of a chart. The title says the finding; `alt` is for who cannot see it.

    `axis_title` names what the values measure and `x_title` what the labels are ("Drug"); left
    blank, both are worked out from the figures.
    """

    title: str
    subtitle: str = ""
    note: str = ""
    alt: str = ""
    unit: str = "count"
    counted: str = ""
    axis_title: str = ""
    x_title: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("A chart needs a title that says what it shows.")


@dataclass(frozen=True)
class Stretch:
    """A phase on a timeline: whole days, both included; `end` is None where it is not recorded."""

    label: str
    start: date
    end: date | None = None
    path: str = ""
    note: str = ""


@dataclass(frozen=True)
class Source:
    """Where figures of a chart come from; `via` names the report if it is second-hand."""

    title: str
    url: str
    publisher: str = ""
    date_text: str = ""
    second_hand: bool = False
    via: str = ""


@dataclass(frozen=True)
class ChartData:
    """All that a renderer needs. Refuses two units on one axis and series of unequal length.

    `along_time` says that the labels are periods. `address` is the chart's own page, whole;
    `updated` the London day on which what it shows last changed; `licences` those of its
    publishers, each once.
    """

    slug: str
    kind: str
    horizontal: bool
    x_labels: tuple[str, ...]
    series: tuple[Series, ...]
    caption: Caption
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    along_time: bool = False
    address: str = ""
    updated: date | None = None
    licences: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("x_labels", "series", "sources", "notes", "annotations", "stretches",
                     "licences"):  # fmt: skip
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if self.kind not in KINDS:
            raise ValueError(f"“{self.kind}” is no kind of chart. Use one of: {', '.join(KINDS)}.")
        for series in self.series:
            if len(series.points) != len(self.x_labels):
                raise ValueError(
                    f"“{series.label}” has {len(series.points)} points for "
                    f"{len(self.x_labels)} labels. Give None where there is no figure."
                )
        units = sorted({point.unit for point in self.figures()})
        if len(units) > 1 and self.kind not in WITHOUT_AXIS:
            raise ValueError(
                f"“{self.slug}” would put {' and '.join(units)} on one axis. "
                "Make a chart of each, or show them as numbers."
            )

    def figures(self) -> list[Point]:
        """Return every point that has a value, series by series."""
        return [point for series in self.series for point in series.figures()]

    def is_short(self, point: Point) -> bool:
        """Whether a figure is incomplete, or leaves out whom others here count: drawn hatched."""
        leaves_out = bool(point.coverage and left_out(point.coverage))
        return point.partial or (leaves_out and len(self._coverages) > 1)

    @cached_property
    def _coverages(self) -> frozenset[str]:
        """Kept, since a picture asks about each of its points."""
        return frozenset(point.coverage for point in self.figures())

    @property
    def effective_kind(self) -> str:
        """The kind to draw: one figure, or none, is never a bar or a line but a number."""
        if self.kind in ("table", "timeline"):
            return self.kind
        return self.kind if len(self.figures()) > 1 else "numbers"

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show: an empty frame would tell that something is to come.

        A timeline has its phases; anything else needs a figure.
        """
        return bool(self.stretches) if self.kind == "timeline" else bool(self.figures())

    @property
    def unit(self) -> str:
        """The unit of the axis: that of the figures, or the caption's where there are none."""
        figures = self.figures()
        return figures[0].unit if figures else self.caption.unit
