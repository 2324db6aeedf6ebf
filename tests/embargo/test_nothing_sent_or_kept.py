"""Ways out that this site does not have: mail, hooks, queues, sockets, and files of its own.

A code review would miss the first line that opens one; these tests do not.
"""

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.test_architecture import ROOT, imported, modules

OURS = ("releases", "operations", "npcc_site")
# What could carry a word of a release to somebody, or to a process that somebody else can read.
WAYS_OUT = (
    "aiohttp", "asyncio", "celery", "channels", "django.core.cache", "django.core.mail",
    "django_rq", "ftplib", "http.client", "httpx", "huey", "multiprocessing", "requests", "smtplib",
    "socket", "socketserver", "ssl", "urllib.request", "xmlrpc",
)  # fmt: skip
# Asks SITE_ORIGIN alone, for addresses that anybody may ask for, and only when an officer says so.
WATCHING = ("releases/rehearsing/watching.py", "urllib.request")
LOCAL = "npcc_site/local/"  # runs `make` on a developer's machine and is no part of either process


def test_el_39_67_73_75_77_nothing_is_sent_to_anybody() -> None:
    found = {
        (str(path.relative_to(ROOT)), way)
        for place in OURS
        for path in modules(place)
        for name in imported(path)
        for way in WAYS_OUT
        if name == way or name.startswith(f"{way}.")
    }
    assert {(path, way) for path, way in found if not path.startswith(LOCAL)} == {WATCHING}


def test_el_05_07_08_09_no_row_keeps_a_file_and_no_address_serves_one() -> None:
    """Only the words of an uploaded file are kept, and pictures are drawn for each answer."""
    kept = [
        str(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField | models.BinaryField | models.FilePathField)
    ]
    assert kept == []
    assert settings.MEDIA_ROOT == ""
