"""Whether the office has two people who look, and how loudly it is said that it has one."""

import logging

from django.conf import settings
from django.http import HttpRequest

logger = logging.getLogger(__name__)


def office(request: HttpRequest) -> dict[str, bool]:
    """``one_alone`` on staff pages: whether one person may approve what is their own."""
    return {"one_alone": not settings.FOUR_EYES}


def warn_of_one_alone() -> None:
    """Say it in the log at each start; the public process has nobody who approves."""
    if not getattr(settings, "FOUR_EYES", True):
        logger.warning(
            "FOUR_EYES is off: one person alone may approve and publish what they wrote "
            "themselves. Unset it as soon as there are two."
        )
