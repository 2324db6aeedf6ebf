"""Big numbers, each with its change: for a chart of one figure, or of several units."""

from operations.arithmetic import change
from operations.renderers.changes import change_words, earlier_figure
from operations.series import ChartData, Point, Series


def tiles(chart: ChartData) -> list[dict[str, str]]:
    """Return one tile a figure, in the order of the chart; a missing one says “no figure”.

    `place` is where the figure stands: its series and its label, as pictures mark theirs.
    """
    return [
        _tile(chart, series_place, place)
        for series_place, series in enumerate(chart.series)
        for place, point in enumerate(series.points)
        if point is not None or chart.kind == "numbers"
    ]


def _tile(chart: ChartData, series_place: int, place: int) -> dict[str, str]:
    series = chart.series[series_place]
    point = series.points[place]
    names = [chart.x_labels[place], series.label if len(chart.series) > 1 else ""]
    label = ", ".join(dict.fromkeys(name for name in names if name)) or series.label
    known = point is not None and point.value is not None
    return {
        "place": f"{series_place}-{place}",
        "label": label,
        "shown": point.shown if point and known else "no figure",
        "words": point.words if point else "",
        "url": point.url if point else "",
        "coverage": point.coverage if point else "",
        "note": "; ".join(_beside(point)) if point else "",
        "change": _change(series, place),
    }


def _change(series: Series, place: int) -> str:
    """Say how far the newest figure is from the one before it, or why that can't be said."""
    point, before = series.points[place], earlier_figure(series, place)
    if point is None or before is None or before.period is None:
        return ""
    return change_words(change(before, point), before.period.label())


def _beside(point: Point) -> list[str]:
    return [caveat for caveat in point.caveats() if caveat != point.coverage]
