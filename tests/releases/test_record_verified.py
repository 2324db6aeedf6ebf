"""The record as the public reads it, and what raises the alarm; committed rows, real logins."""

import json
import logging
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connections, models, transaction
from django.utils import timezone

from operations.models import Claim, Evidence, Observation
from releases import publishing
from releases.models import Edition, Quotation, Seal, SourceText
from releases.published import database_now
from releases.record import check, last_check
from releases.record.documents import Names, document, sha256_of
from tests import factories
from tests.harness import clients, databases, servers
from tests.releases.test_row_security import a_whole_release

DAY = timedelta(days=1)
NEVER = f"/record/{'0' * 64}.json"


def document_address(edition: Edition) -> str:
    return f"/record/{Seal.objects.get(edition=edition).sha256}.json"


def today() -> str:
    return f"/record/{timezone.localdate()}.json"


def whole(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, body, dict(answer.headers)


# --- as the public login --------------------------------------------------------------------------


def test_el_01_02_27_41_52_the_record_is_the_same_whatever_waits(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    """Approved, moved, taken back: bytes, headers, numbers as before; a hidden hash is a 404."""
    factories.archived(factories.edition())

    def asked() -> list[Any]:
        return [whole(public_client.get(a)) for a in ("/record/", today(), NEVER)]

    before = asked()
    assert [status for status, *_ in before] == [200, 200, 404]
    embargo = database_now() + DAY
    waiting = factories.published(a_whole_release("quillfern", embargo_until=embargo))
    hidden = document_address(waiting)
    assert asked() == before
    assert whole(public_client.get(hidden)) == before[-1]
    box = whole(public_client.get(f"/record/?hash={Seal.objects.get(edition=waiting).sha256}"))
    assert b"It is not in the record" in box[1]
    publishing.move(waiting, by="approver", embargo_until=embargo + DAY, reason="It moved.")
    assert asked() == before
    publishing.unschedule(waiting, by="approver")
    assert asked() == before


def test_what_the_public_downloads_has_the_hash_that_the_manifest_names(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    """Also of a superseded version, one whose text came later, and one older than its metric."""
    metric = factories.metric()
    publishing.archive_reference(metric, by="staff", published_from=database_now() - DAY / 24)
    first = factories.edition()
    factories.observation(first, metric=metric, figure_id="bcdfghjkmnpq")
    with transaction.atomic():  # as load_content does, which knows both
        factories.archived(first, published_from=database_now() - 2 * DAY)
        second = publishing.correct(first.release, by="writer", reason="Seven were eight.")
        factories.observation(second, metric=metric, figure_id="bcdfghjkmnpq", value=8)
        factories.archived(second, published_from=database_now() - DAY)
    with transaction.atomic():
        SourceText.objects.create(
            edition=second, release=second.release, text="Loaded later.",
            published_from=second.published_from, recorded_at=database_now(),
        )  # fmt: skip
    for edition, value in ((first, "7"), (second, "8")):
        address = document_address(edition)
        status, body, headers = whole(public_client.get(address))
        assert status == 200
        assert sha256_of(iter([body])) in address
        assert json.loads(body)["figures"][0]["value"] == value
        assert headers["ETag"] == f'"{address[8:-5]}"'
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert public_client.get(f"{address}?as_at=2001-01-01").status_code == 404
    lines = json.loads(public_client.get(today()).content)["entries"]
    assert {line["edition"] for line in lines} == {1, 2}


def test_el_54_a_withdrawn_version_has_no_document_and_its_hash_no_salt(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    first = factories.archived(a_whole_release("quillfern"))
    second = publishing.correct(first.release, by="writer", reason="Wrong.")
    Edition.objects.filter(pk=second.pk).update(embargo_until=database_now() + DAY)
    factories.published(second)
    waiting = document_address(second)
    assert b"quillfern" in whole(public_client.get(today()))[1]
    publishing.withdraw(first.release, by="approver", reason="A court has asked.")
    never = whole(public_client.get(NEVER))
    for address in (document_address(first), waiting):
        assert whole(public_client.get(address)) == never
    listed = json.loads(public_client.get(today()).content)
    (line,) = listed["entries"]
    assert set(line) == {"number", "entered_at", "sha256", "link", "withdrawn"}
    box = public_client.get(f"/record/?hash={line['sha256']}").content
    assert b"since been withdrawn" in box
    assert b"quillfern" not in box
    assert not Seal.objects.filter(edition=second).exists(), "it would enter though never public"
    with world.connect("public") as connection:
        assert connection.execute("SELECT value FROM releases_salt").fetchall() == []


def test_only_days_of_the_record_have_a_manifest(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    never = whole(public_client.get(NEVER))
    assert whole(public_client.get(today())) == never
    factories.archived(factories.edition())
    assert public_client.get(today()).status_code == 200
    now = timezone.localdate()
    for day in (now - DAY, now + DAY, "2023-02-31", "0001-01-01", "9999-12-31"):
        assert whole(public_client.get(f"/record/{day}.json")) == never, day


# --- what a hash covers ---------------------------------------------------------------------------

# Public columns that say nothing of their own, or that may be edited or filled in later.
LEFT_OUT = {
    "id", "release", "edition", "observation", "created_at", "published_from", "recorded_at",
    "position",  # of a figure: their order is that of their ids
    "prefix", "suffix", "start", "end",  # of evidence: found once a text is loaded
}  # fmt: skip


def another(value: Any, field: Any) -> Any:
    """Some other value that the column takes."""
    if isinstance(field, models.ForeignKey):
        model = field.related_model
        same = {"operation": factories.operation()} if model.__name__ == "Phase" else {}
        made = getattr(factories, model.__name__.lower(), None)
        return (made(**same) if made else model.objects.create(slug="other", name="Other")).pk
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return database_now() - 2 * DAY
    if isinstance(field, models.DateField):
        return date(1999, 12, 31)
    if isinstance(field, models.DecimalField | models.IntegerField):
        return value + 1
    if isinstance(value, list):
        return [*value, "bcdfghjkmnpq"]
    return f"{value}x"[-field.max_length :] if field.max_length else f"{value}x"


def public_words(model: type[models.Model]) -> Iterator[Any]:
    for field in model._meta.concrete_fields:
        if field.name not in LEFT_OUT and not getattr(field, "staff_only", False):
            yield field


def test_whatever_the_public_reads_of_a_version_is_in_its_hash(world: databases.World) -> None:
    """Each public column changed in turn: a new one has to be put in, or left out by name."""
    edition = a_whole_release(
        "word", issued_earliest=date(1999, 1, 1), issued_latest=date(2000, 1, 1)
    )
    Observation.objects.update(period_start=date(1999, 1, 1), period_end=date(2000, 1, 1))
    factories.archived(edition)
    said = (Edition, SourceText, Quotation, Observation, Evidence, Claim)
    others = {
        field: another(getattr(model._default_manager.get(), field.attname), field)
        for model in said
        for field in public_words(model)
    }
    owner, unseen = connections["owner"], []
    with databases.as_default(owner), transaction.atomic():
        for model in said:
            without_triggers(owner.cursor(), model._meta.db_table)
        for field, value in others.items():
            with transaction.atomic():
                field.model._default_manager.update(**{field.attname: value})
                if hash_now(edition.pk) == Seal.objects.get().sha256:
                    unseen.append(str(field))
                transaction.set_rollback(True)
        assert hash_now(edition.pk) == Seal.objects.get().sha256
        transaction.set_rollback(True)
    assert unseen == []


def hash_now(pk: int) -> str:
    edition = Edition.objects.get(pk=pk)
    assert edition.published_from is not None
    at, names = edition.published_from, Names(None)
    return sha256_of(document(edition, at, recorded_at=edition.recorded_at, names=names))


# --- the alarm ------------------------------------------------------------------------------------

# What a hand with the owner's rights may do behind the triggers, and what the alarm says of it.
TAMPERING = {
    "UPDATE operations_observation SET value = 8": "no longer says what it said",
    "UPDATE operations_evidence SET words = 'eight arrests'": "no longer says what it said",
    "UPDATE releases_edition SET title = 'Another'": "no longer says what it said",
    "DELETE FROM operations_claim": "no longer says what it said",
    "UPDATE releases_seal SET sha256 = repeat('0', 64)": "ended in",
    "DELETE FROM releases_seal": "is not on record",
    "UPDATE releases_seal SET published_from = published_from - interval '1 day'": "is dated",
    "UPDATE releases_seal SET recorded_at = recorded_at - interval '1 day'": "held 1 versions",
}


def tamper(cursor: Any, statement: str) -> None:
    """Run the statement with the triggers of its table off, which only the owner can do."""
    table = next(word for word in statement.split() if "_" in word)
    without_triggers(cursor, table)
    cursor.execute(statement)
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def without_triggers(cursor: Any, table: str) -> None:
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def test_whatever_is_changed_behind_the_triggers_is_found(world: databases.World) -> None:
    factories.archived(a_whole_release("word"))
    assert check(final_after=timedelta(0)).problems == []
    missed = []
    owner = connections["owner"]
    for statement, sentence in TAMPERING.items():
        with databases.as_default(owner), transaction.atomic(), owner.cursor() as cursor:
            tamper(cursor, statement)
            found = check(final_after=timedelta(0)).problems
            transaction.set_rollback(True)
        if not any(sentence in problem for problem in found):
            missed.append((statement, found))
    assert missed == []
    assert check(final_after=timedelta(0)).problems == []


def test_the_alarm_is_an_exit_code_a_line_of_the_log_and_what_staff_see(
    world: databases.World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = factories.archived(a_whole_release("word"))
    call_command("verify_record")
    assert "The record holds: 0 versions" in capsys.readouterr().out, "none is final yet"
    sound = last_check()
    assert sound is not None
    assert sound.problems == []
    with world.connect("owner") as connection:
        tamper(connection, "UPDATE operations_observation SET value = 8")
    said = f"Edition 1 of {edition.release} no longer says what it said when it was put on record."
    with pytest.raises(CommandError, match=said):
        call_command("verify_record")
    assert (logging.ERROR, f"The record does not hold: {said}") in [
        (record.levelno, record.getMessage()) for record in caplog.records
    ]
    found = last_check()
    assert found is not None
    assert found.problems == [said]


def test_nobody_can_edit_what_a_verification_found(world: databases.World) -> None:
    check()
    for statement in (
        "UPDATE releases_checkpoint SET number = 0",
        "DELETE FROM releases_checkpoint",
        "TRUNCATE releases_checkpoint",
    ):
        with (
            world.connect("staff") as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


# --- anyone, with plain Python --------------------------------------------------------------------


def download(origin: str, address: str, folder: Path) -> Path:
    file = folder / address.rsplit("/", 1)[-1]
    with urllib.request.urlopen(origin + address, timeout=10) as response:  # noqa: S310
        file.write_bytes(response.read())
    return file


def test_an_outsider_verifies_what_was_downloaded_from_the_real_site(
    world_sites: servers.Sites, world: databases.World, tmp_path: Path
) -> None:
    """The script comes from the site too, and runs without anything of ours."""
    edition = factories.archived(a_whole_release("quillfern"))
    factories.archived(factories.edition())
    script, manifest, document = (
        download(world_sites.public, address, tmp_path)
        for address in ("/record/verify.py", today(), document_address(edition))
    )

    def run(*files: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(script), *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    sound = run(manifest, document)
    assert (sound.returncode, sound.stderr) == (0, "")
    assert "2 entered" in sound.stdout
    assert "on record since" in sound.stdout
    document.write_bytes(document.read_bytes().replace(b'"7340033"', b'"7340034"'))
    changed = run(manifest, document)
    assert changed.returncode == 1
    assert "in none of the manifests" in changed.stdout
