"""The whole public site as it will be, under ``/preview/<moment>/<which>/`` of the staff site.

``moment`` is UTC, as 2026-11-27T00:01:00Z. ``which`` says what counts as approved beside what is:
``all`` drafts, ``approved`` (nothing more), or the number of one edition. Everything after it is an
address of the public site, answered by the public site's own views; links inside the answer lead
on within the preview, since they are made with its prefix.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import get_script_prefix, reverse, set_script_prefix

from releases.models import Edition
from releases.previewing import PREFIX, Preview, drafts_due, preview

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ADDRESS = re.compile(
    r"/preview/(?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)"
    r"/(?P<which>all|approved|[1-9]\d{0,17})(?P<rest>/.*)",
    re.ASCII | re.DOTALL,
)
PERMISSION = "releases.view_edition"


@dataclass(frozen=True)
class Shown:
    """What the page under preview says of itself, above everything else."""

    preview: Preview
    which: str
    # The page of this site where another moment is chosen.
    chooser: str
    # Who reads it, where that is somebody outside; empty for staff.
    reader: str = ""

    @property
    def at(self) -> datetime:
        return self.preview.at


class StaffPreview:
    """Answers addresses of a preview; everything else passes.

    Only for staff who may see editions, only for reading, and never kept by anybody.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        user: Any = request.user
        if not (user.is_active and user.is_staff):
            return redirect_to_login(PREFIX, reverse("admin:login"))
        found = ADDRESS.fullmatch(request.path_info)
        if found is None or not user.has_perm(PERMISSION):
            return self._not_found(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            at = datetime.fromisoformat(found["moment"].replace("Z", "+00:00"))
        except ValueError:
            return self._not_found(request)
        prefix = found[0][: found.start("rest") + 1]
        return self._under(request, prefix, found["rest"], at, found["which"])

    def _under(
        self, request: HttpRequest, prefix: str, rest: str, at: datetime, which: str
    ) -> HttpResponseBase:
        with preview(at, _drafts(which, at)) as shown:
            before = get_script_prefix()
            set_script_prefix(prefix)
            request.path_info = rest
            request.urlconf = settings.PUBLIC_URLCONF
            request.at, request.as_at, request.asked = shown.at, None, None  # type: ignore[attr-defined]
            request.preview = Shown(shown, which, reverse_outside("admin:preview", before))  # type: ignore[attr-defined]
            try:
                return confidential(self.get_response(request))
            finally:
                set_script_prefix(before)

    def _not_found(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to an address that never existed, given by the site itself."""
        request.path_info = "/no-such-preview/"
        return self.get_response(request)


def reverse_outside(name: str, prefix: str) -> str:
    """The address of a page of the staff site, from inside a preview."""
    inside = get_script_prefix()
    set_script_prefix(prefix)
    try:
        return reverse(name, urlconf="npcc_site.urls_staff")
    finally:
        set_script_prefix(inside)


def confidential(response: HttpResponseBase) -> HttpResponseBase:
    """The whole answer read now, since its transaction ends, and headers that keep it close."""
    if response.streaming:
        body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        response.streaming_content = [body]  # type: ignore[attr-defined]
    # An outgoing link must not carry the address of a preview.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _drafts(which: str, at: datetime) -> models.QuerySet[Edition]:
    due = drafts_due(at)
    if which == "all":
        return due
    if which == "approved":
        return due.none()
    if not Edition.objects.filter(pk=int(which)).exists():
        raise Http404
    # One that is on hold may be looked at by its number, as staff may read it anyway.
    one: models.QuerySet[Edition] = Edition.objects.filter(
        pk=int(which), approved_at=None, release__withdrawal=None
    )
    return one.filter(models.Q(embargo_until=None) | models.Q(embargo_until__lte=at))
