"""A rehearsal finds every address that will change, and the public site then shows it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from operations.models import Chart, Metric, Observation, Operation, Organisation
from releases import publishing
from releases.models import Act, Edition, Rehearsal, Release, Speaker, Topic
from releases.previewing import preview
from releases.published import Published
from releases.rehearsing import is_current, rehearse, sign_off
from releases.rehearsing.crawling import _fixed_addresses, _public_addresses, ask
from releases.rehearsing.surfaces import Answer, compare, links, shows
from tests import factories
from tests.releases.test_row_security import a_whole_release

JUST_BEFORE = timedelta(microseconds=1)


@pytest.fixture
def embargo() -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(days=2)


@pytest.fixture
def draft(db: None, embargo: datetime) -> Edition:
    in_the_open = factories.edition(title="In the open")
    metric = factories.metric(name="Open metric")
    factories.observation(in_the_open, metric=metric)
    topic = factories.topic(name="Open topic")
    in_the_open.release.topics.add(topic)
    factories.archived(in_the_open)
    edition = a_whole_release("heron", embargo_until=embargo)
    edition.release.topics.add(topic)
    factories.observation(edition, "7340033 heron", metric=metric, value=9)
    return edition


def every_address() -> Iterator[str]:
    """Every page that could be asked for: the fixed ones, those of all rows, and embeds."""
    yield from _fixed_addresses()
    for model in Published.concrete():
        if hasattr(model, "get_absolute_url"):
            yield from (row.get_absolute_url() for row in model._default_manager.all())
    yield from (f"/charts/{slug}/embed/" for slug in Chart.objects.values_list("slug", flat=True))


def test_finds_every_address_that_changes_and_no_other(draft: Edition, embargo: datetime) -> None:
    """Against the answer of asking every address of the site twice."""
    factories.approved(draft)
    found = {one["address"] for one in rehearse(draft, by="a").surfaces}
    differing = set()
    with preview(embargo, Edition.objects.filter(pk=draft.pk)), _public_addresses():
        for address in {*every_address(), *found}:
            if ask(address, embargo - JUST_BEFORE) != ask(address, embargo):
                differing.add(address)
    assert found == differing
    pages = {
        "/", "/releases/", draft.get_absolute_url(), Chart.objects.get().get_absolute_url(),
        f"/charts/{Chart.objects.get().slug}/embed/",
        *(o.get_absolute_url() for o in Observation.objects.filter(edition=draft)),
        *(m.get_absolute_url() for m in Metric.objects.all()),
        *(m.objects.get().get_absolute_url() for m in (Operation, Organisation, Speaker)),
        *(t.get_absolute_url() for t in Topic.objects.all()),
    }  # fmt: skip
    assert pages <= found


def test_says_how_each_address_changes_and_in_which_words(draft: Edition) -> None:
    surfaces = {one["address"]: one for one in rehearse(draft, by="a").surfaces}
    release = surfaces[draft.get_absolute_url()]
    assert release["kind"] == "new"
    assert draft.title in release["title"]
    assert surfaces["/"]["kind"] == "changed"
    assert draft.title in surfaces["/"]["added"]


def test_a_correction_changes_the_pages_of_its_figures(db: None, embargo: datetime) -> None:
    edition = factories.edition()
    figure = factories.observation(edition, value=7)
    factories.archived(edition)
    draft = publishing.correct(edition.release, by="writer", reason="A slip.")
    Edition.objects.filter(pk=draft.pk).update(embargo_until=embargo)
    draft.refresh_from_db()
    factories.observation(draft, value=9, metric=figure.metric, figure_id=figure.figure_id)
    factories.published(draft)
    surfaces = {one["address"]: one for one in rehearse(draft, by="a").surfaces}
    assert surfaces[figure.get_absolute_url()]["kind"] == "changed"
    assert surfaces[edition.get_absolute_url()]["kind"] == "changed"


class TestSigningOff:
    def test_is_kept_with_the_name(self, draft: Edition) -> None:
        draft = factories.published(draft)
        made = rehearse(draft, by="maker")
        sign_off(made, by="chief")
        made.refresh_from_db()
        assert made.signed_by == "chief"
        assert Act.objects.filter(verb="sign_off").get().detail["rehearsal"] == made.pk
        with pytest.raises(ValidationError, match="already"):
            sign_off(made, by="chief")

    def test_waits_for_the_approval_and_falls_with_any_change(
        self, draft: Edition, embargo: datetime
    ) -> None:
        with pytest.raises(ValidationError, match="not approved yet"):
            sign_off(rehearse(draft, by="maker"), by="chief")
        draft = factories.published(draft)
        made = rehearse(draft, by="maker")
        assert is_current(made)
        publishing.move(
            draft, by="approver", embargo_until=embargo + timedelta(days=1), reason="Later."
        )
        made = Rehearsal.objects.get(pk=made.pk)
        assert not is_current(made)
        with pytest.raises(ValidationError, match="has changed since"):
            sign_off(made, by="chief")

    @pytest.mark.parametrize("model", [Edition, Observation, Release])
    def test_falls_with_an_edit(self, draft: Edition, model: Any) -> None:
        rehearse(draft, by="maker")
        rows = model.objects.filter(published_from=None)
        words = {"Edition": {"title": "Other"}, "Observation": {"value": 3}}
        rows.update(**words.get(model.__name__, {"via_title": "Other"}))
        assert not is_current(Rehearsal.objects.get())

    def test_needs_a_moment_to_come(self, db: None) -> None:
        with pytest.raises(ValidationError, match="no moment to come"):
            rehearse(factories.edition(), by="a")


class TestComparing:
    def test_the_same_is_no_surface(self) -> None:
        assert compare("/", Answer(200, "a"), Answer(200, "a")) is None
        assert compare("/", Answer(404, "a"), Answer(404, "b")) is None

    def test_what_comes_changes_and_goes(self) -> None:
        no, old, new = Answer(404, ""), Answer(200, "<p>seven"), Answer(200, "<p>eight")
        came, changed, went = compare("/", no, new), compare("/", old, new), compare("/", old, no)
        assert came is not None
        assert changed is not None
        assert went is not None
        assert (came.kind, changed.kind, went.kind) == ("new", "changed", "gone")
        assert (changed.added, changed.removed) == (["eight"], ["seven"])
        assert shows(new, changed.as_json())
        assert not shows(old, changed.as_json())
        assert shows(no, went.as_json())

    def test_a_file_without_words_is_named_by_its_bytes(self) -> None:
        old, new, text = (
            Answer.of(200, content, kind)
            for content, kind in (
                (b"\x89PNG\r\n\x1a\n\x00 seven", "image/png"),
                (b"\x89PNG\r\n\x1a\n\x00 eight", "image/png"),
                ("seven,£8\r\n".encode(), "text/csv"),
            )
        )
        changed = compare("/charts/a.png", old, new)
        assert changed is not None
        assert changed.added[0].startswith("A file of 15 bytes, SHA-256 ")
        assert changed.added != changed.removed
        assert shows(new, changed.as_json())
        assert not shows(old, changed.as_json())
        assert text.body == "seven,£8\r\n"
        assert Answer.of(200, b"PK\x03\x04", "application/zip").body.startswith("A file of 4 bytes")

    def test_links_of_the_page_and_of_data_in_it(self) -> None:
        page = Answer(
            200,
            '<a href="/a/?page=2&amp;q=x#top"></a><img src="/static/x.svg"><a href="//evil/">'
            f'{{"url": "{settings.SITE_ORIGIN}/b/"}}<a href="/c/?as_at=2023-01-01">',
        )
        assert set(links(page, settings.SITE_ORIGIN)) == {"/a/?page=2&q=x", "/b/"}


def test_is_begun_from_the_page_of_the_edition(draft: Edition, admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:releases_edition_change", args=[draft.pk]))
    address = reverse("admin:releases_rehearsal_make", args=[draft.pk])
    assert f'href="{address}"' in page.content.decode()
    assert "not approved yet" in admin_client.get(address).content.decode()
    assert not Rehearsal.objects.exists()
    made = admin_client.post(address, follow=True)
    assert Rehearsal.objects.get().edition == draft
    assert draft.title in made.content.decode()
