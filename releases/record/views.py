"""The record in public: what it is, a day's manifest, one version's document, the script."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from releases.filters import at_of
from releases.models import Edition, Seal
from releases.record import verify
from releases.record.documents import document_of
from releases.record.entries import Entry, days, entries
from releases.record.forms import HashForm
from releases.record.manifests import manifest

DAYS_ON_A_PAGE = 50
SCRIPT = Path(verify.__file__)


def record(request: HttpRequest) -> HttpResponse:
    """How the record stands, its days, and whether a hash is in it."""
    at = at_of(request)
    chained = list(entries(at))
    form = HashForm(request.GET if "hash" in request.GET else None)
    asked = form.cleaned_data["hash"] if form.is_valid() else ""
    found = _entry(chained, asked)
    context: dict[str, Any] = {
        "last": chained[-1] if chained else None,
        "page_obj": Paginator(days(chained), DAYS_ON_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "asked": asked,
        "found": found,
        "current": _current_edition(found, at) if found else None,
    }
    return render(request, "releases/record.html", context)


def record_day(request: HttpRequest, day: date) -> HttpResponseBase:
    """The manifest of one London day."""
    listed = manifest(day, at_of(request))
    if listed is None:
        raise Http404
    return _open_data(HttpResponse(json.dumps(listed)))


def record_document(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The document whose hash this is, while its release stands."""
    seal = Seal.objects.entered(at_of(request)).filter(sha256=sha256).first()
    blocks = document_of(seal) if seal else None
    if blocks is None:
        raise Http404
    response = StreamingHttpResponse(blocks)
    response.headers["ETag"] = f'"{sha256}"'
    return _open_data(response)


def record_script(request: HttpRequest) -> HttpResponse:
    """The very file by which the site itself chains the record, for anyone to run."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


def _entry(chained: Iterable[Entry], asked: str) -> Entry | None:
    return next((entry for entry in chained if asked in (entry.sha256, entry.link)), None)


def _current_edition(entry: Entry, at: datetime) -> Edition | None:
    """What its release says now; None where that is withdrawn."""
    editions = Edition.objects.public(at).filter(release=entry.release_pk)
    current: Edition | None = editions.select_related("release").first()
    return current


def _open_data(response: HttpResponseBase) -> HttpResponseBase:
    """JSON that a page of any other site may fetch."""
    response.headers["Content-Type"] = "application/json"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
