"""A chart with all that a file says of its figures, and texts that a file could choke on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from operations.periods import Period
from operations.renderers.imprint import Imprint
from operations.series import Caption, ChartData, Origin, Point, Series, Source
from releases.quantities import Qualifier
from tests.operations import samples

IMPRINT = Imprint("Police Operations and Outcomes", "https://figures.example.org")
PAST = replace(
    IMPRINT,
    past="as_at=2023-11-12",
    as_at="as at 12 November 2023",
    moment=datetime(2023, 11, 12, 23, 59, 59, tzinfo=UTC),
)
YEARS = [Period(date(y, 4, 1), date(y + 1, 3, 31), "financial_year") for y in (2021, 2022, 2023)]
# What a spreadsheet would take for a formula, and what breaks a carelessly written CSV.
NASTY = ("=1+1", "+44 20", "-1 to 1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x","y")')


def origin(**more) -> Origin:
    return Origin(
        **{
            "metric": "hate-crimes", "metric_label": "Hate crimes, recorded",
            "category": "Race, “Jr.”", "organisation": "kent", "area_code": "E23000032",
            "area_name": "Kent", "release_title": "A release, with a comma",
            "release_path": "/releases/one/", "words_path": "/releases/one/#f-bcdfghjkmnpq",
            "publisher": "Home Office", "licence": "OGL 3.0", "edition": 2,
            "published_at": datetime(2023, 7, 1, 8, 30, tzinfo=UTC),
            "corrected_at": datetime(2023, 11, 1, 0, 1, tzinfo=UTC),
        }
        | more
    )  # fmt: skip


def figure(value: str, place: int = 0, **more) -> Point:
    more.setdefault("origin", origin())
    figure_id = f"bcdfghjkmn{place}2"
    period = YEARS[place]
    return samples.point(
        period.short_label(), value, more.pop("qualifier", "exact"),
        **{"period": period, "figure_id": figure_id, "url": f"/figures/{figure_id}/",
           "words": f"{value} hate crimes"} | more,
    )  # fmt: skip


def filed(*points: Point | None, **more) -> ChartData:
    points = points or (
        figure("2780.5000"),
        figure("0", 1, status="provisional", partial=True, coverage="excludes Kent"),
        None,
    )
    return samples.chart(
        Series("Hate crimes", points),
        kind="line",
        labels=[period.short_label() for period in YEARS[: len(points)]],
        **{
            "caption": Caption("Hate crime fell", "England and Wales", note="Mind it."),
            "slug": "hate-crime", "address": f"{IMPRINT.origin}/charts/hate-crime/",
            "updated": date(2023, 11, 1), "licences": ("OGL 3.0",), "notes": ("One is new.",),
            "sources": (
                Source("A release, with a comma", "/releases/one/", "Home Office", "1 July 2023"),
            ),
        }
        | more,
    )  # fmt: skip


def derived() -> Point:
    """A figure that we worked out from a stated one."""
    return replace(
        figure("7", words="2,780.5 hate crimes"),
        value=Decimal(2000) / Decimal(7), low=Decimal(2000) / Decimal(7), high=None,
        qualifier=Qualifier.MORE_THAN, arithmetic="2,000 ÷ 7 days = 285.7", shown="more than 285.7",
    )  # fmt: skip
