"""Entries as Atom (RFC 4287) and as JSON Feed 1.1: two spellings of the same facts.

The same bytes for as long as it says the same, since no moment of asking is in them; and no host
in them is a request’s.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from releases.public_addresses import public_address
from releases.published import Published

LANGUAGE = "en-GB"
# A feed must say when it was updated. One without an entry says this, since the present moment
# would make every answer another one.
BEFORE_ALL_ENTRIES = datetime(2026, 1, 1, tzinfo=UTC)
# What XML 1.0 can't hold at all, and a text pasted from elsewhere may.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Ending(StrEnum):
    """The two kinds of feed, by the ending of their address."""

    ATOM = "atom"
    JSON = "json"

    @property
    def media_type(self) -> str:
        return {"atom": "application/atom+xml", "json": "application/feed+json"}[self]


class EndingConverter:
    """``feed.<feed_ending:ending>`` in an address; the view gets an ``Ending``."""

    regex = "|".join(Ending)

    def to_python(self, value: str) -> Ending:
        return Ending(value)

    def to_url(self, value: str) -> str:
        return str(value)


@dataclass(frozen=True)
class Related:
    """A file that an entry leads to, such as its figures."""

    address: str
    title: str
    media_type: str


@dataclass(frozen=True)
class Entry:
    """One thing that was published. ``name`` is what ``tag_of`` makes its permanent id of.

    ``address`` is whole, as is ``source``, where it was said first; ``html`` is the body, safe,
    with whole addresses in it.
    """

    name: str
    title: str
    address: str
    published: datetime
    updated: datetime
    html: str
    author: str
    categories: tuple[str, ...] = ()
    source: str = ""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class Feed:
    """Entries in their order, and what they are of. ``page`` is the page that shows the same.

    ``atom`` and ``json`` are the feed’s own two whole addresses, with the query that it answers.
    """

    name: str
    title: str
    subtitle: str
    page: str
    atom: str
    json: str
    entries: Sequence[Entry] = ()

    def own(self, ending: Ending) -> str:
        return self.atom if ending is Ending.ATOM else self.json


def tag_of(what: str) -> str:
    """A name for ever (RFC 4151): whoever held the host in 2026 gave it."""
    return f"tag:{urlsplit(settings.SITE_ORIGIN).hostname},2026:{what}"


def since(row: Published) -> datetime:
    """Since when a public row is public: it would not be asked of another."""
    if row.published_from is None:
        raise ValueError(f"{row} is not public, so no feed may tell of it.")
    return row.published_from


def lasting(path: str) -> str:
    """A name for what stands at a path of ours, which tells nothing and never changes.

    A number of ours would tell how many rows are hidden; a trigger keeps the path as it is.
    """
    return str(uuid5(NAMESPACE_URL, path))


def query_of(request: HttpRequest, *names: str, timeless: bool = False) -> str:
    """The part of the request’s query that its answer depends on, with “?”; or nothing.

    Only ``names`` and ``as_at`` (not where ``timeless``) are repeated, so that an address can’t
    put other words into a feed.
    """
    kept = QueryDict(mutable=True)
    for name in names if timeless else (*names, "as_at"):
        values = [value for value in request.GET.getlist(name) if value]
        if values:
            kept.setlist(name, values)
    return f"?{kept.urlencode()}" if kept else ""


def addresses(atom: str, json: str, query: str) -> dict[str, str]:
    """The two whole addresses of a feed, from the paths that ``reverse`` gave just now."""
    return {"atom": public_address(atom) + query, "json": public_address(json) + query}


def feed_of(
    request: HttpRequest,
    row: Any,
    *,
    name: str,
    title: str,
    subtitle: str,
    entries: Iterable[Entry],
) -> Feed:
    """The feed of one operation, metric, figure …: it stands below the page of ``row``."""
    query = query_of(request)
    page = row.get_absolute_url()
    return Feed(
        name=name,
        title=f"{title} – {settings.SITE_NAME}",
        subtitle=subtitle,
        page=public_address(page) + query,
        entries=list(entries),
        **addresses(f"{page}feed.atom", f"{page}feed.json", query),
    )


def feed_response(feed: Feed, ending: Ending) -> HttpResponse:
    """The feed in one of its kinds; its view says ``open_data``, so that any site may read it."""
    body = as_atom(feed) if ending is Ending.ATOM else as_json(feed)
    response = HttpResponse(body, content_type=f"{ending.media_type}; charset=utf-8")
    if settings.WEBSUB_HUB:
        response.headers["Link"] = (
            f'<{settings.WEBSUB_HUB}>; rel="hub", <{feed.own(ending)}>; rel="self"'
        )
    return response


def as_atom(feed: Feed) -> str:
    atom = _Atom(
        title=_written(feed.title),
        subtitle=_written(feed.subtitle),
        link=feed.page,
        description="",
        feed_url=feed.atom,
        feed_guid=tag_of(feed.name),
        author_name=settings.SITE_NAME,
        language=LANGUAGE,
        also=feed.json,
    )
    for entry in feed.entries:
        atom.add_item(
            title=_written(entry.title),
            link=entry.address,
            description=_written(entry.html),
            unique_id=tag_of(entry.name),
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=_written(entry.author),
            categories=entry.categories,
            source=entry.source,
            related=entry.related,
        )
    out = StringIO()
    atom.write(out, "utf-8")
    return out.getvalue()


def as_json(feed: Feed) -> str:
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "description": feed.subtitle,
        "authors": [{"name": settings.SITE_NAME, "url": f"{settings.SITE_ORIGIN}/"}],
        "language": LANGUAGE,
    }
    if settings.WEBSUB_HUB:
        told["hubs"] = [{"type": "WebSub", "url": settings.WEBSUB_HUB}]
    told["items"] = [_item(entry) for entry in feed.entries]
    return json.dumps(told, ensure_ascii=False, indent=1)


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": tag_of(entry.name),
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": entry.author}],
    }
    if entry.source:
        item["external_url"] = entry.source
    if entry.categories:
        item["tags"] = list(entry.categories)
    if entry.related:
        item["attachments"] = [
            {"url": one.address, "mime_type": one.media_type, "title": one.title}
            for one in entry.related
        ]
    return item


def _written(words: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", words)


class _Atom(Atom1Feed):
    """Atom dated by its newest entry, with the links that Django’s own has no words for."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=BEFORE_ALL_ENTRIES)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        also = {"rel": "alternate", "type": Ending.JSON.media_type, "href": self.feed["also"]}
        handler.addQuickElement("link", "", also)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("link", "", {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["source"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["source"]})
        for one in item["related"]:
            link = {"rel": "related", "type": one.media_type}
            link |= {"href": one.address, "title": _written(one.title)}
            handler.addQuickElement("link", "", link)
