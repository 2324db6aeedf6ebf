"""The page of a comparison, and its file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from operations.charts.file_views import imprint_of, open_data
from operations.comparing.asked import asked_of
from operations.comparing.csvfile import csv_file
from operations.comparing.sides import beside, every_pair
from releases.filters import at_of

NOT_CHOSEN = "Choose an operation and two of its phases, or a metric and two of its periods.\n"


def compare(request: HttpRequest) -> HttpResponse:
    """Two phases or periods side by side; without them the form to choose them."""
    asked = asked_of(request)
    context: dict[str, Any] = {"asked": asked}
    if asked.sides:
        context["found"] = beside(*asked.sides, at_of(request), request.GET.get("page", 1))
    return render(request, "operations/compare.html", context)


@open_data
@require_safe
def compare_file(request: HttpRequest) -> HttpResponse:
    """The pairs as CSV; 400 with a sentence where the address chooses no two sides."""
    asked = asked_of(request)
    if not asked.sides or asked.subject is None:
        return HttpResponseBadRequest(NOT_CHOSEN, content_type="text/plain; charset=utf-8")
    pairs = [(pair.points, pair.verdict) for pair in every_pair(*asked.sides, at_of(request))]
    response = HttpResponse(csv_file(pairs, imprint_of(request)), content_type="text/csv")
    name = f"{asked.subject.slug}_compared.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
