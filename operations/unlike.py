"""What is unlike among the figures of one chart, each difference one plain sentence.

Pure. The figures that differ are named by the chart's own labels, and what most have in common is
“the others”. A difference that the label itself tells (“Without Greater Manchester”) is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from operations.areas import in_a_sentence
from operations.comparability import left_out
from operations.naming import listed, mentions, named
from operations.periods import EN_DASH, Period, PeriodKind, day_words, span_words
from operations.series import ChartData, Point

# What labels may be so that figures follow one another in time.
ALONG_TIME = ("period", "phase")
# Labels that are themselves places.
ALONG_PLACES = ("organisation", "area")
NOT_FINAL = ("estimated", "provisional")
# Words of a label by which an editor has said already that there is no date.
_SAID_UNDATED = ("not dated", "not stated", "no date", "undated")


def differences_of(chart: ChartData, along: str) -> list[str]:
    """Return every difference that a reader of this chart should know of, the gravest first.

    Big numbers and rows along metrics are of different things by intent, each with its coverage
    beside it: of them only the periods are told apart.
    """
    figures = _mains(chart)
    if along == "metric" or chart.effective_kind == "numbers":
        return list(_periods_apart(chart, [one for one in figures if _is_dated(one)]))
    periods = _lengths(chart, figures) if along in ALONG_TIME else _periods_apart(chart, figures)
    areas = [] if along in ALONG_PLACES else _areas(chart, figures)
    return [
        *_counted(chart, figures),
        *periods,
        *areas,
        *_left_out(chart, figures),
        *_coverage(chart, figures),
        *_incomplete(chart, figures),
        *_not_final(chart, figures),
    ]


def stated_otherwise(rivals: Iterable[tuple[Point, Point]]) -> Iterator[str]:
    """Say of each figure which other one a release states for the very same thing."""
    for shown, other in rivals:
        yield (
            f"Two releases state different figures for {shown.label}: {shown.shown}, shown here, "
            f"and {other.shown}."
        )


def also_stated(passed_over: Iterable[tuple[Point, Point]]) -> Iterator[str]:
    """Say which figure has no place of its own beside the one that is shown."""
    for shown, other in passed_over:
        beside = f" ({_covered(other)})" if other.coverage != shown.coverage else ""
        yield f"For {shown.label} there is also {other.shown}{beside}; {shown.shown} is shown."


def disagreements(chart: ChartData) -> Iterator[str]:
    """Say where two series state different figures of one thing, since releases disagree."""
    for place, label in enumerate(chart.x_labels):
        here = [
            point
            for series in chart.series
            if series.role == "main"
            and (point := series.points[place]) is not None
            and point.value is not None
        ]
        for one, other in combinations(here, 2):
            if _same_thing(one, other) and not _may_both_be_true(one, other):
                yield (
                    f"Two releases state different figures for {label}: {one.shown} and "
                    f"{other.shown}."
                )


def _same_thing(one: Point, other: Point) -> bool:
    if one.origin is None or other.origin is None or one.period is None or _is_undated(one):
        return False
    same = [
        (point.definition, point.coverage, point.area, point.partial, point.period,
         point.origin.category, point.origin.organisation)
        for point in (one, other) if point.origin
    ]  # fmt: skip
    return same[0] == same[1] and one.origin.release_path != other.origin.release_path


def _may_both_be_true(one: Point, other: Point) -> bool:
    return _reaches(one, other) and _reaches(other, one)


def _reaches(low: Point, high: Point) -> bool:
    return low.low is None or high.high is None or low.low <= high.high


def _mains(chart: ChartData) -> list[Point]:
    return [p for series in chart.series if series.role == "main" for p in series.figures()]


def _grouped(
    figures: Iterable[Point], key: Callable[[Point], object]
) -> list[tuple[object, list[Point]]]:
    """The figures by what they have in common, the largest group last."""
    groups: dict[object, list[Point]] = {}
    for one in figures:
        groups.setdefault(key(one), []).append(one)
    return sorted(groups.items(), key=lambda item: len(item[1]))


# --- what is counted, and where ------------------------------------------------------------------


def _counted(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    """Only where the label does not say it: “Arrests” counts arrests."""
    groups = [(str(what), points) for what, points in _grouped(figures, lambda p: p.counting)]
    if len(groups) < 2 or any(not what for what, _ in groups):
        return
    parts = [(named(chart, points, without=[what.split()[-1]]), what) for what, points in groups]
    told = [f"{listed(names)} counts {what}" for names, what in parts if names]
    if told:
        yield f"{'; '.join(told)}."


def _areas(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    groups = [
        (str(area), points)
        for area, points in _grouped(figures, lambda p: p.area)
        if area and not _is_named_force(chart, str(area), points)
    ]
    if len(groups) < 2:
        return
    is_of_all = sum(len(points) for _, points in groups) == len(figures)
    named_areas = [(in_a_sentence(area), [area], points) for area, points in groups]
    yield from _each_for(chart, named_areas, is_of_all=is_of_all)


def _is_named_force(chart: ChartData, area: str, points: Sequence[Point]) -> bool:
    """Whether these are figures of an organisation that their label names."""
    is_force = all(one.origin and one.origin.organisation for one in points)
    return is_force and not named(chart, points, without=[area])


# What some figures are for in words, the words of a label that say as much, and the figures.
_Group = tuple[str, list[str], list[Point]]


def _each_for(chart: ChartData, groups: Sequence[_Group], *, is_of_all: bool) -> Iterator[str]:
    """“A is for x; the others are for y.”, without those whose label says so."""
    *rarer, (most, says_most, last) = groups
    parts = [(named(chart, points, without=says), what) for what, says, points in rarer]
    told = [f"{listed(names)} {_is(names)} for {what}" for names, what in parts if names]
    names = named(chart, last, without=says_most)
    if is_of_all and told and names:
        told.append(f"the others are for {most}" if len(last) > 1 else f"{names[0]} is for {most}")
    if told:
        yield f"{'; '.join(told)}."


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


# --- whom figures leave out, cover, and whether they are whole -----------------------------------


def _covered(point: Point) -> str:
    return point.coverage.strip().rstrip(".")


def _left_out(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    groups = _grouped(figures, lambda p: _covered(p).casefold())
    if len(groups) < 2:
        return
    in_order = sorted(groups, key=lambda item: figures.index(item[1][0]))
    told = []
    for _, points in in_order:
        whom = left_out(points[0].coverage)
        names = named(chart, points, without=[whom]) if whom else []
        if names:
            told.append(f"{listed(names)} {'leaves' if len(names) == 1 else 'leave'} out {whom}")
    if told:
        yield f"{'; '.join(told)}."


def _coverage(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    groups = _grouped(figures, lambda p: _covered(p).casefold())
    stated = [points for key, points in groups if key and not left_out(points[0].coverage)]
    stated[:-1] = sorted(stated[:-1], key=lambda points: figures.index(points[0]))
    if len(groups) < 2 or not stated:
        return
    if len(stated) == 1 and not any(left_out(one.coverage) for one in figures):
        names = named(chart, stated[0], without=[_covered(stated[0][0])])
        if names:
            yield f"Only {listed(names)} {_is(names)} said to cover “{_covered(stated[0][0])}”."
        return
    told = []
    for points in stated:
        names = named(chart, points, without=[_covered(points[0])])
        is_rest = points is stated[-1] and len(stated) == len(groups) and len(points) > 1 and told
        if names:
            told.append(f"“{_covered(points[0])}” for {'the others' if is_rest else listed(names)}")
    if told:
        yield f"Coverage as stated: {'; '.join(told)}."


def _incomplete(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    """Only where coverage does not tell them apart already."""
    short = [
        one
        for one in figures
        if one.partial
        and any(not other.partial and _covered(other) == _covered(one) for other in figures)
    ]
    names = named(chart, short)
    if names:
        yield f"{listed(names)} {_is(names)} known to be incomplete."


def _not_final(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    for status in NOT_FINAL:
        points = [one for one in figures if one.status == status]
        names = named(chart, points, without=[status])
        if names and len(points) < len(figures):
            yield f"{listed(names)} {_is(names)} {status}; the others are not."


# --- periods -------------------------------------------------------------------------------------


def _is_undated(point: Point) -> bool:
    period = point.period
    return period is None or (period.start is None and period.end is None)


def _is_dated(point: Point) -> bool:
    return not _is_undated(point)


def _periods_apart(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    """Where labels are no times: which figure is of which."""
    found = _grouped((one for one in figures if _is_dated(one)), lambda p: p.period)
    dated = [
        (_time(period), _says_time(period), points)
        for period, points in found
        if isinstance(period, Period)
    ]
    if len(dated) > 1:
        is_of_all = sum(len(points) for *_, points in dated) == len(figures)
        yield from _each_for(chart, dated, is_of_all=is_of_all)
    if dated:
        yield from _undated(chart, figures)


def _time(period: Period) -> str:
    if period.kind in (PeriodKind.WEEK, PeriodKind.ROLLING_YEAR):
        return f"the {period.label()}"
    if period.kind is PeriodKind.RUNNING_TOTAL and period.start is None:
        return f"all time {period.label()}"
    return period.label().removesuffix(", running total").replace(f" {EN_DASH} ", " to ")


def _says_time(period: Period) -> list[str]:
    """Words of a label that tell the period as well as its own name does."""
    words = [period.label(), period.short_label()]
    if period.start is not None and period.end is not None:
        words += [span_words(period.start, period.end, short=short) for short in (True, False)]
    last = period.end or period.start
    return [*words, f"{last:%B %Y}"] if last else words


def _undated(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    names = [
        name
        for name in named(chart, [one for one in figures if _is_undated(one)])
        if not any(mentions(name, words) for words in _SAID_UNDATED)
    ]
    if names:
        yield f"The dates of {listed(names)} are not recorded."


def _lengths(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    """Along time: which figures are for longer, other or unknown stretches than the rest."""
    running = [one for one in figures if _is_running(one)]
    others = [one for one in figures if _is_dated(one) and not _is_running(one)]
    yield from _running(chart, running, others)
    known = [one for one in others if one.period and one.period.days() is not None]
    groups = [(str(words), points) for words, points in _grouped(known, _length)]
    if len(groups) > 1:
        *rarer, (most, last) = groups
        told = [_so_long(named(chart, points), words) for words, points in rarer]
        names = named(chart, last)
        told.append(_so_long(["the others"] * 2 if len(last) > 1 else names, most))
        yield f"{'; '.join(told)}."
    open_ended = [one for one in others if one not in known]
    if open_ended and len(open_ended) == len(figures):
        yield "It is not recorded on which day each of these periods begins."
    elif open_ended:
        names = named(chart, open_ended)
        yield f"It is not recorded when {listed(names)} {'begins' if len(names) == 1 else 'begin'}."
    if known or running:
        yield from _undated(chart, figures)


def _is_running(point: Point) -> bool:
    return point.period is not None and point.period.kind is PeriodKind.RUNNING_TOTAL


def _running(chart: ChartData, running: Sequence[Point], others: Sequence[Point]) -> Iterator[str]:
    if not running:
        return
    if others:
        names = named(chart, running)
        yield (
            f"{listed(names)} is a running total, which holds what came before, and no period."
            if len(names) == 1
            else f"{listed(names)} are running totals, which hold what came before, and no periods."
        )
    elif chart.kind != "line" and len(running) > 1:
        yield "These are running totals: each holds the ones before it, so they are not added up."
    for series in chart.series:
        begins = [p.period.start for p in series.figures() if _is_running(p) and p.period]
        days = [day for day in dict.fromkeys(begins) if day is not None]
        if series.role == "main" and len(days) > 1:
            words = listed([day_words(day) for day in sorted(days)])
            yield f"These running totals begin on different days: {words}."


def _length(point: Point) -> str:
    """How long the figure's time is, so that alike ones have the same words."""
    period = point.period
    assert period is not None  # noqa: S101
    days = period.days()
    if period.kind in (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.PHASE, PeriodKind.ODD):
        return "1 day" if days == 1 else f"{days} days"
    if period.kind is PeriodKind.ROLLING_YEAR and period.start is not None:
        if (period.start.month, period.start.day) == (4, 1):
            return "financial year"
        if (period.start.month, period.start.day) == (1, 1):
            return "calendar year"
    return period.kind.words.removeprefix("a ")


def _so_long(names: Sequence[str], words: str) -> str:
    """“2003 and 2004 are calendar years”, “13 to 20 May 2019 is 8 days”."""
    shown = "the others" if names[0] == "the others" else listed(names)
    if words[0].isdigit():
        return f"{shown} {_is(names)} {words}" + (" each" if len(names) > 1 else "")
    return f"{shown} are {words}s" if len(names) > 1 else f"{shown} is a {words}"
