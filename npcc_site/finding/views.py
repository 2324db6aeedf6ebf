"""What stands at fixed addresses for search engines and browsers."""

import json
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from npcc_site.finding import pages, sitemap_xml
from npcc_site.finding.catalogue import catalogue
from operations.charts.file_views import imprint_of, open_data
from operations.following.rendering import since
from releases.filters import at_of
from releases.models import Edition
from releases.public_addresses import public_address

# What Google News reads of a site map for news.
NEWS_DAYS = timedelta(days=2)
MOST_NEWS = 1_000

# The same for every site of this code base: beginnings of addresses, never one that tells. Of the
# pages that a form makes without end, the form itself may be listed.
DISALLOWED = ("/admin/", "/preview/", "/early/", "/explore/?", "/search/?", "/compare/?")


def robots(request: HttpRequest) -> HttpResponse:
    """For crawlers: where the site maps are, and what is not for them."""
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in DISALLOWED), ""]
    maps = (public_address(reverse(name)) for name in ("sitemap", "sitemap_news"))
    lines += [f"Sitemap: {address}" for address in maps]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of site maps, one or more for each kind of page."""
    parts = pages.parts(at_of(request))
    addresses = (public_address(reverse("sitemap_part", args=[part])) for part in parts)
    return _xml(sitemap_xml.index(addresses))


def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    """One site map; 404 where no page that can be seen is in it."""
    listed = pages.pages_of(part, at_of(request))
    if not listed:
        raise Http404
    return _xml(sitemap_xml.urlset(listed))


def sitemap_news(request: HttpRequest) -> HttpResponse:
    """Releases that became public in the two days before the request's instant."""
    at = at_of(request)
    newest = (
        Edition.objects.public(at)
        .filter(release__published_from__gt=at - NEWS_DAYS)
        .select_related("release")
        .order_by("-release__published_from", "release__slug")[:MOST_NEWS]
    )
    articles = [
        sitemap_xml.Article(
            public_address(edition.release.get_absolute_url()),
            edition.title,
            since(edition.release),
        )
        for edition in newest
    ]
    return _xml(sitemap_xml.news(articles, publication=settings.SITE_NAME, language="en"))


def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches this site from its address bar (OpenSearch 1.1)."""
    return render(
        request,
        "finding/opensearch.xml",
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


@open_data
def data_catalogue(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, for catalogues of open data (DCAT)."""
    told = catalogue(at_of(request), imprint_of(request))
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return HttpResponse(f"{text}\n", content_type="application/ld+json")


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
