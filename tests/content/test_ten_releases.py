"""The ten releases of November 2023 in the database, held against what their text states."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from operations.models import Claim, Evidence, Observation, Operation, Organisation, Phase
from releases.claims import check_claim
from releases.models import Edition, Quotation
from tests.content import november_2023 as text
from tests.content.november_2023 import (
    CALIBRE,
    FACES,
    GANGLAND,
    LIVE,
    PROTESTS,
    QUANTUM,
    SCEPTRE,
    SCRUTINY,
    SHOPLIFTING,
    Stated,
)
from tests.harness.databases import World

pytestmark = pytest.mark.usefixtures("content_world")

ROWS = [(title, row) for title, rows in text.STATED.items() for row in rows]


def edition(title: str) -> Edition:
    return Edition.objects.public(timezone.now()).get(title=title)


def figure(title: str, words: str) -> Observation:
    return Observation.objects.select_related("metric", "category", "organisation").get(
        edition=edition(title), evidence__words=words
    )


@pytest.mark.parametrize("title", text.STATED)
def test_each_release_is_public_as_the_councils(title: str) -> None:
    found = edition(title)
    assert found.release.publisher.name == "National Police Chiefs’ Council"
    assert found.release.via_title == ""
    assert found.summary


@pytest.mark.parametrize("title", text.STATED)
def test_a_release_states_these_figures_and_no_other(title: str) -> None:
    found = Evidence.objects.filter(observation__edition=edition(title))
    assert sorted(found.values_list("words", flat=True)) == sorted(
        row.words for row in text.STATED[title]
    )


@pytest.mark.parametrize(("title", "row"), ROWS, ids=[row.words for _, row in ROWS])
def test_a_figure_is_stated_so(title: str, row: Stated) -> None:
    found = figure(title, row.words)
    category = found.category.name if found.category else ""
    period = (found.period_kind, found.period_start, found.period_end)
    assert row == Stated(
        row.words, found.value, found.metric.unit, found.qualifier, category, period
    )


@pytest.mark.parametrize(
    ("title", "words", "metric"),
    [
        (GANGLAND, "5827 years handed out in prison sentences", "prison"),
        (GANGLAND, "£3.2m in dirty cash seized", "cash"),
        (GANGLAND, "271 guns seized", "firearms"),
        (GANGLAND, "1395 rounds of ammunition seized", "ammunition"),
        (GANGLAND, "£10m in restraint orders issued", "restraint orders"),
        (PROTESTS, "67 protests occurred nationwide", "protests"),
        (PROTESTS, "requiring 622 officers to police", "officers"),
        (PROTESTS, "eight protested-related arrests", "arrests"),
        (PROTESTS, "arrests, across three forces", "forces"),
        (PROTESTS, "34 synagogues visits", "visits"),
        (PROTESTS, "Total Jewish community engagement – 48 contacts", "contacts"),
        (CALIBRE, "385 arrests made by forces", "arrests"),
        (CALIBRE, "with 427 schools", "schools"),
        (CALIBRE, "126 local community events", "events"),
        (SHOPLIFTING, "13 of the UK’s biggest retailers", "retailers"),
        (SHOPLIFTING, "a 29% increase in charges for shoplifting", "charges"),
        (QUANTUM, "400 assets currently in operation", "drones"),
    ],
)
def test_a_figure_is_of_this(title: str, words: str, metric: str) -> None:
    assert metric in figure(title, words).metric.name.lower()


class TestGangland:
    def test_the_embargo_lifted_on_friday_17_november_2023(self) -> None:
        at = datetime(2023, 11, 17, 0, 1, tzinfo=UTC)
        found = edition(GANGLAND)
        assert (found.embargo_until, found.published_from) == (at, at)
        assert found.embargo_as_stated == "UNDER EMARGO UNTIL 00:01, FRIDAY 17 NOVEMBER"
        assert found.issued_day == date(2023, 11, 17)

    @pytest.mark.parametrize(("words", "value", "unit", "qualifier", "total", "holds"), text.CLAIMS)
    def test_a_headline_is_a_claim_beside_what_it_sums_up(
        self, words: str, value: str, unit: str, qualifier: str, total: str, holds: bool
    ) -> None:
        claim = Claim.objects.get(edition=edition(GANGLAND), words=words)
        assert (claim.value, claim.unit, claim.qualifier) == (Decimal(value), unit, qualifier)
        figures = Observation.objects.filter(
            edition=claim.edition_id, figure_id__in=claim.figure_ids
        ).select_related("metric")
        parts = [(f.value, f.qualifier, f.metric.unit) for f in figures]
        check = check_claim(claim.value, claim.qualifier, claim.unit, parts)
        assert (check.total, check.holds) == (Decimal(total), holds)

    def test_those_are_all_its_claims(self) -> None:
        assert Claim.objects.filter(edition=edition(GANGLAND)).count() == len(text.CLAIMS)

    def test_national_results_are_of_the_nine_units(self) -> None:
        found = figure(GANGLAND, "2780kg of cocaine seized")
        assert found.area == "england-and-wales"
        assert "nine regional organised crime units" in found.coverage

    @pytest.mark.parametrize(
        ("words", "unit"),
        [
            ("All 18 conspirators", "East Midlands Special Operations Unit"),
            ("a combined 166 years and one month", "East Midlands Special Operations Unit"),
            ("jailed for 32 years", "Yorkshire and Humber Regional Organised Crime Unit"),
            ("Seven further subjects pleaded guilty", "Tarian"),
        ],
    )
    def test_a_case_is_of_its_unit_and_never_in_the_national_series(
        self, words: str, unit: str
    ) -> None:
        found = figure(GANGLAND, words)
        assert found.organisation is not None
        assert unit in found.organisation.name
        assert found.metric.slug.startswith("case-")
        others = Observation.objects.filter(metric=found.metric, edition=found.edition_id)
        assert not others.filter(period_kind="financial_year").exists()


class TestProtests:
    def test_the_embargo_lifted_on_friday_10_november_2023(self) -> None:
        at = datetime(2023, 11, 10, 0, 1, tzinfo=UTC)
        found = edition(PROTESTS)
        assert (found.embargo_until, found.published_from) == (at, at)
        assert found.embargo_as_stated == "Embargoed until Friday 10 November 00:01"

    @pytest.mark.parametrize(
        "words",
        [
            "67 protests occurred nationwide",
            "requiring 622 officers to police",
            "eight protested-related arrests",
            "arrests, across three forces",
            "they amount to £140,346 for the reporting period",
        ],
    )
    def test_london_is_left_out(self, words: str) -> None:
        coverage = figure(PROTESTS, words).coverage
        assert coverage.startswith("excludes the Metropolitan Police Service")
        assert "London" in coverage

    def test_the_cost_is_an_early_estimate_of_some_forces(self) -> None:
        cost = figure(PROTESTS, "they amount to £140,346 for the reporting period")
        assert (cost.status, cost.is_partial) == ("estimated", True)
        assert "not all forces" in cost.coverage

    def test_nothing_else_of_it_is_partial(self) -> None:
        partial = Observation.objects.filter(edition=edition(PROTESTS), is_partial=True)
        assert [f.value for f in partial] == [140346]

    def test_the_share_is_the_mets(self) -> None:
        share = figure(PROTESTS, "reported by the Metropolitan Police Service (71%)")
        assert share.organisation is not None
        assert share.organisation.name == "Metropolitan Police Service"
        assert share.metric.kind == "share"

    def test_weeks_and_averages_are_not_one_series(self) -> None:
        week = figure(PROTESTS, "from 20-26 October, 210 offences were recorded").metric
        average = figure(PROTESTS, "an average of 29 antisemitic hate crime").metric
        day = figure(PROTESTS, "an average of 19 per-day nationally").metric
        peak = figure(PROTESTS, "a peak of 47").metric
        assert len({week, average, day, peak}) == 4
        assert (week.kind, average.kind, average.per) == ("flow", "rate", "week")
        assert day.per == "day"


class TestTheOthers:
    def test_the_summit_has_no_figure_and_no_address_that_its_text_lacks(self) -> None:
        found = edition(LIVE)
        assert not found.observations.exists()
        assert "stream" in f"{found.summary} {found.notes}"

    def test_its_date_is_not_recorded_and_not_guessed(self) -> None:
        for title in (LIVE, SCRUTINY):
            found = edition(title)
            assert (found.issued_earliest, found.issued_latest) == (None, None)
            assert found.issued_basis.startswith("Not recorded")

    def test_south_wales_and_the_met_are_named(self) -> None:
        for words, force in (
            ("200 suspects every single month", "South Wales Police"),
            ("Without it – 14 days", "South Wales Police"),
            ("identifying 149 suspects", "Metropolitan Police Service"),
            ("302 CCTV stills", "Metropolitan Police Service"),
        ):
            organisation = figure(FACES, words).organisation
            assert organisation is not None
            assert organisation.name == force

    def test_minutes_without_a_number_are_told_but_no_figure(self) -> None:
        assert not Observation.objects.filter(
            edition=edition(FACES), metric__unit="minute"
        ).exists()
        assert "takes minutes" in edition(FACES).notes

    def test_the_maximum_penalty_is_a_proposal(self) -> None:
        penalty = figure(SCEPTRE, "to 2 years")
        assert "propos" in penalty.metric.name.lower()
        assert penalty.period_kind == "not_stated"

    def test_all_but_one_thematic_recommendation_is_no_figure(self) -> None:
        values = Observation.objects.filter(edition=edition(SCRUTINY)).values_list(
            "value", flat=True
        )
        assert 6 not in values

    def test_calibre_is_of_three_nations(self) -> None:
        for words in ("385 arrests made by forces", "with 427 schools"):
            assert figure(CALIBRE, words).area == "england-wales-scotland"


@pytest.mark.parametrize("title", text.SPEAKERS)
def test_these_people_are_quoted_in_this_order(title: str) -> None:
    quoted = Quotation.objects.filter(edition=edition(title)).select_related("speaker")
    assert [quotation.speaker.name for quotation in quoted] == text.SPEAKERS[title]
    assert all(quotation.gist and quotation.role for quotation in quoted)


def test_there_are_21_quotations() -> None:
    assert sum(len(names) for names in text.SPEAKERS.values()) == 21


class TestOperations:
    def test_sceptre_began_on_13_november_with_all_forces(self) -> None:
        phase = Phase.objects.get(operation__name="Operation Sceptre", start=date(2023, 11, 13))
        assert figure(SCEPTRE, "all 43 police forces and British Transport Police").phase == phase
        assert phase.end == date(2023, 11, 19)
        assert "inferred" in phase.note
        assert edition(SCEPTRE).release.operations.get() == phase.operation

    def test_calibres_figures_are_of_the_week_of_2022(self) -> None:
        found = figure(CALIBRE, "385 arrests made by forces")
        assert found.phase is not None
        assert (found.phase.start, found.phase.end) == (date(2022, 12, 10), date(2022, 12, 17))
        assert found.phase.operation.name == "Operation Calibre"
        assert edition(CALIBRE).release.operations.get() == found.phase.operation

    def test_sceptre_brings_together_all_43_forces_and_the_transport_police(self) -> None:
        sceptre = edition(SCEPTRE).release.operations.get()
        forces = sceptre.organisations.filter(kind="force")
        assert forces.exclude(name="British Transport Police").count() == 43
        assert forces.filter(name="British Transport Police").exists()

    def test_pegasus_has_its_partners(self) -> None:
        pegasus = edition(SHOPLIFTING).release.operations.get()
        assert "Pegasus" in pegasus.name
        partners = " ".join(pegasus.organisations.values_list("name", flat=True))
        for partner in (
            "Home Office", "John Lewis", "Co-op", "M&S", "Boots", "Primark", "Mitie",
            "Police and Crime Commissioners",
        ):  # fmt: skip
            assert partner in partners
        assert figure(SHOPLIFTING, "pledged to provide over £600,000").operation == pegasus

    def test_they_are_public(self, content_world: World) -> None:
        with content_world.connect() as public:
            rows = public.execute("SELECT name FROM operations_operation").fetchall()
        assert {"Operation Sceptre", "Operation Calibre"} <= {name for (name,) in rows}
        assert Operation.objects.filter(published_from=None).count() == 0


class TestForces:
    def test_43_territorial_forces_each_with_its_ons_code(self) -> None:
        forces = Organisation.objects.filter(kind="force", country__in=["England", "Wales"])
        codes = list(forces.values_list("ons_code", flat=True))
        assert len(codes) == len(set(codes)) == 43
        assert sum(code.startswith("E23") for code in codes) == 39
        assert sum(code.startswith("W15") for code in codes) == 4

    def test_the_three_others(self) -> None:
        for name in (
            "British Transport Police",
            "Police Service of Northern Ireland",
            "Police Scotland",
        ):
            assert Organisation.objects.filter(name__startswith=name, kind="force").exists()

    def test_every_force_but_londons_belongs_to_one_of_nine_units(self) -> None:
        forces = Organisation.objects.filter(kind="force", country__in=["England", "Wales"])
        alone = set(forces.filter(rocu=None).values_list("name", flat=True))
        assert alone == {"Metropolitan Police Service", "City of London Police"}
        assert forces.exclude(rocu=None).values("rocu").distinct().count() == 9

    @pytest.mark.parametrize(
        ("name", "code", "unit"),
        [
            ("Metropolitan Police Service", "E23000001", ""),
            ("Greater Manchester Police", "E23000005", "North West"),
            ("West Midlands Police", "E23000014", "West Midlands"),
            ("South Wales Police", "W15000003", "Tarian"),
        ],
    )
    def test_codes_and_units(self, name: str, code: str, unit: str) -> None:
        force = Organisation.objects.select_related("rocu").get(name=name)
        assert force.ons_code == code
        assert unit in (force.rocu.name if force.rocu else "")
