"""The history behind the three themes, typed from the published series; never read from content/.

Each figure with its source's period and exclusions; revisions linked; nothing added up.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from operations.models import ChartLine, Metric, Observation
from releases.models import Edition
from tests.content.november_2023 import STATED
from tests.harness.databases import World

pytestmark = pytest.mark.usefixtures("content_world")


def financial_year(start: int) -> tuple[str, date, date]:
    return "financial_year", date(start, 4, 1), date(start + 1, 3, 31)


def stated(metric: str, value: str | int, category: str = "") -> Observation:
    """The one figure of this metric, category and value that is public now."""
    found = Observation.objects.public(timezone.now()).select_related("release", "metric")
    found = found.filter(metric__slug=metric, value=Decimal(value))
    return found.get(category__slug=category) if category else found.get(category=None)


def period(figure: Observation) -> tuple[str, date | None, date | None]:
    return figure.period_kind, figure.period_start, figure.period_end


HATE_CRIME = [
    # year from April, total as the latest edition gives it, what it leaves out
    (2012, 42255, ""),
    (2013, 44471, ""),
    (2014, 52465, ""),
    (2015, 62518, ""),
    (2016, 80393, ""),
    (2017, 94121, ""),
    (2018, 103379, ""),
    (2019, 105090, "Greater Manchester"),
    (2020, 124104, ""),
    (2021, 155841, ""),
    (2022, 145214, "Devon and Cornwall"),
    (2023, 140561, ""),
    (2024, 115990, "the Metropolitan Police"),
]


class TestHateCrime:
    @pytest.mark.parametrize(("year", "total", "without"), HATE_CRIME)
    def test_each_year_with_what_it_leaves_out(self, year: int, total: int, without: str) -> None:
        figure = stated("hate-crimes-recorded", total)
        assert period(figure) == financial_year(year)
        assert figure.coverage == (f"excludes {without}" if without else "")
        assert figure.is_partial is bool(without)
        assert figure.area == "england-and-wales"
        assert figure.release.publisher.name == "Home Office"

    def test_a_religious_figure_was_revised_and_keeps_its_id(self) -> None:
        second = stated("hate-crimes-recorded", 8241, "religion")
        first = Observation.objects.get(
            figure_id=second.figure_id, value=9387, category__slug="religion"
        )
        for figure in (first, second):
            assert period(figure) == financial_year(2022)
            assert figure.coverage == "excludes Devon and Cornwall"
        assert (first.edition.number, second.edition.number) == (1, 2)
        assert first.published_until == second.published_from
        assert second.published_until is None
        assert second.status == "revised"
        assert "9,387" in second.edition.change_note

    def test_between_the_two_editions_the_first_version_was_public(self) -> None:
        figure_id = stated("hate-crimes-recorded", 8241, "religion").figure_id
        for day in (20, 31):
            at = datetime(2023, 10, day, 12, tzinfo=UTC)
            assert Observation.objects.public(at).get(figure_id=figure_id).value == 9387
        at = datetime(2023, 11, 4, 12, tzinfo=UTC)
        assert Observation.objects.public(at).get(figure_id=figure_id).value == 8241

    def test_a_sum_of_strands_is_never_called_hate_crimes(self) -> None:
        figure = Observation.objects.select_related("metric").get(value=43748)
        assert figure.metric.slug != "hate-crimes-recorded"
        assert "strand" in figure.metric.name.lower()
        totals = Observation.objects.filter(metric__slug="hate-crimes-recorded", category=None)
        assert not totals.filter(period_end__lt=date(2012, 4, 1)).exists()
        for year in range(2011, 2025):
            kind, start, end = financial_year(year)
            strands = Observation.objects.public(timezone.now()).filter(
                metric__slug="hate-crimes-recorded",
                period_start=start,
                category__slug__in=[
                    "race", "religion", "sexual-orientation", "disability", "transgender",
                ],
            )  # fmt: skip
            total = sum(figure.value for figure in strands)
            assert not totals.filter(period_start=start, value=total).exists(), (kind, end)

    @pytest.mark.parametrize(
        ("value", "category", "year"),
        [
            (98799, "race", 2023),
            (101906, "race", 2022),
            (109843, "race", 2021),
            (14242, "disability", 2021),
            (4780, "transgender", 2023),
            (26152, "sexual-orientation", 2021),
            (8730, "religion", 2021),
            (3199, "religion-muslims", 2024),
        ],
    )
    def test_strands(self, value: int, category: str, year: int) -> None:
        figure = stated("hate-crimes-recorded", value, category)
        assert period(figure) == financial_year(year)


SEIZURES = [
    # year from April, number as the latest edition gives it
    (2011, 216296),
    (2015, 148553),
    (2016, 139019),
    (2017, 136439),
    (2018, 153136),
    (2019, 183646),
    (2020, 219578),
    (2021, 188929),
    (2022, 192145),
    (2023, 217633),
    (2024, 269321),
]


class TestDrugSeizures:
    @pytest.mark.parametrize(("year", "number"), SEIZURES)
    def test_each_year(self, year: int, number: int) -> None:
        figure = stated("drug-seizures", number)
        assert period(figure) == financial_year(year)
        assert figure.coverage.startswith("police and ")

    @pytest.mark.parametrize(("year", "number"), [(2003, 109410), (2004, 107360)])
    def test_the_first_years_are_calendar_years_of_other_bodies(
        self, year: int, number: int
    ) -> None:
        figure = stated("drug-seizures", number)
        assert period(figure) == ("year", date(year, 1, 1), date(year, 12, 31))
        assert figure.coverage == "police and HMRC"

    @pytest.mark.parametrize(
        ("first", "revised", "year"),
        [
            (135728, 136439, 2017),
            (153135, 153136, 2018),
            (183068, 183646, 2019),
            (223106, 219578, 2020),
            (217644, 217633, 2023),
        ],
    )
    def test_a_revision_of_a_later_release_names_what_it_replaces(
        self, first: int, revised: int, year: int
    ) -> None:
        old, new = stated("drug-seizures", first), stated("drug-seizures", revised)
        assert new.revises == old.figure_id
        assert new.status == "revised"
        assert period(old) == period(new) == financial_year(year)
        assert old.release != new.release

    def test_weights_are_kilograms(self) -> None:
        cocaine = stated("drugs-seized-police-and-border", 18767, "cocaine")
        assert (cocaine.metric.unit, period(cocaine)) == ("kg", financial_year(2021))
        rounded = stated("drugs-seized-police-and-border", 28000, "cocaine")
        assert rounded.qualifier == "more_than"


class TestRunningTotals:
    @pytest.mark.parametrize(
        ("value", "end"),
        [
            (68952, date(2021, 2, 14)),
            (94368, date(2021, 3, 14)),
            (110322, date(2021, 4, 18)),
            (115203, date(2021, 5, 16)),
            (117213, date(2021, 6, 20)),
        ],
    )
    def test_coronavirus_fines(self, value: int, end: date) -> None:
        figure = stated("coronavirus-fixed-penalty-notices", value)
        assert period(figure) == ("running_total", None, end)

    @pytest.mark.parametrize(
        ("value", "end"),
        [
            (483, date(2024, 8, 9)),
            (595, date(2024, 8, 9)),
            (1024, date(2024, 8, 15)),
            (1280, date(2024, 8, 30)),
        ],
    )
    def test_arrests_after_the_disorder_of_2024(self, value: int, end: date) -> None:
        figure = stated("arrests", value)
        assert period(figure) == ("running_total", date(2024, 7, 29), end)

    def test_county_lines_since_2019(self) -> None:
        for value, end in ((550, date(2021, 1, 20)), (1500, date(2022, 2, 25))):
            figure = stated("county-lines-closed", value)
            assert period(figure) == ("running_total", date(2019, 11, 1), end)
            assert figure.qualifier == "more_than"

    def test_no_line_chart_mixes_them_with_other_periods(self) -> None:
        for line in ChartLine.objects.filter(chart__kind="line").exclude(figure_ids=[]):
            kinds = set(
                Observation.objects.filter(figure_id__in=line.figure_ids).values_list(
                    "period_kind", flat=True
                )
            )
            assert kinds == {"running_total"} or "running_total" not in kinds, line.chart


SCEPTRE = [
    # arrests, the week
    (1733, date(2019, 9, 16), date(2019, 9, 23)),
    (2005, date(2020, 11, 9), date(2020, 11, 15)),
    (1977, date(2021, 11, 15), date(2021, 11, 21)),
    (1947, date(2022, 5, 16), date(2022, 5, 22)),
    (1693, date(2023, 5, 15), date(2023, 5, 21)),
]


class TestOperations:
    @pytest.mark.parametrize(("arrests", "start", "end"), SCEPTRE)
    def test_arrests_of_sceptres_weeks(self, arrests: int, start: date, end: date) -> None:
        figure = stated("arrests", arrests)
        assert period(figure) == ("phase", start, end)
        assert figure.operation is not None
        assert figure.operation.name == "Operation Sceptre"
        assert figure.phase is not None
        assert (figure.phase.start, figure.phase.end) == (start, end)

    def test_an_undated_week_stays_undated(self) -> None:
        figure = stated("arrests", 2550)
        assert period(figure) == ("phase", None, None)
        assert figure.phase is not None
        assert figure.phase.start is None

    def test_calibre_was_reported_as_more_than_350_and_a_year_later_as_385(self) -> None:
        then, later = stated("arrests", 350), stated("arrests", 385)
        assert (then.qualifier, later.qualifier) == ("more_than", "exact")
        assert then.phase == later.phase
        assert period(then) == period(later)

    def test_years_of_the_regional_units_overlap_and_are_apart(self) -> None:
        calendar = stated("prison-sentences", 4558)
        financial = stated("prison-sentences", 5827)
        assert calendar.period_kind == "year"
        assert financial.period_kind == "financial_year"
        assert calendar.period.overlaps(financial.period)


class TestRecordedCrime:
    @pytest.mark.parametrize(
        ("first", "revised"), [(402482, 402220), (492914, 492660), (530643, 530439)]
    )
    def test_shoplifting_was_revised(self, first: int, revised: int) -> None:
        old, new = stated("shoplifting-offences", first), stated("shoplifting-offences", revised)
        assert new.revises == old.figure_id
        assert period(old) == period(new)

    def test_knife_offences_say_whom_they_leave_out(self) -> None:
        for value, coverage in (
            (46265, "excludes Greater Manchester"),
            (48716, "excludes Devon and Cornwall and Greater Manchester"),
            (50500, "excludes Devon and Cornwall"),
            (53047, ""),
        ):
            figure = stated("knife-offences", value)
            assert figure.coverage == coverage
            assert figure.is_partial is bool(coverage)


class TestSources:
    def test_a_press_report_is_via_and_the_publisher_is_whose_figure_it_is(self) -> None:
        figure = stated("drug-seizures", 188929)
        assert figure.release.publisher.name == "Home Office"
        assert figure.release.is_second_hand
        official = stated("hate-crimes-recorded", 140561)
        assert not official.release.is_second_hand
        assert official.release.source_url.startswith("https://www.gov.uk/")

    def test_every_source_has_an_address_or_is_one_of_the_ten(self) -> None:
        bare = Edition.objects.filter(release__source_url="", release__via_url="")
        assert set(bare.values_list("title", flat=True)) <= set(STATED)

    def test_an_undated_source_says_so(self) -> None:
        undated = Edition.objects.filter(issued_latest=None)
        assert undated.exists()
        for edition in undated:
            assert edition.issued_earliest is None
            assert edition.issued_basis
        assert not Edition.objects.filter(issued_basis="").exists()

    def test_nothing_is_dated_after_it_was_loaded(self) -> None:
        for edition in Edition.objects.all():
            assert edition.published_from is not None
            assert edition.recorded_at is not None
            assert edition.published_from <= edition.recorded_at

    def test_rates_and_shares_are_metrics_of_their_own(self) -> None:
        for metric in Metric.objects.filter(unit="percent"):
            assert metric.kind in ("rate", "share"), metric.slug

    def test_the_public_login_sees_every_figure_once(self, content_world: World) -> None:
        now = timezone.now()
        with content_world.connect() as public:
            rows = public.execute(
                "SELECT figure_id, count(*) FROM operations_observation GROUP BY figure_id"
            ).fetchall()
        assert {count for _, count in rows} == {1}
        assert len(rows) == Observation.objects.public(now).count() > 600
