"""One instant for the whole of an answer, and the headers that every answer carries."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag

from npcc_site import past_states
from npcc_site.api.problems import UNAVAILABLE, WRONG_MOMENT, is_for_programs, problem
from npcc_site.as_at import STILL_TO_COME, AsAt, AsAtError, asked_for
from npcc_site.clocks import MAY_DIFFER, Clocks, log_if_apart, read_clocks, this_servers_clock

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# One constant lifetime for every public answer, errors included: one computed from an embargo
# would tell that something is coming.
PUBLIC_LIFETIME = {"public": True, "max_age": 2, "s_maxage": 2, "must_revalidate": True}

# These answer for the process itself, so a moment must not stand in their way.
ABOUT_THE_PROCESS = ("/healthz", "/readyz")
ADMIN = "/admin/"


class PublicAnswers:
    """What caches are told: one lifetime for every answer, an ETag of its bytes, and 304.

    Outside all that may answer by itself or adds a header, so that refusals and redirects have
    the lifetime too, and a 304 every header of the answer that it stands for: browsers write
    those over the ones they kept, and an embed must stay one that may be framed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        patch_cache_control(response, **PUBLIC_LIFETIME)
        if not response.streaming:
            content: bytes = response.content  # type: ignore[attr-defined]
            response.headers["ETag"] = etag = _etag(content)
            response.headers.setdefault("Content-Length", str(len(content)))
            if response.status_code == 200 and _is_kept(request, etag):
                _not_modified(response)
            elif request.method == "HEAD":
                # The server would drop the body, and write a line about it into the log.
                response.content = b""  # type: ignore[attr-defined]
        return response


class PublicMoment:
    """Runs each public request in one read-only snapshot, at one instant of the database.

    Sets ``request.at`` (aware), ``request.asked`` and ``request.as_at`` (the instant again, or
    None for the present). The instant is the database's ``now()`` or the past one asked for;
    where this server's clock differs by more than 5 s, ``now()`` is the earlier one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in ABOUT_THE_PROCESS:
            return self.get_response(request)
        try:
            return self._answer(request, asked_for(request.GET))
        except AsAtError as error:
            return _refused(request, str(error))
        except (OperationalError, InterfaceError):
            logger.exception("The database can't be reached.")
            return _unreachable(request)

    def _answer(self, request: HttpRequest, asked: AsAt | None) -> HttpResponseBase:
        snapshot = transaction.atomic()
        snapshot.__enter__()
        try:
            fix_moment(request, begin_moment(asked.moment if asked else None), asked)
            response = _in_its_time(request, self.get_response(request))
        except BaseException as error:
            snapshot.__exit__(type(error), error, error.__traceback__)
            raise
        if response.streaming:
            response.streaming_content = _within(  # type: ignore[attr-defined]
                snapshot,
                response.streaming_content,  # type: ignore[attr-defined]
            )
        else:
            snapshot.__exit__(None, None, None)
        return response


class StaffAnswers:
    """Nothing of the staff site may be kept by a cache or found by a search, refusals included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


class StaffMoment:
    """The staff process: the same ``request.at``, and whether its clocks are apart."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in ABOUT_THE_PROCESS:
            return self.get_response(request)
        try:
            # The admin is about the present: what may be done is a question of now.
            is_admin = request.path.startswith(ADMIN)
            asked = None if is_admin else asked_for(request.GET)
            clocks = read_clocks()
            log_if_apart(clocks)
            request.clocks = clocks  # type: ignore[attr-defined]
            now = clocks.now
            fix_moment(request, min(now, asked.moment) if asked else now, asked)
        except AsAtError as error:
            return _refused(request, str(error))
        except (OperationalError, InterfaceError):
            logger.exception("The database can't be reached.")
            return _unreachable(request)
        return _in_its_time(request, self.get_response(request))


class SecurityHeaders:
    """Headers that no setting of Django's covers, on every answer, errors and files included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response


def begin_moment(as_at: datetime | None) -> datetime:
    """Fix the instant that this transaction's policies answer for, and return it (aware)."""
    here = this_servers_clock()
    with connection.cursor() as cursor:
        # The setting ends with the transaction: nothing is left on a pooled connection.
        cursor.execute(
            "SELECT now(), set_config('site.as_at', "
            "CASE WHEN abs(extract(epoch FROM now() - %(here)s)) > %(differ)s "
            "THEN least(now(), %(here)s, %(as_at)s) ELSE least(now(), %(as_at)s) END::text, true)",
            {"here": here, "as_at": as_at, "differ": MAY_DIFFER.total_seconds()},
        )
        database, _ = cursor.fetchone()
    clocks = Clocks(here, database)
    log_if_apart(clocks)
    return min(clocks.now, as_at) if as_at else clocks.now


def fix_moment(request: HttpRequest, at: datetime, asked: AsAt | None) -> None:
    """Give the request its instant ``at``, and what was asked for where that is of the past.

    ``at`` is never later than now, so what begins after it is still to come: raises AsAtError.
    """
    if asked is not None and asked.begins > at:
        raise AsAtError(STILL_TO_COME)
    request.at = at  # type: ignore[attr-defined]
    request.asked = asked  # type: ignore[attr-defined]
    request.as_at = at if asked else None  # type: ignore[attr-defined]


def page(status: int, template: str, **context: object) -> HttpResponse:
    """A whole page that needs neither database nor request."""
    return HttpResponse(render_to_string(template, context), status=status)


def _refused(request: HttpRequest, reason: str) -> HttpResponseBase:
    """A 400 for a moment that can't be shown; framed by whoever may frame what was asked for."""
    if is_for_programs(request):
        return problem(WRONG_MOMENT, request, reason)
    refusal = page(400, "400.html", reason=reason)
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return refusal
    wraps = getattr(view, "wraps_refusals", None)
    answer: HttpResponseBase = wraps(lambda _: refusal)(request) if wraps else refusal
    return answer


def _unreachable(request: HttpRequest) -> HttpResponse:
    if is_for_programs(request):
        return problem(UNAVAILABLE, request)
    return page(503, "503.html")


def _in_its_time(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    asked: AsAt | None = request.asked  # type: ignore[attr-defined]
    if asked is not None:
        past_states.tell(request, response, asked, request.at)  # type: ignore[attr-defined]
    return response


def _within(snapshot: transaction.Atomic, body: Iterable[bytes]) -> Iterator[bytes]:
    """The streamed body, inside the snapshot in which it began."""
    error: BaseException | None = None
    try:
        yield from body
    except (DatabaseError, OSError) as caught:
        error = caught
        raise
    finally:
        snapshot.__exit__(type(error) if error else None, error, None)


def _etag(content: bytes) -> str:
    """A strong validator that tells of the bytes and of nothing else."""
    return quote_etag(hashlib.sha256(content).hexdigest()[:32])


def _is_kept(request: HttpRequest, etag: str) -> bool:
    """Whether the reader says that it holds these very bytes (RFC 9110, If-None-Match)."""
    if request.method not in ("GET", "HEAD"):
        return False
    kept = parse_etags(request.headers.get("If-None-Match", ""))
    return kept == ["*"] or etag in (one.removeprefix("W/") for one in kept)


def _not_modified(response: HttpResponseBase) -> None:
    """Make the answer a 304: all its headers, none of its bytes."""
    response.status_code = 304
    response.content = b""  # type: ignore[attr-defined]
    for name in ("Content-Length", "Content-Type", "Content-Disposition"):
        response.headers.pop(name, None)
