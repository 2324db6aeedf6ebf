"""Who may frame a page and who may use a file: embeds are for every site, the rest for none."""

import contextlib
import re

import pytest
from django.urls import NoReverseMatch, reverse

from operations.models import Chart
from tests.browser import routes
from tests.harness import clients

# Of what is no page, all but these is open data: any site may show or read it.
OURS = {
    "calendar_feed", "healthz", "opensearch", "operation_calendar", "readyz", "record_day",
    "record_document", "record_script", "robots", "sitemap", "sitemap_news", "sitemap_part",
}  # fmt: skip
SHARED = {*routes.NOT_PAGES} - OURS
ANSWERED = (200, 301, 302, 400, 404, 503)


def every_address() -> list[routes.Address]:
    """Each route of the public site (files only where they take no argument), and unknown ones."""
    files = []
    for name in routes.NOT_PAGES:
        with contextlib.suppress(NoReverseMatch):
            files.append(routes.Address(name, reverse(name, routes.PUBLIC)))
    unknown = ["/nothing/", "/charts/nothing/embed/", "/charts/nothing/", "/embed/", "/static/x.js"]
    return [*routes.everything(), *files, *(routes.Address("unknown", path) for path in unknown)]


def is_embed(path: str) -> bool:
    return re.match(r"/(?:charts/[^/]+|explore)/embed/", path) is not None


def frame_ancestors(response) -> str:
    found = re.search(r"frame-ancestors ([^;]*)", response.headers["Content-Security-Policy"])
    return found[1].strip()


@pytest.mark.parametrize("address", every_address(), ids=str)
def test_only_embeds_may_be_framed(
    content_world, public_client: clients.SiteClient, address: routes.Address
) -> None:
    response = public_client.get(address.path)
    assert response.status_code in ANSWERED
    # One that refuses what it is asked says so in its frame; one that there is not has none.
    is_framed = is_embed(address.path) and response.status_code != 404
    if is_framed:
        assert frame_ancestors(response) == "*"
        assert "X-Frame-Options" not in response.headers
    else:
        assert frame_ancestors(response) == "'none'"
        assert response.headers["X-Frame-Options"] == "DENY"
    if address.name not in SHARED and not is_framed:
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert address.name.startswith("record") or (
            "Access-Control-Allow-Origin" not in response.headers
        )


@pytest.mark.parametrize("path", ["/admin/", "/admin/releases/edition/", "/", "/charts/"])
def test_nothing_of_the_staff_site_may_be_framed_by_others(
    content_world, staff_client: clients.SiteClient, path: str
) -> None:
    response = staff_client.get(path)
    assert frame_ancestors(response) in ("'none'", "'self'")
    assert response.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN")


def test_no_embed_has_a_style_a_handler_or_an_address_of_anybody_else(
    content_world, public_client: clients.SiteClient
) -> None:
    slugs = list(Chart.objects.values_list("slug", flat=True))
    assert len(slugs) > 10
    for slug in slugs:
        response = public_client.get(f"/charts/{slug}/embed/")
        markup = response.content.decode()
        assert response.status_code == 200, slug
        assert not re.search(r"<[^>]*\s(?:style|on\w+)=", markup), slug
        assert "<style" not in markup
        assert not re.search(r"<script(?![^>]*\b(?:src|type=\"application/json\"))", markup), slug
        loaded = re.findall(r"<(?:script|img|iframe|source)[^>]*\ssrc=\"([^\"]*)", markup)
        loaded += re.findall(r"<link[^>]*rel=\"(?:stylesheet|icon)\" href=\"([^\"]*)", markup)
        assert loaded
        assert all(address.startswith("/static/") for address in loaded), slug
        assert not response.cookies
        assert "unsafe" not in response.headers["Content-Security-Policy"]


class TestStaticFiles:
    def test_what_embeds_load_may_be_used_from_any_origin(
        self, content_world, public_client: clients.SiteClient
    ) -> None:
        page = public_client.get("/charts/hate-crimes-by-year/embed/").content.decode()
        files = sorted({*re.findall(r'"(/static/[^"]+)"', page), "/static/embed.v1.js"})
        assert len(files) == 4
        for path in files:
            response = public_client.get(path)
            assert response.status_code == 200, path
            assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin", path
            assert response.headers["Access-Control-Allow-Origin"] == "*", path

    def test_what_only_our_pages_load_is_ours(
        self, content_world, public_client: clients.SiteClient
    ) -> None:
        page = public_client.get("/").content.decode()
        files = sorted(set(re.findall(r'"(/static/built/[^"]+)"', page)))
        assert len(files) >= 3
        for path in files:
            response = public_client.get(path)
            assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin", path
            assert "Access-Control-Allow-Origin" not in response.headers, path

    def test_scripts_for_frames_are_classic_ones(
        self, content_world, public_client: clients.SiteClient
    ) -> None:
        page = public_client.get("/charts/hate-crimes-by-year/embed/").content.decode()
        assert 'type="module"' not in page
        for path in [*re.findall(r'src="(/static/[^"]+\.js)"', page), "/static/embed.v1.js"]:
            script = b"".join(public_client.get(path)).decode()
            assert not re.search(r"^\s*(?:import|export)\b", script, re.MULTILINE), path
