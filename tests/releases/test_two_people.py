"""Two people on one page: the second is told what the first changed, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from operations.models import Category, Phase
from releases import publishing
from releases.admin.conflicts import Conflict, Typed, describe
from releases.admin.counted_saves import CountedSaves
from releases.models import Edition, Quotation, Topic
from releases.versions import claim
from tests import factories
from tests.harness.pages import as_read, form_on

pytestmark = pytest.mark.django_db


def person(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser(name))
    return client


@pytest.fixture
def alex() -> Client:
    return person("alex.example")


@pytest.fixture
def kim() -> Client:
    return person("kim.example")


def page_of(row: Any, verb: str = "change") -> str:
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{verb}", args=[row.pk])


def opened(client: Client, row: Any) -> dict[str, Any]:
    """What the row's page would send if nothing were typed."""
    return form_on(client.get(page_of(row)), f"{row._meta.model_name}_form")


def saved(client: Client, row: Any, form: dict[str, Any], **typed: Any) -> Any:
    return client.post(page_of(row), {**form, **typed})


def table(response: Any) -> dict[str, tuple[str, str, str | None]]:
    """The fields of the conflict's page: label → as opened, now saved, yours."""
    return {
        one.label: (one.opened, one.saved, one.yours)
        for row in response.context["conflict"].rows
        for one in row.fields
    }


def rows_told(response: Any) -> set[tuple[str, str]]:
    conflict = response.context["conflict"]
    return {(row.kind, row.verb) for row in conflict.rows if not row.is_the_page}


class TestSaveAndSave:
    def test_second_is_shown_what_the_first_changed(self, alex: Client, kim: Client) -> None:
        edition = factories.edition(title="Opened", summary="Opened.")
        hers, his = opened(alex, edition), opened(kim, edition)
        assert saved(alex, edition, hers, title="Hers").status_code == 302
        response = saved(kim, edition, his, title="His", notes="His note.")
        assert response.status_code == 409
        assert table(response) == {"title": ("Opened", "Hers", "His")}
        page = response.content.decode()
        assert "alex.example" in page
        assert "Nothing was saved yet" in page
        assert Edition.objects.get().title == "Hers"
        assert Edition.objects.get().notes == ""

    def test_second_keeps_all_that_was_typed_and_overwrites_knowingly(
        self, alex: Client, kim: Client
    ) -> None:
        edition = factories.edition(title="Opened")
        hers, his = opened(alex, edition), opened(kim, edition)
        saved(alex, edition, hers, title="Hers", summary="Hers.")
        refused = saved(kim, edition, his, title="His", notes="His note.")
        again = form_on(refused, "edition_form")
        assert (again["title"], again["notes"]) == ("His", "His note.")
        assert saved(kim, edition, again).status_code == 302
        edition.refresh_from_db()
        assert (edition.title, edition.notes) == ("His", "His note.")

    def test_third_save_in_between_refuses_again(self, alex: Client, kim: Client) -> None:
        topic = factories.topic(name="Opened")
        hers, his = opened(alex, topic), opened(kim, topic)
        saved(alex, topic, hers, name="Hers")
        again = form_on(saved(kim, topic, his, name="His"), "topic_form")
        saved(alex, topic, opened(alex, topic), name="Hers once more")
        response = saved(kim, topic, again)
        assert response.status_code == 409
        assert table(response)["name"] == ("Hers", "Hers once more", "His")

    def test_what_both_typed_alike_is_said_to_be_the_same(self, alex: Client, kim: Client) -> None:
        topic = factories.topic(name="Opened")
        hers, his = opened(alex, topic), opened(kim, topic)
        saved(alex, topic, hers, name="Agreed")
        response = saved(kim, topic, his, name="Agreed")
        assert response.status_code == 409
        assert "<td>the same</td>" in response.content.decode()

    def test_an_invalid_form_counts_as_no_save(self, alex: Client, kim: Client) -> None:
        topic = factories.topic()
        hers, his = opened(alex, topic), opened(kim, topic)
        refused = saved(alex, topic, hers, name="")
        assert refused.status_code == 200
        assert form_on(refused, "topic_form")["read_version"] == hers["read_version"]
        assert saved(kim, topic, his, name="His").status_code == 302

    def test_a_save_refused_by_the_database_counts_as_none(self, alex: Client) -> None:
        """The trigger speaks after the version was counted: both are undone together."""
        topic, other = factories.topic(), factories.topic()
        version = topic.version
        form = opened(alex, topic)
        response = saved(alex, topic, form, slug=other.slug)
        assert response.status_code == 200
        topic.refresh_from_db()
        assert topic.version == version

    @pytest.mark.parametrize("read", ["", "0", "-1", "1.1", "x", "²", "9" * 30, " 1"])
    def test_a_version_that_nobody_can_have_read_is_refused(self, alex: Client, read: str) -> None:
        topic = factories.topic(name="Opened")
        response = saved(alex, topic, opened(alex, topic), name="Typed", read_version=read)
        assert response.status_code == 409
        assert form_on(response, "topic_form")["name"] == "Typed"
        topic.refresh_from_db()
        assert topic.name == "Opened"

    def test_release_edited_on_its_own_page_is_told_on_the_editions(
        self, alex: Client, kim: Client
    ) -> None:
        edition = factories.edition()
        his = opened(kim, edition)
        release = edition.release
        hers = opened(alex, release)
        assert saved(alex, release, hers, via_title="The Gazette").status_code == 302
        response = saved(kim, edition, his, title="His")
        assert response.status_code == 409
        assert table(response)["seen through"] == ("", "The Gazette", "")

    def test_links_that_the_first_set_are_told(self, alex: Client, kim: Client) -> None:
        edition, topic = factories.edition(), factories.topic(name="Knife crime")
        hers, his = opened(alex, edition), opened(kim, edition)
        saved(alex, edition, hers, topics=[topic.pk])
        response = saved(kim, edition, his, title="His")
        told = {(row.kind, row.name, row.verb) for row in response.context["conflict"].rows}
        assert ("topic", "Knife crime", "added") in told


class TestInlines:
    def test_row_that_the_first_changed(self, alex: Client, kim: Client) -> None:
        edition = factories.edition()
        factories.quotation(edition, words="As opened")
        hers, his = opened(alex, edition), opened(kim, edition)
        saved(alex, edition, hers, **{"quotations-0-words": "Hers"})
        response = saved(kim, edition, his, **{"quotations-0-words": "His"})
        assert response.status_code == 409
        assert table(response) == {"words": ("As opened", "Hers", "His")}
        assert saved(kim, edition, form_on(response, "edition_form")).status_code == 302
        assert Quotation.objects.get().words == "His"

    def test_row_that_the_first_added_stays(self, alex: Client, kim: Client) -> None:
        edition, speaker = factories.edition(), factories.quotation(factories.edition()).speaker
        hers, his = opened(alex, edition), opened(kim, edition)
        row = {"speaker": speaker.pk, "role": "Chief", "words": "Hers", "position": "0"}
        added = {f"quotations-0-{name}": value for name, value in row.items()}
        saved(alex, edition, hers, **added, **{"quotations-TOTAL_FORMS": "1"})
        response = saved(kim, edition, his, title="His")
        assert rows_told(response) == {("quotation", "added")}
        assert saved(kim, edition, form_on(response, "edition_form")).status_code == 302
        assert edition.quotations.get().words == "Hers"

    def test_what_was_typed_in_a_row_that_the_first_deleted(
        self, alex: Client, kim: Client
    ) -> None:
        """It comes back as a new row: what is typed is never thrown away."""
        edition = factories.edition()
        factories.quotation(edition, words="First", position=1)
        factories.quotation(edition, words="Second", position=2)
        hers, his = opened(alex, edition), opened(kim, edition)
        saved(alex, edition, hers, **{"quotations-0-DELETE": "on"})
        response = saved(
            kim, edition, his, **{"quotations-0-words": "His", "quotations-1-words": "His too"}
        )
        assert response.status_code == 409
        assert ("quotation", "removed") in rows_told(response)
        assert saved(kim, edition, form_on(response, "edition_form")).status_code == 302
        words = edition.quotations.values_list("words", flat=True)
        assert sorted(words) == ["His", "His too"]

    def test_row_that_both_delete(self, alex: Client, kim: Client) -> None:
        edition = factories.edition()
        factories.quotation(edition)
        hers, his = opened(alex, edition), opened(kim, edition)
        saved(alex, edition, hers, **{"quotations-0-DELETE": "on"})
        response = saved(kim, edition, his, **{"quotations-0-DELETE": "on"})
        assert response.status_code == 409
        assert saved(kim, edition, form_on(response, "edition_form")).status_code == 302
        assert not edition.quotations.exists()

    def test_lines_of_a_chart(self, alex: Client, kim: Client) -> None:
        chart = factories.chart([factories.metric()])
        hers, his = opened(alex, chart), opened(kim, chart)
        saved(alex, chart, hers, **{"lines-0-label": "Hers"})
        response = saved(kim, chart, his, **{"lines-0-label": "His"})
        assert response.status_code == 409
        assert table(response)["label"][1:] == ("Hers", "His")


class TestFiguresOnPagesOfTheirOwn:
    def test_two_on_one_figure(self, alex: Client, kim: Client) -> None:
        figure = factories.observation(factories.edition())
        hers, his = opened(alex, figure), opened(kim, figure)
        assert saved(alex, figure, hers, value="8").status_code == 302
        response = saved(kim, figure, his, value="9")
        assert response.status_code == 409
        assert table(response)["value"] == ("7", "8", "9")

    def test_two_on_two_figures_of_one_edition_do_not_meet(self, alex: Client, kim: Client) -> None:
        edition = factories.edition()
        first, second = factories.observation(edition), factories.observation(edition)
        hers, his = opened(alex, first), opened(kim, second)
        assert saved(alex, first, hers, value="8").status_code == 302
        assert saved(kim, second, his, value="9").status_code == 302

    def test_figure_after_the_editions_page_was_opened(self, alex: Client, kim: Client) -> None:
        edition = factories.edition()
        figure = factories.observation(edition)
        his = opened(kim, edition)
        saved(alex, figure, opened(alex, figure), value="8")
        response = saved(kim, edition, his, **{"observations-0-value": "9"})
        assert response.status_code == 409
        assert table(response)["value"] == ("7", "8", "9")

    def test_editions_page_after_the_figures_was_opened(self, alex: Client, kim: Client) -> None:
        edition = factories.edition()
        figure = factories.observation(edition)
        his = opened(kim, figure)
        saved(alex, edition, opened(alex, edition), **{"observations-0-value": "8"})
        response = saved(kim, figure, his, value="9")
        assert response.status_code == 409
        assert table(response)["value"] == ("7", "8", "9")

    def test_figure_added_on_its_own_page(self, alex: Client, kim: Client) -> None:
        edition = factories.edition()
        his = opened(kim, edition)
        form = {"edition": edition.pk, "metric": factories.metric().pk, "words": "two arrests",
                "value": "2", "qualifier": "exact", "period_kind": "not_stated",
                "position": "0"}  # fmt: skip
        added = alex.post(reverse("admin:operations_observation_add"), form)
        assert added.status_code == 302
        response = saved(kim, edition, his, title="His")
        assert response.status_code == 409
        assert ("figure", "added") in rows_told(response)

    @pytest.mark.parametrize(("part", "whole"), [("phase", "operation"), ("category", "dimension")])
    def test_identity_with_a_page_of_its_own(
        self, alex: Client, kim: Client, part: str, whole: str
    ) -> None:
        row: Phase | Category = getattr(factories, part)(name="Opened")
        page = getattr(row, whole)
        form = opened(kim, row)
        prefix = {"phase": "phases", "category": "categories"}[part]
        saved(alex, page, opened(alex, page), **{f"{prefix}-0-name": "Hers"})
        assert saved(kim, row, form, name="His").status_code == 409
        form = opened(kim, page)
        saved(alex, row, opened(alex, row), name="Hers again")
        assert saved(kim, page, form, **{f"{prefix}-0-name": "His"}).status_code == 409
        row.refresh_from_db()
        assert row.name == "Hers again"


class TestDelete:
    def test_save_then_delete_asks_again(self, alex: Client, kim: Client) -> None:
        topic = factories.topic(name="Opened")
        asked = kim.get(page_of(topic, "delete")).content.decode()
        assert 'name="read_version" value="1"' in asked
        saved(alex, topic, opened(alex, topic), name="Hers")
        sure = {"post": "yes", "read_version": "1"}
        response = kim.post(page_of(topic, "delete"), sure)
        assert response.status_code == 409
        assert "Nothing was deleted" in response.content.decode()
        assert 'name="read_version" value="2"' in response.content.decode()
        assert Topic.objects.exists()
        sure["read_version"] = "2"
        assert kim.post(page_of(topic, "delete"), sure).status_code == 302
        assert not Topic.objects.exists()

    def test_delete_then_save_keeps_what_was_typed_as_a_new_one(
        self, alex: Client, kim: Client
    ) -> None:
        edition = factories.edition(title="Opened")
        factories.quotation(edition, words="Opened")
        his = opened(kim, edition)
        alex.post(page_of(edition, "delete"), {"post": "yes", **as_read(edition)})
        assert not Edition.objects.exists()
        response = saved(kim, edition, his, title="His", **{"quotations-0-words": "His"})
        assert response.status_code == 409
        page = response.content.decode()
        assert "Somebody else deleted this" in page
        assert "alex.example" in page
        add = reverse("admin:releases_edition_add")
        assert f'action="{add}"' in page
        again = kim.post(add, form_on(response, "edition_form"))
        assert again.status_code == 302, again.context["errors"]
        assert Edition.objects.get().title == "His"
        assert Quotation.objects.get().words == "His"

    @pytest.mark.parametrize("pk", ["999999", "abc", "9" * 40, "1'"])
    def test_row_that_never_was(self, alex: Client, pk: str) -> None:
        page = reverse("admin:releases_topic_change", args=[pk])
        answer = alex.post(page, {"name": "Typed", "read_version": "1"})
        assert answer.status_code == 302

    def test_delete_without_a_version_is_refused(self, alex: Client) -> None:
        topic = factories.topic()
        assert alex.post(page_of(topic, "delete"), {"post": "yes"}).status_code == 409
        assert Topic.objects.exists()


def test_approval_in_between_is_told(alex: Client, kim: Client) -> None:
    """Save and approve: who edits learns that it was approved, and has not undone it unawares."""
    edition = factories.edition(embargo_until=timezone.now() + timedelta(days=1))
    publishing.submit(edition, by="writer")
    his = opened(kim, edition)
    publishing.approve(Edition.objects.get(), by="alex.example")
    response = saved(kim, edition, his, title="His")
    assert response.status_code == 409
    assert table(response)["approved by"] == ("", "alex.example", None)
    assert Edition.objects.get().approved_by == "alex.example"


def test_no_list_is_edited_in_place_and_no_action_writes() -> None:
    """Rows changed from a list would carry no version: each has to be opened."""
    for model, page in admin.site._registry.items():
        assert not page.list_editable, model
        if model._meta.app_label in ("releases", "operations"):
            assert not page.actions, model


def test_every_page_that_can_be_saved_carries_a_version() -> None:
    """A model that is added later needs a ``version``, or has a page that saves nothing."""
    superuser = RequestFactory().get("/")
    superuser.user = User(is_superuser=True, is_active=True)
    superuser.at = timezone.now()  # type: ignore[attr-defined]
    uncounted = {
        model.__name__
        for model, page in admin.site._registry.items()
        if isinstance(page, CountedSaves)
        and page.has_change_permission(superuser)
        and not hasattr(model, "version")
    }
    # An import is saved by the fingerprint of what it was compared with, and once.
    assert uncounted == {"FigureImport"}


def test_claim_is_one_conditional_statement(django_assert_num_queries: Any) -> None:
    topic = factories.topic()
    with django_assert_num_queries(3) as asked:  # with the savepoint around it
        assert claim([topic], "1")
    assert [q["sql"].split()[0] for q in asked.captured_queries][1] == "UPDATE"
    assert not claim([topic], "1")
    assert claim([topic], "2")


def test_both_versions_are_counted_or_none() -> None:
    edition = factories.edition()
    assert not claim([edition, edition.release], "1.7")
    edition.refresh_from_db()
    assert edition.version == 1


def test_conflict_asks_as_often_for_many_rows_as_for_few(
    alex: Client, django_assert_num_queries: Any
) -> None:
    for number in (2, 6):
        edition = factories.edition()
        for _ in range(number):
            factories.quotation(edition, words="Opened")
        read = f"{edition.version}.{edition.release.version}"
        form = {f"quotations-{n}-words": f"{n}" for n in range(number)}
        saved(alex, edition, opened(alex, edition), **form)
        with django_assert_num_queries(6):
            shown = describe(Conflict([edition, edition.release], read), Typed({}))
        assert len(shown.rows) == number
