"""The embargo of a release, however many figures it states: approved under it, and moved."""

import time
from datetime import timedelta

from releases import publishing
from releases.models import Edition


def approve(slug: str) -> None:
    """Let two people approve the draft of that release; prints how many seconds it took."""
    edition = Edition.objects.get(release__slug=slug)
    began = time.monotonic()
    publishing.submit(edition, by="submitter")
    publishing.approve(edition, by="approver")
    print(time.monotonic() - began)


def move(slug: str) -> None:
    """Move its waiting edition by a day; prints how many seconds it took."""
    edition = Edition.objects.get(release__slug=slug)
    assert edition.published_from is not None  # it waits for its moment  # noqa: S101
    later = edition.published_from + timedelta(days=1)
    began = time.monotonic()
    publishing.move(edition, by="approver", embargo_until=later, reason="Measured.")
    print(time.monotonic() - began)
