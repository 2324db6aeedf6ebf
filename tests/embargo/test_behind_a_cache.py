"""What readers behind a shared cache see, while others keep the server busy.

The cache is a real one by RFC 9111 (hishel), in front of the real public process.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from django.utils import timezone
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from releases import publishing
from releases.models import Edition
from tests import factories
from tests.embargo.asking import ask, fresh_connections
from tests.harness import databases, servers
from tests.releases.test_row_security import a_whole_release

WORD = "quillfern"
BEHIND_A_CACHE = timedelta(seconds=5)
READERS = 3


@dataclass(frozen=True)
class Look:
    address: str
    asked: datetime
    told: bool
    from_cache: bool
    status: int


@contextlib.contextmanager
def busy(origin: str, address: str) -> Iterator[list[int]]:
    """Readers who ask for a hot page as fast as they are answered; the number of answers each."""
    stop = threading.Event()
    answers = [0] * READERS

    def read(which: int) -> None:
        with fresh_connections():
            while not stop.is_set():
                assert ask(origin, address).status < 500
                answers[which] += 1

    threads = [threading.Thread(target=read, args=(which,)) for which in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def looks_through(cache: httpx.Client, addresses: list[str], until: datetime) -> list[Look]:
    found = []
    while timezone.now() < until:
        # Twice each: the second is what the cache kept of the first, unless it was due anew.
        for address in [one for one in addresses for _ in range(2)]:
            asked = timezone.now()
            answer = cache.get(address)
            kept = answer.extensions["caching"]["from_cache"]
            told = WORD in answer.text.lower().replace(address, "")
            found.append(Look(address, asked, told, kept, answer.status_code))
        time.sleep(0.1)
    return found


@pytest.mark.slow
def test_el_44_63_a_release_comes_and_is_withdrawn_everywhere_within_five_seconds_under_load(
    world: databases.World, tmp_path: Path
) -> None:
    edition = a_whole_release(WORD, embargo_until=timezone.now() + timedelta(hours=1))
    figure = edition.observations.get().figure_id
    addresses = [
        "/", "/releases/", f"/releases/{WORD}-release/", f"/figures/{figure}/",
        f"/charts/{WORD}-chart/", f"/charts/{WORD}-chart/embed/", "/charts/",
    ]  # fmt: skip
    with contextlib.ExitStack() as stack:
        origin = stack.enter_context(servers.public_alone(world, tmp_path / "log"))
        storage = SqliteStorage(database_path=tmp_path / "cache.db")
        stack.callback(storage.close)
        transport = CacheTransport(
            httpx.HTTPTransport(), storage=storage, rfc=CacheOptions(shared=True)
        )
        cache = stack.enter_context(httpx.Client(transport=transport, base_url=origin))
        answers = stack.enter_context(busy(origin, f"/releases/{WORD}-release/"))

        moment = timezone.now() + timedelta(seconds=7)
        Edition.objects.filter(pk=edition.pk).update(embargo_until=moment)
        factories.approved(Edition.objects.get(pk=edition.pk))
        coming = looks_through(cache, addresses, moment + BEHIND_A_CACHE + timedelta(seconds=2))

        publishing.withdraw(edition.release, by="chief", reason="A court has asked for it.")
        gone_at = timezone.now()
        going = looks_through(cache, addresses, gone_at + BEHIND_A_CACHE + timedelta(seconds=2))

    early = [look for look in coming if look.told and look.asked < moment - timedelta(seconds=1)]
    assert early == []
    late = [look for look in coming if not look.told and look.asked > moment + BEHIND_A_CACHE]
    assert late == []
    assert {look.address for look in coming if look.told} == set(addresses)
    kept = [look for look in going if look.told and look.asked > gone_at + BEHIND_A_CACHE]
    # The notice of the withdrawal names the release, in the place of its page and of its chart;
    # everything else must be without it.
    assert {look.address for look in kept if look.status == 410} == {
        f"/releases/{WORD}-release/", f"/charts/{WORD}-chart/", f"/charts/{WORD}-chart/embed/",
    }  # fmt: skip
    assert [look for look in kept if look.status != 410] == []
    assert any(look.from_cache for look in coming), "No answer came from the cache."
    assert sum(answers) > 50, "The server was not busy."
