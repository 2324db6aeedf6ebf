"""Addresses of figures as files: all of them, a choice of them, and what describes either."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from operations.charts.asked import refused_file
from operations.charts.file_views import imprint_of, open_data
from operations.models import Observation
from operations.opendata.choice import FigureFilter
from operations.opendata.columns import DESCRIBED
from operations.opendata.downloads import (
    CSV_WITHOUT_MARK,
    EXCEL_CSV,
    PARQUET,
    PLAIN_CSV,
    Download,
    is_long,
)
from operations.opendata.packages import (
    TITLE,
    About,
    Whose,
    data_package,
    in_a_file,
    table_metadata,
)
from operations.renderers.spreadsheet import SHORTHAND
from releases.citing import day_words, frozen_query
from releases.filters import at_of, publishers_with_releases
from releases.models import Edition, Publisher

Chosen = Callable[[HttpRequest, QuerySet[Any]], HttpResponseBase]
BOM = {"": EXCEL_CSV, "1": EXCEL_CSV, "0": CSV_WITHOUT_MARK}
NO_SUCH_BOM = "The “bom” in this address is none that there is. Write “0” or “1”, or leave it out."
# What a CSV in an address is asked with, and its metadata is not.
ONLY_THE_FILES = ("bom",)


# --- A choice ---


def _chosen(view: Chosen) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give a view the figures that the address asks for; a wrong filter is a 400 that says so."""

    @open_data
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        choice = FigureFilter(request.GET, request=request)
        if not choice.form.is_valid():
            errors = [str(one) for each in choice.form.errors.values() for one in each]
            return refused_file("\n".join(errors))
        rows = Observation.objects.public(at_of(request))
        return view(request, choice.filter_queryset(rows))

    return answer


@_chosen
def explore_csv(request: HttpRequest, figures: QuerySet[Any]) -> HttpResponseBase:
    """The choice as a spreadsheet reads it: CRLF, and a byte-order mark unless “bom=0”."""
    asked = request.GET.getlist("bom") or [""]
    if len(asked) > 1 or asked[0] not in BOM:
        return refused_file(NO_SUCH_BOM)
    response = Download(
        figures, BOM[asked[0]], _name_of_choice(request), {}, is_long(figures)
    ).answer(request)
    query = request.GET.copy()
    for name in ONLY_THE_FILES:
        query.pop(name, None)
    asked_for = f"?{query.urlencode()}" if query else ""
    return _described(response, f"explore.csv-metadata.json{asked_for}")


@_chosen
def explore_parquet(request: HttpRequest, figures: QuerySet[Any]) -> HttpResponseBase:
    about = in_a_file(_about_choice(request, figures))
    name = _name_of_choice(request)
    return Download(figures, PARQUET, name, about, is_long(figures)).answer(request)


@_chosen
def explore_csvw(request: HttpRequest, figures: QuerySet[Any]) -> HttpResponseBase:
    query = request.GET.copy()
    query["bom"] = "0"
    about = _about_choice(request, figures)
    return _csvw(table_metadata(about, f"explore.csv?{query.urlencode()}"))


def _about_choice(request: HttpRequest, figures: QuerySet[Any]) -> About:
    """What is said of a choice: the publishers of its figures, and the page that shows it."""
    query = request.GET.copy()
    for name in (*ONLY_THE_FILES, "as_at"):
        query.pop(name, None)
    imprint = imprint_of(request)
    page = imprint.whole(f"{reverse('explore')}{'?' if query else ''}{query.urlencode()}")
    stated = figures.order_by().filter(release__publisher=OuterRef("pk"))
    publishers = Publisher.objects.public(at_of(request)).filter(Exists(stated))
    at = at_of(request)
    return About(imprint, at, changed_at(at), page, _whose(publishers), f"{TITLE}: a choice")


def _name_of_choice(request: HttpRequest) -> str:
    """The one metric that a choice is of, or that it is a choice."""
    metrics = [one for one in request.GET.getlist("metric") if one]
    return metrics[0] if len(metrics) == 1 else "chosen-figures"


# --- Everything ---


@open_data
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    """Every public figure, as COPY itself writes it: LF, no byte-order mark."""
    figures = Observation.objects.public(at_of(request))
    response = Download(figures, PLAIN_CSV, "figures", {}, is_long=True).answer(request)
    asked = request.asked  # type: ignore[attr-defined]
    past = f"?{asked.query}" if asked else ""
    return _described(response, f"figures.csv-metadata.json{past}")


@open_data
def figures_parquet(request: HttpRequest) -> HttpResponseBase:
    figures = Observation.objects.public(at_of(request))
    about = in_a_file(_about_everything(request))
    return Download(figures, PARQUET, "figures", about, is_long=True).answer(request)


@open_data
def figures_csvw(request: HttpRequest) -> HttpResponseBase:
    asked = request.asked  # type: ignore[attr-defined]
    past = f"?{asked.query}" if asked else ""
    return _csvw(table_metadata(_about_everything(request), f"figures.csv{past}"))


@open_data
def package(request: HttpRequest) -> HttpResponseBase:
    """The Frictionless data package of all figures."""
    return _json(data_package(_about_everything(request)), "application/json")


def data_page(request: HttpRequest) -> HttpResponse:
    """What there is to take away, what its columns mean, and how to cite and read it."""
    about = _about_everything(request)
    csv, parquet = (about.imprint.whole(reverse(f"figures_{one}")) for one in ("csv", "parquet"))
    context = {
        "columns": DESCRIBED,
        "shorthand": {sign: SHORTHAND[sign] for sign in _SIGNS_IN_USE},
        "publishers": about.publishers,
        "pandas": f'import pandas\n\nfigures = pandas.read_parquet("{parquet}")',
        "r": f'figures <- read.csv("{csv}", encoding = "UTF-8")',
        "citation": _citation(about),
    }
    return render(request, "data/data.html", context)


def _citation(about: About) -> str:
    """The whole as one cites it: with an address that goes on showing this very state."""
    imprint = about.imprint
    address = imprint.whole(reverse("figures_csv"))
    frozen = address if imprint.past else f"{address}{frozen_query(about.changed or about.at)}"
    return (
        f"{imprint.site}, “{about.title}”, as it stood on {day_words(about.at)}. {frozen} "
        "Source and licence of each figure are in its row."
    )


# Breaks are between figures of a chart, and a file of data has no empty values to explain.
_SIGNS_IN_USE = ("[e]", "[p]", "[r]")


def _about_everything(request: HttpRequest) -> About:
    imprint = imprint_of(request)
    publishers = publishers_with_releases(request).order_by("name", "slug")
    at, page = at_of(request), imprint.whole(reverse("data"))
    return About(imprint, at, changed_at(at), page, _whose(publishers))


# --- Both ---


def changed_at(at: datetime) -> datetime | None:
    """Since when the public figures are what they are at ``at``: an edition brings each change.

    What was taken over from elsewhere counts from when it stood here.
    """
    stood = Greatest("published_from", "recorded_at")  # PostgreSQL passes over NULL
    found = Edition.objects.public(at).aggregate(last=Max(stood))["last"]
    return min(found, at) if found else None


def _whose(publishers: QuerySet[Publisher]) -> list[Whose]:
    return [
        Whose(one.name, one.website, one.licence, one.licence_url)
        for one in publishers.order_by("name", "slug")
    ]


def _described(response: HttpResponseBase, metadata: str) -> HttpResponseBase:
    """Name what describes a CSV, as CSVW has it, relative to the CSV's own address."""
    if response.status_code == 200:
        response.headers["Link"] = f'<{metadata}>; rel="describedby"; type="application/csvm+json"'
    return response


def _csvw(metadata: dict[str, Any]) -> HttpResponse:
    return _json(metadata, "application/csvm+json")


def _json(document: dict[str, Any], content_type: str) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return HttpResponse(f"{text}\n", content_type=content_type)
