"""Pages of the site as a whole; those of releases and operations are in their packages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from npcc_site.middleware import page


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html")


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all; asks nobody else and tells nothing."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(400, "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(403, "403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for what is hidden and what never existed: nothing of the address is in it."""
    return page(404, "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    return page(500, "500.html")
