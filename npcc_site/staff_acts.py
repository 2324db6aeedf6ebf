"""Whose request it is, told to the database, so that the ledger knows who did what."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from releases.acting import acting


class StaffActs:
    """Stands behind authentication: what the request changes is recorded as its person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with acting(request.user.get_username()):
            return self.get_response(request)
