"""What is unlike among the figures of one chart, each difference one plain sentence.

Pure. The figures that differ are named by the chart's own labels, and what most have in common is
“the others”. A difference that the label itself tells (“Without Greater Manchester”) is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from operations.areas import in_a_sentence
from operations.guard.comparability import left_out, quoted
from operations.guard.grouping import each_for, grouped, is_or_are
from operations.guard.naming import listed, named
from operations.guard.unlike_times import is_dated, is_undated, lengths, periods_apart
from operations.series import ChartData, Point

# What labels may be so that figures follow one another in time.
ALONG_TIME = ("period", "phase")
# Labels that are themselves places.
ALONG_PLACES = ("organisation", "area")
NOT_FINAL = ("estimated", "provisional")


def differences_of(chart: ChartData, along: str) -> list[str]:
    """Return every difference that a reader of this chart should know of, the gravest first.

    Big numbers and rows along metrics are of different things by intent, each with its coverage
    beside it: of them only the periods are told apart.
    """
    figures = _mains(chart)
    if along == "metric" or chart.effective_kind == "numbers":
        return list(periods_apart(chart, [one for one in figures if is_dated(one)]))
    periods = lengths(chart, figures) if along in ALONG_TIME else periods_apart(chart, figures)
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
            f"Two releases state different figures for {quoted(shown)}: {shown.shown}, shown here, "
            f"and {other.shown}."
        )


def also_stated(passed_over: Iterable[tuple[Point, Point]]) -> Iterator[str]:
    """Say which figures have no place of their own, since a line shows another one there."""
    pairs = list(passed_over)
    places = len({shown.label for shown, _ in pairs})
    if not pairs:
        return
    shown, other = pairs[0]
    lead = (
        f"For {quoted(shown)} a line has more than one figure"
        if places == 1
        else f"For {places} labels a line has more than one figure, among them {quoted(shown)}"
    )
    yield f"{lead}: {shown.shown} is shown, {other.shown}{_beside(shown, other)} is not."


def _beside(shown: Point, other: Point) -> str:
    """What tells the two apart, in brackets."""
    of = [
        (one.origin.category, one.area) if one.origin else ("", one.area) for one in (shown, other)
    ]
    differs = [theirs for ours, theirs in zip(*of, strict=True) if theirs and ours != theirs]
    if other.coverage != shown.coverage and other.coverage:
        differs.append(_covered(other))
    return f" ({', '.join(differs)})" if differs else ""


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
    if one.origin is None or other.origin is None or one.period is None or is_undated(one):
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


# --- what is counted, and where ------------------------------------------------------------------


def _counted(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    """Only where the label does not say it: “Arrests” counts arrests."""
    groups = [(str(what), points) for what, points in grouped(figures, lambda p: p.counting)]
    if len(groups) < 2 or any(not what for what, _ in groups):
        return
    parts = [(named(chart, points, without=[what.split()[-1]]), what) for what, points in groups]
    told = [f"{listed(names)} counts {what}" for names, what in parts if names]
    if told:
        yield f"{'; '.join(told)}."


def _areas(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    groups = [
        (str(area), points)
        for area, points in grouped(figures, lambda p: p.area)
        if area and not _is_named_force(chart, str(area), points)
    ]
    if len(groups) < 2:
        return
    is_of_all = sum(len(points) for _, points in groups) == len(figures)
    named_areas = [(in_a_sentence(area), [area], points) for area, points in groups]
    yield from each_for(chart, named_areas, is_of_all=is_of_all)


def _is_named_force(chart: ChartData, area: str, points: Sequence[Point]) -> bool:
    """Whether these are figures of an organisation that their label names."""
    is_force = all(one.origin and one.origin.organisation for one in points)
    return is_force and not named(chart, points, without=[area])


# --- whom figures leave out, cover, and whether they are whole -----------------------------------


def _covered(point: Point) -> str:
    return point.coverage.strip().rstrip(".")


def _left_out(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    groups = grouped(figures, lambda p: _covered(p).casefold())
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
    groups = grouped(figures, lambda p: _covered(p).casefold())
    stated = [points for key, points in groups if key and not left_out(points[0].coverage)]
    stated[:-1] = sorted(stated[:-1], key=lambda points: figures.index(points[0]))
    if len(groups) < 2 or not stated:
        return
    words = [_covered(points[0]) for points in stated]
    names = [
        named(chart, points, without=[said]) for said, points in zip(words, stated, strict=True)
    ]
    told = [(said, who) for said, who in zip(words, names, strict=True) if who]
    if len(stated) == 1 and told and not any(left_out(one.coverage) for one in figures):
        yield f"Only {listed(names[0])} {is_or_are(names[0])} said to cover “{words[0]}”."
        return
    parts = [f"“{said}” for {listed(who)}" for said, who in told]
    if len(parts) > 1 and names[-1] and len(stated) == len(groups) and len(stated[-1]) > 1:
        parts[-1] = f"“{words[-1]}” for the others"
    if parts:
        yield f"Coverage as stated: {'; '.join(parts)}."


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
        yield f"{listed(names)} {is_or_are(names)} known to be incomplete."


def _not_final(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    for status in NOT_FINAL:
        points = [one for one in figures if one.status == status]
        names = named(chart, points, without=[status])
        if names and len(points) < len(figures):
            yield f"{listed(names)} {is_or_are(names)} {status}; the others are not."
