"""How many long downloads run at once, in all processes together, and how long each may take."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

# Names this site's downloads among the advisory locks of its database.
_LOCK = 0x0DA7A
BUSY = (
    "Other readers are downloading as many large files as this site sends at once. "
    "Please try again in {seconds} seconds."
)
TRY_AGAIN = 30


def take_slot() -> bool:
    """Take one of the slots until this transaction ends; False where none is free.

    The transaction ends with the answer's last byte, or with the connection, so that no slot is
    lost, whatever becomes of the process.
    """
    with connection.cursor() as cursor:
        for slot in range(settings.DOWNLOADS_AT_ONCE):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, slot])
            if cursor.fetchone()[0]:
                return True
    return False


def busy() -> HttpResponse:
    """What a reader gets who comes while all slots are taken."""
    return HttpResponse(
        f"{BUSY.format(seconds=TRY_AGAIN)}\n",
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(TRY_AGAIN)},
    )


def let_go_of_who_stops_reading(request: HttpRequest) -> None:
    """End the answer when a reader has taken nothing for ``DOWNLOAD_STALLED`` seconds.

    Sending then fails with an OSError, which ends the transaction and frees the worker. The
    server sets its socket anew before it reads the next request of the connection.
    """
    found: Any = request.META.get("gunicorn.socket")
    if found is not None:  # the test client has none
        found.settimeout(settings.DOWNLOAD_STALLED)
