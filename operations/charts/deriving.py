"""Figures of a chart worked out anew: a day or a week of each period, or an index.

Pure. Nothing here is stated by a release, so every figure that is worked out carries its
arithmetic; one that can't be is missing and says why. Hedges stay: “more than 2,000” in seven days
is more than 285 a day, rounded down so that it stays true.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from operations.guard.comparability import breaks
from operations.periods import PeriodKind
from operations.series import ChartData, Point, Series
from releases.quantities import DOWNWARD, UPWARD, Qualifier, shown
from releases.units import UNITS, axis_words, plain

INDEX = "indexed"
FLOW = "flow"
DAYS_IN = {"day": 1, "week": 7}
# Significant digits of a value, which its arithmetic says too, and of what is shown of it. Whole
# numbers are never rounded further: 12,345.6 is shown as 12,346.
KEPT, SHOWN = 4, 3
# Kinds that show figures of different things, or none at all.
OF_DIFFERENT_THINGS = ("numbers", "timeline")
# Parts of a whole are no longer parts once each begins at 100.
NEVER_INDEXED = (*OF_DIFFERENT_THINGS, "stacked", "tiles")
HUNDRED = Decimal(100)
# More reasons than these are counted.
REASONS_NAMED = 3


@dataclass(frozen=True)
class Step:
    """A chart after one change; ``done`` says the change in a few words, "" where there was none.

    ``notes`` are whole sentences for readers.
    """

    chart: ChartData
    done: str = ""
    notes: tuple[str, ...] = ()


def pers_of(chart: ChartData) -> tuple[str, ...]:
    """Return "day" and "week" where figures a day or a week would tell more than those stated.

    They do where most main figures are counts over whole dated periods, all of them at least as
    long, and not all of them just as long.
    """
    figures = _mains(chart)
    if chart.kind in OF_DIFFERENT_THINGS or len({point.unit for point in chart.figures()}) > 1:
        return ()
    return tuple(per for per, days in DAYS_IN.items() if _is_of_use(figures, per, days))


def _is_of_use(figures: list[Point], per: str, days: int) -> bool:
    fit = [point for point in figures if not why_not(point, per)]
    return len(fit) * 2 > len(figures) and any(_length(point) != days for point in fit)


def a_time(chart: ChartData, per: str) -> Step:
    """Divide each figure by the length of its period: how many a ``per`` ("day" or "week")."""
    if per not in pers_of(chart):
        return Step(chart, notes=(f"These figures can’t be shown a {per}, so they are as stated.",))
    caption = chart.caption
    axis_title = caption.axis_title or axis_words(chart.unit, caption.counted)
    now = _changed(
        chart,
        [
            tuple(_a_time(point, per, caption.counted) for point in one.points)
            for one in chart.series
        ],
        axis_title=f"{axis_title}, a {per}",
        subtitle=_with(caption.subtitle, f"shown a {per}, on average over each period"),
    )
    left = _without_lost(chart, now, f"is no figure a {per}")
    return replace(left, done=f"on average a {per}")


def _changed(chart: ChartData, points: list[tuple[Point | None, ...]], **caption: str) -> ChartData:
    """The chart with other values: a level that was written into it is not theirs."""
    return replace(
        chart,
        series=tuple(
            replace(one, points=new) for one, new in zip(chart.series, points, strict=True)
        ),
        annotations=tuple(one for one in chart.annotations if one.value is None),
        caption=replace(chart.caption, **caption),
    )


def why_not(point: Point, per: str) -> str:
    """Return why there is no figure a day or a week of this one; "" where there is."""
    kind = point.origin.kind if point.origin else ""
    if kind != FLOW or (point.origin and point.origin.per) or not UNITS[point.unit].adds_up:
        return "it is no count over a period"
    if UNITS[point.unit].family in ("time", "calendar"):
        return "it is itself a length of time"
    if point.period is not None and point.period.kind is PeriodKind.RUNNING_TOTAL:
        return "it is a running total"
    days = _length(point)
    if days is None:
        return "the dates of its period are not recorded"
    return "" if days >= DAYS_IN[per] else f"its period is shorter than a {per}"


def _a_time(point: Point | None, per: str, counted: str) -> Point | None:
    if point is None or point.value is None:
        return point
    if reason := why_not(point, per):
        return _missing(point, f"not shown a {per}, since {reason}")
    days, target = _length(point) or 1, DAYS_IN[per]
    point = replace(point, evened=True)
    if days == target:
        return point
    length = f"{days} {'day' if days == 1 else 'days'}"
    times = "" if target == 1 else f" × {target}"
    return _worked_out(
        point,
        (Decimal(target), Decimal(days)),
        f"÷ {length}{times}",
        unit=point.unit,
        counted=counted,
        per=per,
    )


def index_refusal(chart: ChartData) -> str:
    """Return the sentence why a chart has no index, or "" where it has one that tells something."""
    if not chart.along_time or chart.kind in NEVER_INDEXED:
        return "Only figures of one kind along time have an index."
    if UNITS[chart.unit].suffix == "%" or chart.unit == "percentage_point":
        return "Shares and changes have no index."
    series = [one for one in chart.series if one.role == "main" and one.figures()]
    for one in series:
        base = _base(one)
        if base is None or base.value is None:
            return f"“{one.label}” has no exact figure from which an index could begin."
        if base.value <= 0:
            return f"“{one.label}” has {base.shown} as its first exact figure, which can’t be 100."
    if not any(_compared(one) for one in series):
        return "No two of these figures compare with one another."
    return ""


def indexed(chart: ChartData) -> Step:
    """Set the first exact figure of each series to 100 and the others in proportion to it."""
    if refusal := index_refusal(chart):
        return Step(chart, notes=(f"{refusal} The figures are shown as they are.",))
    bases = [_base(one) if one.role == "main" else None for one in chart.series]
    labels = {base.label for base in bases if base is not None}
    begun = f"{labels.pop()} = 100" if len(labels) == 1 else "the first of each series = 100"
    now = _changed(
        chart,
        [
            tuple(_in_index(point, base) for point in one.points)
            for one, base in zip(chart.series, bases, strict=True)
        ],
        unit="count",
        counted="",
        axis_title=f"Index, {begun}",
        subtitle=_with(chart.caption.subtitle, f"shown as an index, {begun}"),
    )
    left = _without_lost(chart, now, "is no index")
    return replace(left, done=f"as an index, {begun}")


def _base(series: Series) -> Point | None:
    exact = (point for point in series.figures() if point.qualifier is Qualifier.EXACT)
    return next(exact, None)


def _compared(series: Series) -> bool:
    """Whether anything in a series compares with its base."""
    base = _base(series)
    others = (point for point in series.figures() if point is not base)
    return base is not None and any(not breaks(base, point) for point in others)


def _in_index(point: Point | None, base: Point | None) -> Point | None:
    if point is None or point.value is None:
        return point
    if base is None or base.value is None:
        return _missing(replace(point, unit="count"), "not in the index, since it is a level")
    if reasons := breaks(base, point):
        reason = reasons[0].rstrip(".")
        return _missing(replace(point, unit="count"), f"not in the index: {reason}")
    return _worked_out(point, (HUNDRED, base.value), f"÷ {plain(base.value)} × 100", unit="count")


def _worked_out(
    point: Point,
    ratio: tuple[Decimal, Decimal],
    done: str,
    *,
    unit: str,
    counted: str = "",
    per: str = "",
) -> Point:
    """A figure and its interval times a ratio; ``done`` says what that does ("÷ 7 days").

    What was worked out already keeps its own arithmetic before this.
    """
    if point.value is None:
        return point
    # Multiplied first: a seventh is no decimal, and seven of them must not be a trifle too much.
    times, over = ratio
    way = _way(point.qualifier)
    low_way, high_way = (ROUND_FLOOR, ROUND_CEILING) if point.as_range else (way, way)
    low = None if point.low is None else point.low * times / over
    high = None if point.high is None else point.high * times / over
    if point.as_range and low is not None and high is not None:
        began = f"{plain(point.low or Decimal(0))} to {plain(point.high or Decimal(0))}"
        ended = f"{plain(rounded(low, KEPT, low_way))} to {plain(rounded(high, KEPT, high_way))}"
        last = shown(rounded(high, SHOWN, high_way), Qualifier.EXACT, unit, counted, per)
        words = f"{plain(rounded(low, SHOWN, low_way))} to {last}"
    else:
        exact = point.value * times / over
        began, ended = plain(point.value), plain(rounded(exact, KEPT, way))
        words = shown(rounded(exact, SHOWN, way), point.qualifier, unit, counted, per)
    earlier = f"{point.arithmetic}; " if point.arithmetic else ""
    return replace(
        point,
        value=rounded(point.value * times / over, KEPT, way),
        low=None if low is None else rounded(low, KEPT, low_way),
        high=None if high is None else rounded(high, KEPT, high_way),
        unit=unit,
        shown=words,
        arithmetic=f"{earlier}{began} {done} = {ended}",
        per=per,
    )


def _way(qualifier: Qualifier) -> str:
    """Which way a hedged figure may be rounded without becoming untrue."""
    if qualifier in UPWARD:
        return ROUND_FLOOR
    return ROUND_CEILING if qualifier in DOWNWARD else ROUND_HALF_UP


def rounded(value: Decimal, digits: int, way: str = ROUND_HALF_UP) -> Decimal:
    """Return a value with at most so many significant digits, and at least its whole number."""
    places = max(0, digits - 1 - value.adjusted()) if value else 0
    # Adding zero writes 1E+2 as 100 again.
    return value.quantize(Decimal(1).scaleb(-places), way).normalize() + 0


def _missing(point: Point, note: str) -> Point:
    """The place of a figure that can't be shown so: no value, and the reason."""
    return Point(
        label=point.label, value=None, unit=point.unit, period=point.period, area=point.area,
        definition=point.definition, note=note,
    )  # fmt: skip


def _without_lost(before: ChartData, after: ChartData, what: str) -> Step:
    """The chart without baselines that lost every figure, and what to say of those lost.

    The reason of each is beside its place in the table; here they are told once.
    """
    reasons: dict[str, int] = {}
    left, gone = [], []
    for old, new in zip(before.series, after.series, strict=True):
        if old.role == "baseline" and old.figures() and not new.figures():
            gone.append(old.label)
            continue
        left.append(new)
        for was, is_now in zip(old.points, new.points, strict=True):
            if was is not None and was.value is not None and is_now and is_now.value is None:
                reasons[is_now.note] = reasons.get(is_now.note, 0) + 1
    notes = [f"Left out, as it {what}: “{label}”." for label in gone]
    notes += [
        f"Left out, as it {what}: “{one.text}”."
        for one in before.annotations
        if one.value is not None
    ]
    told = list(reasons)[:REASONS_NAMED]
    more = sum(reasons[reason] for reason in reasons if reason not in told)
    notes += [f"{_count(reasons[reason])} {reason}." for reason in told]
    notes += [f"{_count(more)} left out for other reasons, each in the table."] if more else []
    return Step(replace(after, series=tuple(left)), notes=tuple(notes))


def _count(number: int) -> str:
    return "One figure is" if number == 1 else f"{number} figures are"


def _with(subtitle: str, words: str) -> str:
    return f"{subtitle.rstrip('.')}; {words}" if subtitle else f"{words[:1].upper()}{words[1:]}"


def _length(point: Point) -> int | None:
    return point.period.days() if point.period is not None else None


def _mains(chart: ChartData) -> list[Point]:
    return [point for one in chart.series if one.role == "main" for point in one.figures()]
