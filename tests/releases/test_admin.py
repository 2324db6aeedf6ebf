"""The staff site's pages about releases: who may do what, and what each button does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from releases import publishing
from releases.admin.states import (
    STATEMENT_STATES,
    moment_words,
    short_moment,
    state_sentence,
    statement_state,
)
from releases.models import Change, Edition, Release
from tests import factories
from tests.harness.pages import as_read, form_on

pytestmark = pytest.mark.django_db

AT = datetime(2023, 11, 17, 0, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def edition_page(edition: Edition, verb: str = "change") -> str:
    return reverse(f"admin:releases_edition_{verb}", args=[edition.pk])


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def inlines(**forms: list[dict[str, Any]]) -> dict[str, Any]:
    """The management forms of an edition's inlines, empty but for those given."""
    data: dict[str, Any] = {}
    for prefix in ("source_text", "quotations", "observations", "claims"):
        rows = forms.get(prefix, [])
        data[f"{prefix}-TOTAL_FORMS"] = len(rows)
        data[f"{prefix}-INITIAL_FORMS"] = sum("id" in row for row in rows)
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def edition_form(release: Release, **fields: Any) -> dict[str, Any]:
    """What an edition's page sends; ``embargo_until`` is London time, two fields."""
    return {
        "title": "Drugs seized",
        "summary": "What was seized.",
        "slug": release.slug,
        "publisher": release.publisher_id,
        "embargo_until_0": "",
        "embargo_until_1": "",
        **inlines(),
        **read_of(release),
        **fields,
    }


def read_of(release: Release) -> dict[str, Any]:
    """The page of the release's newest edition, opened just now."""
    newest = Edition.objects.filter(release=release.pk).order_by("-number").first()
    return {} if newest is None else as_read(newest, release)


@pytest.fixture
def editor_client(db: None) -> Client:
    """Somebody who writes editions and may not publish."""
    user = User.objects.create_user("writer", is_staff=True)
    names = ["view_edition", "add_edition", "change_edition", "delete_edition"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (AT, "Friday 17 November 2023, 00:01 London time (00:01 UTC)"),
        # In summer London is an hour ahead: the day differs too.
        (
            datetime(2024, 6, 30, 23, 1, tzinfo=UTC),
            "Monday 1 July 2024, 00:01 London time (23:01 UTC)",
        ),
        (
            datetime(2024, 1, 2, 9, 30, 5, tzinfo=UTC),
            "Tuesday 2 January 2024, 09:30:05 London time (09:30:05 UTC)",
        ),
    ],
)
def test_moment_is_told_with_weekday_london_time_and_utc(at: datetime, words: str) -> None:
    assert moment_words(at) == words


def test_short_moment_has_the_weekday() -> None:
    assert short_moment(AT) == "Fri 17 Nov 2023, 00:01"


def test_state_of_a_list_is_the_state_of_the_model() -> None:
    """The annotation and ``Edition.state`` are one rule: at each side of every bound."""
    begins = timezone.now() + timedelta(minutes=10)
    factories.edition()
    first = factories.published(factories.edition(embargo_until=begins))
    hidden = factories.archived(factories.edition())
    publishing.withdraw(hidden.release, by="chief", reason="It named a suspect.")
    Edition.objects.create(
        release=first.release,
        number=2,
        title="Second",
        summary="Said again.",
        change_note="One figure.",
        embargo_until=begins + DAY,
        written_by="writer",
    )
    factories.approved(Edition.objects.get(number=2), by="approver")
    publishing.submit(factories.edition(), by="submitter")
    held = factories.edition()
    publishing.submit(held, by="submitter")
    publishing.hold(held, by="chief", reason="Not sure.")
    seen = set()
    for at in (begins - MINUTE, begins, begins + MINUTE, begins + DAY, begins + DAY + MINUTE):
        for row in Edition.objects.annotate(state_now=statement_state(at)):
            assert row.state_now == row.state(at)
            assert state_sentence(row, at)
            seen.add(row.state_now)
    assert seen == set(STATEMENT_STATES)


# --- writing -------------------------------------------------------------------------------------


def test_new_edition_makes_its_release_and_says_who_wrote_it(admin_client: Client) -> None:
    publisher, topic = factories.publisher(), factories.topic()
    unsaved = Release(slug="drugs-seized", publisher=publisher)
    response = admin_client.post(
        reverse("admin:releases_edition_add"),
        edition_form(
            unsaved,
            topics=[topic.pk],
            source_url="https://police.example/drugs",
            embargo_until_0="17/11/2033",
            embargo_until_1="00:01",
        ),
    )
    assert response.status_code == 302, response.context["errors"]
    edition = Edition.objects.get(release__slug="drugs-seized")
    assert edition.written_by == "admin"
    assert edition.number == 1
    assert edition.embargo_until == datetime(2033, 11, 17, 0, 1, tzinfo=UTC)
    assert edition.release.source_url == "https://police.example/drugs"
    assert list(edition.release.topics.all()) == [topic]


def test_address_in_use_is_refused_at_its_field(admin_client: Client) -> None:
    taken = factories.edition()
    response = admin_client.post(
        reverse("admin:releases_edition_add"), edition_form(taken.release, title="Another")
    )
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["slug"]
    assert Edition.objects.count() == 1


def test_change_of_a_draft_reaches_edition_and_release(admin_client: Client) -> None:
    edition = factories.edition()
    other = factories.publisher(name="Another publisher")
    response = admin_client.post(
        edition_page(edition),
        edition_form(edition.release, title="A better title", publisher=other.pk),
    )
    assert response.status_code == 302
    edition.refresh_from_db()
    assert edition.title == "A better title"
    assert edition.release.publisher == other


def test_quotation_belongs_to_the_release_of_its_edition(admin_client: Client) -> None:
    edition = factories.edition()
    speaker = factories.quotation(factories.edition()).speaker
    words = {"speaker": speaker.pk, "role": "Chief", "words": "We will go on", "position": 0}
    response = admin_client.post(
        edition_page(edition), edition_form(edition.release, **inlines(quotations=[words]))
    )
    assert response.status_code == 302
    (quotation,) = edition.quotations.all()
    assert quotation.release == edition.release


def test_address_of_a_public_release_is_fixed(admin_client: Client) -> None:
    public = factories.archived(factories.edition())
    draft = publishing.correct(public.release, by="writer", reason="The year was wrong.")
    form = edition_form(public.release, slug="another", change_note="The year.")
    assert admin_client.post(edition_page(draft), form).status_code == 302
    public.release.refresh_from_db()
    assert public.release.slug != "another"
    page = reverse("admin:releases_release_change", args=[public.release_id])
    assert 'name="slug"' not in admin_client.get(page).content.decode()


def test_words_of_a_public_topic_may_change_and_are_kept(admin_client: Client) -> None:
    topic = factories.topic(name="Protest")
    factories.edition().release.topics.add(topic)
    factories.archived(topic.releases.get().editions.get())
    page = reverse("admin:releases_topic_change", args=[topic.pk])
    sent = {"name": "Protests", "position": 1, **as_read(topic)}
    assert admin_client.post(page, sent).status_code == 302
    topic.refresh_from_db()
    assert topic.name == "Protests"
    change = Change.objects.get(before__name="Protest", after__name="Protests")
    assert (change.table, change.by) == ("releases_topic", "admin")
    listed = admin_client.get(reverse("admin:releases_change_changelist"))
    assert "name: “Protest” → “Protests”" in listed.content.decode()


# --- what can't be touched any more --------------------------------------------------------------


@pytest.mark.parametrize("state", ["public", "withdrawn"])
def test_edition_that_was_public_is_read_only(admin_client: Client, state: str) -> None:
    edition = factories.edition()
    factories.quotation(edition)
    factories.archived(edition)
    if state == "withdrawn":
        publishing.withdraw(edition.release, by="chief", reason="It named a suspect.")
    page = admin_client.get(edition_page(edition))
    assert page.status_code == 200
    assert 'name="title"' not in page.content.decode()
    assert 'name="quotations-0-words"' not in page.content.decode()
    sent = admin_client.post(edition_page(edition), edition_form(edition.release, title="Changed"))
    assert sent.status_code == 403
    assert admin_client.post(edition_page(edition, "delete"), {"post": "yes"}).status_code == 403
    assert Edition.objects.get().title == edition.title


def test_draft_of_a_withdrawn_release_is_read_only(admin_client: Client) -> None:
    public = factories.archived(factories.edition())
    draft = publishing.correct(public.release, by="writer", reason="The year was wrong.")
    publishing.withdraw(public.release, by="chief", reason="It named a suspect.")
    assert "off the site" in admin_client.get(edition_page(draft)).content.decode()
    assert admin_client.post(edition_page(draft), {}).status_code == 403


def test_deleted_draft_takes_its_release_with_it(admin_client: Client) -> None:
    edition = factories.edition()
    factories.quotation(edition)
    response = admin_client.post(
        edition_page(edition, "delete"), {"post": "yes", **as_read(edition)}
    )
    assert response.status_code == 302
    assert not Edition.objects.exists()
    assert not Release.objects.exists()


def test_address_of_a_release_with_nothing_left_can_be_used_again(admin_client: Client) -> None:
    edition = factories.published(factories.edition(embargo_until=timezone.now() + DAY))
    publishing.unschedule(edition, by="approver")
    admin_client.post(edition_page(edition, "delete"), {"post": "yes", **as_read(edition)})
    release = Release.objects.get()  # its record of acts needs it
    add = reverse("admin:releases_edition_add")
    assert admin_client.post(add, edition_form(release)).status_code == 302
    assert Edition.objects.get().release == release


def test_public_topic_is_not_deleted_but_a_draft_is(admin_client: Client) -> None:
    public, draft = factories.topic(), factories.topic()
    public.releases.add(factories.release())
    factories.archived(factories.edition(release=public.releases.get()))
    public_page, draft_page = (
        reverse("admin:releases_topic_delete", args=[topic.pk]) for topic in (public, draft)
    )
    assert admin_client.post(public_page, {"post": "yes"}).status_code == 403
    assert admin_client.post(draft_page, {"post": "yes", **as_read(draft)}).status_code == 302


def test_database_refusal_is_a_message_and_not_a_failure(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody publishes between the check and the write: the trigger refuses, in words."""
    edition = factories.archived(factories.edition())
    monkeypatch.setattr("releases.admin.editions.is_editable", lambda edition, at: True)
    monkeypatch.setattr("releases.admin.base.is_editable", lambda edition, at: True)
    response = admin_client.post(
        edition_page(edition), edition_form(edition.release, title="Changed"), follow=True
    )
    assert response.status_code == 200
    assert "Nothing was saved" in said(response)[0]
    assert "can't be changed" in said(response)[0]


# --- letting out a reference row -----------------------------------------------------------------


def test_topic_can_be_let_out_by_itself(admin_client: Client) -> None:
    topic = factories.topic()
    page = reverse("admin:releases_topic_let_out", args=[topic.pk])
    assert (
        page
        in admin_client.get(
            reverse("admin:releases_topic_change", args=[topic.pk])
        ).content.decode()
    )
    assert admin_client.get(page).status_code == 200
    topic.refresh_from_db()
    assert topic.published_from is None, "Looking must not publish."
    assert admin_client.post(page, {"typed": "yes"}).status_code == 422
    topic.refresh_from_db()
    assert topic.published_from is None, "Nor a mere click."
    admin_client.post(page, {"typed": "publish now"})
    topic.refresh_from_db()
    assert topic.published_from is not None
    again = admin_client.post(page, {"typed": "publish now"}, follow=True)
    assert "Nothing was published" in said(again)[-1]


def test_letting_out_needs_the_permission(editor_client: Client) -> None:
    user = User.objects.get()
    user.user_permissions.add(Permission.objects.get(codename="change_topic"))
    topic = factories.topic()
    page = reverse("admin:releases_topic_let_out", args=[topic.pk])
    assert editor_client.post(page).status_code == 403


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["act", "change", "withdrawal"])
def test_record_can_be_read_and_nothing_else(admin_client: Client, name: str) -> None:
    edition = factories.archived(factories.edition())
    publishing.withdraw(edition.release, by="chief", reason="It named a suspect.")
    assert admin_client.get(reverse(f"admin:releases_{name}_add")).status_code == 403
    listed = admin_client.get(reverse(f"admin:releases_{name}_changelist"))
    row = listed.context["cl"].result_list[0]
    page = reverse(f"admin:releases_{name}_change", args=[row.pk])
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, {}).status_code == 403
    delete = reverse(f"admin:releases_{name}_delete", args=[row.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403


def test_editions_are_filtered_by_state(admin_client: Client) -> None:
    draft = factories.edition(title="A draft")
    factories.archived(factories.edition(title="A public one"))
    listed = admin_client.get(reverse("admin:releases_edition_changelist"), {"state": "draft"})
    assert list(listed.context["cl"].result_list) == [draft]


def test_withdrawn_release_is_not_called_a_draft(admin_client: Client) -> None:
    factories.edition()
    edition = factories.archived(factories.edition())
    publishing.withdraw(edition.release, by="chief", reason="It named a suspect.")
    listed = admin_client.get(reverse("admin:releases_release_changelist"), {"state": "withdrawn"})
    assert list(listed.context["cl"].result_list) == [edition.release]
    page = admin_client.get(reverse("admin:releases_release_change", args=[edition.release_id]))
    assert page.context["state_label"] == "Withdrawn"


def test_public_page_is_a_link_once_there_is_one(admin_client: Client) -> None:
    edition = factories.edition()
    link = edition.get_absolute_url()
    assert f'href="{link}"' not in admin_client.get(edition_page(edition)).content.decode()
    factories.archived(edition)
    assert f'href="{link}"' in admin_client.get(edition_page(edition)).content.decode()


@pytest.mark.parametrize("wanted", ["Gangland", "gangland-2023"])
def test_releases_are_found_by_title_and_address(admin_client: Client, wanted: str) -> None:
    release = factories.release(slug="gangland-2023")
    factories.edition(release=release, title="Gangland thugs jailed")
    factories.edition()
    listed = admin_client.get(reverse("admin:releases_release_changelist"), {"q": wanted})
    assert list(listed.context["cl"].result_list) == [release]


def some_of_everything(number: int) -> None:
    for _ in range(number):
        edition = factories.edition()
        edition.release.topics.add(factories.topic())
        factories.quotation(edition)
        factories.archived(edition)
        again = factories.archived(factories.edition())
        publishing.withdraw(again.release, by="chief", reason="It named a suspect.")


LISTS = [
    "edition", "release", "publisher", "topic", "speaker", "act", "change", "withdrawal",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_list_asks_as_often_for_many_rows_as_for_few(
    admin_client: Client, django_assert_max_num_queries: Any, name: str
) -> None:
    some_of_everything(2)
    page = reverse(f"admin:releases_{name}_changelist")
    few = queries(admin_client, page)
    some_of_everything(5)
    assert queries(admin_client, page) == few


def queries(client: Client, page: str) -> int:
    from django.db import connection

    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_a_page_that_is_opened_and_saved_changes_no_word(admin_client: Client) -> None:
    """A browser sends two characters for the end of a line."""
    edition = factories.edition(notes="First.\n\nSecond.", summary="One.\nTwo.")
    page = admin_client.get(edition_page(edition))
    sent = form_on(page, "edition_form")
    assert "First.\r\n\r\nSecond." in sent.values()
    assert admin_client.post(edition_page(edition), sent).status_code == 302
    saved = Edition.objects.get(pk=edition.pk)
    assert (saved.notes, saved.summary) == (edition.notes, edition.summary)
