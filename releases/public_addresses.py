"""Where something stands on the public site, asked from there or from within a preview of it."""

from django.conf import settings
from django.urls import get_script_prefix


def public_address(path: str) -> str:
    """The whole address on the public site of a path that ``reverse`` gave just now.

    A preview is under a prefix of the staff site, which ``reverse`` puts before each path. What is
    copied from a preview must name the address that the public will have.
    """
    return f"{settings.SITE_ORIGIN}/{path.removeprefix(get_script_prefix())}"
