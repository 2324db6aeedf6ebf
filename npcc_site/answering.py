"""Another instant for a part of an answer: the present within a page of the past, or a past state
that an address within the address names.

The policies are told as well, so a part is bound by them exactly as a whole page of that instant
is: nothing that is hidden now shows, and nothing that is still to come.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import HttpRequest

from npcc_site import middleware
from releases.published import is_public_login


@contextmanager
def answering_for(request: HttpRequest, moment: datetime | None) -> Iterator[datetime]:
    """Within it the database answers for ``moment`` (None: the present); gives that instant.

    It is never later than now. On the staff site, where no policy holds, and in a preview, whose
    present is the preview's instant, the instant alone does the choosing.
    """
    asking: Any = request
    if not is_public_login(connection):
        now = asking.at if asking.as_at is None else asking.clocks.now
        yield now if moment is None else min(now, moment)
        return
    try:
        yield middleware.begin_moment(moment)
    finally:
        middleware.begin_moment(asking.asked.moment if asking.asked else None)
