"""A text that is taken in keeps its embargo, or somebody says why not when the draft is saved."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from operations.intake.forms import HeaderForm
from operations.intake.saving import save_draft
from operations.intake.taking_in import take_in
from operations.models import Intake
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2023, 11, 14)
FRIDAY = datetime(2023, 11, 17, 0, 1, tzinfo=UTC)
TEXT = "Knives found\n\nEMBARGOED UNTIL 00:01 FRIDAY 17 NOVEMBER 2023\n\nForces were out all day.\n"


@pytest.fixture
def intake() -> Intake:
    [taken] = take_in(TEXT, by="writer", today=TODAY)
    Intake.objects.filter(pk=taken.intake.pk).update(publisher=factories.publisher())
    return Intake.objects.get(pk=taken.intake.pk)


def answer(intake: Intake, until: datetime | None) -> None:
    Intake.objects.filter(pk=intake.pk).update(
        embargo_until=until, embargo_answer=Intake.EmbargoAnswer.CONFIRMED
    )


def test_el_61_the_moment_of_the_text_is_saved(intake: Intake) -> None:
    edition = save_draft(intake, by="writer").edition
    assert (edition.embargo_until, edition.embargo_reason) == (FRIDAY, "")


@pytest.mark.parametrize("until", [None, FRIDAY.replace(hour=9, minute=30)])
def test_el_61_another_is_not_saved_until_someone_says_why(
    intake: Intake, until: datetime | None
) -> None:
    answer(intake, until)
    with pytest.raises(ValidationError, match="Friday 17 November 2023, 00:01 London time"):
        save_draft(intake, by="writer")
    saved = save_draft(intake, by="writer", embargo_reason="They rang: half past nine.")
    assert saved.edition.embargo_until == until
    assert saved.edition.embargo_reason == "They rang: half past nine."
    # Saved again, what was said of this very moment holds, and of another one it does not.
    save_draft(intake, by="writer")
    answer(intake, FRIDAY.replace(hour=7))
    with pytest.raises(ValidationError, match="07:01 London time"):
        save_draft(intake, by="writer")


def test_el_60_an_hour_that_london_shows_twice_is_refused_here_too(intake: Intake) -> None:
    form = HeaderForm(
        {"version": "1", "embargo_choice": "other", "embargo_until": "2026-10-25T01:30"},
        instance=intake,
    )
    assert "00:30 UTC and 01:30 UTC" in form.errors["embargo_until"][0]
