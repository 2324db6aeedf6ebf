"""Sentences written from the figures: for a screen reader, a newsreader, a search result.

They say nothing that the figures do not bear out: a change is stated only between figures that
compare, and what is left out is said in the same breath.
"""

from decimal import Decimal

from operations.arithmetic import Change, change, totals
from operations.guard.comparability import left_out
from operations.renderers.annotating import said
from operations.renderers.changes import direction, size
from operations.renderers.timeline import dates_of
from operations.series import WORKED_OUT, ChartData, Point, Series
from releases.quantities import NotCombinableError, Qualifier, spoken

NAMED_AT_MOST = 3


def summary(chart: ChartData) -> str:
    """Return a few sentences: what the figures are, what to know of them, what is marked."""
    if chart.effective_kind == "timeline":
        return " ".join([*_phases(chart), *chart.notes, *_marked(chart)])
    figures = chart.figures()
    if not figures:
        return "There is no figure to show."
    untold = [one for one in caveats(figures) if not _is_told(one, chart.notes)]
    beside = "; ".join([*untold, *_missing(chart)])
    known = [f"{_capital(beside)}."] if beside else []
    return " ".join([*_findings(chart), *chart.notes, *known, *_marked(chart)])


def _findings(chart: ChartData) -> list[str]:
    match chart.effective_kind:
        case "numbers":
            return [_listed(chart)]
        case "line":
            return [_over_time(chart)]
        case "multiples":
            return [_over_time(chart) if chart.along_time else _each_extremes(chart)]
        case "stacked":
            return [_totals(chart)]
        case "table" if len({point.unit for point in chart.figures()}) > 1:
            return [_listed(chart)]
    return [_extremes(chart)]


def _is_told(caveat: str, notes: tuple[str, ...]) -> bool:
    """Whether a note of the chart says as much, of the same figures, in a sentence of its own."""
    said = caveat.rpartition(": ")[2]
    return any((left_out(said) or said) in note for note in notes)


def description(chart: ChartData) -> str:
    """Return the text alternative: the editor's own with what is marked, or else the summary."""
    return " ".join([chart.caption.alt, *_marked(chart)]) if chart.caption.alt else summary(chart)


def _marked(chart: ChartData) -> list[str]:
    """Say the dates, bands and baselines that are drawn into the chart."""
    told = [said(one, chart.unit) for one in chart.annotations]
    return [f"Marked in the chart: {'; '.join(told)}."] if told else []


def _phases(chart: ChartData) -> list[str]:
    """Say how many phases there are, which came first and last, and which have no end."""
    in_time = sorted(chart.stretches, key=lambda one: (one.start, one.end or one.start))
    told = [f"{one.label} ({dates_of(one)})" for one in in_time]
    if not told:
        return ["There is no phase to show."]
    if len(told) == 1:
        return [f"One phase: {told[0]}."]
    return [f"{len(told)} phases. First: {told[0]}; last to begin: {told[-1]}."]


def _each_extremes(chart: ChartData) -> str:
    """Say the highest and lowest of every panel: panels may be in different units."""
    parts = []
    for series in chart.series:
        figures = series.figures()
        if not figures or series.role == "baseline":
            continue
        ranked = _ranked(figures)
        told = f"{ranked[0].label} {ranked[0].shown}"
        if ranked[0].value != ranked[-1].value:
            told = f"highest {told}, lowest {ranked[-1].label} {ranked[-1].shown}"
        parts.append(f"{series.label}: {told}")
    return f"{'; '.join(parts)}."


def _totals(chart: ChartData) -> str:
    """Say the highest and lowest whole, added up by us; without sums, the parts' own extremes."""
    wholes = []
    for place, label in enumerate(chart.x_labels):
        points = [series.points[place] for series in chart.series if series.role == "main"]
        if any(point is None or point.value is None for point in points):
            continue
        try:
            wholes.append((label, totals(points)))
        except NotCombinableError:
            continue
    if len(wholes) < 2:
        return _extremes(chart)
    ranked = sorted(wholes, key=lambda one: one[1].value, reverse=True)
    (high, most), (low, least) = ranked[0], ranked[-1]
    if most.value == least.value:
        return _extremes(chart)
    return (
        f"Added up by us: highest {high} at {most.shown}, lowest {low} at {least.shown}. "
        f"{_extremes(chart)}"
    )


def speakable(chart: ChartData) -> str:
    """Return a line for reading aloud: the finding, at most three figures, and their caveats."""
    parts = _for_speech(chart)
    told = "; ".join(f"{lead}{_said(chart, point)}" for lead, point in parts)
    if chart.effective_kind == "timeline":
        parts, told = [], " ".join(_phases(chart)).rstrip(".")
    sentences = [
        chart.caption.title.rstrip("."),
        told,
        "; ".join(caveats([point for _, point in parts])),
    ]
    text = " ".join(f"{_capital(sentence)}." for sentence in sentences if sentence)
    return text.replace(" \N{EN DASH} ", " to ").replace("\N{EN DASH}", " to ")


def _for_speech(chart: ChartData) -> list[tuple[str, Point]]:
    """Choose what to read out. Numbers are of different things, so they are never ranked."""
    figures = _main_figures(chart)
    several_units = len({point.unit for point in figures}) > 1
    if len(figures) <= NAMED_AT_MOST or chart.effective_kind == "numbers" or several_units:
        return [("", point) for point in figures[:NAMED_AT_MOST]]
    ranked = _ranked(figures)
    if chart.effective_kind == "line" and len(chart.series) == 1:
        latest = figures[-1]
        peak = [("highest: ", ranked[0])] if ranked[0] is not latest else []
        return [*peak, ("latest: ", latest)]
    return [("highest: ", ranked[0]), ("lowest: ", ranked[-1])]


def _said(chart: ChartData, point: Point) -> str:
    """Say one figure; a date is said in full where the axis shortens it."""
    name = _name(chart, point)
    if point.period is not None and point.label == point.period.short_label():
        name = name.replace(point.label, point.period.label())
    return f"{name}, {_aloud(chart, point)}"


def _main_figures(chart: ChartData) -> list[Point]:
    mains = [series for series in chart.series if series.role == "main" and series.figures()]
    return [point for series in mains or chart.series for point in series.figures()]


def _aloud(chart: ChartData, point: Point) -> str:
    if point.value is None:
        return "no figure"
    if point.as_range:
        return point.shown
    return spoken(point.value, point.qualifier, point.unit, per=point.per)


def _listed(chart: ChartData) -> str:
    parts = [f"{_name(chart, point)}: {point.shown}" for point in chart.figures()]
    return f"{'; '.join(parts)}."


def _extremes(chart: ChartData) -> str:
    ranked = _ranked(_main_figures(chart))
    high, low = ranked[0], ranked[-1]
    if high.value == low.value:
        return _listed(chart)
    against = "".join(
        f"; {series.label}: {_values(series)}"
        for series in chart.series
        if series.role == "baseline" and series.figures() and high not in series.points
    )
    return (
        f"Highest: {_name(chart, high)} at {high.shown}; "
        f"lowest: {_name(chart, low)} at {low.shown}{against}."
    )


def _over_time(chart: ChartData) -> str:
    parts = [_course(chart, series) for series in chart.series if series.figures()]
    return " ".join(part for part in parts if part)


def _course(chart: ChartData, series: Series) -> str:
    """Say how one series ran; without a change where its ends do not compare."""
    figures = series.figures()
    several = len(chart.series) > 1 and series.label
    lead = f"{series.label}: " if several else ""
    first, last = figures[0], figures[-1]
    if series.role == "baseline" or len(figures) == 1:
        return f"{lead}{_values(series)}."
    moved = change(first, last)
    top = _ranked(figures)[0]
    peak = "" if top in (first, last) else f", highest in {top.label} at {top.shown}"
    span = f"{first.shown} in {first.label}, {last.shown} in {last.label}{peak}"
    if moved.value is None:
        return f"{lead}{span}; first and last do not compare: {moved.reasons[0]}"
    return f"{lead}{span}: {_by(moved)}."


def _by(moved: Change) -> str:
    if moved.value == 0 and moved.qualifier is Qualifier.EXACT:
        return "no change from first to last"
    way = direction(moved)
    if not way:
        return "whether it rose or fell from first to last is not known"
    return f"{'a rise' if way > 0 else 'a fall'} of {size(moved)} from first to last"


def _values(series: Series) -> str:
    texts = list(dict.fromkeys(point.shown for point in series.figures()))
    return ", ".join(texts)


def _ranked(figures: list[Point]) -> list[Point]:
    return sorted(figures, key=lambda point: point.value or Decimal(0), reverse=True)


def _name(chart: ChartData, point: Point) -> str:
    """Name a point: by its own label, and its series where there are several."""
    owner = next((s for s in chart.series if any(p is point for p in s.points)), None)
    label = owner.label if owner else ""
    if len(chart.series) > 1 and label and label != point.label:
        return f"{label}, {point.label}" if point.label else label
    return point.label or label or chart.caption.counted or chart.caption.title


def caveats(figures: list[Point]) -> list[str]:
    """Return what is incomplete, not final or second-hand, each with the figures it is true of.

    The sums by which we worked figures out are beside each of them, and too many for a sentence.
    """
    groups: dict[str, list[str]] = {}
    for point in figures:
        for whole in point.caveats():
            caveat = WORKED_OUT if whole.startswith(WORKED_OUT) else whole
            groups.setdefault(caveat, []).append(point.label)
    parts = []
    for caveat, labels in groups.items():
        names = list(dict.fromkeys(name for name in labels if name))
        everywhere = len(labels) == len(figures)
        parts.append(caveat if everywhere or not names else f"{_and(names)}: {caveat}")
    return parts


def _missing(chart: ChartData) -> list[str]:
    """Say where there is no figure; among lines, only where none of them has one."""
    mains = [series for series in chart.series if series.role == "main"]
    gaps = [[point is None or point.value is None for point in series.points] for series in mains]
    if chart.effective_kind == "line" or not mains:
        names = [
            label
            for label, *missing in zip(chart.x_labels, *gaps, strict=True)
            if missing and all(missing)
        ]
    else:
        names = [
            f"{series.label}, {label}" if len(chart.series) > 1 and series.label else label
            for series, missing in zip(mains, gaps, strict=True)
            for label, is_missing in zip(chart.x_labels, missing, strict=True)
            if is_missing
        ]
    return [f"no figure for {_and(names)}"] if names else []


def _and(names: list[str]) -> str:
    if len(names) > NAMED_AT_MOST:
        return f"{', '.join(names[:NAMED_AT_MOST])} and {len(names) - NAMED_AT_MOST} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
