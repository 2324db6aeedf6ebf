"""Looks at the public site itself: which addresses show by now what a rehearsal foretold."""

import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings

from releases.models import Rehearsal, SurfaceSeen
from releases.published import database_now
from releases.rehearsing.surfaces import Answer, shows

SECONDS_TO_WAIT = 10
AT_ONCE = 4


def look(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """Ask the public site for every address not seen yet; keep when it was first seen to have it.

    Returns the surfaces that do not show it yet. An address is asked of ``SITE_ORIGIN`` alone.
    """
    seen = set(rehearsal.seen.values_list("address", flat=True))
    waiting = [one for one in rehearsal.surfaces if one["address"] and one["address"] not in seen]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(_ask, [one["address"] for one in waiting]))
    left = []
    for surface, answer in zip(waiting, answers, strict=True):
        if answer is not None and shows(answer, surface):
            SurfaceSeen.objects.get_or_create(
                rehearsal=rehearsal, address=surface["address"], defaults={"at": database_now()}
            )
        else:
            left.append(surface)
    return left


def _ask(address: str) -> Answer | None:
    request = urllib.request.Request(  # noqa: S310 - this site's own origin, from its settings
        settings.SITE_ORIGIN + address, headers={"User-Agent": "npcc-site watch_release"}
    )
    try:
        response = urllib.request.urlopen(request, timeout=SECONDS_TO_WAIT)  # noqa: S310
    except urllib.error.HTTPError as error:
        return Answer(error.code, "")
    except OSError:
        return None
    with response:
        kind = response.headers.get("Content-Type", "")
        return Answer.of(response.status, response.read(), kind)
