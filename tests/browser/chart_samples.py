"""Charts of every kind on a canvas, for tests that look at what is drawn."""

from dataclasses import replace
from datetime import date

from operations.annotations import read_annotations
from operations.periods import Period
from operations.series import ChartData, Series
from tests.operations import samples

DRUGS = ("Cocaine", "Cannabis", "Heroin and fentanyl")
CORRECTED = {"changed": "corrected on 5 October 2023, was 240", "was": "240"}
WORKED_OUT = "700 ÷ 10 days"

# From the first day to the last, and the figure: 31, 10, 109 and 31 days with a month between.
ODD = (
    (date(2023, 1, 1), date(2023, 1, 31), "120"),
    (date(2023, 2, 1), date(2023, 2, 10), "60"),
    (date(2023, 2, 11), date(2023, 5, 30), "340"),
    (date(2023, 7, 1), date(2023, 7, 31), "200"),
)
ANNOTATIONS = """2023-03-20: new law
2023-06-05 to 2023-06-25: week of action
150: average of last year"""


def odd_periods(kind: str, annotations: str = "") -> ChartData:
    """Figures of periods of very different lengths."""
    points = []
    for start, end, value in ODD:
        period = Period(start, end, "odd")
        points.append(samples.point(period.short_label(), value, period=period))
    return samples.chart(
        Series("Arrests", tuple(points)), kind=kind, along_time=True, slug=f"odd-{kind}",
        annotations=read_annotations(annotations),
    )  # fmt: skip


def several(kind: str, **of_last) -> ChartData:
    """Three series of three figures; what is given is said of the last series'."""
    rows = (("120", "300", "90"), ("220", "100", "70"), ("70", "190", "40"))
    names = ("North West", "London", "Elsewhere in England and Wales")
    series = []
    for place, (name, values) in enumerate(zip(names, rows, strict=True)):
        more = of_last if place == 2 else {}
        points = [
            samples.point(drug, value, **more) for drug, value in zip(DRUGS, values, strict=True)
        ]
        series.append(Series(name, tuple(points), place))
    return samples.chart(*series, kind=kind, labels=DRUGS, slug=f"several-{kind}")


def one_of_each(kind: str, *, horizontal: bool = False) -> ChartData:
    """A figure for every mark that there is, by its label; each is 300 but for the first."""
    points = (
        samples.point("Exact", "400"),
        samples.point("Hollow", "300", status="provisional"),
        samples.point("Hatched", "300", partial=True),
        samples.point("Below", "300", "less_than"),
        samples.point("Above", "300", "more_than"),
        samples.point("About", "300", "about"),
        samples.point("Derived", "300", arithmetic=WORKED_OUT),
        samples.point("Corrected", "300", **CORRECTED),
        samples.point("Broken", "300", break_before=True, break_reason="Others are counted."),
    )
    return samples.chart(
        Series("Arrests", points), kind=kind, horizontal=horizontal, slug=f"each-{kind}"
    )


def every_chart() -> dict[str, ChartData]:
    """Charts of every kind, with labels short and long, few and many."""
    along = replace(samples.hate_crime_by_year(), along_time=True)
    found = (
        samples.drugs(), samples.hate_crime_by_week(), along,
        replace(along, kind="bar", slug="year-bars"), samples.every_doubt(horizontal=False),
        samples.every_doubt("line"), samples.every_doubt("dots"), several("stacked"),
        replace(several("stacked"), horizontal=True, slug="several-lying"), several("dots"),
        several("line"), several("bar", qualifier="more_than"), odd_periods("line", ANNOTATIONS),
        odd_periods("bar", ANNOTATIONS), one_of_each("bar"),
    )  # fmt: skip
    return {chart.slug: chart for chart in found}
