"""A backup made before a moment and restored after it, by PostgreSQL's own programs."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from npcc_site.local import places
from npcc_site.logins import in_database
from releases import publishing
from releases.models import Act, Change, Edition, Seal
from releases.published import database_now
from releases.record import check
from tests import factories
from tests.embargo import guards
from tests.harness import databases
from tests.releases.test_row_security import a_whole_release

REASON = "Restored from Monday's backup."
SECONDS_TO_BACK_UP = 4


def program(name: str, *options: str | Path) -> None:
    subprocess.run([places.postgres_programs() / name, *options], check=True)


def address_of(world: databases.World) -> str:
    return in_database(world.place.admin_url, world.database)


@pytest.fixture
def backed_up(world: databases.World, tmp_path: Path) -> tuple[Path, str]:
    """A dump, and when it was made: a release, a correction and a submitted one wait in it."""
    soon = timezone.now() + timedelta(seconds=SECONDS_TO_BACK_UP)
    moments = []
    factories.archived(factories.edition(release=factories.release(slug="old")))
    first = factories.edition(release=factories.release(slug="mended"))
    factories.observation(first, "7")
    factories.archived(first)
    correction = publishing.correct(first.release, by="writer", reason="Miscounted.")
    moments.append(factories.approved(correction, not_before=soon))
    heron = a_whole_release("heron", embargo_until=soon)
    moments.append(factories.approved(heron))
    waiting = factories.edition(release=factories.release(slug="waiting"))
    publishing.submit(waiting, by="curator")
    file = tmp_path / "backup"
    program("pg_dump", "--format=custom", f"--file={file}", address_of(world))
    made_at = database_now()
    # What the backup knows nothing of.
    heron.refresh_from_db()
    publishing.move(heron, by="approver", embargo_until=soon + timedelta(days=7), reason="Later.")
    time.sleep(max(0, (max(moments) - timezone.now()).total_seconds()) + 0.5)
    return file, made_at.isoformat()


@pytest.fixture
def restored(
    cluster: databases.Databases, backed_up: tuple[Path, str]
) -> Iterator[databases.World]:
    made = cluster.make("restored")
    program("pg_restore", f"--dbname={address_of(made)}", "--clean", "--if-exists", backed_up[0])
    try:
        yield made
    finally:
        cluster.drop(made)


def hold_everything(
    world: databases.World, *options: str, login: Any = "owner"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "hold_everything", REASON, *options],
        cwd=settings.BASE_DIR,
        env=world.place.environment(login),
        capture_output=True,
        text=True,
        check=False,
    )


def public_editions(world: databases.World) -> set[str]:
    """As the public login reads them, such as "old 1"."""
    with world.connect("public") as public:
        rows = public.execute(
            "SELECT slug || ' ' || number FROM releases_edition e "
            "JOIN releases_release r ON r.id = e.release_id"
        )
        return {words for (words,) in rows}


def test_el_72_what_came_out_by_an_old_moment_is_held_before_anybody_can_look(
    world: databases.World, restored: databases.World, backed_up: tuple[Path, str]
) -> None:
    option = ("--backup-of", backed_up[1])
    assert "heron-release 1" not in public_editions(world)
    # The danger: in the backup the old moments have come, and row security believes them.
    assert public_editions(restored) == {"old 1", "heron-release 1", "mended 2"}
    refused = hold_everything(restored, *option, login="staff")
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: Only the owner's login can hold")
    done = hold_everything(restored, *option)
    assert done.returncode == 0, done.stderr
    assert "Put on hold: 3 that was not public on" in done.stdout

    with databases.pointed_at(restored):
        assert public_editions(restored) == {"old 1", "mended 1"}
        assert guards.hidden_rows_shown(restored) == {}
        assert guards.public_rows_missing(restored) == {}
        held = Edition.objects.filter(held_at__isnull=False).order_by("release__slug")
        assert [one.release.slug for one in held] == ["heron-release", "mended", "waiting"]
        assert {one.hold_reason for one in held} == {REASON}
        assert not Edition.objects.filter(approved_at__isnull=False, held_at__isnull=False)
        assert set(Seal.objects.values_list("edition__number", "of_release__slug")) == {
            (1, "old"), (1, "mended"),
        }  # fmt: skip
        assert check().problems == []
        assert Act.objects.filter(verb=Act.Verb.HOLD, reason=REASON).count() == 3
        assert Change.objects.filter(by="command hold_everything", table="releases_edition")
        assert guards.missing_triggers(restored) == {}
        assert guards.unguarded(restored) == {}

        heron = held.get(release__slug="heron-release")
        publishing.end_hold(heron, by="approver")
        factories.approved(Edition.objects.get(pk=heron.pk), by="approver")
        assert Edition.objects.get(pk=heron.pk).published_from > timezone.now()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("yesterday", "--backup-of “yesterday” is no moment."),
        ("2026-10-25 01:30", "--backup-of “2026-10-25 01:30” is no moment."),
        ("2098-01-01 12:00", "That moment is still to come"),
    ],
)
def test_a_moment_that_cannot_be_meant_holds_nothing(
    world: databases.World, moment: str, words: str
) -> None:
    publishing.submit(factories.edition(), by="curator")
    refused = hold_everything(world, "--backup-of", moment)
    assert refused.returncode == 1
    assert words in refused.stderr
    assert not Edition.objects.filter(held_at__isnull=False)
