"""Pages of the site as a whole; those of releases and operations are in their packages."""

from decimal import Decimal

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from npcc_site.api.problems import (
    BAD_REQUEST,
    NOT_FOUND,
    SERVER_ERROR,
    is_for_programs,
    problem,
)
from npcc_site.clocks import log_if_apart, read_clocks
from npcc_site.middleware import page
from operations.models import Chart, Observation
from operations.views import drawn_charts
from releases.filters import at_of
from releases.models import Edition, Topic
from releases.quantities import ABOUT_TOLERANCE, ALMOST_TOLERANCE, Qualifier, reading, shown
from releases.units import plain

NEWEST = 6
THEMES = 3


def home(request: HttpRequest) -> HttpResponse:
    """What is newest, and a chart with its finding for each theme."""
    at = at_of(request)
    topics = list(Topic.objects.with_releases(at))
    themes = topics[:THEMES]
    charts = Chart.objects.with_figures(at).filter(topic__in=themes)
    firsts = {chart.topic_id: chart for chart in reversed(charts)}
    drawn = drawn_charts(request, [firsts[theme.pk] for theme in themes if theme.pk in firsts])
    by_slug = {chart.slug: chart for chart in drawn}
    context = {
        "themes": [
            (theme, by_slug.get(firsts[theme.pk].slug) if theme.pk in firsts else None)
            for theme in themes
        ],
        "newest": Edition.objects.for_listing(at)[:NEWEST],
        "other_topics": Topic.objects.public(at)[THEMES:],
        "figure_count": Observation.objects.public(at).count(),
        "release_count": Edition.objects.public(at).count(),
    }
    return render(request, "home.html", context)


def about(request: HttpRequest) -> HttpResponse:
    """What the site is and how it reads figures; each hedge by the rule that charts use."""
    example = Decimal(2000)
    context = {
        "readings": [
            (shown(example, qualifier), reading(example, qualifier))
            for qualifier in Qualifier
            if qualifier is not Qualifier.EXACT
        ],
        "about_percent": plain(ABOUT_TOLERANCE * 100),
        "almost_percent": plain(ALMOST_TOLERANCE * 100),
    }
    return render(request, "about.html", context)


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all; asks nobody else and tells nothing."""
    return _plain(200, "ok")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process can answer rightly: a database, and a clock that agrees with it.

    For whoever watches the machines, on both sites; it tells nothing else (EL-69).
    """
    try:
        clocks = read_clocks()
    except (OperationalError, InterfaceError):
        return _plain(503, "The database can't be reached.")
    log_if_apart(clocks)
    if clocks.are_apart:
        return _plain(503, "The clocks of web server and database differ.")
    return _plain(200, "ok")


def _plain(status: int, words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_programs(request):
        return problem(BAD_REQUEST, request)
    return page(400, "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(403, "403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for what is hidden and what never existed: nothing of the address is in it."""
    if is_for_programs(request):
        return problem(NOT_FOUND, request)
    return page(404, "404.html", in_the_past=getattr(request, "as_at", None) is not None)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_for_programs(request):
        return problem(SERVER_ERROR, request)
    return page(500, "500.html")
