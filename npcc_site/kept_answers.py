"""Whole answers, kept in the memory of the process while what the public sees stays as it is.

The public site is a function of time, and constant between two bounds. The database tells in one
short question whether a bound has passed or something public was edited since (``public_state``);
while neither has, an answer to the same address is the same bytes. Nothing is ever kept for a
time: an answer of before is never given after, not for a second. The token tells nothing of what
is still to come, so neither does what is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from npcc_site.clocks import Clocks, this_servers_clock

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Of one answer; more is a file that is asked for once.
LARGEST = 1_000_000
# Answers that depend on what time it is or say when they were asked for, or are of the process.
NEVER = (
    "/calendar", "/record/", "/healthz", "/readyz", "/sitemap-news.xml", "/data/", "/explore.csv",
    "/explore.parquet",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """An answer with status 200: its headers, and its body."""

    headers: dict[str, str]
    content: bytes

    def answer(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)

    @property
    def size(self) -> int:
        return len(self.content) + sum(map(len, self.headers.values())) + 200


Key = tuple[str, ...]


class KeptAnswers:
    """Gives a kept answer where there is one, and keeps what may be kept.

    Must stand inside what adds the ETag, which is made of the bytes, and outside all that asks the
    database. For the public process alone: nothing of staff's or of a preview's may get here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._lock = Lock()
        self._kept: LRUCache[Key, Kept] = LRUCache(
            settings.KEPT_ANSWERS_BYTES, getsizeof=lambda kept: kept.size
        )
        # What other headers an address's answers depend on, as they themselves say.
        self._vary: LRUCache[Key, tuple[str, ...]] = LRUCache(10_000)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path.startswith(NEVER):
            return self.get_response(request)
        # Before anything is looked up: a host that is not ours is refused as ever.
        address: Key = (request.get_host(), request.get_full_path())
        state = public_state()
        if state is None:
            return self.get_response(request)
        kept = self._find(request, (state, *address))
        if kept is not None:
            return kept.answer()
        response = self.get_response(request)
        if request.method == "GET":
            self._keep(request, (state, *address), response)
        return response

    def _find(self, request: HttpRequest, key: Key) -> Kept | None:
        with self._lock:
            names = self._vary.get(key)
            return None if names is None else self._kept.get((*key, *_values(request, names)))

    def _keep(self, request: HttpRequest, key: Key, response: HttpResponseBase) -> None:
        if (
            response.status_code != 200
            or response.streaming
            or response.cookies
            or _lasts_only_today(request)
        ):
            return
        content: bytes = response.content  # type: ignore[attr-defined]
        names = _names(response.headers.get("Vary", ""))
        if len(content) > LARGEST or "*" in names or "cookie" in names:
            return
        with self._lock:
            self._vary[key] = names
            self._kept[(*key, *_values(request, names))] = Kept(dict(response.headers), content)


def public_state() -> str | None:
    """What the public sees at this instant, as a token; None where nothing may be kept by it.

    That is where the database can't be reached, and where its clock and this server's are apart,
    since the instant that counts is then another than the database's.
    """
    try:
        here = this_servers_clock()
        with connection.cursor() as cursor:
            cursor.execute("SELECT now(), public_state()")
            now, state = cursor.fetchone()
    except (OperationalError, InterfaceError):
        return None
    return None if Clocks(here, now).are_apart else str(state)


def _lasts_only_today(request: HttpRequest) -> bool:
    """Whether it answers for a day that goes on: its end is now, which is another one soon."""
    asked = getattr(request, "asked", None)
    return asked is not None and asked.moment > request.at  # type: ignore[attr-defined]


def _names(vary: str) -> tuple[str, ...]:
    return tuple(sorted(name.strip().lower() for name in vary.split(",") if name.strip()))


def _values(request: HttpRequest, names: tuple[str, ...]) -> Key:
    return tuple(request.headers.get(name, "") for name in names)
