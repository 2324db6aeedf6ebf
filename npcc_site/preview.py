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
from django.urls import reverse

from releases.models import Edition
from releases.previewing import PREFIX, Preview, drafts_due, preview
from releases.public_addresses import addresses_under

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
        chooser = reverse("admin:preview")
        with preview(at, _drafts(which, at)) as shown, addresses_under(prefix):
            request.path_info = rest
            request.urlconf = settings.PUBLIC_URLCONF
            look_at(request, Shown(shown, which, chooser))
            return confidential(self.get_response(request))

    def _not_found(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to an address that never existed, given by the site itself."""
        request.path_info = "/no-such-preview/"
        return self.get_response(request)


def look_at(request: HttpRequest, shown: Shown) -> None:
    """Let the request be answered as of the preview's instant, and say so on the page."""
    request.at, request.as_at, request.asked = shown.at, None, None  # type: ignore[attr-defined]
    request.preview = shown  # type: ignore[attr-defined]


def confidential(response: HttpResponseBase) -> HttpResponseBase:
    """The whole answer read now, since its transaction ends, and headers that keep it close."""
    if response.streaming:
        body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        response.streaming_content = [body]  # type: ignore[attr-defined]
    # An outgoing link must not carry the address of a preview.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _drafts(which: str, at: datetime) -> models.QuerySet[Edition]:
    if which == "all":
        return drafts_due(at)
    if which == "approved":
        return Edition.objects.none()
    if not Edition.objects.filter(pk=int(which)).exists():
        raise Http404
    # One that is on hold may be looked at by its number, as staff may read it anyway.
    return drafts_due(at, with_held=True).filter(pk=int(which))
