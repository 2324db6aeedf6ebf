"""The buttons of an edition’s page as two people meet them: who may press which, what each does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from releases import publishing
from releases.admin.states import moment_words
from releases.admin.verb_pages import VERBS
from releases.models import Act, BringForward, Edition, Release
from tests import factories

pytestmark = pytest.mark.django_db

PASSED = datetime(2023, 11, 17, 0, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def edition_page(edition: Edition, verb: str = "change") -> str:
    return reverse(f"admin:releases_edition_{verb}", args=[edition.pk])


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def member_of(group: str, name: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def curator(db: None) -> Client:
    return member_of("Curator", "clare")


@pytest.fixture
def approver(db: None) -> Client:
    return member_of("Approver", "alex")


def in_a_day() -> datetime:
    return (timezone.now() + DAY).replace(microsecond=0)


def submitted(**fields: Any) -> Edition:
    edition = factories.edition(**fields)
    publishing.submit(edition, by="clare")
    return edition


def scheduled(embargo: datetime | None = None) -> Edition:
    return factories.published(factories.edition(embargo_until=embargo or in_a_day()))


def seen(client: Client, edition: Edition) -> str:
    """What the approve page carries of what it shows."""
    return client.get(edition_page(edition, "approve")).context["form"].fingerprint


def moment(at: datetime) -> dict[str, str]:
    """What a field of London time sends."""
    local = timezone.localtime(at)
    return {"embargo_until_0": f"{local:%d/%m/%Y}", "embargo_until_1": f"{local:%H:%M:%S}"}


def buttons(client: Client, edition: Edition) -> set[str]:
    return {verb["label"] for verb in client.get(edition_page(edition)).context["verbs"]}


# --- who is offered what -------------------------------------------------------------------------


def test_each_state_offers_what_can_be_done_in_it(curator: Client, approver: Client) -> None:
    draft, waiting, ahead = factories.edition(), submitted(), scheduled()
    held, public = submitted(), factories.archived(factories.edition())
    publishing.hold(held, by="alex", reason="Not sure.")
    assert buttons(curator, draft) == {"Submit for approval"}
    assert buttons(curator, waiting) == {"Take back"}
    assert buttons(curator, ahead) == {"Take back", "Ask for an earlier moment"}
    assert buttons(curator, held) == buttons(curator, public) == set()
    assert buttons(approver, waiting) == {"Approve", "Send back", "Take back", "Hold"}
    assert buttons(approver, ahead) == {
        "Take back", "Move to a later moment", "Ask for an earlier moment", "Hold",
    }  # fmt: skip
    assert buttons(approver, held) == {"End the hold"}
    assert buttons(approver, public) == {"Correct", "Withdraw"}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if "publish" in verb.permission])
def test_el_64_verb_without_its_permission_tells_nothing(curator: Client, verb: Any) -> None:
    """Refused alike in every state, and for an edition that does not exist."""
    answers = set()
    for pk in (submitted().pk, scheduled().pk, 999_999):
        page = reverse(f"admin:{verb.route}", args=[pk])
        for response in (curator.get(page), curator.post(page, {})):
            answers.add((response.status_code, response.content))
    ((status, _),) = answers
    assert status == 403


def test_verb_that_no_longer_fits_does_nothing(approver: Client) -> None:
    edition = scheduled()
    response = approver.post(edition_page(edition, "approve"), {}, follow=True)
    assert "state has changed" in said(response)[0]
    assert not Act.objects.filter(by="alex").exists()


# --- submitting and approving --------------------------------------------------------------------


def test_draft_is_submitted_and_another_person_approves_it(
    curator: Client, approver: Client
) -> None:
    embargo = in_a_day()
    edition = factories.edition(embargo_until=embargo)
    factories.quotation(edition)
    curator.post(edition_page(edition, "submit"))
    page = approver.get(edition_page(edition, "approve")).content.decode()
    assert moment_words(embargo) in page
    assert "We will go on" in page
    assert edition.release.publisher.name in page
    assert 'name="typed"' not in page
    sent = {"seen": seen(approver, edition)}
    response = approver.post(edition_page(edition, "approve"), sent, follow=True)
    assert said(response) == [f"Approved. It is public from {moment_words(embargo)}."]
    edition.refresh_from_db()
    assert (edition.submitted_by, edition.approved_by) == ("clare", "alex")
    assert edition.quotations.get().published_from == edition.published_from == embargo


def test_nobody_approves_what_is_their_own(admin_client: Client) -> None:
    """Superusers included, by a direct post too."""
    edition = factories.edition(written_by="admin", embargo_until=in_a_day())
    admin_client.post(edition_page(edition, "submit"))
    assert "Approve" not in buttons(admin_client, edition)
    sent = {"seen": publishing.fingerprint(edition)}
    response = admin_client.post(edition_page(edition, "approve"), sent, follow=True)
    assert "another person must approve it" in said(response)[0]
    edition.refresh_from_db()
    assert edition.approved_at is None


def test_in_an_office_of_one_it_is_said_on_every_page(admin_client: Client, settings: Any) -> None:
    settings.FOUR_EYES = False
    edition = factories.edition(written_by="admin", embargo_until=in_a_day())
    admin_client.post(edition_page(edition, "submit"))
    sent = {"seen": publishing.fingerprint(edition)}
    page = admin_client.post(edition_page(edition, "approve"), sent, follow=True)
    edition.refresh_from_db()
    assert edition.approved_alone
    assert "Nobody else looked at it" in page.content.decode()
    for address in (reverse("admin:index"), edition_page(edition)):
        assert "One pair of eyes" in admin_client.get(address).content.decode()
    settings.FOUR_EYES = True
    assert "One pair of eyes" not in admin_client.get(reverse("admin:index")).content.decode()


def test_what_changed_since_it_was_read_is_not_approved(approver: Client) -> None:
    edition = submitted(embargo_until=in_a_day())
    read = seen(approver, edition)
    factories.quotation(edition)
    response = approver.post(edition_page(edition, "approve"), {"seen": read})
    assert response.status_code == 409
    assert "It was changed while you read it" in response.content.decode()
    edition.refresh_from_db()
    assert edition.approved_at is None
    sent = {"seen": response.context["form"].fingerprint}
    assert approver.post(edition_page(edition, "approve"), sent).status_code == 302


@pytest.mark.parametrize("embargo", [None, PASSED])
@pytest.mark.parametrize("typed", ["", "publish", "yes"])
def test_publish_now_needs_the_typed_words(
    approver: Client, embargo: datetime | None, typed: str
) -> None:
    edition = submitted(embargo_until=embargo)
    page = edition_page(edition, "approve")
    response = approver.post(page, {"seen": seen(approver, edition), "typed": typed})
    assert response.status_code == 422
    assert response.context["form"].errors["typed"]
    edition.refresh_from_db()
    assert edition.approved_at is None
    approver.post(page, {"seen": seen(approver, edition), "typed": " Publish  Now "})
    edition.refresh_from_db()
    assert edition.published_from - edition.approved_at == publishing.SOONEST


def test_sent_back_with_words_that_its_author_reads(curator: Client, approver: Client) -> None:
    edition = submitted()
    assert approver.post(edition_page(edition, "send_back"), {"reason": " "}).status_code == 422
    approver.post(edition_page(edition, "send_back"), {"reason": "The weight is wrong."})
    page = curator.get(edition_page(edition)).content.decode()
    assert "Sent back by alex" in page
    assert "The weight is wrong." in page
    assert "Submit for approval" in page


@pytest.mark.parametrize("state", ["submitted", "scheduled"])
def test_take_back_makes_it_a_draft_again(curator: Client, state: str) -> None:
    edition = submitted() if state == "submitted" else scheduled()
    curator.post(edition_page(edition, "take_back"), {"reason": "A typing error."})
    edition.refresh_from_db()
    assert edition.state(timezone.now()) == "draft"
    assert edition.release.acts.filter(by="clare", reason="A typing error.").exists()


# --- another moment ------------------------------------------------------------------------------


def test_move_shows_the_moment_in_words_before_it_moves(approver: Client) -> None:
    edition = scheduled()
    later = in_a_day() + 2 * DAY
    page = edition_page(edition, "move")
    sent = {**moment(later), "reason": "The minister is late."}
    asked = approver.post(page, sent)
    assert moment_words(later) in asked.content.decode()
    edition.refresh_from_db()
    assert edition.published_from < later, "It moved before anybody read where to."
    read = asked.context["form"].moment_as_read
    approver.post(page, {**sent, "read": read, **moment(later + DAY)})
    edition.refresh_from_db()
    assert edition.published_from < later, "It moved to another moment than was read."
    response = approver.post(page, {**sent, "read": read}, follow=True)
    assert said(response) == [f"Moved. It is public from {moment_words(later)}."]
    edition.refresh_from_db()
    assert edition.published_from == later


def test_move_does_not_shorten(approver: Client) -> None:
    edition = scheduled(in_a_day() + 2 * DAY)
    sent = {**moment(in_a_day()), "reason": "Sooner."}
    response = approver.post(edition_page(edition, "move"), sent)
    assert response.status_code == 422
    assert "not later than planned" in response.content.decode()


def ask(client: Client, edition: Edition, **fields: str) -> Any:
    sent = {"reason": "Broken by a paper at 9.", **fields}
    page = edition_page(edition, "ask_earlier")
    read = client.post(page, sent).context["form"].moment_as_read
    return client.post(page, {**sent, "read": read}, follow=True)


def test_earlier_takes_two_people_and_keeps_the_reason(curator: Client, approver: Client) -> None:
    edition = scheduled(in_a_day() + 5 * DAY)
    earlier = in_a_day()
    ask(curator, edition, **moment(earlier))
    edition.refresh_from_db()
    assert edition.published_from > earlier, "Asking alone changes nothing."
    assert "clare asks to let it out" in approver.get(edition_page(edition)).content.decode()
    page = edition_page(edition, "grant_earlier")
    shown = approver.get(page)
    assert moment_words(earlier) in shown.content.decode()
    assert "Broken by a paper at 9." in shown.content.decode()
    key = shown.context["form"].fingerprint
    assert approver.post(page, {"seen": key, "typed": "yes"}).status_code == 422
    approver.post(page, {"seen": key, "typed": "bring forward"})
    edition.refresh_from_db()
    assert edition.published_from == earlier
    act = Act.objects.get(verb=Act.Verb.BRING_FORWARD)
    assert (act.by, act.reason) == ("alex", "Broken by a paper at 9.")
    assert act.detail["asked_by"] == "clare"


def test_at_once_needs_the_same_words_as_publishing_now(curator: Client, approver: Client) -> None:
    edition = scheduled()
    ask(curator, edition, at_once="on")
    page = edition_page(edition, "grant_earlier")
    key = approver.get(page).context["form"].fingerprint
    assert approver.post(page, {"seen": key, "typed": "bring forward"}).status_code == 422
    approver.post(page, {"seen": key, "typed": "publish now"})
    edition.refresh_from_db()
    assert edition.published_from <= timezone.now() + publishing.SOONEST


def test_nobody_grants_what_they_asked_for(approver: Client) -> None:
    edition = scheduled()
    ask(approver, edition, at_once="on")
    offered = buttons(approver, edition)
    assert "Agree to an earlier moment" not in offered
    assert "Leave it at its moment" in offered
    key = str(BringForward.objects.get().pk)
    sent = {"seen": key, "typed": "publish now"}
    response = approver.post(edition_page(edition, "grant_earlier"), sent, follow=True)
    assert "another person must agree" in said(response)[0]
    assert BringForward.objects.get().outcome == "waiting"


def test_the_request_that_was_read_is_the_one_granted(curator: Client, approver: Client) -> None:
    """Declined and asked anew, for another moment, while somebody reads the first."""
    edition = scheduled(in_a_day() + 5 * DAY)
    ask(curator, edition, **moment(in_a_day() + DAY))
    page = edition_page(edition, "grant_earlier")
    read = approver.get(page).context["form"].fingerprint
    curator.post(edition_page(edition, "decline_earlier"))
    ask(curator, edition, **moment(in_a_day()))
    response = approver.post(page, {"seen": read, "typed": "bring forward"})
    assert response.status_code == 422
    assert "Another request stands here now" in response.content.decode()


@pytest.mark.parametrize("fields", [{}, {"at_once": "on", **moment(PASSED)}])
def test_asking_says_when_once(curator: Client, fields: dict[str, str]) -> None:
    edition = scheduled()
    page = edition_page(edition, "ask_earlier")
    response = curator.post(page, {"reason": "Sooner.", **fields})
    assert response.status_code == 422
    assert not BringForward.objects.exists()


# --- hold ----------------------------------------------------------------------------------------


def test_hold_and_its_end_need_a_new_approval(approver: Client) -> None:
    edition = scheduled()
    approver.post(edition_page(edition, "hold"), {"reason": "The clock is wrong."})
    edition.refresh_from_db()
    assert (edition.state(timezone.now()), edition.published_from) == ("held", None)
    assert "The clock is wrong." in approver.get(edition_page(edition)).content.decode()
    approver.post(edition_page(edition, "end_hold"))
    edition.refresh_from_db()
    assert edition.state(timezone.now()) == "submitted"


def test_hold_everything_needs_the_typed_words(curator: Client, approver: Client) -> None:
    ahead, waiting, draft = scheduled(), submitted(), factories.edition()
    page = reverse("admin:releases_hold_everything")
    assert curator.get(page).status_code == 403
    assert ahead.title in approver.get(page).content.decode()
    sent = {"reason": "A list went to the wrong people."}
    assert approver.post(page, {**sent, "typed": "yes"}).status_code == 422
    ahead.refresh_from_db()
    assert ahead.published_from is not None
    response = approver.post(page, {**sent, "typed": "hold everything"}, follow=True)
    assert "Held: 2 editions" in said(response)[0]
    for edition, state in ((ahead, "held"), (waiting, "held"), (draft, "draft")):
        edition.refresh_from_db()
        assert edition.state(timezone.now()) == state


# --- what is public ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["correction", "revision"])
def test_correct_opens_the_draft_of_the_next_edition(approver: Client, kind: str) -> None:
    edition = factories.archived(factories.edition())
    sent = {"kind": kind, "reason": "The weight of heroin was wrong."}
    response = approver.post(edition_page(edition, "correct"), sent)
    draft = Edition.objects.get(number=2)
    assert response.url == edition_page(draft)
    assert (draft.change_kind, draft.change_note) == (kind, sent["reason"])
    assert draft.written_by == "alex"
    again = approver.post(edition_page(edition, "correct"), sent, follow=True)
    assert "A draft of this release exists already" in said(again)[-1]
    assert edition_page(draft) in approver.get(edition_page(edition)).content.decode()


@pytest.mark.parametrize("missing", ["kind", "reason"])
def test_correct_needs_its_kind_and_a_reason(approver: Client, missing: str) -> None:
    edition = factories.archived(factories.edition())
    sent = {"kind": "correction", "reason": "The year."} | {missing: ""}
    response = approver.post(edition_page(edition, "correct"), sent)
    assert response.context["form"].errors[missing]
    assert Edition.objects.count() == 1


def test_withdraw_needs_reason_and_typed_address(approver: Client) -> None:
    edition = factories.archived(factories.edition())
    page = edition_page(edition, "withdraw")
    slug = edition.release.slug
    for sent in ({"reason": "", "typed": slug}, {"reason": "It named a suspect.", "typed": "yes"}):
        assert approver.post(page, sent).status_code == 422
        assert not hasattr(Release.objects.get(), "withdrawal")
    approver.post(page, {"reason": "It named a suspect.", "typed": slug})
    assert Release.objects.get().withdrawal.reason == "It named a suspect."
