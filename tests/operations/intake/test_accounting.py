"""No draft goes out while a number of its text is unaccounted for; a person can settle each."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from operations.intake.accounting import unaccounted_numbers
from operations.intake.adopting import take_in_draft
from operations.intake.deciding import dismiss, refuse
from operations.intake.drafting import SHARED
from operations.intake.saving import save_draft
from operations.models import Candidate, Decision, Evidence, Intake, Observation
from releases import publishing
from releases.models import Edition, SourceText
from tests import factories
from tests.operations.intake.conftest import TODAY

pytestmark = pytest.mark.django_db

TEXT = """Sheds searched in spring

Source: Anytown Police

Officers made 12 arrests on 3 May 2023 and seized 45 padlocks under Section 12.
"""


@pytest.fixture
def draft(db: None) -> Edition:
    """A draft by hand, whose one figure is the arrests."""
    edition = factories.edition(title="Sheds searched in spring")
    factories.source_text(edition, TEXT)
    factories.observation(edition, words="12 arrests", value=Decimal(12))
    publishing.put_in_order(edition)
    return edition


def test_a_number_that_nothing_states_stops_publishing(draft: Edition) -> None:
    [sentence] = unaccounted_numbers(draft)
    assert "“45”" in sentence
    assert "“12”" not in sentence
    with pytest.raises(ValidationError, match="nobody has dismissed: “45”"):
        factories.approved(draft, by="chief")


def test_the_page_that_says_so_leads_to_its_numbers(draft: Edition, admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:releases_edition_submit", args=[draft.pk]))
    hindrances = page.content.decode().partition('id="hindrances"')[2].partition("</section>")[0]
    assert "“45”" in hindrances
    assert reverse("admin:operations_intake_of_draft", args=[draft.pk]) in hindrances


def test_its_figure_lets_it_go(draft: Edition) -> None:
    factories.observation(draft, words="45 padlocks", value=Decimal(45))
    publishing.put_in_order(draft)
    assert unaccounted_numbers(draft) == []
    factories.approved(draft, by="chief")


def test_many_numbers_are_named_in_part(draft: Edition) -> None:
    SourceText.objects.filter(edition=draft).update(
        text=TEXT + "They took " + ", ".join(f"{n} saws" for n in range(60, 70)) + "."
    )
    [sentence] = unaccounted_numbers(draft)
    assert sentence.count("“") == 5
    assert "and 6 more" in sentence


def test_what_is_public_elsewhere_already_is_taken_over_all_the_same(draft: Edition) -> None:
    factories.archived(draft)
    assert Edition.objects.get(pk=draft.pk).published_from is not None


def test_without_a_text_nothing_is_asked(db: None) -> None:
    edition = factories.edition()
    factories.observation(edition, words="12 arrests")
    assert unaccounted_numbers(edition) == []


def test_a_second_statement_of_a_figure_in_force_is_accounted_for(draft: Edition) -> None:
    """Its row stays as it is, so only the review knows of the second statement."""
    SourceText.objects.filter(edition=draft).update(text=TEXT.replace("seized 45 padlocks", "left"))
    publishing.put_in_order(draft)
    factories.archived(draft)
    correction = publishing.correct(draft.release, by="writer", reason="Said twice.")
    text = (
        TEXT.replace("seized 45 padlocks", "left")
        + "\nIn the whole spring twelve people were arrested.\n"
    )
    SourceText.objects.filter(edition=correction).update(text=text)
    assert "“twelve”" in unaccounted_numbers(correction)[0]
    intake = take_in_draft(correction, by="writer", today=TODAY)
    first = intake.candidates.get(words="12 arrests")
    second = intake.candidates.get(words__contains="twelve")
    figure = draft.observations.get()
    same = {name: getattr(figure, name) for name in SHARED}
    Candidate.objects.filter(pk=first.pk).update(**same, decision=Decision.ACCEPTED)
    Candidate.objects.filter(pk=second.pk).update(decision=Decision.ACCEPTED, same_as=first)
    save_draft(intake, by="writer")
    assert not correction.observations.exists()
    assert unaccounted_numbers(correction) == []


class TestReviewOfADraft:
    def test_saving_keeps_words_of_the_title_and_claims_once(self, draft: Edition) -> None:
        Edition.objects.filter(pk=draft.pk).update(title="A dozen arrests in sheds")
        draft.refresh_from_db()
        figure = draft.observations.get()
        Evidence.objects.create(observation=figure, release=draft.release, words="A dozen arrests")
        SourceText.objects.filter(edition=draft).update(
            text=TEXT.replace("45 padlocks", "almost 20 padlocks, over 40 in all")
        )
        own = factories.claim(draft, [figure], words="almost 20 padlocks", value=Decimal(20))
        elsewhere = factories.observation(factories.edition())
        shared = factories.claim(draft, [figure, elsewhere], words="over 40 in all")
        publishing.put_in_order(draft)
        intake = take_in_draft(draft, by="writer", today=TODAY)
        assert {one.decision for one in intake.candidates.all()} == {"accepted", "refused"}
        for _ in range(2):
            edition = save_draft(Intake.objects.get(pk=intake.pk), by="writer").edition
            words = {one.words for one in edition.observations.get().evidence.all()}
            assert words == {"12 arrests", "A dozen arrests"}
            claims = {one.words: one for one in edition.claims.all()}
            assert set(claims) == {own.words, shared.words}
            assert edition.claims.count() == 2
            kept = claims[own.words]
            assert (kept.value, kept.qualifier, kept.what, kept.figure_ids) == (
                own.value, own.qualifier, own.what, own.figure_ids,
            )  # fmt: skip
            assert claims[shared.words].figure_ids == shared.figure_ids

    def test_a_text_edited_since_is_taken_in_anew_with_what_people_said(
        self, draft: Edition, admin_client: Client
    ) -> None:
        old = take_in_draft(draft, by="writer", today=TODAY)
        [waiting] = old.candidates.filter(decision=Decision.WAITING)
        refuse(waiting, "no figure of ours", version=waiting.version, by="writer")
        edited = TEXT.replace("Officers made", "In all, officers made")
        SourceText.objects.filter(edition=draft).update(text=edited)
        with pytest.raises(ValidationError, match="changed on its own page"):
            save_draft(Intake.objects.get(pk=old.pk), by="writer")
        page = reverse("admin:releases_edition_change", args=[draft.pk])
        begin = reverse("admin:operations_intake_of_draft", args=[draft.pk])
        assert begin in admin_client.get(page).content.decode()
        publishing.put_in_order(draft)
        new = take_in_draft(draft, by="writer", today=TODAY)
        assert new != old
        assert new.candidates.get(words__contains="45").reason == "no figure of ours"
        save_draft(new, by="writer")
        assert SourceText.objects.get(edition=draft).text == edited

    def test_what_it_states_comes_accepted_and_saving_doubles_nothing(self, draft: Edition) -> None:
        figure = draft.observations.get()
        intake = take_in_draft(draft, by="writer", today=TODAY)
        first, second = intake.candidates.all()
        assert (first.decision, first.figure_id, first.value) == (
            Decision.ACCEPTED, figure.figure_id, figure.value,
        )  # fmt: skip
        assert second.decision == Decision.WAITING
        refuse(second, "no figure of ours", version=second.version, by="writer")
        save_draft(intake, by="writer")
        again = Observation.objects.get(edition=draft)
        assert (again.figure_id, again.value, again.metric) == (
            figure.figure_id, figure.value, figure.metric,
        )  # fmt: skip
        assert again.evidence.get().words == "12 arrests"
        assert unaccounted_numbers(draft) == []
        factories.approved(Edition.objects.get(pk=draft.pk), by="chief")

    def test_a_dismissal_holds_after_the_text_was_edited(self, draft: Edition) -> None:
        intake = take_in_draft(draft, by="writer", today=TODAY)
        Candidate.objects.filter(intake=intake, decision=Decision.WAITING).delete()
        at = TEXT.index("45")
        dismiss(intake, at, at + 2, "of another case", by="writer")
        edited = TEXT.replace("Officers made", "In all, officers made")
        SourceText.objects.filter(edition=draft).update(text=edited)
        assert unaccounted_numbers(draft) == []
        SourceText.objects.filter(edition=draft).update(text=edited.replace("45", "54"))
        assert "“54”" in unaccounted_numbers(draft)[0]

    def test_it_is_begun_once(self, draft: Edition) -> None:
        first = take_in_draft(draft, by="writer", today=TODAY)
        assert take_in_draft(draft, by="other", today=TODAY) == first
        assert Intake.objects.count() == 1

    def test_words_with_their_number_inside_other_words_get_a_candidate_of_their_own(
        self, draft: Edition
    ) -> None:
        factories.observation(draft, words="under Section 12", value=Decimal(12))
        intake = take_in_draft(draft, by="writer", today=TODAY)
        added = intake.candidates.get(words="under Section 12")
        assert added.by_hand
        assert added.is_accepted

    @pytest.mark.parametrize("state", ["public", "without a text"])
    def test_nothing_to_review(self, draft: Edition, state: str) -> None:
        if state == "public":
            factories.archived(draft)
        else:
            SourceText.objects.filter(edition=draft).delete()
        with pytest.raises(ValidationError, match=r"is public|no full text"):
            take_in_draft(Edition.objects.get(pk=draft.pk), by="writer", today=TODAY)

    def test_the_way_there_from_the_drafts_page(self, draft: Edition, admin_client: Client) -> None:
        page = reverse("admin:releases_edition_change", args=[draft.pk])
        begin = reverse("admin:operations_intake_of_draft", args=[draft.pk])
        assert begin in admin_client.get(page).content.decode()
        assert "Review its numbers" in admin_client.get(begin).content.decode()
        response = admin_client.post(begin)
        review = reverse("admin:operations_intake_review", args=[Intake.objects.get().pk])
        assert response.headers["Location"].startswith(review)
        assert review in admin_client.get(page).content.decode()
