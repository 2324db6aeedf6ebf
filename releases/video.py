"""Videos are embedded only from hosts on an allow-list, and only when a reader asks."""

from collections.abc import Callable
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase


def check_video_url(address: str) -> None:
    """Refuse an address that is not https on one of ``settings.VIDEO_HOSTS``."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname not in settings.VIDEO_HOSTS or parts.port:
        permitted = " or ".join(settings.VIDEO_HOSTS)
        raise ValidationError(
            f"“{address}” can’t be embedded. Give an https address on {permitted}."
        )


def permit_video(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page frame the permitted hosts: the same header with and without a video."""
    hosts = [f"https://{host}" for host in settings.VIDEO_HOSTS]
    return csp_update({"frame-src": [SELF, *hosts]})(view)
