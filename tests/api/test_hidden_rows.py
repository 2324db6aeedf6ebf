"""Nothing hidden is in a list for programs, beside a cursor, or behind a relation."""

import json
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from npcc_site.api.catalogue import LISTS
from operations.models import Observation
from releases import publishing
from releases.models import Release
from releases.published import database_now
from tests import factories
from tests.api.asking import V1, read, walk
from tests.embargo import canaries
from tests.harness import clients, databases


@pytest.fixture
def hidden(world: databases.World) -> Any:
    """Open rows, hidden ones that hang on them, and public figures without a period among them."""
    canaries.in_the_open()
    canaries.moved_and_gone()
    edition = factories.edition(release=factories.release(slug="without-days"))
    for _ in range(3):
        factories.observation(edition, period_kind="not_stated", period_start=None, period_end=None)
    factories.archived(edition)
    return canaries.hide(timezone.now() + timedelta(hours=3))


def test_el_12_19_28_a_walk_row_by_row_meets_all_that_is_public_and_nothing_else(
    hidden: Any, public_client: clients.SiteClient
) -> None:
    """Pages of one row, so that every row's neighbours are those whose values a cursor holds."""
    for listed in LISTS:
        for sort in listed.walks:
            order = f"&sort={sort}" if len(listed.walks) > 1 else ""
            address = f"{V1}/{listed.name}/?page_size="
            pages = walk(public_client, f"{address}1{order}")
            whole = read(public_client, f"{address}1000{order}")["results"]
            assert [row for page in pages for row in page] == whole, (listed.name, sort)
            assert len({json.dumps(row) for row in whole}) == len(whole)
            assert canaries.marks_in(json.dumps(whole, ensure_ascii=False)) == []
    figures = read(public_client, f"{V1}/observations/?page_size=1000")["results"]
    public = Observation.objects.public(database_now())
    assert {row["figure_id"] for row in figures} == set(public.values_list("figure_id", flat=True))
    assert Observation.objects.count() > len(figures) + 4
    assert sum(row["period_end"] is None for row in figures) >= 3


def test_el_02_what_is_hidden_answers_as_what_never_was(
    hidden: Any, public_client: clients.SiteClient
) -> None:
    never = public_client.get(f"{V1}/releases/never-existed/")
    word = canaries.SCHEDULED.word
    for place in (
        f"releases/{word}-release", f"editions/{word}-release/1", f"metrics/{word}-metric",
        f"observations/{canaries.SCHEDULED.figure_id}", f"charts/{word}-chart",
        f"charts/{word}-was-chart", f"charts/{word}-going-chart",
        f"phases/open-operation/{word}-go",
        "editions/to-be-corrected/2", f"people/{word}-speaker", f"publishers/{word}-publisher",
    ):  # fmt: skip
        answer = public_client.get(f"{V1}/{place}/")
        assert (answer.status_code, answer.content) == (404, never.content), place
        assert str(answer.headers) == str(never.headers)


def test_el_19_no_filter_reaches_through_to_a_hidden_row(
    hidden: Any, public_client: clients.SiteClient
) -> None:
    """A hidden name and one that never was are refused alike, but for the name."""
    word = canaries.SCHEDULED.word
    for query in ("topic={}-topic", "metric={}-metric", "release={}-release",
                  "phase=open-operation.{}-go", "organisation={}-force"):  # fmt: skip
        there, never = (
            public_client.get(f"{V1}/observations/?{query.format(one)}") for one in (word, "xxxx")
        )
        assert there.status_code == never.status_code == 400
        assert there.content.decode().replace(word, "xxxx") == never.content.decode()


def test_what_is_gone_says_why_and_what_has_moved_leads_on(
    hidden: Any, public_client: clients.SiteClient
) -> None:
    release = Release.objects.get(slug="without-days")
    publishing.withdraw(release, by="chief", reason="A court has asked for it.")
    for address in ("releases/without-days", "editions/without-days/1"):
        answer = public_client.get(f"{V1}/{address}/")
        assert answer.status_code == 410
        assert "A court has asked for it." in json.loads(answer.content)["detail"]
    gone = public_client.get(f"{V1}/charts/gone-chart/")
    assert gone.status_code == 410
    assert gone.headers["Content-Type"] == "application/problem+json"
    assert "It mixed two years." in json.loads(gone.content)["detail"]
    moved = public_client.get(f"{V1}/charts/moved-chart/?fields=slug")
    assert (moved.status_code, moved.headers["Location"]) == (
        301, f"{V1}/charts/new-chart/?fields=slug",
    )  # fmt: skip


def test_a_preview_shows_what_will_be_to_staff_and_to_no_script_of_another_site(
    hidden: Any, staff_client: clients.SiteClient
) -> None:
    then = (timezone.now() + timedelta(hours=4)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    word = canaries.SCHEDULED.word
    answer = staff_client.get(f"/preview/{then}/approved{V1}/releases/{word}-release/")
    assert answer.status_code == 200, answer.content
    assert "Access-Control-Allow-Origin" not in answer.headers
    told = json.loads(answer.content)
    assert told["url"] == f"{settings.SITE_ORIGIN}/releases/{word}-release/"
    assert told["edition"]["title"] == f"{word} title"
    missing = staff_client.get(f"/preview/{then}/approved{V1}/releases/never-existed/")
    assert missing.status_code == 404
    assert "Access-Control-Allow-Origin" not in missing.headers
