"""Early readers: one person, one edition, one day, and every view on record."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from django.utils import timezone

from releases import publishing
from releases.early_access import find_access, give_access, revoke
from releases.models import Act, EarlyAccess, EarlyView, Edition
from tests import factories
from tests.harness import clients, databases
from tests.releases.test_row_security import a_whole_release

READER = {
    "reader": "Alex Example",
    "organisation": "Exampleshire Gazette",
    "justification": "Writes about it.",
}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"


@pytest.fixture
def edition(world: databases.World) -> Edition:
    return a_whole_release("heron", embargo_until=timezone.now() + timedelta(days=3))


@pytest.fixture
def reader(world: databases.World) -> clients.SiteClient:
    return clients.SiteClient(
        clients.STAFF, connections["default"], headers={"user-agent": BROWSER}
    )


def opened(edition: Edition, **options: Any) -> tuple[EarlyAccess, str]:
    return give_access(edition, by="approver", **READER, **options)


def test_el_47_the_link_is_128_bits_and_only_its_hash_is_kept(edition: Edition) -> None:
    access, token = opened(edition)
    assert len(token) == 22  # 128 bits, six to a character
    assert access.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    everything = " ".join(str(row) for row in EarlyAccess.objects.values())
    assert token not in everything + " ".join(str(act.detail) for act in Act.objects.all())
    assert {opened(edition)[1] for _ in range(20)} & {token} == set()


def test_el_47_opening_it_names_nothing_until_the_button_is_pressed(
    edition: Edition, reader: clients.SiteClient
) -> None:
    _, token = opened(edition)
    asked = reader.get(f"/early/{token}/")
    assert asked.status_code == 200
    assert "heron" not in asked.content.decode()
    assert not EarlyView.objects.exists()
    shown = reader.post(f"/early/{token}/")
    text = shown.content.decode()
    assert edition.title in text
    assert "Embargoed until" in text
    assert "For Alex Example, Exampleshire Gazette only" in text
    view = EarlyView.objects.get()
    assert (view.agent, view.address) == (BROWSER, "127.0.0.1")


def test_el_46_the_page_is_kept_by_nobody_and_asks_nobody_else(
    edition: Edition, reader: clients.SiteClient
) -> None:
    _, token = opened(edition)
    for answer in (reader.get(f"/early/{token}/"), reader.post(f"/early/{token}/")):
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "Set-Cookie" not in answer


@pytest.mark.parametrize(
    "agent", ["Slackbot-LinkExpanding 1.0", "WhatsApp/2.23", "Twitterbot/1.0", "curl/8.0"]
)
def test_el_47_programs_that_unfurl_links_find_nothing(
    edition: Edition, reader: clients.SiteClient, agent: str
) -> None:
    _, token = opened(edition)
    for method in (reader.get, reader.post):
        assert method(f"/early/{token}/", headers={"user-agent": agent}).status_code == 404


def test_el_66_revoking_works_at_the_next_request(
    edition: Edition, reader: clients.SiteClient
) -> None:
    access, token = opened(edition)
    never = reader.get("/early/AAAAAAAAAAAAAAAAAAAAAA/")
    assert reader.get(f"/early/{token}/").status_code == 200
    revoke(access, by="approver")
    for method in (reader.get, reader.post):
        gone = method(f"/early/{token}/")
        assert (gone.status_code, gone.content) == (404, never.content)
    with pytest.raises(ValidationError, match="revoked already"):
        revoke(access, by="approver")


def test_el_66_the_window_is_24_hours_and_before_the_embargo_if_asked(edition: Edition) -> None:
    now, _ = opened(edition)
    assert now.closes_at - now.opens_at == timedelta(hours=24)
    later, token = opened(edition, before_embargo=True)
    assert edition.embargo_until is not None
    assert later.opens_at == edition.embargo_until - timedelta(hours=24)
    assert find_access(token) is None
    with pytest.raises(IntegrityError, match="24_hours"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO releases_earlyaccess (edition_id, reader, organisation, justification, "
            "token_sha256, opens_at, closes_at, made_by, made_at, revoked_by) "
            "VALUES (%s, 'a', 'b', 'c', 'd', now(), now() + interval '25 hours', 'e', now(), '')",
            [edition.pk],
        )


def test_a_window_that_is_over_opens_nothing(edition: Edition) -> None:
    _, token = opened(edition)
    past = timezone.now() - timedelta(hours=25)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE releases_earlyaccess SET opens_at = %s, closes_at = %s",
            [past, past + timedelta(hours=24)],
        )
    assert find_access(token) is None


def test_holding_or_publishing_the_edition_ends_it(edition: Edition) -> None:
    _, token = opened(edition)
    publishing.submit(edition, by="submitter")
    assert find_access(token) is not None
    publishing.hold(edition, by="approver", reason="A name must go.")
    assert find_access(token) is None
    with pytest.raises(ValidationError, match="on hold"):
        opened(edition)
    public = factories.archived(factories.edition())
    with pytest.raises(ValidationError, match="It is public"):
        opened(public)


def test_a_name_an_organisation_and_a_reason_are_asked_for(edition: Edition) -> None:
    for missing in READER:
        with pytest.raises(ValidationError, match="Name the person"):
            give_access(edition, by="a", **{**READER, missing: " "})


def test_nobody_edits_what_was_read_and_by_whom(
    edition: Edition, reader: clients.SiteClient
) -> None:
    _, token = opened(edition)
    reader.post(f"/early/{token}/")
    for statement in (
        "UPDATE releases_earlyview SET address = 'elsewhere'",
        "DELETE FROM releases_earlyview",
        "UPDATE releases_earlyaccess SET reader = 'Somebody Else'",
        "DELETE FROM releases_earlyaccess",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_page_shows_the_edition_as_it_is_read_now(
    edition: Edition, reader: clients.SiteClient
) -> None:
    _, token = opened(edition)
    Edition.objects.filter(pk=edition.pk).update(title="Mended meanwhile", version=9)
    assert "Mended meanwhile" in reader.post(f"/early/{token}/").content.decode()
    assert EarlyView.objects.get().version == 9


class TestTheStaffPages:
    def test_a_reader_is_named_and_the_link_shown_once(
        self, edition: Edition, staff_client: clients.SiteClient, reader: clients.SiteClient
    ) -> None:
        page = f"/admin/releases/earlyaccess/give/{edition.pk}/"
        assert staff_client.get(page).status_code == 200
        assert "No link was made" in staff_client.post(page, {}).content.decode()
        made = staff_client.post(page, {**READER, "window": "now"}).content.decode()
        token = made.split("/early/")[1].split("/")[0]
        assert reader.post(f"/early/{token}/").status_code == 200
        assert token not in staff_client.get(page).content.decode()
        access = EarlyAccess.objects.get()
        listed = staff_client.get(f"/admin/releases/earlyaccess/{access.pk}/change/")
        assert "Firefox" in listed.content.decode()
        staff_client.post(f"/admin/releases/earlyaccess/{access.pk}/revoke/")
        assert reader.post(f"/early/{token}/").status_code == 404

    def test_a_moment_is_chosen_for_a_preview(
        self, edition: Edition, staff_client: clients.SiteClient
    ) -> None:
        page = "/admin/releases/earlyaccess/preview/"
        assert edition.title in staff_client.get(page).content.decode()
        there = staff_client.get(
            page, {"moment_0": "2099-07-01", "moment_1": "00:01", "which": "all"}
        )
        assert there["Location"] == "/preview/2099-06-30T23:01:00Z/all/"
        assert staff_client.get(there["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("day", "why"), [("2027-03-28", "never"), ("2026-10-25", "twice")], ids=["missing", "ambiguous"]
)
def test_el_60_a_moment_that_no_clock_or_two_show_is_refused(
    edition: Edition, staff_client: clients.SiteClient, day: str, why: str
) -> None:
    answer = staff_client.get(
        "/admin/releases/earlyaccess/preview/",
        {"moment_0": day, "moment_1": "01:30", "which": "all"},
    )
    assert answer.status_code == 200, why
    assert "Put right what is marked" in answer.content.decode()
