"""One instant for the whole of an answer, and the headers that every answer carries."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_datetime

from releases.published import database_now

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Where the web server's clock and the database's differ by more, the earlier one counts.
CLOCKS_MAY_DIFFER = timedelta(seconds=5)

# One constant lifetime for every public answer, errors included: one computed from an embargo
# would tell that something is coming.
PUBLIC_LIFETIME = {"public": True, "max_age": 2, "s_maxage": 2, "must_revalidate": True}

NEEDS_NO_DATABASE = ("/healthz",)


def asked_moment(request: HttpRequest) -> datetime | None:
    """The ``as_at`` of the address: an ISO moment, London time where it names no zone.

    None where none is asked for. Raises ValueError with a sentence for a reader.
    """
    text = request.GET.get("as_at", "").strip()
    if not text:
        return None
    wrong = ValueError(
        "The “as_at” in this address is not a moment. Write it as 2023-11-17T00:01, "
        "optionally with Z or an offset such as +01:00."
    )
    try:
        # A plus sign in an address arrives as a space.
        moment = parse_datetime(text.replace(" ", "+")) or parse_datetime(f"{text}T00:00")
    except ValueError:
        raise wrong from None
    if moment is None:
        raise wrong
    if timezone.is_naive(moment):
        moment = moment.replace(tzinfo=timezone.get_default_timezone())
    return moment


class PublicMoment:
    """Runs each public request in one read-only snapshot, at one instant of the database.

    Sets ``request.at`` (aware) and ``request.as_at`` (aware, or None for now). The instant is
    the database's ``now()``; where this server's clock differs by more than 5 s, the earlier.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in NEEDS_NO_DATABASE:
            return self.get_response(request)
        try:
            as_at = asked_moment(request)
        except ValueError as error:
            return _short_lived(page(400, "400.html", reason=str(error)))
        try:
            return _short_lived(self._answer(request, as_at))
        except (OperationalError, InterfaceError):
            logger.exception("The database can't be reached.")
            return page(503, "503.html")

    def _answer(self, request: HttpRequest, as_at: datetime | None) -> HttpResponseBase:
        snapshot = transaction.atomic()
        snapshot.__enter__()
        try:
            fix_moment(request, begin_moment(as_at), as_at)
            response = self.get_response(request)
        except BaseException as error:
            snapshot.__exit__(type(error), error, error.__traceback__)
            raise
        if getattr(response, "streaming", False):
            response.streaming_content = _within(  # type: ignore[attr-defined]
                snapshot,
                response.streaming_content,  # type: ignore[attr-defined]
            )
        else:
            snapshot.__exit__(None, None, None)
        return response


class StaffMoment:
    """The staff process: the same ``request.at``, and nothing that a cache may keep."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            as_at = asked_moment(request)
        except ValueError as error:
            return _private(page(400, "400.html", reason=str(error)))
        try:
            now = database_now()
        except (OperationalError, InterfaceError):
            logger.exception("The database can't be reached.")
            return _private(page(503, "503.html"))
        fix_moment(request, min(as_at, now) if as_at else now, as_at)
        return _private(self.get_response(request))


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
    here = timezone.now()
    with connection.cursor() as cursor:
        # The setting ends with the transaction: nothing is left on a pooled connection.
        cursor.execute(
            "SELECT now(), set_config('site.as_at', "
            "CASE WHEN abs(extract(epoch FROM now() - %(here)s)) > %(differ)s "
            "THEN least(now(), %(here)s, %(as_at)s) ELSE least(now(), %(as_at)s) END::text, true)",
            {"here": here, "as_at": as_at, "differ": CLOCKS_MAY_DIFFER.total_seconds()},
        )
        now, _ = cursor.fetchone()
        if abs(now - here) > CLOCKS_MAY_DIFFER:
            logger.error("The clocks of web server and database differ by %s.", now - here)
            now = min(now, here)
    return min(now, as_at) if as_at else now


def fix_moment(request: HttpRequest, at: datetime, asked: datetime | None) -> None:
    """Give the request its instant: ``at``, and ``as_at`` where that is a past one asked for.

    A moment to come shows the present, so ``as_at`` is None then.
    """
    request.at = at  # type: ignore[attr-defined]
    request.as_at = at if asked == at else None  # type: ignore[attr-defined]


def page(status: int, template: str, **context: str) -> HttpResponse:
    """A whole page that needs neither database nor request."""
    return HttpResponse(render_to_string(template, context), status=status)


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


def _short_lived(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, **PUBLIC_LIFETIME)
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
