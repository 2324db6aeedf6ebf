"""Charts to test renderers with. Figures are typed from the releases, never read from content/."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from operations.arithmetic import mark_breaks
from operations.periods import Period
from operations.series import Caption, ChartData, Origin, Point, Series, Stretch, stated


def point(label: str, value: str, qualifier: str = "exact", unit: str = "count", **more) -> Point:
    return replace(stated(label, Decimal(value), qualifier, unit), **more)


def chart(
    *series: Series, kind: str = "bar", labels=None, slug: str = "sample", **more
) -> ChartData:
    caption = more.pop("caption", Caption(title="A finding", counted="arrests"))
    names = labels if labels is not None else [p.label if p else "" for p in series[0].points]
    more.setdefault("horizontal", False)
    return ChartData(
        slug=slug, kind=kind, x_labels=tuple(names), series=series, caption=caption, **more
    )


def drugs() -> ChartData:
    """Gangland thugs jailed, year 2022/23: three drugs on one axis."""
    points = (
        point("Cocaine", "2780", unit="kg", words="2780kg of cocaine seized", url="/figures/a/"),
        point("Cannabis", "926", unit="kg", words="926kg of cannabis seized", url="/figures/b/"),
        point("Heroin", "256", unit="kg", words="256kg or heroin seized", url="/figures/c/"),
    )
    return chart(
        Series("Drugs seized", points),
        slug="drugs-seized",
        horizontal=True,
        caption=Caption(
            title="Cocaine was most of what regional units seized",
            subtitle="Regional Organised Crime Units, 2022/23",
            unit="kg",
        ),
    )


WEEK_BEFORE = Period(date(2023, 10, 13), date(2023, 10, 19), "week")
WEEK = Period(date(2023, 10, 20), date(2023, 10, 26), "week")


def hate_crime_by_week() -> ChartData:
    """Protests, 2–5 November 2023: antisemitic offences of the week before are not stated."""
    weeks = (WEEK_BEFORE, WEEK)
    labels = [period.short_label() for period in weeks]

    def line(name: str, values, index: int, role: str = "main") -> Series:
        points = tuple(
            None if value is None else point(label, value, period=period)
            for label, value, period in zip(labels, values, weeks, strict=True)
        )
        return Series(name, points, index, role)

    return chart(
        line("Antisemitic", (None, "210"), 0),
        line("Anti-Muslim", ("74", "69"), 1),
        line("Antisemitic, weekly average 2022/23", ("29", "29"), 0, "baseline"),
        line("Anti-Muslim, weekly average 2022/23", ("65", "65"), 1, "baseline"),
        labels=labels,
        slug="hate-crime-week",
        caption=Caption(
            title="Antisemitic offences stood at seven times their weekly average",
            counted="offences recorded",
        ),
    )


HATE_CRIMES = (
    (2011, "43748", ""), (2012, "42255", ""), (2013, "44471", ""), (2014, "52465", ""),
    (2015, "62518", ""), (2016, "80393", ""), (2017, "94121", ""), (2018, "103379", ""),
    (2019, "105090", "excludes Greater Manchester"), (2020, "124104", ""),
    (2021, "155841", ""), (2022, "145214", "excludes Devon and Cornwall"),
    (2023, "140561", ""), (2024, "115990", "excludes the Metropolitan Police"),
)  # fmt: skip


def hate_crime_by_year() -> ChartData:
    """Home Office, hate crime in England and Wales: coverage changes four times."""
    points = []
    for year, value, coverage in HATE_CRIMES:
        period = Period(date(year, 4, 1), date(year + 1, 3, 31), "financial_year")
        points.append(point(period.label(), value, coverage=coverage, period=period))
    return chart(
        Series("Hate crimes", mark_breaks(points)),
        kind="line",
        slug="hate-crime-year",
        caption=Caption(
            title="Recorded hate crime fell after 2021/22", counted="hate crimes recorded"
        ),
    )


def sceptre() -> ChartData:
    """Operation Sceptre, arrests by phase; some are known from press reports alone."""
    weeks = (
        (date(2020, 11, 9), date(2020, 11, 15), "2005", True),
        (date(2021, 11, 15), date(2021, 11, 21), "1977", False),
        (date(2022, 5, 16), date(2022, 5, 22), "1947", False),
        (date(2023, 5, 15), date(2023, 5, 21), "1693", False),
    )
    points = [
        point(period.short_label(), value, period=period, second_hand=second_hand)
        for start, end, value, second_hand in weeks
        if (period := Period(start, end, "phase"))
    ]
    return chart(
        Series("Arrests", tuple(points)),
        slug="sceptre-arrests",
        caption=Caption(title="Each week of Sceptre brought fewer arrests", counted="arrests"),
    )


def every_doubt(kind: str = "bar", *, horizontal: bool = True) -> ChartData:
    """A zero, a gap, a negative, open ends, intervals, partial, not final, second-hand."""
    points = (
        point("Zero", "0"),
        None,
        point("Negative", "-120"),
        point("Open", "600", "more_than"),
        point("Under", "200", "less_than"),
        point("About", "500", "about"),
        point("Almost", "400", "almost"),
        point("Partial", "300", partial=True, coverage="not all forces"),
        point("Provisional", "350", status="provisional"),
        point("Reported", "250", second_hand=True),
    )
    labels = [p.label if p else "Missing" for p in points]
    return chart(
        Series("Figures", points), labels=labels, kind=kind, horizontal=horizontal,
        slug=f"doubts-{kind}",
    )  # fmt: skip


def one_figure(value: str = "140346", **more) -> ChartData:
    """The cost of policing protests: an early estimate of some forces."""
    cost = point(
        "Cost of policing, 2–5 November 2023", value, "exact", "GBP", status="estimated",
        coverage="not all forces", partial=True, url="/figures/d/", words="£140,346", **more,
    )  # fmt: skip
    return chart(
        Series("Cost", (cost,)), slug="cost", caption=Caption(title="Policing cost £140,346")
    )


def along_time(*periods: Period | None, kind: str = "bar", values=None, **more) -> ChartData:
    """One series of figures for these periods, a gap for None."""
    numbers = values or [str(100 * (place + 1)) for place in range(len(periods))]
    points = tuple(
        None if period is None else point(period.short_label(), value, period=period)
        for period, value in zip(periods, numbers, strict=True)
    )
    labels = [one.label if one else "no date" for one in points]
    return chart(
        Series("Arrests", points), kind=kind, labels=labels, along_time=True,
        slug=f"time-{kind}", **more,
    )  # fmt: skip


def fines() -> ChartData:
    """Coronavirus fines: five reporting periods of 28 and 35 days, one after another."""
    return along_time(
        Period(date(2021, 1, 18), date(2021, 2, 14), "odd"),
        Period(date(2021, 2, 15), date(2021, 3, 14), "odd"),
        Period(date(2021, 3, 15), date(2021, 4, 18), "odd"),
        Period(date(2021, 4, 19), date(2021, 5, 16), "odd"),
        Period(date(2021, 5, 17), date(2021, 6, 20), "odd"),
        values=["26277", "25416", "15954", "4881", "2010"],
    )


def far_apart(kind: str = "bar") -> ChartData:
    """Weeks that are years apart: to scale, each would be three pixels wide."""
    return along_time(
        Period(date(2020, 11, 9), date(2020, 11, 15), "week"),
        Period(date(2021, 11, 15), date(2021, 11, 21), "week"),
        Period(date(2023, 5, 15), date(2023, 5, 21), "week"),
        kind=kind,
    )


def stack(*, horizontal: bool = False, slug: str = "stack", **more) -> ChartData:
    """Parts of every kind, that may be added up: one label a doubt."""
    parts = {
        "Sure": (point("Sure", "300"), point("Sure", "200")),
        "Open": (point("Open", "250"), point("Open", "150", "more_than")),
        "About": (point("About", "100"), point("About", "300", "about")),
        "Partly told": (point("Partly told", "220"), None),
        "Doubts": (
            point("Doubts", "180", status="provisional"),
            point("Doubts", "160", partial=True, coverage="not all forces"),
        ),
        "Worked out": (
            point("Worked out", "140", arithmetic="980 ÷ 7 days"),
            point("Worked out", "90", changed="corrected on 5 October 2023, was 60", was="60"),
        ),
    }
    first = Series("Men", tuple(one for one, _ in parts.values()))
    second = Series("Women", tuple(other for _, other in parts.values()), 1)
    return chart(
        first, second, kind="stacked", labels=list(parts), horizontal=horizontal, slug=slug, **more
    )


def hedged(**more) -> ChartData:
    """Rows of a dot plot: exact, about, almost, open at either end, missing, changed, derived."""
    points = (
        point("Exact", "120"),
        point("About", "200", "about"),
        point("Almost", "400", "almost"),
        point("More than", "300", "more_than"),
        point("Less than", "150", "less_than"),
        None,
        point("Provisional", "260", status="provisional"),
        point("Not all forces", "240", partial=True, coverage="not all forces"),
        point("Corrected", "210", changed="corrected on 5 October 2023, was 180", was="180"),
        point("Worked out", "170", arithmetic="1,190 ÷ 7 days"),
        point("None found", "0"),
    )
    labels = [one.label if one else "Silent" for one in points]
    return chart(Series("Arrests", points), labels=labels, kind="dots", slug="hedged", **more)


def multiples(*units: str, along_time: bool = True, **more) -> ChartData:
    """Four panels of five years, one with a gap, one with a break, one with doubts."""
    years = [Period(date(y, 1, 1), date(y, 12, 31), "year") for y in range(2019, 2024)]
    labels = [year.label() for year in years]
    kinds = (*units, "count", "count", "count", "count")[:4]
    rows = {
        "Avon and Somerset": ("120", "140", None, "180", "210"),
        "Bedfordshire": ("60", "58", "70", "66", "40"),
        "Cambridgeshire": ("0", "5", "12", "9", "20"),
        "Devon and Cornwall and the Isles of Scilly": ("300", "280", "250", "240", "260"),
    }
    series = []
    for index, (name, unit) in enumerate(zip(rows, kinds, strict=True)):
        points = [
            None if value is None else point(label, value, unit=unit, period=year)
            for label, value, year in zip(labels, rows[name], years, strict=True)
        ]
        series.append(Series(name, mark_breaks(points), index))
    doubtful = list(series[3].points)
    doubtful[1] = replace(doubtful[1], status="estimated")
    doubtful[4] = point(labels[4], "260", "more_than", kinds[3], period=years[4])
    series[3] = replace(series[3], points=tuple(doubtful))
    return chart(
        *series, kind="multiples", labels=labels, along_time=along_time, slug="multiples", **more
    )


def timeline(**more) -> ChartData:
    """Phases of Sceptre: weeks, one of eight days, a single day, one without an end."""
    stretches = (
        Stretch("16 to 23 September 2019", date(2019, 9, 16), date(2019, 9, 23), "/o/sceptre/"),
        Stretch("Week of 9 November 2020", date(2020, 11, 9), date(2020, 11, 15)),
        Stretch("Week of 15 November 2021", date(2021, 11, 15), date(2021, 11, 21)),
        Stretch("Surrender scheme", date(2021, 12, 1), date(2022, 6, 30)),
        Stretch("Launch at the Tower of London", date(2022, 5, 16), date(2022, 5, 16)),
        Stretch("Ninja swords", date(2023, 7, 1), None, note="end not stated"),
        Stretch("Week of 13 November 2023", date(2023, 11, 13), date(2023, 11, 19)),
    )
    return chart(
        Series("Phases", ()), kind="timeline", labels=(), stretches=stretches, slug="phases",
        caption=Caption(title="Sceptre has been held twice a year"), **more,
    )  # fmt: skip


FORCES = (
    ("kent", "120", {}), ("sussex", "0", {}), ("metropolitan", "2450", {}),
    ("gwent", "75", {"status": "estimated"}), ("essex", "310", {}), ("surrey", "41", {}),
    ("north-wales", "66", {"partial": True, "coverage": "not all stations"}),
    ("west-midlands", "980", {"changed": "corrected on 5 October 2023, was 890", "was": "890"}),
    ("btp", "18", {}), ("opal", "12", {}), ("cumbria", "9", {"arithmetic": "63 ÷ 7 days"}),
)  # fmt: skip


def forces(**more) -> ChartData:
    """Arrests by force: hedges, doubts, forces without a figure, a unit that no map knows."""
    points = [
        point(
            slug.capitalize(), value, origin=Origin("arrests", "Arrests", organisation=slug), **so
        )
        for slug, value, so in FORCES
    ]
    for slug, value, qualifier in (
        ("greater-manchester", "1200", "more_than"),
        ("durham", "50", "less_than"),
        ("devon-and-cornwall", "200", "about"),
    ):
        origin = Origin("arrests", "Arrests", organisation=slug)
        points.append(point(slug.capitalize(), value, qualifier, origin=origin))
    return chart(Series("Arrests", tuple(points)), kind="tiles", slug="forces", **more)
