"""How programs find what a page can be embedded as: links in its head and in its headers."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from releases.public_addresses import public_address

FORMATS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


def discovery_links(request: HttpRequest, path: str) -> list[tuple[str, str]]:
    """Media type and whole address of each format of oEmbed for the page at ``path``.

    ``path`` may have a query. A page of the past leads to what embeds that same past.
    """
    asked = getattr(request, "asked", None)
    joint = "&" if "?" in path else "?"
    page = public_address(path) + (f"{joint}{asked.query}" if asked else "")
    endpoint = public_address(reverse("oembed"))
    return [
        (media_type, f"{endpoint}?{urlencode({'url': page, 'format': name})}")
        for name, media_type in FORMATS.items()
    ]


def with_discovery(response: HttpResponse, links: list[tuple[str, str]]) -> HttpResponse:
    """The same links as a header, for programs that read no markup (RFC 8288)."""
    response.headers["Link"] = ", ".join(
        f'<{address}>; rel="alternate"; type="{media_type}"' for media_type, address in links
    )
    return response
