"""How files are sent: formulas disarmed, long downloads few at a time, stalled readers let go."""

import csv
import dataclasses
import io
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as arrow_parquet
import pytest
from django.db import transaction
from django.test import Client, override_settings

from npcc_site import logins
from npcc_site.local import sites
from operations.models import Observation
from operations.opendata import downloads
from operations.opendata.columns import DESCRIBED
from operations.opendata.slots import TRY_AGAIN
from operations.renderers.csvfile import FORMULA
from operations.renderers.exact import digits
from releases import publishing
from releases.models import Edition
from releases.published import database_now
from tests import factories
from tests.harness import clients, databases, servers
from tests.harness.clients import SiteClient
from tests.harness.databases import World

TEXTS = [one.name for one in DESCRIBED if one.datatype.is_text]


def rows(client: SiteClient, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_no_text_is_a_formula_and_every_number_is_one(
    world: World, public_client: SiteClient
) -> None:
    """Hostile texts in every place that staff can type into; Parquet keeps them to the letter."""
    publisher = factories.publisher(licence="=licence()")
    edition = factories.edition(release=factories.release(publisher=publisher), title="@SUM(title)")
    stated = [f"{sign}cmd|' /C calc'!A0" for sign in FORMULA] + ['"=quoted"', "plain, with\na line"]
    for number, text in enumerate(stated):
        category = factories.category(name=text)
        metric = factories.metric(name=text, slug=f"-m-{number}", dimension=category.dimension)
        factories.observation(
            edition, text, metric=metric, category=category, value=Decimal(-number),
            organisation=factories.organisation(name=text), note=text, coverage=text,
        )  # fmt: skip
    factories.archived(edition)
    for address in ("/data/figures.csv", "/explore.csv", "/explore.csv?bom=0"):
        found = rows(public_client, address)
        assert len(found) == len(stated)
        for row in found:
            assert not [name for name in TEXTS if row[name].startswith(FORMULA)], row
            assert row["metric"].startswith("'-m-")
            assert row["licence"] == "'=licence()"
            assert row["release_title"] == "'@SUM(title)"
        assert sorted(int(row["value"]) for row in found) == sorted(-n for n in range(len(stated)))
        assert {row["as_stated"].removeprefix("'") for row in found} == set(stated)
    table = arrow_parquet.read_table(
        io.BytesIO(public_client.get("/data/figures.parquet").getvalue())
    ).to_pydict()
    for name in ("metric_label", "category", "area_name", "coverage_note", "as_stated"):
        assert sorted(table[name]) == sorted(stated)


def test_numbers_are_written_as_charts_write_them(world: World, public_client: SiteClient) -> None:
    """Whole numbers whole, fractions without trailing zeros and with no more than 15 digits."""
    values = [
        Decimal(text)
        for text in (
            "0", "100", "0.5", "2780.0400", "-12.3400", "99999999999.1234", "123456789012.3456",
            "123456789012.3325", "-999999999999999.5", "9007199254740993", "1234567890123456.4000",
        )
    ]  # fmt: skip
    edition = factories.edition()
    metric = factories.metric()
    figures = [factories.observation(edition, metric=metric, value=value) for value in values]
    factories.archived(edition)
    written = {row["figure_id"]: row["value"] for row in rows(public_client, "/data/figures.csv")}
    assert written == {
        figure.figure_id: digits(value) for figure, value in zip(figures, values, strict=True)
    }


@transaction.atomic
def corrected() -> tuple[Observation, Observation]:
    """A figure that was corrected a day ago, and one of the same release that was not."""
    release = factories.release()
    first = factories.edition(release=release)
    options: dict[str, Any] = {
        "period_kind": "year", "period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31),
    }  # fmt: skip
    changed = factories.observation(first, value=9387, **options)
    same = factories.observation(first, value=3, status="estimated", **options)
    factories.archived(first, published_from=database_now() - timedelta(days=3))
    second = publishing.correct(release, by="writer", reason="An error.")
    factories.observation(
        second, value=8241, figure_id=changed.figure_id, metric=changed.metric,
        status="provisional", **options,
    )  # fmt: skip
    factories.archived(second, published_from=database_now() - timedelta(days=1))
    return changed, same


def test_a_corrected_figure_says_what_it_was_and_an_unchanged_one_nothing(
    world: World, public_client: SiteClient
) -> None:
    changed, same = corrected()
    found = {row["figure_id"]: row for row in rows(public_client, "/data/figures.csv")}
    row, other = found[changed.figure_id], found[same.figure_id]
    assert (row["value"], row["version"], row["shorthand"]) == ("8241", "2", "[p] [r]")
    assert row["note"].startswith("Corrected on ")
    assert row["note"].endswith("was 9,387 arrests.")
    assert row["corrected_at"] == row["published_at"]
    assert (other["value"], other["version"], other["shorthand"]) == ("3", "2", "[e]")
    assert (other["note"], other["corrected_at"]) == ("", "")
    then = f"{database_now() - timedelta(days=2):%Y-%m-%dT%H:%MZ}"
    before = {
        row["figure_id"]: row
        for row in rows(public_client, f"/explore.csv?as_at={then}&qualifier=exact")
    }
    assert before[changed.figure_id]["value"] == "9387"
    assert (before[changed.figure_id]["note"], before[changed.figure_id]["version"]) == ("", "1")


def test_el_30_a_download_that_began_before_a_moment_ends_as_it_began(
    world: World, public_connection: Any
) -> None:
    factories.archived(edition_with("before"))
    with override_settings(**clients.PUBLIC):
        with databases.as_default(public_connection):
            pieces = iter(Client().get("/data/figures.csv").streaming_content)
            head = next(pieces)
        factories.archived(edition_with("meanwhile"))
        with databases.as_default(public_connection):
            whole = head + b"".join(pieces)
            again = b"".join(Client().get("/data/figures.csv").streaming_content)
    assert b"before" in whole
    assert b"meanwhile" not in whole
    assert b"meanwhile" in again


def test_el_10_48_what_is_hidden_changes_no_byte_of_any_file(
    world: World, public_client: SiteClient
) -> None:
    """In every form, for every method and condition, physical order of the rows included."""
    edition = factories.edition()
    metric = factories.metric()
    changed, *_ = (factories.observation(edition, metric=metric, value=n) for n in range(20))
    factories.archived(edition)
    asked = [
        *(f"/explore.{ending}" for ending in ("csv", "parquet", "csv-metadata.json")),
        *(f"/data/{name}" for name in ("", "figures.csv", "figures.parquet", "datapackage.json",
                                       "figures.csv-metadata.json")),
        f"/explore.csv?metric={changed.metric.slug}&bom=0",
    ]  # fmt: skip

    def everything() -> list[Any]:
        answers = [public_client.get(address) for address in asked]
        answers += [public_client.head(address) for address in asked]
        answers += [public_client.get(one, headers={"Range": "bytes=0-9"}) for one in asked]
        answers += [public_client.get(one, headers={"If-None-Match": '"0"'}) for one in asked]
        return [(one.status_code, sorted(one.headers.items()), one.getvalue()) for one in answers]

    before = everything()
    # For tomorrow: a correction, whose approval ends the public row, and another release's figure.
    tomorrow = database_now() + timedelta(days=1)
    draft = publishing.correct(changed.release, by="writer", reason="An error.")
    Edition.objects.filter(pk=draft.pk).update(embargo_until=tomorrow)
    factories.observation(draft, value=7, metric=changed.metric, figure_id=changed.figure_id)
    factories.approved(draft)
    hidden = factories.edition(embargo_until=tomorrow)
    factories.observation(hidden, metric=changed.metric, value=1)
    factories.approved(hidden)
    assert everything() == before


def edition_with(words: str) -> Any:
    edition = factories.edition()
    factories.observation(edition, words)
    return edition


def test_a_choice_with_nothing_in_it_has_its_head(world: World, public_client: SiteClient) -> None:
    edition = factories.edition()
    edition.release.topics.add(topic := factories.topic(slug="without-metrics"))
    factories.observation(edition)
    factories.archived(edition)
    assert topic.metrics.count() == 0
    for query in ("since=2999", "topic=without-metrics"):
        response = public_client.get(f"/explore.csv?bom=0&{query}")
        assert response.getvalue().decode() == ",".join(one.name for one in DESCRIBED) + "\r\n"
        parquet = public_client.get(f"/explore.parquet?{query}").getvalue()
        assert arrow_parquet.read_table(io.BytesIO(parquet)).num_rows == 0


def test_a_long_choice_is_streamed_and_reads_the_same(
    world: World, public_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = factories.edition()
    metric = factories.metric()
    for value in range(7):
        factories.observation(edition, metric=metric, value=value)
    factories.archived(edition)
    short = public_client.get("/explore.csv")
    monkeypatch.setattr(downloads, "READ_WHOLE", 6)
    long = public_client.get("/explore.csv")
    assert not short.streaming
    assert long.streaming
    assert long.getvalue() == short.content
    assert short.headers["ETag"]
    held = public_client.get("/explore.csv", headers={"If-None-Match": short.headers["ETag"]})
    assert held.status_code == 200  # a stream has no validator


# --- Real processes -------------------------------------------------------------------------------

NOTE = "A note of great length. " * 10_000
FIGURES = 60  # 14 MB, more than all buffers on the way hold


@dataclass(frozen=True, repr=False)
class Impatient(sites.Place):
    """The same site, which lets go of whoever takes nothing for five seconds."""

    def environment(self, kind: sites.Kind) -> dict[str, str]:
        return super().environment(kind) | {"DOWNLOAD_STALLED": "5"}


@pytest.fixture
def origin(world: World, tmp_path: Path) -> Iterator[str]:
    edition = factories.edition()
    metric = factories.metric(slug="the-metric")
    for value in range(FIGURES):
        factories.observation(edition, metric=metric, value=value, note=NOTE)
    small = factories.metric(slug="small-metric")
    factories.observation(edition, metric=small)
    factories.archived(edition)
    impatient = dataclasses.replace(world, place=Impatient(**vars(world.place)))
    with servers.public_alone(impatient, tmp_path / "log") as address:
        yield address


def stalled(origin: str) -> socket.socket:
    """A reader that asks for everything, takes the head of it, and then no more."""
    host, _, port = origin.removeprefix("http://").partition(":")
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect((host, int(port)))
    reader.sendall(f"GET /data/figures.csv HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
    assert reader.recv(12) == b"HTTP/1.1 200"
    return reader


def ask(origin: str, path: str, method: str = "GET") -> tuple[int, Any, bytes]:
    host = f"localhost:{origin.rpartition(':')[2]}"
    request = urllib.request.Request(f"{origin}{path}", method=method, headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def at_work(world: World) -> int:
    """Sessions of the public login that are in a transaction, and locks that downloads hold."""
    inside = logins.in_database(world.place.admin_url, world.database)
    with logins.administering(inside) as admin:
        (busy,) = admin.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND usename = %s AND state <> 'idle'",
            [world.place.logins.public.name],
        ).fetchone()
        (locks,) = admin.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchone()
    return busy + locks


def test_two_download_at_once_and_a_reader_who_stops_is_let_go(world: World, origin: str) -> None:
    with stalled(origin) as one, stalled(origin) as other:
        two_read_and_stop(world, origin, (one, other))


def two_read_and_stop(
    world: World, origin: str, readers: tuple[socket.socket, socket.socket]
) -> None:
    began = time.monotonic()
    status, headers, words = ask(origin, "/data/figures.parquet")
    assert (status, headers["Retry-After"]) == (503, str(TRY_AGAIN))
    assert f"try again in {TRY_AGAIN} seconds" in words.decode()
    assert at_work(world) >= 4, "two sessions, each with its lock"
    # What is short waits for nobody, and a question about a file is no download.
    assert ask(origin, "/explore.csv?metric=small-metric")[0] == 200
    assert ask(origin, "/data/figures.csv", "HEAD")[0] == 200
    while at_work(world):
        assert time.monotonic() - began < 60, "the readers still hold their workers"
        time.sleep(0.1)
    status, _, whole = ask(origin, "/data/figures.csv")
    assert status == 200
    assert whole.count(NOTE.rstrip()[:-1].encode()) == FIGURES
    for reader in readers:
        assert left_in(reader) < len(whole)
    assert at_work(world) == 0


def left_in(reader: socket.socket) -> int:
    """How much a reader can still take before the connection ends."""
    size = 0
    try:
        while piece := reader.recv(1 << 20):
            size += len(piece)
    except ConnectionError:
        pass
    return size
