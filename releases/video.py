"""Videos are embedded only from hosts on an allow-list, and only when a reader asks."""

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Film:
    """An embedded film: its player's address, the host's name in words, and a page to watch it."""

    src: str
    host: str
    link: str


# Names that readers know; another host of the allow-list is called by its own name.
HOST_WORDS = {"www.youtube-nocookie.com": "YouTube", "player.vimeo.com": "Vimeo"}


def film(address: str) -> Film:
    """What a page says of a film before anything of its host is loaded."""
    host = urlsplit(address).hostname or ""
    return Film(src=address, host=HOST_WORDS.get(host, host), link=address)


def permit_video(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page frame the permitted hosts: the same header with and without a video."""
    hosts = [f"https://{host}" for host in settings.VIDEO_HOSTS]
    return csp_update({"frame-src": [SELF, *hosts]})(view)
