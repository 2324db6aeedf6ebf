"""Where something stands on the public site, asked from there or from within a preview of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.urls import get_script_prefix, set_script_prefix


@contextmanager
def addresses_under(prefix: str) -> Iterator[None]:
    """Within it, ``reverse`` writes ``prefix`` (with a last slash) before every path."""
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


def public_address(path: str) -> str:
    """The whole address on the public site of a path that ``reverse`` gave just now.

    A preview is under a prefix of the staff site, which ``reverse`` puts before each path. What is
    copied from a preview must name the address that the public will have.
    """
    return f"{settings.SITE_ORIGIN}/{path.removeprefix(get_script_prefix())}"
