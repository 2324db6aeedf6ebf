"""What was decided becomes a draft: once, in one piece, and again without a row too many."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from operations.intake import deciding
from operations.intake.saving import save_draft
from operations.models import Candidate, Evidence, Intake, Metric, Observation
from releases import publishing
from releases.models import Edition, Quotation, Release, Speaker
from tests import factories
from tests.operations.intake import reading

pytestmark = pytest.mark.django_db
Take = Callable[..., Intake]


@pytest.fixture
def metrics() -> dict[str, Metric]:
    return {
        "count": factories.metric(name="Arrests", counted="arrests"),
        "tonne": factories.metric(name="Cannabis seized", counted="", unit="kg"),
        "year": factories.metric(name="Sentences", counted="", unit="month"),
    }


def decide_all(intake: Intake, metrics: dict[str, Metric], **others: str) -> Intake:
    """Accept every figure and quotation, dismiss what numbers are left, and fill the header."""
    for one in intake.candidates.all():
        deciding.accept(one, {"metric": metrics[one.unit]}, version=one.version, by="writer")
    for spoken in intake.quotations.all():
        deciding.decide_quotation(
            spoken,
            {"speaker_name": spoken.speaker_name},
            deciding.Decision.ACCEPTED,
            version=spoken.version,
            by="writer",
        )
    deciding.dismiss(intake, *reading.at("eight"), "part of another figure", by="writer")
    values = {"summary": "What was done.", "publisher": factories.publisher(), **others}
    return deciding.save_header(intake, values, version=intake.version, topics=[])


@pytest.fixture
def decided(take: Take, metrics: dict[str, Metric]) -> Intake:
    return decide_all(take(), metrics)


def figure(edition: Edition, value: str) -> Observation:
    return edition.observations.get(value=Decimal(value))


def test_draft_has_header_text_and_quotations(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    assert (edition.number, edition.title, edition.written_by) == (1, reading.TITLE, "writer")
    assert edition.summary == "What was done."
    assert edition.embargo_until == decided.embargo_until
    assert edition.embargo_as_stated == decided.embargo_as_stated
    assert edition.release.slug == decided.slug
    assert edition.source_text.text == decided.text
    (quotation,) = edition.quotations.all()
    assert (quotation.speaker.name, quotation.speaker.slug) == ("Alex Example", "alex-example")
    assert quotation.words == "We won’t stop here,"
    assert edition.approved_at is None
    decided.refresh_from_db()
    assert decided.edition == edition


def test_figures_are_held_in_their_metrics_unit(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    assert {str(one) for one in edition.observations.all()} == {
        "1,672 arrests (Arrests)",
        "53 arrests (Arrests)",
        "1,725 arrests (Arrests)",
        "4,600 kg (Cannabis seized)",
        "166 years and 1 month (Sentences)",
    }
    assert figure(edition, "1672").period.label() == "week of 6 November 2023"


def test_evidence_is_the_exact_words_at_their_place(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    text = edition.source_text.text
    for evidence in Evidence.objects.filter(observation__edition=edition):
        assert text[evidence.start : evidence.end] == evidence.words
        assert text[: evidence.start].endswith(evidence.prefix)
        assert text[evidence.end :].startswith(evidence.suffix)
        assert len(evidence.prefix) == 60 or evidence.start < 60


def test_claim_names_the_figures_that_it_sums_up(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    (claim,) = edition.claims.all()
    assert (claim.words, claim.value, claim.qualifier) == (
        "Over 1,700 arrests", Decimal(1700), "more_than",
    )  # fmt: skip
    assert claim.figure_ids == [figure(edition, "1672").figure_id, figure(edition, "53").figure_id]


def test_fact_stated_twice_is_one_figure_with_two_pieces_of_evidence(
    take: Take, metrics: dict[str, Metric]
) -> None:
    intake = take(claims=(), repeats=((reading.HEADLINE, reading.IN_ALL),))
    edition = save_draft(decide_all(intake, metrics), by="writer").edition
    words = [one.words for one in figure(edition, "1725").evidence.all()]
    assert words == ["Over 1,700 arrests", "1,725 people were arrested"]
    assert edition.observations.count() == 5


def test_saving_again_changes_the_same_rows(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    before = {
        model: set(model.objects.values_list("pk", flat=True))
        for model in (Edition, Release, Quotation, Observation, Speaker)
    }
    ids = {one.pk: one.figure_id for one in Observation.objects.all()}
    arrests = decided.candidates.get(words="1,672 arrests")
    deciding.change(arrests, {"note": "Checked."}, version=arrests.version, by="writer")
    again = save_draft(decided, by="another").edition
    assert again == edition
    for model, rows in before.items():
        assert set(model.objects.values_list("pk", flat=True)) == rows, model
    assert {one.pk: one.figure_id for one in Observation.objects.all()} == ids
    assert figure(edition, "1672").note == "Checked."
    assert Evidence.objects.count() == 5
    assert edition.claims.count() == 1
    assert again.written_by == "writer"


def test_figure_refused_after_saving_goes_from_the_draft(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    anytown = decided.candidates.get(words="53 arrests")
    deciding.refuse(anytown, "Told elsewhere", version=anytown.version, by="writer")
    save_draft(decided, by="writer")
    assert not edition.observations.filter(value=53).exists()
    assert edition.claims.get().figure_ids == [figure(edition, "1672").figure_id]


def test_rows_that_were_added_to_the_draft_elsewhere_stay(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    added = factories.observation(edition, words="53 arrests")
    quotation = factories.quotation(edition, words="Added by hand")
    save_draft(decided, by="writer")
    assert edition.observations.filter(pk=added.pk).exists()
    assert edition.quotations.filter(pk=quotation.pk).exists()


def test_figure_of_a_range_of_numbers_keeps_the_words_of_its_text(
    take: Take, metrics: dict[str, Metric]
) -> None:
    """More words than a phrase may have are cut down to those from the number on."""
    intake = decide_all(take(), metrics)
    one = intake.candidates.get(words="1,672 arrests")
    Candidate.objects.filter(pk=one.pk).update(start=0, end=400)
    edition = save_draft(intake, by="writer").edition
    words = figure(edition, "1672").words
    assert words.startswith("1,672 arrests")
    assert len(words) <= 250


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"embargo_answer": "waiting"}, "Say when the embargo ends"),
        ({"publisher": None}, "Choose who issues the release"),
        ({"slug": ""}, "Give the release an address"),
        ({"title": " "}, "Give the release a title"),
    ],
)
def test_header_that_lacks_something_is_not_saved(
    decided: Intake, values: dict[str, str], sentence: str
) -> None:
    Intake.objects.filter(pk=decided.pk).update(**values)
    with pytest.raises(ValidationError, match=sentence):
        save_draft(decided, by="writer")
    assert not Edition.objects.exists()


def test_nothing_is_saved_while_a_number_is_not_accounted_for(decided: Intake) -> None:
    deciding.bring_back(decided.dismissed.get(words="eight"))
    with pytest.raises(ValidationError, match="1 number is of the text not accounted for"):
        save_draft(decided, by="writer")


def test_nothing_is_saved_while_a_figure_or_quotation_waits(decided: Intake) -> None:
    one = decided.candidates.get(words="53 arrests")
    deciding.undo(one, version=one.version, by="writer")
    spoken = decided.quotations.get()
    deciding.decide_quotation(
        spoken, {}, deciding.Decision.WAITING, version=spoken.version, by="writer"
    )
    with pytest.raises(ValidationError) as caught:
        save_draft(decided, by="writer")
    assert caught.value.messages == [
        "1 figure is still to accept or refuse.",
        "1 quotation is still to accept or refuse.",
    ]


def test_repeat_of_a_figure_that_is_not_taken_is_not_lost_quietly(decided: Intake) -> None:
    main, repeat = decided.candidates.filter(words__in=["1,672 arrests", "53 arrests"])
    Candidate.objects.filter(pk=repeat.pk).update(same_as=main)
    deciding.refuse(main, "no figure", version=main.version, by="writer")
    with pytest.raises(ValidationError) as caught:
        save_draft(decided, by="writer")
    assert caught.value.messages == [
        "“Over 1,700 arrests” sums up no figure that is taken. Undo it, or choose others.",
        "“53 arrests” is said to repeat a figure that is not taken. Undo one of them.",
    ]


def test_address_of_another_release_is_refused_and_nothing_is_left_behind(decided: Intake) -> None:
    factories.edition(release=factories.release(slug=decided.slug))
    with pytest.raises(ValidationError, match="Another release has the address"):
        save_draft(decided, by="writer")
    assert Edition.objects.count() == 1
    assert not Speaker.objects.exists()


def test_release_whose_draft_was_deleted_is_used_again(decided: Intake) -> None:
    release = save_draft(decided, by="writer").edition.release
    release.editions.get().delete()
    decided.refresh_from_db()
    assert decided.edition is None
    assert save_draft(decided, by="writer").edition.release == release


def test_saving_what_was_handed_in_takes_the_approval_back(decided: Intake) -> None:
    edition = save_draft(decided, by="writer").edition
    Edition.objects.filter(pk=edition.pk).update(
        embargo_until=timezone.now() + timedelta(days=1), embargo_reason="Put off by a day."
    )
    factories.approved(edition, by="approver")
    Intake.objects.filter(pk=decided.pk).update(title="Another title")
    saved = save_draft(decided, by="writer")
    assert "will NOT be published" in saved.remarks[0]
    assert saved.edition.title == "Another title"
    assert saved.edition.state(timezone.now()) == "draft"
    assert saved.edition.observations.filter(published_from=None).count() > 1


def test_public_edition_is_not_saved_over(decided: Intake) -> None:
    factories.archived(save_draft(decided, by="writer").edition)
    with pytest.raises(ValidationError, match="is public by now"):
        save_draft(decided, by="writer")


# --- corrections ---------------------------------------------------------------------------------


def published(intake: Intake) -> Edition:
    return factories.archived(save_draft(intake, by="writer").edition)


def correction(take: Take, metrics: dict[str, Metric], of: Edition, **read: object) -> Intake:
    """The text once more, with another number of arrests in Anytown, as a correction."""
    text = reading.TEXT.replace("53 arrests", "57 arrests")
    mended = reading.figure("53 arrests", "53", "57", "arrests in Anytown")
    figures = tuple(mended if one is reading.ANYTOWN else one for one in reading.FIGURES)
    intake = take(text, **{"figures": figures, "claims": (), **read})
    intake = decide_all(intake, metrics)
    Intake.objects.filter(pk=intake.pk).update(
        corrects=of.release, change_note="Anytown was counted anew."
    )
    return Intake.objects.get(pk=intake.pk)


def distinguished(intake: Intake) -> None:
    """Tell the figures apart that are of one metric and period, as staff would."""
    for words, area in (("53 arrests", "london"), ("57 arrests", "london"), ("1,725", "england"),
                        ("Over", "wales")):  # fmt: skip
        intake.candidates.filter(words__startswith=words).update(area=area)


def test_corrected_figure_keeps_its_id_and_an_unchanged_one_its_row(
    take: Take, metrics: dict[str, Metric], decided: Intake
) -> None:
    distinguished(decided)
    first = published(decided)
    old = {int(one.value): one for one in first.observations.all()}
    intake = correction(take, metrics, first)
    distinguished(intake)
    intake.candidates.filter(words__startswith="Over").update(decision="refused", reason="Rounded")
    draft = save_draft(intake, by="another").edition
    assert (draft.number, draft.release, draft.change_note) == (
        2, first.release, "Anytown was counted anew.",
    )  # fmt: skip
    (restated,) = draft.observations.all()
    assert (restated.value, restated.figure_id) == (57, old[53].figure_id)
    assert restated.pk != old[53].pk
    assert draft.source_text.text == intake.text
    assert [one.words for one in draft.quotations.all()] == ["We won’t stop here,"]
    assert not draft.claims.exists()


def test_figures_of_one_metric_and_period_never_share_an_id(
    take: Take, metrics: dict[str, Metric], decided: Intake
) -> None:
    """Those with the old numbers keep their ids; the one that is left over is the corrected one."""
    first = published(decided)
    old = figure(first, "53").figure_id
    intake = correction(take, metrics, first)
    rounded = intake.candidates.filter(words__startswith="Over")
    rounded.update(decision="refused", reason="Rounded")
    draft = save_draft(intake, by="another").edition
    assert [(one.value, one.figure_id) for one in draft.observations.all()] == [(57, old)]
    ids = list(intake.candidates.exclude(figure_id="").values_list("figure_id", flat=True))
    assert len(ids) == len(set(ids)) == 5


def test_claim_of_a_correction_names_figures_that_stay_in_force(
    take: Take, metrics: dict[str, Metric], decided: Intake
) -> None:
    distinguished(decided)
    first = published(decided)
    stays = figure(first, "1672").figure_id
    claims = reading.release().claims
    mended = reading.figure("53 arrests", "53", "57", "arrests in Anytown")
    claim = type(claims[0])(reading.HEADLINE, (reading.ARRESTS, mended), True, "")
    intake = correction(take, metrics, first, claims=(claim,))
    distinguished(intake)
    draft = save_draft(intake, by="another").edition
    assert draft.claims.get().figure_ids == [stays, figure(draft, "57").figure_id]


def test_figures_in_force_that_the_text_leaves_out_are_said(
    take: Take, metrics: dict[str, Metric], decided: Intake
) -> None:
    distinguished(decided)
    first = published(decided)
    intake = correction(take, metrics, first)
    distinguished(intake)
    intake.candidates.exclude(words__startswith="57").update(decision="refused", reason="Left out")
    saved = save_draft(intake, by="another")
    assert "4 figures in force are not stated in this text" in saved.remarks[0]


def test_correction_goes_into_the_draft_that_there_is(
    take: Take, metrics: dict[str, Metric], decided: Intake
) -> None:
    distinguished(decided)
    first = published(decided)
    begun = publishing.correct(first.release, by="another", reason="A number was wrong.")
    kept = factories.quotation(begun, words="Said since")
    intake = correction(take, metrics, first)
    distinguished(intake)
    assert save_draft(intake, by="writer").edition == begun
    assert begun.quotations.filter(pk=kept.pk).exists()
    assert begun.quotations.count() == 2


def test_correction_is_published_as_any_other(
    take: Take, metrics: dict[str, Metric], decided: Intake
) -> None:
    distinguished(decided)
    first = published(decided)
    intake = correction(take, metrics, first)
    distinguished(intake)
    intake.candidates.filter(words__startswith="Over").update(decision="refused", reason="Rounded")
    draft = save_draft(intake, by="another").edition
    at = factories.approved(draft, by="approver")
    assert at > timezone.now()
    new = Observation.objects.get(value=57)
    old = Observation.objects.get(value=53)
    assert (old.published_until, new.published_from) == (at, at)


def test_draft_cannot_be_saved_without_saying_what_a_correction_changes(
    take: Take, metrics: dict[str, Metric], decided: Intake
) -> None:
    first = published(decided)
    intake = correction(take, metrics, first)
    Intake.objects.filter(pk=intake.pk).update(change_note=" ")
    with pytest.raises(ValidationError, match="Say what the correction changes"):
        save_draft(intake, by="another")
