"""Words that lean on a figure which a correction changes: found, and renewed or confirmed."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from operations.admin.stale_words import StaleWords
from operations.corrections import restate
from operations.models import Chart, Observation
from operations.numbers_in_words import Sought, mentions
from operations.stale_places import Remedy, StalePlace, stale_places
from operations.stale_words import KEEP, LATER, NEW
from releases import publishing
from releases.admin.approval_questions import questions_for
from releases.models import Act, Edition, Topic, Wording
from tests import factories

DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def value_becomes(figure: Observation, value: str, **edition_fields: Any) -> Edition:
    """The draft of a correction, under embargo, in which ``figure`` has another value."""
    draft = publishing.correct(figure.release, by="writer", reason="A slip.", kind="correction")
    restated = restate(figure, edition=draft)
    Observation.objects.filter(pk=restated.pk).update(value=Decimal(value))
    Edition.objects.filter(pk=draft.pk).update(
        **{"embargo_until": timezone.now() + DAY} | edition_fields
    )
    draft.refresh_from_db()
    return draft


def a_figure(value: str = "5827", **fields: Any) -> Observation:
    edition = factories.edition(**fields.pop("edition", {}))
    figure = factories.observation(edition, "some words", value=Decimal(value), **fields)
    factories.archived(edition, published_from=timezone.now() - 9 * DAY)
    return figure


def a_chart(figure: Observation, **fields: Any) -> Chart:
    chart = factories.chart([figure.metric], **fields)
    publishing.archive_reference(chart, by="x", published_from=timezone.now() - 9 * DAY)
    return chart


def places(draft: Edition) -> dict[str, StalePlace]:
    return {one.words: one for one in stale_places(draft, timezone.now())}


def kept(draft: Edition) -> dict[str, str]:
    return {one.key: KEEP for one in stale_places(draft, timezone.now())}


# --- Finding ---


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("Arrests fell to 5,827", "5827", "count"),
        ("Arrests fell to 5827", "5827", "count"),
        ("five thousand eight hundred and twenty-seven arrests", "5827", "count"),
        ("Nearly 6,000 arrests", "5827", "count"),
        ("5.8 million messages", "5827113", "count"),
        ("£3.2m of goods", "3200000", "GBP"),
        ("4.6 tonnes of cocaine", "4600", "kg"),
        ("jailed for 166 years and one month", "1993", "month"),
        ("A rise of 7 per cent", "7", "percent"),
    ],
)
def test_a_number_is_the_same_in_any_spelling(words: str, value: str, unit: str) -> None:
    assert mentions(words, [Sought(Decimal(value), unit)])


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("On 7 November", "7", "count"),
        ("A rise of 7%", "7", "count"),
        ("5,828 arrests", "5827", "count"),
        ("Arrests in 2023", "2023", "count"),
        ("10,000 arrests", "5827", "count"),
    ],
)
def test_another_number_and_a_date_are_not(words: str, value: str, unit: str) -> None:
    assert not mentions(words, [Sought(Decimal(value), unit)])


def test_an_unchanged_figure_and_a_first_edition_ask_nothing() -> None:
    figure = a_figure()
    a_chart(figure)
    assert places(value_becomes(figure, "5827")) == {}
    assert places(factories.edition(summary="5,827 arrests")) == {}


def test_a_chart_that_plots_the_figure_is_asked_about_whatever_its_words() -> None:
    figure = a_figure()
    a_chart(
        figure, title="Arrests doubled", alt="Two bars.", note="About nobody.", subtitle="2 of 3"
    )
    a_chart(a_figure("12"), title="About something else", alt="Other bars.")
    found = places(value_becomes(figure, "5672"))
    assert list(found) == ["Arrests doubled", "Two bars.", "2 of 3"]
    assert found["Arrests doubled"].label == "Chart title"
    assert found["Arrests doubled"].named == ()
    assert {one.remedy for one in found.values()} == {Remedy.WORDING}


def test_words_of_the_draft_of_references_and_of_other_editions_that_name_it() -> None:
    operation = factories.operation(summary="It brought 5,827 arrests.")
    figure = a_figure(operation=operation, edition={"summary": "5827 people were held."})
    factories.topic(summary="Nobody knows of 5,827 things.")  # a draft: nobody reads it
    other = factories.edition(title="Some 5,827 arrests", summary="A look back.")
    factories.archived(other)
    found = places(value_becomes(figure, "5672"))
    assert {words: place.remedy for words, place in found.items()} == {
        "5827 people were held.": Remedy.EDIT,
        "It brought 5,827 arrests.": Remedy.WORDING,
        "Some 5,827 arrests": Remedy.ELSEWHERE,
    }


def test_a_small_number_is_looked_for_only_in_words_about_the_same_thing() -> None:
    operation = factories.operation(summary="Seven arrests were made.")
    figure = a_figure("7", operation=operation)
    factories.archived(factories.edition(summary="Seven burglaries."))
    assert list(places(value_becomes(figure, "8"))) == ["Seven arrests were made."]


def test_of_another_release_only_the_very_number_is_asked_about() -> None:
    figure = a_figure("96")
    for summary in ("Over 90 arrests.", "96 schools were visited.", "96 arrests in a week."):
        other = factories.edition(summary=summary)
        factories.observation(other, metric=figure.metric)
        factories.archived(other)
    assert list(places(value_becomes(figure, "97"))) == ["96 arrests in a week."]


def test_claims_are_asked_about_and_their_roundings_looked_for() -> None:
    edition = factories.edition(summary="Almost 10 arrests in all.")
    figure = factories.observation(edition, value=Decimal(3))
    rest = factories.observation(edition, value=Decimal(6), metric=figure.metric)
    factories.claim(edition, [figure, rest], words="almost ten arrests")
    factories.archived(edition)
    found = places(value_becomes(figure, "1"))
    assert set(found) == {"almost ten arrests", "Almost 10 arrests in all."}
    assert "does not hold: the figures come to 7" in found["almost ten arrests"].check


def test_a_later_release_that_revises_the_figure_asks_about_its_charts() -> None:
    figure = a_figure()
    a_chart(figure, title="5,827 in all", alt="A bar.")
    draft = factories.edition()
    factories.observation(
        draft, metric=figure.metric, value=Decimal(5672), revises=figure.figure_id
    )
    assert list(places(draft)) == ["5,827 in all", "A bar."]


# --- Settling ---


def test_el_55_approval_is_refused_while_a_place_is_unanswered() -> None:
    figure = a_figure()
    a_chart(figure, title="5,827 arrests", alt="A bar.")
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    answers = kept(draft)
    answers.pop(places(draft)["5,827 arrests"].key)
    with pytest.raises(ValidationError, match="Chart title, “5,827 arrests”"):
        publishing.approve(draft, by="approver", answers=answers)
    draft.refresh_from_db()
    assert draft.approved_at is None


def test_an_answer_holds_only_for_the_words_that_were_read() -> None:
    figure = a_figure()
    chart = a_chart(figure, title="5,827 arrests", alt="A bar.")
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    answers = kept(draft)
    Chart.objects.filter(pk=chart.pk).update(title="There were 5,827 arrests")
    with pytest.raises(ValidationError, match="There were 5,827 arrests"):
        publishing.approve(draft, by="approver", answers=answers)


def test_el_52_new_words_begin_with_the_edition_and_the_record_says_who_confirmed_what() -> None:
    figure = a_figure()
    chart = a_chart(figure, title="5,827 arrests", alt="A bar.")
    tomorrow = timezone.now() + DAY
    draft = value_becomes(figure, "5672", embargo_until=tomorrow)
    publishing.submit(draft, by="writer")
    found = places(draft)
    answers = kept(draft) | {found["5,827 arrests"].key: f"{NEW}5,672 arrests"}
    publishing.approve(draft, by="approver", answers=answers)

    def title(at: datetime) -> str:
        words: str = Chart.objects.public(at).values_list("title", flat=True).get()
        return words

    assert title(tomorrow - timedelta(microseconds=1)) == "5,827 arrests"
    assert title(tomorrow) == "5,672 arrests"
    chart.refresh_from_db()
    assert chart.title == "5,827 arrests"
    told = Act.objects.get(verb=Act.Verb.APPROVE)
    assert told.by == "approver"
    assert {(one["words"], one["answer"], one.get("new")) for one in told.detail["words"]} == {
        ("5,827 arrests", "new", "5,672 arrests"),
        ("A bar.", "keep", None),
    }


def test_the_drafts_own_words_are_changed_where_they_stand() -> None:
    figure = a_figure(edition={"summary": "5,827 arrests."})
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    key = places(draft)["5,827 arrests."].key
    publishing.approve(draft, by="approver", answers={key: f"{NEW}5,672 arrests."})
    draft.refresh_from_db()
    assert draft.summary == "5,672 arrests."
    assert not Wording.objects.exists()


def test_words_of_another_release_can_wait_for_a_correction_of_their_own() -> None:
    figure = a_figure()
    other = factories.edition(summary="5,827 arrests so far.")
    factories.archived(other)
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    key = places(draft)["5,827 arrests so far."].key
    with pytest.raises(ValidationError, match="correction of its own"):
        publishing.approve(draft, by="approver", answers={key: f"{NEW}5,672 arrests so far."})
    publishing.approve(draft, by="approver", answers={key: LATER})


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("  ", "Write the new words"),
        ("5,827 arrests", "the old words"),
        ("Still 5827 arrests", "still say “5827 arrests”"),
        ("A" * 201, "at most 200"),
    ],
)
def test_words_that_would_mend_nothing_are_refused(words: str, problem: str) -> None:
    figure = a_figure()
    a_chart(figure, title="5,827 arrests", alt="A bar.")
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    answers = kept(draft) | {places(draft)["5,827 arrests"].key: f"{NEW}{words}"}
    with pytest.raises(ValidationError, match=problem):
        publishing.approve(draft, by="approver", answers=answers)


def test_el_24_new_words_for_what_nobody_can_see_yet_are_no_statement() -> None:
    """A wording of a hidden chart would tell of it: its own words are changed instead."""
    figure = a_figure()
    chart = factories.chart(
        [figure.metric], title="5,827 arrests", alt="A bar.", release=figure.release
    )
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    found = places(draft)
    assert found["5,827 arrests"].remedy is Remedy.EDIT
    answers = kept(draft) | {found["5,827 arrests"].key: f"{NEW}5,672 arrests"}
    publishing.approve(draft, by="approver", answers=answers)
    chart.refresh_from_db()
    assert chart.title == "5,672 arrests"
    assert not Wording.objects.exists()


def test_a_second_approval_asks_again_and_leaves_no_words_of_the_first() -> None:
    topic = factories.topic(summary="5,827 arrests in all.")
    figure = a_figure()
    figure.release.topics.add(topic)
    publishing.archive_reference(topic, by="x", published_from=timezone.now() - DAY)
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    key = places(draft)["5,827 arrests in all."].key
    publishing.approve(draft, by="approver", answers={key: f"{NEW}5,672 arrests in all."})
    publishing.unschedule(draft, by="approver")
    publishing.submit(draft, by="writer")
    publishing.approve(draft, by="approver", answers={key: KEEP})
    assert not Wording.objects.exists()
    assert Topic.objects.public(timezone.now() + 2 * DAY).get().summary == "5,827 arrests in all."


# --- The approve page ---


def form_of(draft: Edition, data: dict[str, str] | None = None) -> StaleWords:
    form = questions_for(draft, timezone.now(), data)[0]
    assert isinstance(form, StaleWords)
    return form


def test_the_page_shows_each_place_with_its_figure_and_confirms_nothing_beforehand() -> None:
    figure = a_figure()
    chart = a_chart(figure, title="5,827 arrests", alt="A bar.")
    page = str(form_of(value_becomes(figure, "5672")))
    assert "Chart title" in page
    assert f"/admin/operations/chart/{chart.pk}/change/" in page
    assert "<del>5,827 arrests</del>" in page
    assert "<ins>5,672 arrests</ins>" in page
    assert "checked" not in page


def test_what_changes_no_figure_asks_nothing() -> None:
    assert questions_for(factories.edition(), timezone.now()) == []


def test_the_form_hands_over_what_the_verb_needs() -> None:
    figure = a_figure()
    a_chart(figure, title="5,827 arrests", alt="A bar.")
    draft = value_becomes(figure, "5672")
    title, alt = form_of(draft).places
    form = form_of(draft, {f"stale-{title}": "new", f"stale-{title}-words": "5,672 arrests"})
    assert not form.is_valid()
    assert list(form.errors) == [alt]
    data = {**form.data, f"stale-{alt}": KEEP}
    form = form_of(draft, data)
    assert form.is_valid()
    publishing.submit(draft, by="writer")
    publishing.approve(draft, by="approver", answers=form.answers())
    assert Wording.objects.get().words == "5,672 arrests"


def test_words_of_an_approval_that_was_taken_back_are_offered_again() -> None:
    figure = a_figure()
    a_chart(figure, title="5,827 arrests", alt="A bar.")
    draft = value_becomes(figure, "5672")
    publishing.submit(draft, by="writer")
    answers = kept(draft) | {places(draft)["5,827 arrests"].key: f"{NEW}5,672 arrests"}
    publishing.approve(draft, by="approver", answers=answers)
    publishing.unschedule(draft, by="approver")
    title, _ = form_of(draft).places
    assert form_of(draft)[f"{title}-words"].value() == "5,672 arrests"


def test_another_releases_words_are_never_written_here() -> None:
    figure = a_figure()
    factories.archived(factories.edition(summary="5,827 arrests so far."))
    form = form_of(value_becomes(figure, "5672"))
    (name,) = form.places
    choices: Any = form.fields[name]
    assert [choice for choice, _ in choices.choices] == [KEEP, LATER]
    assert "in another release</legend>" in str(form)
