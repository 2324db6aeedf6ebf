"""Decisions: each is one statement on a version; what came in between is told, never lost."""

from collections.abc import Callable
from decimal import Decimal

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.intake import deciding
from operations.intake.deciding import Decision, StaleError
from operations.models import Candidate, DismissedNumber, Intake, SpokenCandidate
from tests import factories
from tests.harness import databases
from tests.operations.intake import reading

pytestmark = pytest.mark.django_db
Take = Callable[..., Intake]


@pytest.fixture
def intake(take: Take) -> Intake:
    return take()


@pytest.fixture
def arrests(intake: Intake) -> Candidate:
    return intake.candidates.get(words="1,672 arrests")


def accept(one: Candidate, **values: object) -> Candidate:
    return deciding.accept(one, values, version=one.version, by="writer")


def test_accepted_with_what_was_filled_in(arrests: Candidate) -> None:
    metric = factories.metric()
    done = accept(arrests, metric=metric, value=Decimal(1673), note="Mended.")
    assert (done.decision, done.metric, done.value) == ("accepted", metric, Decimal(1673))
    assert (done.version, done.decided_by) == (2, "writer")
    assert done.decided_at is not None


@pytest.mark.parametrize("value", ["0", "-3", "0.25"])
def test_zero_and_less_are_figures(arrests: Candidate, value: str) -> None:
    assert accept(arrests, metric=factories.metric(), value=Decimal(value)).is_accepted


def test_figure_without_a_metric_is_not_accepted(arrests: Candidate) -> None:
    with pytest.raises(ValidationError) as caught:
        accept(arrests)
    assert set(caught.value.message_dict) == {"metric"}
    arrests.refresh_from_db()
    assert arrests.decision == "waiting"


def test_metric_of_another_unit_is_refused_with_a_sentence(arrests: Candidate) -> None:
    with pytest.raises(ValidationError, match="is held in kilograms, and this figure is in count"):
        accept(arrests, metric=factories.metric(name="Weight", unit="kg"))


def test_category_of_another_dimension_and_a_foreign_phase_are_refused(arrests: Candidate) -> None:
    with pytest.raises(ValidationError) as caught:
        accept(
            arrests,
            metric=factories.metric(),
            category=factories.category(),
            operation=factories.operation(),
            phase=factories.phase(),
        )
    assert set(caught.value.message_dict) == {"category", "phase"}


def test_running_total_is_never_read_as_a_period(arrests: Candidate) -> None:
    metric = factories.metric()
    with pytest.raises(ValidationError, match="running total"):
        accept(arrests, metric=metric, is_running_total=True)
    assert accept(
        arrests, metric=metric, is_running_total=True, period_kind="running_total"
    ).is_accepted


def test_accepted_figure_must_stay_sound_when_changed(arrests: Candidate) -> None:
    done = accept(arrests, metric=factories.metric())
    with pytest.raises(ValidationError, match="Choose what is measured"):
        deciding.change(done, {"metric": None}, version=done.version, by="writer")


def test_claim_needs_parts_and_no_metric(intake: Intake) -> None:
    headline = intake.candidates.get(is_claim=True)
    with pytest.raises(ValidationError, match="Choose the figures"):
        deciding.accept(headline, {}, version=1, by="writer", parts=[])
    assert accept(headline).is_accepted


def test_second_statement_needs_no_metric(intake: Intake, arrests: Candidate) -> None:
    other = intake.candidates.get(words="53 arrests")
    assert accept(other, same_as=arrests).is_accepted
    third = intake.candidates.get(words__startswith="1,725")
    with pytest.raises(ValidationError, match="repeats another itself"):
        accept(third, same_as=Candidate.objects.get(pk=other.pk))


def test_refused_with_a_reason_and_taken_back(arrests: Candidate) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        deciding.refuse(arrests, "  ", version=1, by="writer")
    refused = deciding.refuse(arrests, "Of last year", version=1, by="writer")
    assert (refused.decision, refused.reason) == ("refused", "Of last year")
    back = deciding.undo(refused, version=2, by="writer")
    assert (back.decision, back.reason, back.value) == ("waiting", "", Decimal(1672))


def test_stale_decision_changes_nothing_and_tells_the_difference(arrests: Candidate) -> None:
    metric = factories.metric(name="Arrests")
    theirs = Candidate.objects.get(pk=arrests.pk)
    deciding.change(theirs, {"value": Decimal(1670)}, version=1, by="another")
    with pytest.raises(StaleError) as caught:
        accept(arrests, metric=metric, value=Decimal(1673))
    assert caught.value.current.value == Decimal(1670)
    assert [(one.field, one.theirs, one.yours) for one in caught.value.differences] == [
        ("value", "1670", "1673"),
        ("metric", "nothing", "Arrests"),
        ("decision", "waiting", "accepted"),
    ]
    arrests.refresh_from_db()
    assert (arrests.decision, arrests.version, arrests.decided_by) == ("waiting", 2, "another")


def test_decision_is_one_conditional_statement(arrests: Candidate) -> None:
    with CaptureQueriesContext(connection) as queries:
        deciding.refuse(arrests, "Of last year", version=1, by="writer")
    (update,) = [q["sql"] for q in queries if q["sql"].startswith("UPDATE")]
    assert '"version" = 1' in update.partition("WHERE")[2]


def test_row_that_is_gone_is_said(arrests: Candidate) -> None:
    Candidate.objects.filter(pk=arrests.pk).delete()
    with pytest.raises(ValidationError, match="not here any more"):
        deciding.refuse(arrests, "Of last year", version=1, by="writer")


# --- what the reading missed ---------------------------------------------------------------------


def test_selected_words_become_a_figure(intake: Intake) -> None:
    start, end = reading.at("eight of them")
    added = deciding.add_by_hand(intake, start - 1, end, by="writer")
    assert (added.value, added.unit, added.words, added.what) == (
        Decimal(8), "count", "eight of them", "of them",
    )  # fmt: skip
    assert (added.start, added.end, added.by_hand) == (start, end, True)
    assert added.numerals == [[start, start + len("eight")]]


def test_selected_weight_keeps_its_unit(intake: Intake) -> None:
    added = deciding.add_by_hand(intake, *reading.at("4.6 tonnes of cannabis"), by="writer")
    assert (added.value, added.unit) == (Decimal("4.6"), "tonne")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-4, 5), (0, 10_000), (0, 5)])
def test_selection_without_a_number_or_outside_the_text_is_refused(
    intake: Intake, start: int, end: int
) -> None:
    with pytest.raises(ValidationError):
        deciding.add_by_hand(intake, start, end, by="writer")


def test_only_what_was_added_by_hand_can_be_removed(intake: Intake, arrests: Candidate) -> None:
    added = deciding.add_by_hand(intake, *reading.at("eight"), by="writer")
    deciding.remove(added, version=1)
    with pytest.raises(StaleError):
        deciding.remove(arrests, version=1)
    assert Candidate.objects.filter(pk=arrests.pk).exists()


def test_number_is_dismissed_once_with_a_reason(intake: Intake) -> None:
    place = reading.at("eight")
    with pytest.raises(ValidationError, match="Say what this number is"):
        deciding.dismiss(intake, *place, " ", by="writer")
    one = deciding.dismiss(intake, *place, "people in another figure", by="writer")
    assert (one.words, one.by, one.is_from_reader) == ("eight", "writer", False)
    with pytest.raises(ValidationError, match="dismissed already"):
        deciding.dismiss(intake, *place, "again", by="writer")
    deciding.bring_back(one)
    assert not intake.dismissed.filter(words="eight").exists()


# --- quotations and header -----------------------------------------------------------------------


def test_quotation_needs_a_speaker(intake: Intake) -> None:
    spoken = intake.quotations.get()
    with pytest.raises(ValidationError, match="Say who is quoted"):
        deciding.decide_quotation(
            spoken, {"speaker_name": ""}, Decision.ACCEPTED, version=1, by="writer"
        )
    done = deciding.decide_quotation(
        spoken, {"speaker_name": "Alex Example", "gist": "It goes on."}, Decision.ACCEPTED,
        version=1, by="writer",
    )  # fmt: skip
    assert (done.is_accepted, done.gist) == (True, "It goes on.")
    with pytest.raises(StaleError):
        deciding.decide_quotation(spoken, {}, Decision.REFUSED, version=1, by="another")


def test_stale_header_is_told(intake: Intake) -> None:
    topic = factories.topic()
    saved = deciding.save_header(intake, {"title": "Mine"}, version=1, topics=[topic])
    assert (saved.title, saved.version, list(saved.topics.all())) == ("Mine", 2, [topic])
    with pytest.raises(StaleError) as caught:
        deciding.save_header(intake, {"title": "Theirs"}, version=1, topics=[])
    assert [(d.theirs, d.yours) for d in caught.value.differences] == [("Mine", "Theirs")]
    assert list(saved.topics.all()) == [topic]


# --- whom the database lets near -----------------------------------------------------------------


@pytest.mark.parametrize("model", [Intake, Candidate, SpokenCandidate, DismissedNumber])
def test_el_78_public_login_may_not_read_a_text_on_its_way(
    request: pytest.FixtureRequest, model: type
) -> None:
    tables = [model._meta.db_table]  # type: ignore[attr-defined]
    tables += [
        field.remote_field.through._meta.db_table
        for field in model._meta.local_many_to_many  # type: ignore[attr-defined]
    ]
    plain: databases.World = request.getfixturevalue("plain")
    for table in tables:
        with (
            plain.connect("public") as public,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            public.execute(f"SELECT 1 FROM {table}")
