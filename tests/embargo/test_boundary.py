"""Every surface at the instant before its moment and at it: all flip once, in one step, together.

Past moments are asked for with ``as_at``, a microsecond before and at the instant; one release is
followed through its moment by pollers at a real server.
"""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from operations.models import Observation
from releases import publishing
from releases.models import Edition
from tests import factories
from tests.embargo.asking import ORIGIN, ask, fresh_connections
from tests.embargo.sweep import SWEEP, WORD
from tests.harness import servers
from tests.harness.clients import SiteClient
from tests.harness.databases import World
from tests.releases.test_row_security import a_whole_release

JUST_BEFORE = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)

MOMENTS = {
    "winter": datetime(2023, 11, 17, 0, 1, tzinfo=UTC),
    "summer": datetime(2023, 7, 6, 23, 1, tzinfo=UTC),  # 00:01 on the 7th in London
    "summermidnight": datetime(2024, 6, 30, 23, 0, tzinfo=UTC),
    "summermorning": datetime(2024, 6, 20, 8, 30, tzinfo=UTC),
    "leapday": datetime(2024, 2, 29, 0, 1, tzinfo=UTC),
    "newyear": datetime(2025, 1, 1, 0, 0, tzinfo=UTC),
    "forward": datetime(2025, 3, 30, 1, 0, tzinfo=UTC),  # the clocks show 02:00 a moment later
    "backfirst": datetime(2025, 10, 26, 0, 30, tzinfo=UTC),  # 01:30 for the first time
    "backagain": datetime(2025, 10, 26, 1, 30, tzinfo=UTC),
}
# Of one each surface is asked, filters included; of these each page; of the rest a few.
EVERY_SURFACE = "winter"
EVERY_PAGE = {"summer", "forward", "backagain"}
# The same instants as a reader in London would ask for them, and a minute sooner.
AS_TYPED = {
    "winter": ("2023-11-17T00:00", "2023-11-17T00:01"),
    "summer": ("2023-07-07T00:00", "2023-07-07T00:01"),
    "summermidnight": ("2024-06-30", "2024-07-01"),
    "summermorning": ("2024-06-20T09:29", "2024-06-20T09:30"),
    "leapday": ("2024-02-28", "2024-02-29"),
    "newyear": ("2024-12-31", "2025-01-01"),
    "forward": ("2025-03-30T00:59", "2025-03-30T02:00"),
    "backfirst": ("2025-10-26T01:29+01:00", "2025-10-26T01:30+01:00"),
    "backagain": ("2025-10-26T01:29+00:00", "2025-10-26T01:30+00:00"),
}


def surfaces(word: str, figure_id: str) -> list[str]:
    """The addresses of the sweep that tell of a whole release once it is out."""
    told = [address for entries in SWEEP.values() for address, must in entries.items() if must]
    lists = {"/", "/releases/", "/topics/", "/operations/", "/metrics/", "/charts/",
             "/organisations/", "/people/"}  # fmt: skip
    own = [address for address in told if address in lists or WORD in address]
    # What is packed shows its words to no search; tests/embargo/asking.py unpacks it elsewhere.
    legible = [one for one in own if not re.search(r"\.(?:xlsx|ods|parquet)(?:\?|$)", one)]
    pages = [address for address in legible if "?" in address or address.endswith("/")]
    return [*(page.replace(WORD, word) for page in pages), f"/figures/{figure_id}/"]


def tells(word: str, body: str) -> bool:
    """Whether words of the release are in it; an address asked for has a hyphen in their place."""
    kinds = "title|topic|publisher|metric|force|finding|speaker|phase|category|summary"
    named = f'"metric": "{word}-metric"'  # by its slug alone, where a series is
    return re.search(rf"{word} (?:{kinds})|Operation {word}|{named}", body) is not None


def made(word: str, **edition_fields: Any) -> tuple[Any, list[str]]:
    """A whole release whose words are all its own, and its surfaces."""
    edition = a_whole_release(word, **edition_fields)
    speaker = edition.quotations.get().speaker
    speaker.slug, speaker.name = f"{word}-speaker", f"{word} speaker"
    speaker.save()
    return edition, surfaces(word, Observation.objects.get(edition=edition).figure_id)


def at_once(client: SiteClient, addresses: list[str], as_at: str, word: str) -> dict[str, bool]:
    """Which of the surfaces tell of the release, as at that moment."""
    told = {}
    for address in addresses:
        joint = "&" if "?" in address else "?"
        address_here = address.replace(ORIGIN, settings.SITE_ORIGIN)
        answer = client.get(f"{address_here}{joint}as_at={as_at.replace('+', '%2B')}")
        # A filter by a name that is not public yet is refused, as any unknown one is.
        assert answer.status_code in (200, 400, 404), (address, as_at)
        told[address] = tells(word, answer.content.decode(errors="replace"))
    return told


def test_el_44_60_62_every_surface_flips_once_in_one_step(
    world: World, public_client: SiteClient
) -> None:
    """In winter and summer, on both nights of the clock change, at a year's end, on a leap day."""
    found: dict[str, list[str]] = {}
    for word, moment in sorted(MOMENTS.items(), key=lambda item: item[1]):
        day = timezone.localdate(moment)
        edition, found[word] = made(word, issued_earliest=day, issued_latest=day)
        factories.archived(edition, published_from=moment)
    for word, moment in MOMENTS.items():
        asked = chosen(word, found[word])
        for at, is_out in ((moment - JUST_BEFORE, False), (moment, True)):
            told = at_once(public_client, asked, f"{at:%Y-%m-%dT%H:%M:%S.%fZ}", word)
            assert told == dict.fromkeys(asked, is_out), (word, at)
        for typed, is_out in zip(AS_TYPED[word], (False, True), strict=True):
            assert at_once(public_client, ["/releases/"], typed, word) == {"/releases/": is_out}
    assert len(found[EVERY_SURFACE]) > 20


def chosen(word: str, surfaces: list[str]) -> list[str]:
    if word == EVERY_SURFACE:
        return surfaces
    pages = [one for one in surfaces if "?" not in one]
    return pages if word in EVERY_PAGE else ["/", *pages[-2:]]


# --- a real server, and its clock ----------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """One answer of one surface: when it was asked for, when it had come, what it told."""

    address: str
    asked: datetime
    came: datetime
    told: bool


def looks(origin: str, addresses: list[str], word: str, until: datetime) -> list[Look]:
    """Round after round, the last of them begun after ``until``."""
    found = []
    with fresh_connections():
        is_last = False
        while not is_last:
            is_last = timezone.now() >= until
            for address in addresses:
                asked = timezone.now()
                body = ask(origin, address).body.decode(errors="replace")
                found.append(Look(address, asked, timezone.now(), tells(word, body)))
    return found


def test_el_62_a_release_appears_whole_at_its_moment_within_a_second(
    world: World, tmp_path: Path
) -> None:
    edition, addresses = made("quillfern")
    with servers.public_alone(world, tmp_path / "log") as origin:
        moment = timezone.now() + 6 * SECOND
        Edition.objects.filter(pk=edition.pk).update(embargo_until=moment)
        factories.approved(edition, by="approver")
        time.sleep(max(0, (moment - SECOND - timezone.now()).total_seconds()))
        with ThreadPoolExecutor(2) as pool:
            halves = [
                pool.submit(looks, origin, addresses[first::2], "quillfern", moment + SECOND)
                for first in range(2)
            ]
            seen = [look for half in halves for look in half.result()]
    early = [look for look in seen if look.told and look.came < moment]
    late = [look for look in seen if not look.told and look.asked >= moment + SECOND]
    assert early == []
    assert late == []
    first = min(look.came for look in seen if look.told)
    # Once one surface has told of it, none that is asked for afterwards may not.
    assert [look for look in seen if look.asked >= first and not look.told] == []
    assert {look.address for look in seen if look.told} == set(addresses)


BEFORE_ALL_TIME = ("-infinity", "0001-01-01")
EXTREMES = [
    *(("published_from", value) for value in (*BEFORE_ALL_TIME, "infinity", "9999-12-31")),
    *(("published_until", value) for value in BEFORE_ALL_TIME),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("bound", "value"), EXTREMES)
def test_el_56_no_bound_can_be_an_extreme(bound: str, value: str) -> None:
    """A date that no release has is refused by the database, whoever writes it."""
    edition = factories.archived(factories.edition())
    update = f"UPDATE releases_edition SET {bound} = %s WHERE id = %s"
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(update, [value, edition.pk])


@pytest.mark.django_db
def test_el_56_what_has_no_moment_is_never_public() -> None:
    """A missing date means never, and a copy of what is public has none."""
    edition = factories.archived(factories.edition())
    draft = publishing.correct(edition.release, by="writer", reason="It was miscounted.")
    bounds = (draft.published_from, draft.published_until, draft.recorded_at)
    assert bounds == (None, None, None)
    for at in (timezone.now(), datetime(2999, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        assert list(Edition.objects.public(at)) == [edition]
