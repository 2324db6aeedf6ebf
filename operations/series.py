"""What a chart says: frozen points, series and caption, and the arithmetic on them.

A series knows nothing of databases, HTML or pictures. None is silence and never zero: a missing
point is None in `Series.points`, and each renderer shows it as a gap or as “no figure”.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from operations.comparability import breaks, left_out
from operations.periods import Period, PeriodKind
from releases.quantities import NotCombinableError, Qualifier, add, interval, shown, subtract
from releases.units import UNITS, unit_for

STATUSES = ("", "estimated", "provisional", "revised")
KINDS = ("bar", "line", "numbers")
ROLES = ("main", "baseline")


@dataclass(frozen=True)
class Point:
    """One stated figure at its place in a series.

    `low` and `high` bound what it may be, None being no bound. `coverage` is what it leaves out
    or covers, `partial` that it is known to be incomplete, `second_hand` that it is known only
    from a report of it, `changed` what it was until it was corrected or revised. Make one with
    `stated`, which fills in what follows from the rest.
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

    def caveats(self) -> tuple[str, ...]:
        """Return what must be said beside the figure, each a short phrase."""
        texts = (
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
    """All that a renderer needs. Refuses two units on one axis and series of unequal length."""

    slug: str
    kind: str
    horizontal: bool
    x_labels: tuple[str, ...]
    series: tuple[Series, ...]
    caption: Caption
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("x_labels", "series", "sources", "notes"):
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
        if len(units) > 1 and self.kind != "numbers":
            raise ValueError(
                f"“{self.slug}” would put {' and '.join(units)} on one axis. "
                "Make a chart of each, or show them as numbers."
            )

    def figures(self) -> list[Point]:
        """Return every point that has a value, series by series."""
        return [point for series in self.series for point in series.figures()]

    def is_short(self, point: Point) -> bool:
        """Whether a figure is incomplete, or leaves out whom others here count: drawn hatched."""
        others = {other.coverage for other in self.figures()}
        return point.partial or (bool(left_out(point.coverage)) and len(others) > 1)

    @property
    def effective_kind(self) -> str:
        """The kind to draw: one figure, or none, is never a bar or a line but a number."""
        return self.kind if len(self.figures()) > 1 else "numbers"

    @property
    def unit(self) -> str:
        """The unit of the axis: that of the figures, or the caption's where there are none."""
        figures = self.figures()
        return figures[0].unit if figures else self.caption.unit


@dataclass(frozen=True)
class Total:
    """A sum, calculated by us and never stated by a release."""

    value: Decimal
    qualifier: Qualifier
    unit: str
    shown: str


@dataclass(frozen=True)
class Change:
    """From one figure to another; `reasons` says why there is none where `value` is None.

    `percent` is None where the first figure is zero or less, or the difference is not exact.
    """

    value: Decimal | None
    percent: Decimal | None
    qualifier: Qualifier
    shown: str
    reasons: tuple[str, ...]


def mark_breaks(points: Iterable[Point | None]) -> tuple[Point | None, ...]:
    """Mark each point that may not be joined to the last figure before it, with the reason."""
    marked: list[Point | None] = []
    last: Point | None = None
    for point in points:
        if point is None or point.value is None:
            marked.append(point)
            continue
        reasons = breaks(last, point) if last else []
        marked.append(replace(point, break_before=bool(reasons), break_reason=" ".join(reasons)))
        last = point
    return tuple(marked)


def totals(points: Sequence[Point | None]) -> Total:
    """Add up the figures of a series, or raise NotCombinableError with the reason not to."""
    figures = [point for point in points if point is not None and point.value is not None]
    if reason := _no_sum(figures):
        raise NotCombinableError(reason)
    value, qualifier = add((p.value, p.qualifier) for p in figures if p.value is not None)
    unit = figures[0].unit
    return Total(value, qualifier, unit, shown(value, qualifier, unit))


def _no_sum(figures: Sequence[Point]) -> str:
    """Return the sentence why these figures have no sum; empty where they have one."""
    if not figures:
        return "There is no figure to add up."
    if len({point.unit for point in figures}) > 1:
        return "Figures in different units are not added up."
    if not UNITS[figures[0].unit].adds_up:
        return "Shares, rates and changes are not added up."
    for point in figures:
        if point.period and point.period.kind is PeriodKind.RUNNING_TOTAL and len(figures) > 1:
            return f"{point.label} is a running total, which already holds what came before it."
    periods = sorted({p.period for p in figures if p.period}, key=Period.sort_key)
    for earlier, later in pairwise(periods):
        if earlier.overlaps(later):
            return f"{earlier.label()} and {later.label()} overlap, so some would count twice."
    return ""


def change(first: Point, last: Point) -> Change:
    """Return the change from one figure to another, or the reasons why there is none to state."""
    reasons = breaks(first, last)
    if first.value is None or last.value is None:
        missing = first.label if first.value is None else last.label
        reasons.append(f"There is no figure for {missing}.")
    if reasons or first.value is None or last.value is None:
        return Change(None, None, Qualifier.EXACT, "", tuple(reasons))
    try:
        value, qualifier = subtract(last.value, last.qualifier, first.value, first.qualifier)
    except NotCombinableError as error:
        return Change(None, None, Qualifier.EXACT, "", (str(error),))
    if first.unit == "percent":
        # From 65% to 80% is 15 percentage points, and “15%” would mislead.
        return Change(value, None, qualifier, shown(value, qualifier, "percentage_point"), ())
    percent = None
    if qualifier is Qualifier.EXACT and first.value > 0:
        percent = value / first.value * 100
    return Change(value, percent, qualifier, shown(value, qualifier, first.unit), ())
