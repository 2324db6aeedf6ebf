"""What is wrong, as problem details (RFC 9457): the same for what is hidden and what never was.

The answer to an address where nothing is names no address, so that it is one and the same, byte
for byte. Every other problem names the path that was asked for.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from psycopg.errors import QueryCanceled
from rest_framework import exceptions

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A sort of problem: ``name`` ends its type's address, ``what`` explains it on the page."""

    name: str
    status: int
    title: str
    what: str

    @property
    def type(self) -> str:
        return f"{settings.SITE_ORIGIN}{PREFIX}#{self.name}"


UNKNOWN_PARAMETER = Kind(
    "unknown-parameter", 400, "Unknown parameter",
    "The address has a parameter that this list does not take. “allowed” has those that it takes.",
)  # fmt: skip
REPEATED_PARAMETER = Kind(
    "repeated-parameter", 400, "Repeated parameter",
    "A parameter that takes one value stands in the address more than once.",
)  # fmt: skip
WRONG_VALUE = Kind(
    "wrong-value", 400, "Wrong value",
    "A parameter has a value that it can’t have, or names something that there is not. “errors” "
    "says which, and why.",
)  # fmt: skip
WRONG_CURSOR = Kind(
    "wrong-cursor", 400, "Wrong cursor",
    "The cursor was changed, or belongs to a list with other filters. Begin without one.",
)  # fmt: skip
WRONG_MOMENT = Kind(
    "wrong-moment", 400, "Wrong moment",
    "The past state that “as_at” asks for can’t be shown: it is no moment, or is still to come.",
)  # fmt: skip
BAD_REQUEST = Kind(
    "bad-request", 400, "Bad request", "The request can’t be read as one of HTTP to this site.",
)  # fmt: skip
NOT_FOUND = Kind(
    "not-found", 404, "Not found",
    "Nothing is at this address: it never was, is not public, or has no such version.",
)  # fmt: skip
METHOD = Kind(
    "method-not-allowed", 405, "Method not allowed", "Only GET, HEAD and OPTIONS are answered.",
)  # fmt: skip
NOT_ACCEPTABLE = Kind(
    "not-acceptable", 406, "Not acceptable",
    "The request accepts no application/json, and there is nothing else.",
)  # fmt: skip
GONE = Kind(
    "gone", 410, "Withdrawn",
    "It was public and was withdrawn, for the reason in “detail”.",
)  # fmt: skip
SERVER_ERROR = Kind(
    "server-error", 500, "Server error", "Something failed here. It is logged; try again later.",
)  # fmt: skip
TOO_SLOW = Kind(
    "too-slow", 503, "Took too long",
    "The answer would take longer than a question may. Narrow it by a filter, or ask for a "
    "smaller page.",
)  # fmt: skip
UNAVAILABLE = Kind(
    "unavailable", 503, "Unavailable", "The database can’t be reached for the moment. Try again.",
)  # fmt: skip

KINDS = (
    UNKNOWN_PARAMETER, REPEATED_PARAMETER, WRONG_VALUE, WRONG_CURSOR, WRONG_MOMENT, BAD_REQUEST,
    NOT_FOUND, METHOD, NOT_ACCEPTABLE, GONE, SERVER_ERROR, TOO_SLOW, UNAVAILABLE,
)  # fmt: skip


class Refused(Exception):  # noqa: N818 (it is an answer, not a failure)
    """Raised where an address can't be answered; ``more`` are members beside the standard ones."""

    def __init__(self, kind: Kind, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.more = more


def is_for_programs(request: HttpRequest) -> bool:
    """Whether the address is one of programs; the page about them, ``/api/``, is for people."""
    return request.path_info.startswith(PREFIX) and request.path_info != PREFIX


def problem(
    kind: Kind, request: HttpRequest, detail: str = "", more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The answer that says so, to be read by any site's scripts as the data is."""
    body = {"type": kind.type, "title": kind.title, "status": kind.status,
            "detail": detail or kind.what}  # fmt: skip
    if kind is not NOT_FOUND:
        body["instance"] = request.path
    content = json.dumps(body | dict(more or {}), ensure_ascii=False)
    response = HttpResponse(content, content_type=MEDIA_TYPE, status=kind.status)
    return opened(response, request)


def opened(response: Any, request: HttpRequest) -> Any:
    """Let scripts of any site read the answer; not that of a preview, which is for staff."""
    if getattr(request, "preview", None) is None:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Link, ETag, Memento-Datetime"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def wrong_values(errors: Mapping[str, Iterable[str]]) -> Refused:
    """Say of each parameter what is wrong with its value."""
    listed = [
        {"parameter": name, "detail": str(one)} for name, found in errors.items() for one in found
    ]
    detail = " ".join(f"{one['parameter']}: {one['detail']}" for one in listed)
    return Refused(WRONG_VALUE, detail, errors=listed)


def answered(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """REST framework's way to ask for the answer to ``error``; None: it is a failure of ours."""
    request = context["request"]
    match error:
        case Refused():
            return problem(error.kind, request, error.detail, error.more)
        case Http404():
            return problem(NOT_FOUND, request)
        case exceptions.MethodNotAllowed():
            return problem(METHOD, request)
        case exceptions.NotAcceptable():
            return problem(NOT_ACCEPTABLE, request)
        case OperationalError() if isinstance(error.__cause__, QueryCanceled):
            return problem(TOO_SLOW, request)
        case BadRequest() | SuspiciousOperation():
            return problem(BAD_REQUEST, request)
    return None
