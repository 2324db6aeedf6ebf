"""A database restored from a backup: held is what was not public when the backup was made.

A backup remembers older moments: what was moved later, held or withdrawn since is in it as it was
before, and may have come out by its own old moment while it was being restored. The triggers would
keep that as public for ever, so only the owner of the tables can take it back, and only here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from releases.models import Edition, Seal
from releases.published import Published, database_now
from releases.publishing.dating import ISSUED_HERE, NOT_ISSUED, in_order, statements
from releases.publishing.holding import put_on_hold
from releases.publishing.steps import require
from releases.row_security import ROW_GUARDS, SET_GUARDS

# What keeps everyone else from changing what has been public. The ledger's triggers stay.
GUARDS = [*ROW_GUARDS, *SET_GUARDS]


@transaction.atomic
def hold_as_restored(made_at: datetime, *, by: str, reason: str) -> list[Edition]:
    """Hold every edition that was not public at ``made_at``, an aware moment; returns them.

    No public server may run meanwhile. Raises ValidationError where the moment is still to come,
    no reason is given, or the login does not own the tables.
    """
    require(bool(reason.strip()), "Say why everything is held: whoever ends it will read it.")
    now = database_now()
    require(made_at <= now, "That moment is still to come: say when the backup was made.")
    require(
        _owns_the_tables(),
        "Only the owner's login can hold what may have come out: run it with "
        "DJANGO_SETTINGS_MODULE=npcc_site.settings.owner.",
    )
    with _without_guards():
        in_the_queue = Q(submitted_at__isnull=False, approved_at=None)
        held = list(
            Edition.objects.select_for_update().filter(
                Q(published_from__gt=made_at) | in_the_queue, held_at=None
            )
        )
        Edition.objects.filter(
            published_from__gt=made_at, number=1, issued_basis=ISSUED_HERE
        ).update(**NOT_ISSUED)
        Seal.objects.filter(published_from__gt=made_at).delete()
        for model in reversed(in_order(Published.concrete())):
            late = model._default_manager.filter(published_from__gt=made_at)
            late.update(published_from=None, published_until=None)
        for model in statements():
            # What they would have replaced goes on.
            ended = model._default_manager.filter(published_until__gt=made_at)
            ended.update(published_until=None)
        for edition in held:
            put_on_hold(edition, by=by, reason=reason.strip(), now=now)
    return held


def _owns_the_tables() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(%s, 'USAGE')", [settings.OWNER_LOGIN])
        return bool(cursor.fetchone()[0])


@contextmanager
def _without_guards() -> Iterator[None]:
    """Until the block ends; nobody else sees the tables without them, since they stay locked."""
    _alter_guards("DISABLE")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _alter_guards("ENABLE")


def _alter_guards(act: str) -> None:
    tables = [model._meta.db_table for model in Published.concrete()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgrelid = ANY (%s::regclass[]) AND tgname = ANY (%s)",
            [tables, GUARDS],
        )
        for table, guard in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {act} TRIGGER {guard}")
