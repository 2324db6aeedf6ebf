"""What caches are told: one lifetime, an ETag of the bytes, and nothing of what is hidden."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path
from django.utils import timezone

from npcc_site import middleware
from npcc_site.urls_public import urlpatterns as public_urls
from operations.models import Observation
from releases import publishing
from releases.models import Release
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World

LIFETIME = "public, max-age=2, s-maxage=2, must-revalidate"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("quillfern")


def get_only(request: HttpRequest) -> HttpResponse:
    return HttpResponseNotAllowed(["GET"])


urlpatterns = [path("broken/", broken), path("get-only/", get_only), *public_urls]
handler400 = "npcc_site.views.bad_request"
handler404 = "npcc_site.views.not_found"
handler500 = "npcc_site.views.server_error"


@pytest.fixture
def everything(world: World, public_client: SiteClient) -> dict[str, int]:
    """An address for each kind of answer, with its status."""
    public_client.parts = public_client.parts | {"ROOT_URLCONF": __name__}
    public_client.raise_request_exception = False
    edition = factories.edition(release=factories.release(slug="open"))
    metric = factories.observation(edition).metric
    factories.chart([metric], slug="open", release=edition.release)
    factories.archived(edition, published_from=timezone.now() - timedelta(days=30))
    gone = factories.archived(factories.edition(release=factories.release(slug="gone")))
    publishing.withdraw(gone.release, by="approver", reason="A court has asked for it.")
    return {
        "/": 200,
        "/releases/open/": 200,
        "/charts/open/embed/": 200,
        "/releases/?as_at=" + str(timezone.localdate() - timedelta(days=7)): 200,
        "/healthz": 200,
        "/readyz": 200,
        "/releases/open": 301,
        "/?as_at=yesterday": 400,
        "/?" + "&".join(f"a{n}=1" for n in range(1001)): 400,
        "/nothing/": 404,
        "/get-only/": 405,
        "/releases/gone/": 410,
        "/broken/": 500,
    }


def test_el_42_every_answer_has_the_one_lifetime_and_an_etag(
    everything: dict[str, int], public_client: SiteClient
) -> None:
    for address, status in everything.items():
        answer = public_client.get(address)
        assert answer.status_code == status, address
        assert answer.headers["Cache-Control"] == LIFETIME, address
        assert answer.headers["ETag"].startswith('"'), address
        assert "Set-Cookie" not in answer.headers
        assert "Expires" not in answer.headers
        assert "Last-Modified" not in answer.headers
    foreign = public_client.get("/", headers={"host": "elsewhere.example"})
    assert foreign.status_code == 400
    assert foreign.headers["Cache-Control"] == LIFETIME


def test_el_42_without_a_database_too(
    everything: dict[str, int], public_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(middleware, "begin_moment", refuse)
    answer = public_client.get("/")
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == LIFETIME


def test_whoever_holds_the_very_bytes_is_told_so_with_every_header(
    everything: dict[str, int], public_client: SiteClient
) -> None:
    """RFC 9110: only a 200 may become a 304, and weak and strong validators match alike."""
    for address, status in everything.items():
        first = public_client.get(address)
        for kept in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
            again = public_client.get(address, headers={"if-none-match": kept})
            assert again.status_code == (304 if status == 200 else status), (address, kept)
            if status == 200:
                of_the_body = {"Content-Type", "Content-Length"}
                assert dict(again.headers) == {
                    name: value for name, value in first.headers.items() if name not in of_the_body
                }
                assert again.content == b""
        other = public_client.get(address, headers={"if-none-match": '"other"'})
        assert (other.status_code, other.content) == (first.status_code, first.content)
    embed = "/charts/open/embed/"
    etag = public_client.get(embed)["ETag"]
    kept = public_client.get(embed, headers={"if-none-match": etag})
    assert "frame-ancestors *" in kept["Content-Security-Policy"]
    assert kept["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_head_has_the_headers_of_its_get(
    everything: dict[str, int], public_client: SiteClient
) -> None:
    for address in everything:
        asked = (public_client.get(address), public_client.head(address))
        assert dict(asked[0].headers) == dict(asked[1].headers), address
        etag = asked[0]["ETag"]
        if everything[address] == 200:
            kept = public_client.head(address, headers={"if-none-match": etag})
            assert kept.status_code == 304


def test_el_40_41_43_what_is_hidden_changes_no_byte_and_no_header(
    everything: dict[str, int], public_client: SiteClient, staff_client: SiteClient
) -> None:
    """An ETag from before a hidden save still gives 304; staff's own look fills no cache."""
    before = {address: public_client.get(address) for address in everything}
    edition = factories.edition(
        title="Quillfern", embargo_until=timezone.now() + timedelta(hours=1)
    )
    figure = factories.observation(edition, "Quillfern arrests")
    factories.chart([figure.metric], title="Quillfern", release=edition.release)
    opened = Release.objects.get(slug="open")
    draft = publishing.correct(opened, by="writer", reason="Quillfern")
    factories.observation(draft, "Quillfern more", metric=Observation.objects.first().metric)
    factories.published(edition)
    seen = staff_client.get(f"/admin/releases/edition/{draft.pk}/change/")
    assert seen.headers["Cache-Control"] == "private, no-store"
    for address in everything:
        after = public_client.get(address)
        assert dict(after.headers) == dict(before[address].headers), address
        assert after.content == before[address].content, address
        if everything[address] == 200:
            etag = before[address]["ETag"]
            kept = public_client.get(address, headers={"if-none-match": etag})
            assert kept.status_code == 304
