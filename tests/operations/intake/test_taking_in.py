"""A text becomes an intake with its candidates, once; suggestions are filled in."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.intake.recognising import recognised
from operations.intake.taking_in import cleaned, take_in
from operations.models import Candidate, Intake
from releases.reading.parts import Doubt, ReadEmbargo
from tests import factories
from tests.operations.intake import reading
from tests.operations.intake.conftest import TODAY

pytestmark = pytest.mark.django_db
Take = Callable[..., Intake]


def candidate(intake: Intake, words: str) -> Candidate:
    return intake.candidates.get(words__startswith=words)


def test_header_is_filled_in_from_the_text(take: Take) -> None:
    publisher = factories.publisher(name="Exampleshire Police")
    intake = take()
    assert intake.title == reading.TITLE
    assert intake.slug == "over-1700-arrests-in-exampleshire-crackdown"
    assert intake.publisher == publisher
    assert intake.embargo_as_stated == "UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER 2023"
    assert intake.embargo_until is not None
    assert intake.embargo_until.isoformat().startswith("2023-11-17T00:01")
    assert intake.embargo_answer == "read"
    assert (intake.issued_earliest, intake.issued_latest) == (date(2023, 11, 17),) * 2
    assert intake.issued_basis == "the embargo lifts on 17 November 2023"


def test_doubtful_embargo_waits_for_a_person(take: Take) -> None:
    notice = reading.at("UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER 2023")
    doubt = Doubt("17 November is no Friday in that year. Which day is meant?", *notice)
    intake = take(embargo=ReadEmbargo(*notice, doubts=(doubt,)), doubts=(doubt,))
    assert intake.embargo_until is None
    assert intake.embargo_answer == "waiting"
    assert [one["sentence"] for one in intake.doubts] == [doubt.sentence]


def test_figures_become_candidates_at_their_words(take: Take) -> None:
    intake = take()
    arrests = candidate(intake, "1,672")
    assert (arrests.value, arrests.unit, arrests.what) == (Decimal(1672), "count", "arrests")
    assert intake.text[arrests.start : arrests.end] == "1,672 arrests"
    assert arrests.period_kind == "week"
    assert (arrests.period_start, arrests.period_end) == (date(2023, 11, 6), date(2023, 11, 12))
    assert arrests.period_basis.startswith("inferred: the seven days")
    assert {one.decision for one in intake.candidates.all()} == {"waiting"}


def test_line_end_inside_a_paragraph_becomes_a_space_and_no_offset_moves(take: Take) -> None:
    intake = take()
    years = candidate(intake, "166")
    assert intake.text[years.start : years.end] == "166 years and one month"
    assert len(intake.text) == len(reading.TEXT)


def test_claim_has_its_parts(take: Take) -> None:
    intake = take()
    headline = candidate(intake, "Over 1,700")
    assert headline.is_claim
    assert {one.words for one in headline.parts.all()} == {"1,672 arrests", "53 arrests"}


def test_second_statement_of_a_fact_points_at_the_exact_one(take: Take) -> None:
    intake = take(claims=(), repeats=((reading.HEADLINE, reading.IN_ALL),))
    headline = candidate(intake, "Over 1,700")
    assert headline.same_as == candidate(intake, "1,725")
    assert candidate(intake, "1,725").same_as is None


def test_dismissed_numbers_keep_their_reason_and_surroundings(take: Take) -> None:
    intake = take()
    time = intake.dismissed.get(words="00:01")
    assert (time.reason, time.is_from_reader) == ("a time", True)
    assert time.prefix.endswith("UNTIL ")


def test_speaker_is_found_by_name(take: Take) -> None:
    speaker = factories.quotation(factories.edition()).speaker
    speaker.slug, speaker.name = "alex-example", "Alex Example"
    speaker.save()
    (spoken,) = take().quotations.all()
    assert spoken.speaker == speaker
    assert spoken.role == "Chief Constable"


def test_text_taken_in_twice_is_one_intake(take: Take, read_as: Any) -> None:
    intake = take()
    again = reading.TEXT.replace(" ", "\N{NO-BREAK SPACE}").replace("“", '"').replace("”", '"')
    read_as(reading.release(again, embargo=None))
    (one,) = take_in(again, by="another", today=TODAY)
    assert (one.intake, one.is_known) == (intake, True)


def test_several_releases_in_one_text_are_several_intakes(read_as: Any) -> None:
    text = f"{reading.TEXT}\nSecond title\n\nBody.\n"
    second = reading.release(
        start=len(reading.TEXT) + 1,
        end=len(text),
        title="Second title",
        title_span=reading.span("Second title", text),
        embargo=None,
        sections=(),
        quotations=(),
        figures=(),
        dismissals=(),
        claims=(),
    )
    read_as(reading.release(), second)
    first, other = take_in(text, by="writer", today=TODAY)
    assert [first.intake.title, other.intake.title] == [reading.TITLE, "Second title"]
    assert other.intake.text == "Second title\n\nBody.\n"


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_nothing_to_read_is_said(text: str) -> None:
    with pytest.raises(ValidationError, match="There is no text here"):
        take_in(text, by="writer", today=TODAY)


def test_what_the_database_cannot_hold_is_taken_out() -> None:
    assert cleaned("\ufeffa\r\nb\rc\x00d\ud800") == "a\nb\nc d?"


def test_number_too_large_to_be_a_figure_is_left_to_the_meter(take: Take) -> None:
    huge = reading.figure("1,672 arrests", "1,672", "1e40", "arrests")
    assert not take(figures=(huge,), claims=()).candidates.exists()


# --- what is suggested ---------------------------------------------------------------------------


def test_likeliest_metric_operation_and_category_are_filled_in(take: Take) -> None:
    arrests = factories.metric(name="Arrests", counted="arrests")
    factories.metric(name="Guns seized", counted="guns")
    cannabis = factories.category(name="Cannabis")
    factories.category(name="Heroin", dimension=cannabis.dimension)
    seized = factories.metric(
        name="Drugs seized", counted="", unit="kg", dimension=cannabis.dimension
    )
    factories.observation(
        factories.edition(), words="2 tonnes of cannabis seized", metric=seized, category=cannabis
    )
    force = factories.organisation(name="Exampleshire Police")
    intake = take()
    assert candidate(intake, "1,672").metric == arrests
    assert candidate(intake, "4.6").metric == seized
    assert candidate(intake, "4.6").category == cannabis
    assert candidate(intake, "1,672").organisation == force


def test_metric_in_another_unit_is_not_suggested(take: Take) -> None:
    factories.metric(name="Cannabis seized", counted="", unit="GBP")
    assert candidate(take(), "4.6").metric is None


def test_past_choice_of_like_words_is_suggested(take: Take) -> None:
    odd = factories.metric(name="Persons in custody", counted="persons")
    factories.observation(factories.edition(), words="900 people arrested", metric=odd)
    assert candidate(take(), "1,725").metric == odd


def test_phase_is_the_one_on_whose_days_the_period_lies(take: Take) -> None:
    operation = factories.operation(name="Operation Crackdown Exampleshire")
    title = {"operation": operation, "start": date(2023, 11, 6), "end": date(2023, 11, 12)}
    phase = factories.phase(**title)
    factories.phase(operation=operation, start=date(2022, 11, 7), end=date(2022, 11, 13))
    text = reading.TEXT.replace("We won’t stop here", "Operation Crackdown Exampleshire goes on")
    intake = take(text, quotations=())
    arrests = candidate(intake, "1,672")
    assert (arrests.operation, arrests.phase) == (operation, phase)
    assert candidate(intake, "166").phase is None


def test_taking_in_asks_the_same_number_of_queries_for_few_figures_and_many(
    take: Take,
) -> None:
    factories.metric(name="Arrests", counted="arrests")
    counts = []
    for text, figures in (
        (reading.TEXT, reading.FIGURES[:2]),
        (reading.TEXT + "!", reading.FIGURES),
    ):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            take(text, figures=figures, claims=(), repeats=(figures[:2],))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- recognised ----------------------------------------------------------------------------------


def test_text_that_the_site_holds_is_recognised(take: Take) -> None:
    edition = factories.edition(title="Quite another title")
    body = reading.TEXT.split("\n\n", 2)[2]
    factories.source_text(edition, body.replace(" ", "\N{NO-BREAK SPACE}"))
    (found,) = recognised(take())
    assert found.release == edition.release
    assert found.why == "The site holds this very text."


def test_nearly_the_same_title_of_the_same_publisher_is_recognised(take: Take) -> None:
    publisher = factories.publisher(name="Exampleshire Police")
    title = "Over 1,700 arrests in the Exampleshire crackdown"
    near = factories.edition(title=title, release=factories.release(publisher=publisher))
    factories.edition(title=title)
    (found,) = recognised(take())
    assert found.release == near.release


def test_new_text_is_recognised_as_nothing(take: Take) -> None:
    factories.edition(title="Another release altogether")
    assert recognised(take()) == []


def test_the_ends_of_a_range_are_the_least_and_the_most(db: None) -> None:
    (one,) = take_in("Cars found\n\nPolice found between 10 and 12 cars.", by="w", today=TODAY)
    low, high = one.intake.candidates.order_by("value")
    assert [(c.value, c.qualifier) for c in (low, high)] == [(10, "at_least"), (12, "up_to")]
