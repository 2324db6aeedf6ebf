"""Videos are embedded only from hosts on an allow-list, and only when a reader asks."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError


def check_video_url(address: str) -> None:
    """Refuse an address that is not https on one of ``settings.VIDEO_HOSTS``."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname not in settings.VIDEO_HOSTS or parts.port:
        permitted = " or ".join(settings.VIDEO_HOSTS)
        raise ValidationError(
            f"“{address}” can’t be embedded. Give an https address on {permitted}."
        )
