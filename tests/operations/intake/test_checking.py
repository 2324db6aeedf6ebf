"""What gives pause: sums, shares, running totals, small counts, and other numbers for the same."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from operations.intake.checking import checks
from operations.intake.contradictions import contradictions
from operations.intake.hindering import hindrances
from operations.models import Candidate, Intake, Observation
from tests import factories

pytestmark = pytest.mark.django_db
WEEK = {
    "period_kind": "week",
    "period_start": date(2024, 5, 6),
    "period_end": date(2024, 5, 12),
}


@pytest.fixture
def stated() -> Callable[..., Candidate]:
    """A candidate of ``words`` in a text: the words are looked for, its value is given."""

    def make(intake: Intake, words: str, value: str, **fields: Any) -> Candidate:
        start = intake.text.index(words)
        return Candidate.objects.create(
            intake=intake, words=words, start=start, end=start + len(words),
            numerals=[[start, start + len(words)]], value=Decimal(value), **fields,
        )  # fmt: skip

    return make


Stated = Callable[..., Candidate]


def intake_of(text: str) -> Intake:
    return Intake.objects.create(text=text, title="Title", taken_in_by="writer")


def sentences(intake: Intake) -> list[str]:
    fetched = intake.candidates.select_related("metric", "organisation").prefetch_related("parts")
    return [check.sentence for check in checks(intake.text, list(fetched))]


def test_claim_that_its_parts_do_not_bear_out_is_shown_with_the_sum(stated: Stated) -> None:
    intake = intake_of("Over 2,000 helped: 1,400 children and 453 adults.")
    claim = stated(intake, "Over 2,000", "2000", qualifier="more_than", is_claim=True)
    claim.parts.set([stated(intake, "1,400", "1400"), stated(intake, "453", "453")])
    (sentence,) = sentences(intake)
    assert "does not hold" in sentence
    assert "1,400 + 453 = 1,853" in sentence
    intake.candidates.filter(words="1,400").update(value=1672)
    assert sentences(intake) == []


def test_parts_in_other_units_are_added_up(stated: Stated) -> None:
    intake = intake_of("Four tonnes: 3,000 kg of one and 962 kg of another.")
    claim = stated(intake, "Four tonnes", "4", unit="tonne", is_claim=True)
    parts = [
        stated(intake, "3,000 kg", "3000", unit="kg"),
        stated(intake, "962 kg", "962", unit="kg"),
    ]
    claim.parts.set(parts)
    assert sentences(intake) == []


@pytest.mark.parametrize(
    ("text", "percent", "odd"),
    [
        ("Of 1,672 people 453 (27%) were hurt.", "27", False),
        ("Of 1,672 people 453 (37%) were hurt.", "37", True),
        ("Of 1,672 people 453, or 37% of them, were hurt.", "37", True),
        ("1,672 people came and 453 went. Later 37% said so.", "37", False),
    ],
)
def test_percentage_is_held_against_its_numerator(
    stated: Stated, text: str, percent: str, odd: bool
) -> None:
    intake = intake_of(text)
    stated(intake, "1,672", "1672")
    stated(intake, "453", "453")
    stated(intake, f"{percent}%", percent, unit="percent")
    expected = ["453 of 1,672 is 27.1%, and the text says 37%."] if odd else []
    assert sentences(intake) == expected


@pytest.mark.parametrize(("percent", "odd"), [("50", False), ("150", True)])
def test_change_is_held_against_both_ends(stated: Stated, percent: str, odd: bool) -> None:
    intake = intake_of(f"Charges rose from 20 to 30, up {percent}%.")
    stated(intake, "20", "20")
    stated(intake, "30", "30")
    stated(intake, f"{percent}%", percent, unit="percent", direction="up")
    expected = ["From 20 to 30 is a change of 50%, and the text says 150%."] if odd else []
    assert sentences(intake) == expected


def test_running_total_that_is_read_as_a_period_is_said(stated: Stated) -> None:
    intake = intake_of("900 arrests since July 2024.")
    stated(intake, "900 arrests", "900", is_running_total=True, **WEEK)
    assert "is a running total" in sentences(intake)[0]


def test_forces_that_come_to_more_than_the_national_total_are_said(stated: Stated) -> None:
    intake = intake_of("100 arrests in England and Wales; 70 here and 60 there.")
    metric = factories.metric()
    national = {"area": "england-and-wales", "metric": metric, **WEEK}
    stated(intake, "100 arrests", "100", **national)
    for words, value in (("70", "70"), ("60", "60")):
        stated(intake, words, value, metric=metric, organisation=factories.organisation(), **WEEK)
    (sentence,) = sentences(intake)
    assert "70 + 60 = 130" in sentence
    intake.candidates.filter(words="70").update(value=40)
    assert sentences(intake) == []


@pytest.mark.parametrize(
    ("kind", "value", "period", "small"),
    [
        ("force", "3", WEEK, True),
        ("force", "10", WEEK, False),
        ("force", "0", WEEK, False),
        ("force", "3", {}, False),
        ("national_unit", "3", WEEK, False),
    ],
)
def test_small_count_with_place_and_period_is_to_be_confirmed(
    stated: Stated, kind: str, value: str, period: dict[str, Any], small: bool
) -> None:
    intake = intake_of("Few arrests.")
    one = stated(
        intake, "Few", value, decision="accepted", metric=factories.metric(),
        organisation=factories.organisation(kind=kind), **period,
    )  # fmt: skip
    asked = [sentence for sentence in hindrances(intake) if "count under 10" in sentence]
    assert bool(asked) is small
    Candidate.objects.filter(pk=one.pk).update(is_small_confirmed=True)
    assert not [sentence for sentence in hindrances(intake) if "count under 10" in sentence]


# --- contradictions ------------------------------------------------------------------------------


def published(metric: Any, value: str, **fields: Any) -> Observation:
    edition = factories.edition(title="What was published")
    figure = factories.observation(edition, metric=metric, value=Decimal(value), **(WEEK | fields))
    factories.archived(edition)
    return figure


def found(intake: Intake) -> list[str]:
    candidates = list(intake.candidates.select_related("metric"))
    return [one.sentence for one in contradictions(intake, candidates)]


def test_published_figure_for_the_same_is_shown(stated: Stated) -> None:
    intake = intake_of("1,672 arrests.")
    metric = factories.metric()
    stated(intake, "1,672 arrests", "1672", metric=metric, **WEEK)
    figure = published(metric, "1700")
    assert found(intake) == [
        "1,700 arrests is stated for the same in “What was published” (published)."
    ]
    intake.corrects = figure.release
    assert found(intake) == ["The edition before says 1,700 arrests: saving this corrects it."]


def test_figures_of_another_place_period_or_metric_are_no_contradiction(stated: Stated) -> None:
    intake = intake_of("1,672 arrests.")
    metric = factories.metric()
    stated(intake, "1,672 arrests", "1672", metric=metric, **WEEK)
    published(metric, "1700", area="wales")
    published(metric, "1700", period_kind="phase")
    published(metric, "1700", organisation=factories.organisation())
    published(factories.metric(), "1700")
    assert found(intake) == []


def test_numbers_that_may_both_be_true_are_no_contradiction(stated: Stated) -> None:
    intake = intake_of("1,672 arrests.")
    metric = factories.metric()
    stated(intake, "1,672 arrests", "1672", metric=metric, **WEEK)
    published(metric, "1600", qualifier="more_than")
    published(metric, "1650", qualifier="about")
    assert found(intake) == []


def test_weights_are_compared_in_one_unit(stated: Stated) -> None:
    intake = intake_of("4.6 tonnes of it.")
    metric = factories.metric(unit="kg", counted="")
    stated(intake, "4.6 tonnes", "4.6", unit="tonne", metric=metric, **WEEK)
    published(metric, "4600")
    assert found(intake) == []


def test_two_numbers_of_one_text_for_the_same_are_said_at_both(stated: Stated) -> None:
    intake = intake_of("1,672 arrests, no: 1,673 arrests.")
    metric = factories.metric()
    stated(intake, "1,672 arrests", "1672", metric=metric, **WEEK)
    stated(intake, "1,673 arrests", "1673", metric=metric, **WEEK)
    assert found(intake) == [
        "This text also says 1,673 arrests for the same.",
        "This text also says 1,672 arrests for the same.",
    ]
