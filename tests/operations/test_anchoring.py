"""Evidence keeps its place when the text is edited, and stops publishing when it has none."""

import pytest
from django.core.exceptions import ValidationError

from operations.anchoring import loose_words
from operations.corrections import restate
from operations.models import Evidence, Observation
from releases import publishing
from releases.models import Edition, SourceText
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "In May wardens made 12 arrests. In June, in the north, they made 12 arrests."


def place(figure: Observation) -> str:
    """The text from the figure's recorded place on."""
    [evidence] = figure.evidence.all()
    text = SourceText.objects.get(edition=figure.edition_id).text
    return text[evidence.start :] if evidence.start is not None else "nowhere"


@pytest.fixture
def june(db: None) -> Observation:
    """A draft figure of June, whose words stand in the text twice: its place is recorded."""
    edition = factories.edition()
    factories.source_text(edition, TEXT)
    figure = factories.observation(edition, words="12 arrests")
    start = TEXT.rindex("12 arrests")
    Evidence.objects.filter(observation=figure).update(
        start=start, end=start + 10, prefix=TEXT[start - 40 : start], suffix="."
    )
    return figure


def edit(edition: Edition, text: str) -> None:
    SourceText.objects.filter(edition=edition).update(text=text)
    publishing.put_in_order(edition)


def test_an_edit_elsewhere_moves_the_place_along(june: Observation) -> None:
    edit(june.edition, "A new first sentence. " + TEXT)
    assert place(june) == "12 arrests."
    assert loose_words(june.edition) == []


def test_a_figure_whose_words_are_gone_can_not_be_published(june: Observation) -> None:
    edit(june.edition, TEXT.replace("12 arrests", "13 arrests"))
    with pytest.raises(ValidationError, match="does not have the words “12 arrests”"):
        factories.approved(june.edition, by="chief")
    june.edition.refresh_from_db()
    assert june.edition.approved_at is None


def test_words_that_nobody_can_tell_apart_stop_it_too(june: Observation) -> None:
    edit(june.edition, "12 arrests. 12 arrests.")
    [sentence] = loose_words(june.edition)
    assert "nobody can tell which “12 arrests”" in sentence


def test_words_of_the_title_need_not_stand_in_the_text(june: Observation) -> None:
    factories.observation(june.edition, words="67 protests")
    assert len(loose_words(june.edition)) == 1
    Edition.objects.filter(pk=june.edition_id).update(title="Police attend 67 protests")
    june.edition.refresh_from_db()
    assert loose_words(june.edition) == []


def test_without_a_text_nothing_is_held_against_it(db: None) -> None:
    edition = factories.edition()
    factories.observation(edition, words="12 arrests")
    assert loose_words(edition) == []
    factories.approved(edition, by="chief")


def test_a_corrected_text_can_not_drop_a_figure_that_stays_public(june: Observation) -> None:
    factories.archived(june.edition)
    draft = publishing.correct(june.release, by="writer", reason="The number was wrong.")
    edit(draft, TEXT.replace("12 arrests", "13 arrests"))
    [sentence] = loose_words(draft)
    assert "does not have the words “12 arrests”" in sentence
    corrected = restate(june, edition=draft)
    Evidence.objects.filter(observation=corrected).update(words="made 13 arrests.")
    Observation.objects.filter(pk=corrected.pk).update(value=13)
    edit(draft, TEXT.replace("12 arrests", "13 arrests").replace("made 13", "did 13", 1))
    assert loose_words(draft) == []
    assert place(corrected) == "made 13 arrests."
