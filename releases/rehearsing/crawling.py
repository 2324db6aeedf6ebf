"""Asks the public site's own views for every address that may change at a moment, before and after.

It begins with every page that takes no argument and with the pages of all rows that begin or end at
the moment, and goes on through the links of whatever was found to change.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, models
from django.http import Http404, HttpRequest
from django.urls import (
    Resolver404,
    URLPattern,
    URLResolver,
    get_resolver,
    resolve,
    reverse,
    set_urlconf,
)

from releases.models import Edition
from releases.previewing import preview
from releases.public_addresses import addresses_under
from releases.published import Published
from releases.rehearsing.surfaces import Answer, Surface, compare, links

JUST_BEFORE = timedelta(microseconds=1)
# A rehearsal answers a person; a site that changes wholly at one moment would keep them waiting.
MOST_ADDRESSES = 1500


def changes_at(moment: datetime, drafts: models.QuerySet[Edition]) -> tuple[list[Surface], bool]:
    """Every address that changes at ``moment``, with ``drafts`` counted as approved.

    In the order in which they were found. The second is whether the search ended by itself; False
    where it stopped at ``MOST_ADDRESSES``.
    """
    found: list[Surface] = []
    with preview(moment, drafts), _public_addresses():
        waiting = deque(dict.fromkeys([*_fixed_addresses(), *_addresses_of_rows(moment)]))
        asked = set(waiting)
        while waiting and len(asked) <= MOST_ADDRESSES:
            address = waiting.popleft()
            before = ask(address, moment - JUST_BEFORE)
            after = ask(address, moment)
            surface = compare(address, before, after)
            if surface is None:
                continue
            found.append(surface)
            for one in (before, after):
                for linked in links(one, settings.SITE_ORIGIN):
                    if linked not in asked:
                        asked.add(linked)
                        waiting.append(linked)
    return found, not waiting


def ask(address: str, at: datetime) -> Answer:
    """What the public page at ``address`` (path and query) says at ``at``, inside a preview."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('site.as_at', %s::timestamptz::text, true)", [at])
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
        response = match.func(_request(parts.path, parts.query, at), *match.args, **match.kwargs)
    except (Http404, Resolver404):
        return Answer(404, "")
    except BadRequest:
        return Answer(400, "")
    if hasattr(response, "render"):
        response.render()
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer.of(response.status_code, body, response.headers.get("Content-Type", ""))


def _request(path: str, query: str, at: datetime) -> HttpRequest:
    origin = urlsplit(settings.SITE_ORIGIN)
    port = str(origin.port or (443 if origin.scheme == "https" else 80))
    request: Any = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": origin.hostname,
            "SERVER_PORT": port,
            "wsgi.url_scheme": origin.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    request.at, request.as_at, request.asked = at, None, None
    request.user = AnonymousUser()
    return request


@contextmanager
def _public_addresses() -> Iterator[None]:
    """Resolve and write addresses as the public site does."""
    with addresses_under("/"):
        set_urlconf(settings.PUBLIC_URLCONF)
        try:
            yield
        finally:
            set_urlconf(None)


def _fixed_addresses() -> Iterator[str]:
    """Pages that take no argument: lists, feeds, files of the whole site."""
    for name in _names(get_resolver(settings.PUBLIC_URLCONF).url_patterns):
        yield reverse(name)


def _names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name and not _takes(pattern):
            yield pattern.name


def _takes(pattern: URLPattern) -> bool:
    """Whether its address has arguments."""
    return bool(pattern.pattern.converters or pattern.pattern.regex.groups)


def _addresses_of_rows(moment: datetime) -> Iterator[str]:
    """Pages of the rows that begin or end at ``moment``."""
    for model in Published.concrete():
        if not hasattr(model, "get_absolute_url"):
            continue
        rows = model._default_manager.filter(
            models.Q(published_from=moment) | models.Q(published_until=moment)
        )
        for row in rows:
            yield row.get_absolute_url()  # type: ignore[attr-defined]
