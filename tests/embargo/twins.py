"""Databases with the same public rows and different hidden ones, and what staff do in one of them.

All are copies of one database, since a figure's id or the moment of a loading can't be had twice.
Then they part: in ``without`` nothing hidden is left; ``with_them`` has a release in each state
that hides it, and is tidied up; ``with_others`` has other words and ten thousand more rows, is not
tidied up, holds its public rows in another order, and under other keys.
"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import psycopg
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from operations.models import Metric, Observation
from releases import publishing
from releases.models import Edition, Release
from tests import factories
from tests.embargo import canaries, guards
from tests.harness.databases import World

# A key k becomes k × 3 + 1,000,000: gaps between rows that had none.
OTHER_KEY = "{column} * 3 + 1000000"
MANY = 10_000
FAR = timedelta(days=30)
FIRST = ("larkspire", "thornwick", "ashcombe")
OTHERS = canaries.Canary("gorsefield", 9182736, "bcdfghjkmnpz")


def fill_public() -> None:
    """Hidden drafts first, then what the public sees, then a release that is withdrawn."""
    for number, word in enumerate(FIRST):
        canaries.whole_release(
            canaries.Canary(word, 6_000_017 + number, f"bcdfghjkmn2{number + 2}")
        )
    canaries.in_the_open()
    twin = canaries.to_be_taken_back()
    publishing.withdraw(twin, by="chief", reason="A court has asked for it.")


def with_them() -> None:
    canaries.hide(timezone.now() + FAR)


def with_others(world: World) -> None:
    """Other words and figures in every state, and many more rows."""
    canaries.whole_release(OTHERS)
    draft = Edition.objects.get(title=f"{OTHERS.word} title")
    publishing.submit(draft, by="writer")
    publishing.approve(draft, by="chief", not_before=timezone.now() + FAR)
    many = factories.edition(release=factories.release(slug="many-more"), title="Many more")
    metric = Metric.objects.get(slug="open-metric")
    one = factories.observation(many, metric=metric, value=OTHERS.number)
    with world.connect("staff") as staff:
        staff.execute(
            "INSERT INTO operations_observation SELECT (jsonb_populate_record(one, "
            "jsonb_build_object('figure_id', 'z' || lpad(n::text, 11, '0'), 'value', n, 'id', "
            "nextval(pg_get_serial_sequence('operations_observation', 'id'))))).* "
            "FROM operations_observation one, generate_series(1, %s) n WHERE one.id = %s",
            [MANY, one.pk],
        )


def without(world: World) -> None:
    """Delete all that is hidden, but for what stays of a withdrawn release."""
    is_hidden = (
        "published_from IS NULL AND NOT coalesce({release} IN "
        "(SELECT release_id FROM releases_withdrawal), false)"
    )
    with _past_the_guards(world) as owner:
        for table, model in guards.published_tables().items():
            columns = {field.column for field in model._meta.concrete_fields}
            release = "id" if model is Release else "release_id"
            known = release if release in columns else "NULL::bigint"
            owner.execute(f"DELETE FROM {table} WHERE {is_hidden.format(release=known)}")
        for table, columns in guards.parts_and_links().items():
            for column, target in columns.items():
                owner.execute(
                    f"DELETE FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN "
                    f"(SELECT id FROM {target})"
                )


def shuffled(world: World) -> None:
    """Give every row another key, and write the rows anew in an order of no meaning."""
    with _past_the_guards(world) as owner:
        for table, columns in _keys().items():
            changes = ", ".join(f'"{one}" = {OTHER_KEY.format(column=one)}' for one in columns)
            owner.execute(f"UPDATE {table} SET {changes}")
        for table in ("releases_wording", "operations_searchwords"):
            owner.execute(f"UPDATE {table} SET row = {OTHER_KEY.format(column='row')}")
    with world.connect("owner") as owner:
        for table in _keys():
            owner.execute(f"CREATE INDEX shuffled ON {table} (md5(id::text))")
            owner.execute(f"CLUSTER {table} USING shuffled")
            owner.execute("DROP INDEX shuffled")


def _keys() -> dict[str, list[str]]:
    """The columns of each public table that hold a key, its own or another row's."""
    tables = {*guards.published_tables(), *guards.parts_and_links()}
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if any(str(field.column) == "id" for field in model._meta.concrete_fields):
            columns = [
                str(field.column)
                for field in model._meta.concrete_fields
                if (field.primary_key and model._meta.db_table in tables)
                or (field.is_relation and field.related_model._meta.db_table in tables)
            ]
            if columns:
                found[model._meta.db_table] = columns
    return found


@contextlib.contextmanager
def _past_the_guards(world: World) -> Iterator[psycopg.Connection[Any]]:
    """A transaction of the owner in which no trigger of ours says a word."""
    tables = {*guards.published_tables(), *guards.parts_and_links()}
    with world.connect("owner") as owner, owner.transaction():
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield owner
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


# --- what staff do meanwhile ----------------------------------------------------------------------


def _a_hidden(**state: Any) -> Edition:
    found = Edition.objects.filter(**state).order_by("-pk").first()
    if found is None:
        raise ValidationError("There is none in this state.")
    return found


def write() -> None:
    edition = factories.edition(title="Another draft")
    edition.release.topics.add(*_open_topics())
    factories.observation(edition, "11 arrests", value=11)
    factories.chart([factories.metric()], release=edition.release)


def _open_topics() -> list[Any]:
    return list(Release.objects.get(slug="in-the-open").topics.all())


def edit() -> None:
    edition = _a_hidden(submitted_at=None, published_from=None, held_at=None)
    edition.title += " edited"
    edition.save()


def submit() -> None:
    publishing.submit(_a_hidden(submitted_at=None, held_at=None), by="writer")


def approve() -> None:
    waiting = _a_hidden(submitted_at__isnull=False, approved_at=None, held_at=None)
    publishing.approve(waiting, by="chief", not_before=timezone.now() + FAR)


def move() -> None:
    edition = _a_hidden(published_from__gt=timezone.now())
    later = edition.published_from + timedelta(days=1)
    publishing.move(edition, by="chief", embargo_until=later, reason="The court sits later.")


def ask_earlier() -> None:
    edition = _a_hidden(published_from__gt=timezone.now())
    publishing.ask_earlier(
        edition, by="writer", embargo_until=timezone.now() + timedelta(days=2), reason="Sooner."
    )


def take_back() -> None:
    publishing.unschedule(_a_hidden(published_from__gt=timezone.now()), by="chief")


def hold() -> None:
    publishing.hold(
        _a_hidden(submitted_at__isnull=False, held_at=None, published_from=None),
        by="chief", reason="Wait.",
    )  # fmt: skip


def end_hold() -> None:
    publishing.end_hold(_a_hidden(held_at__isnull=False), by="chief")


def begin_correction() -> None:
    release = Release.objects.get(slug="in-the-open")
    draft = publishing.correct(release, by="writer", reason="Miscounted.", kind="correction")
    figure = Observation.objects.get(figure_id=canaries.CONTRADICTED, published_until=None)
    factories.observation(
        draft, "12 arrests", value=12, metric=figure.metric, figure_id=figure.figure_id
    )


def announce_later() -> None:
    canaries.in_the_calendar(
        "What is to come", Release.objects.get(slug="in-the-open"), timezone.now() + FAR
    )


def delete() -> None:
    _a_hidden(title__startswith="Another draft", submitted_at=None).observations.all().delete()


ACTS: tuple[Callable[[], None], ...] = (
    write, edit, submit, approve, move, ask_earlier, take_back, hold, end_hold, begin_correction,
    announce_later, delete,
)  # fmt: skip
