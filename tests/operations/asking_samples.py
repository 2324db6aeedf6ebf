"""Charts of figures with their periods, and the states that readers ask of them."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.http import QueryDict

from operations.arithmetic import mark_breaks
from operations.charts.state import ChartState
from operations.periods import Period, PeriodKind
from operations.series import ChartData, Origin, Point, Series
from tests.operations import samples

FLOW = Origin("arrests", "Arrests", kind="flow", release_path="/releases/a/", licence="OGL")
ADDRESS = "https://example.org/charts/sample/"


def state(query: str) -> ChartState:
    return ChartState.from_query(QueryDict(query))


def days(first: str, length: int, kind: str = "odd") -> Period:
    start = date.fromisoformat(first)
    return Period(start, start + timedelta(days=length - 1), PeriodKind(kind))


def point(period: Period | None, value: str, qualifier: str = "exact", **more) -> Point:
    label = period.short_label() if period else "Undated"
    more.setdefault("origin", FLOW)
    return samples.point(label, value, qualifier, period=period, **more)


def along_time(*points: Point | None, kind: str = "line", labels=None, **more) -> ChartData:
    marked = mark_breaks(points) if kind == "line" else points
    return samples.chart(
        Series("Arrests", marked),
        kind=kind,
        labels=labels,
        along_time=True,
        address=ADDRESS,
        **more,
    )


def weeks(*values: str, kind: str = "line", **more) -> ChartData:
    """A week after another, from Monday, 1 January 2024."""
    first = date(2024, 1, 1)
    periods = [
        days((first + timedelta(weeks=n)).isoformat(), 7, "week") for n in range(len(values))
    ]
    return along_time(
        *(point(one, value) for one, value in zip(periods, values, strict=True)), kind=kind, **more
    )


def shown(chart: ChartData) -> list[list[str | None]]:
    return [
        [one.shown if one is not None and one.value is not None else None for one in series.points]
        for series in chart.series
    ]


def only(chart: ChartData) -> tuple[Point | None, ...]:
    (series,) = chart.series
    return series.points


def several(**more) -> ChartData:
    """Three series over three years; only the last begins late, and the first ends early."""
    years = [
        days(f"{year}-01-01", 366 if year == 2024 else 365, "year") for year in (2022, 2023, 2024)
    ]
    rows = {"Kent": ("10", "20", None), "Essex": ("1", "2", "3"), "Surrey": (None, None, "7")}
    series = [
        Series(
            name,
            tuple(value and point(one, value) for one, value in zip(years, values, strict=True)),
            colour_index=index,
        )
        for index, (name, values) in enumerate(rows.items())
    ]
    return samples.chart(
        *series, labels=["2022", "2023", "2024"], along_time=True, address=ADDRESS, **more
    )


def as_near_as_four_digits(value: Decimal, exact: Fraction) -> None:
    """Within one of the fourth digit, or of the last before the point."""
    assert abs(Fraction(value) - exact) <= max(exact / 1000, Fraction(1, 10**9)) or (
        exact >= 1000 and abs(Fraction(value) - exact) <= 1
    )
