"""The rule taken away in one place after another: each time something must notice.

What notices is what the other tests of this folder assert: an answer of ``guards``, or the marks
on a page. A place that nobody would miss fails here, and so does a new place that is not tried.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connections
from django.db.models import Q
from django.test import override_settings
from django.utils import timezone

from npcc_site import middleware
from releases import published
from releases.published import Published, PublishedQuerySet
from tests.embargo import canaries, guards
from tests.embargo.conftest import fill
from tests.harness import clients, databases
from tests.harness.databases import World


@contextlib.contextmanager
def without(world: World, broken: str, mended: str) -> Iterator[None]:
    """One statement of the owner, and what undoes it."""
    with world.connect("owner") as owner:
        owner.execute(broken)
        try:
            yield
        finally:
            owner.execute(mended)


def policies(world: World) -> dict[str, str]:
    """The condition under which the public login sees a row, by table."""
    with world.connect("owner") as owner:
        rows = owner.execute(
            "SELECT tablename, qual FROM pg_policies WHERE policyname = 'public_reads'"
        ).fetchall()
    return dict(rows)


def test_each_policy_is_missed(guarded: World) -> None:
    found = policies(guarded)
    bounded = {*guards.published_tables(), *guards.TALLIES}
    assert set(found) == bounded | {*guards.parts_and_links()}
    rule = guards.rows_by_the_rule()
    unmissed = []
    for table, condition in found.items():
        alter = f"ALTER POLICY public_reads ON {table} USING"
        with without(guarded, f"{alter} (true)", f"{alter} ({condition})"):
            if table not in guards.hidden_rows_shown(guarded, table, rule=rule):
                unmissed.append(table)
    assert unmissed == []
    assert guards.hidden_rows_shown(guarded) == {}


def test_each_half_of_the_rule_is_missed_in_every_policy(guarded: World) -> None:
    """That it has begun, and that it has not ended."""
    halves = {
        "begun": "published_until IS NULL OR published_until > (SELECT visible_at())",
        "not ended": "published_from <= (SELECT visible_at())",
    }
    rule = guards.rows_by_the_rule()
    for table, condition in policies(guarded).items():
        if table not in {*guards.published_tables(), *guards.TALLIES}:
            continue
        ended = _has_ended_rows(guarded, table)
        for half, rest in halves.items():
            if half == "not ended" and not ended:
                continue
            alter = f"ALTER POLICY public_reads ON {table} USING"
            with without(guarded, f"{alter} ({rest})", f"{alter} ({condition})"):
                assert table in guards.hidden_rows_shown(guarded, table, rule=rule), (table, half)


def _has_ended_rows(world: World, table: str) -> bool:
    with world.connect("owner") as owner:
        row = owner.execute(
            f"SELECT count(*) FROM {table} WHERE published_until <= now()"
        ).fetchone()
    return bool(row and row[0])


def test_row_security_is_missed_in_each_table(guarded: World) -> None:
    rule = guards.rows_by_the_rule()
    unmissed = []
    for table in policies(guarded):
        alter = f"ALTER TABLE {table}"
        with without(
            guarded, f"{alter} DISABLE ROW LEVEL SECURITY", f"{alter} ENABLE ROW LEVEL SECURITY"
        ):
            if table not in guards.hidden_rows_shown(guarded, table, rule=rule):
                unmissed.append(table)
    assert unmissed == []


def definition(world: World, function: str) -> str:
    with world.connect("owner") as owner:
        row = owner.execute(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s", [function]
        ).fetchone()
    assert row is not None
    return str(row[0])


def test_the_clamp_of_the_clock_is_missed(guarded: World) -> None:
    """A session that asks for a moment to come would see it."""
    clamped = definition(guarded, "visible_at")
    unclamped = clamped.replace("least(", "greatest(")
    assert unclamped != clamped
    with without(guarded, unclamped, clamped):
        assert guards.hidden_rows_shown(guarded, "releases_edition")
    assert guards.hidden_rows_shown(guarded) == {}


def test_the_clock_of_each_function_of_the_owner_is_missed(guarded: World) -> None:
    for name in guards.ASKED:
        for inside in guards.CLOCKS.get(name, (name,)):
            clocked = definition(guarded, inside)
            blind = re.sub(r"(sees_until|visible_at)\(\)", "'infinity'::timestamptz", clocked)
            assert blind != clocked, inside
            with without(guarded, blind, clocked):
                assert name in guards.told_by_functions(guarded), inside
    assert guards.told_by_functions(guarded) == {}


def test_a_correction_that_is_planned_changes_no_figure_yet(guarded: World) -> None:
    """Nor does it where the function forgets the clock, or this would say nothing."""
    clocked = definition(guarded, "changed_figures")
    blind = clocked.replace("visible_at()", "'infinity'::timestamptz")
    with guarded.connect("public") as public:
        assert public.execute("SELECT changed_figures()").fetchall() == []
        with without(guarded, blind, clocked):
            assert public.execute("SELECT changed_figures()").fetchall() != []


def test_each_column_kept_back_is_missed(guarded: World) -> None:
    login = guarded.place.logins.public.name
    for table, column in guards.staff_columns():
        right = f'SELECT ("{column}") ON {table}'
        with without(guarded, f"GRANT {right} TO {login}", f"REVOKE {right} FROM {login}"):
            assert guards.staff_columns_shown(guarded) == [(table, column)]


def test_each_guard_of_what_is_public_is_missed(guarded: World) -> None:
    """Without it staff's login could edit or delete, or could until the commit."""
    unmissed = []
    for table in guards.published_tables():
        off, on = switched(table, guards.first_guards_of(table))
        with without(guarded, off, on):
            if table not in guards.unguarded(guarded, only=table):
                unmissed.append(table)
    assert unmissed == []
    assert guards.unguarded(guarded) == {}


def switched(table: str, triggers: Iterable[str]) -> tuple[str, str]:
    """What switches triggers of a table off, and what on again."""
    off, on = (
        f"ALTER TABLE {table} " + ", ".join(f"{act} TRIGGER {trigger}" for trigger in triggers)
        for act in ("DISABLE", "ENABLE")
    )
    return off, on


def test_each_trigger_is_missed_in_each_table(guarded: World) -> None:
    for table in guards.published_tables():
        for trigger in guards.triggers_of(table):
            with without(guarded, *switched(table, [trigger])):
                assert guards.missing_triggers(guarded) == {table: [trigger]}
    with without(
        guarded,
        "ALTER TABLE operations_chartline DISABLE TRIGGER guard",
        "ALTER TABLE operations_chartline ENABLE TRIGGER guard",
    ):
        assert guards.missing_triggers(guarded) == {"operations_chartline": ["guard"]}


def test_the_two_seconds_are_missed_in_each_table(guarded: World) -> None:
    """For INSERT and for UPDATE."""
    for act in ("insert", "update"):
        for table in {*guards.published_tables()} - {*guards.BY_SETS}:
            with without(guarded, *switched(table, [f"bounds_on_{act}"])):
                assert guards.past_bounds_kept(guarded, only=table) == {table: [act]}
    assert guards.past_bounds_kept(guarded) == {}
    for table in guards.BY_SETS:
        with without(guarded, *switched("releases_promise", ["keep_promise"])):
            assert guards.past_bounds_kept(guarded, only=table) == {table: ["update", "insert"]}


def test_el_01_the_one_moment_of_a_release_and_its_edition_is_missed(guarded: World) -> None:
    """Without it a release's name could come out before a word of it, and by itself."""
    assert guards.releases_dated_alone(guarded) == []
    for table, triggers in guards.ONE_MOMENT.items():
        for trigger in triggers:
            alter = f"ALTER TABLE {table}"
            with without(
                guarded, f"{alter} DISABLE TRIGGER {trigger}", f"{alter} ENABLE TRIGGER {trigger}"
            ):
                assert guards.releases_dated_alone(guarded) == [trigger]


def test_the_last_word_at_the_commit_is_missed_in_each_table(world: World) -> None:
    fill(timezone.now() + timedelta(hours=3))
    with world.connect("owner") as owner:
        for table in {*guards.published_tables()} - {*guards.BY_SETS}:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER guard_at_commit")
        owner.execute("ALTER TABLE releases_promise DISABLE TRIGGER keep_promise")
    guards.hasten(world, timezone.now() + timedelta(seconds=3), leave="guard_at_commit")
    with world.connect("owner") as owner:
        owner.execute("ALTER TABLE releases_edition DISABLE TRIGGER dates_its_figures")
    assert set(guards.late_changes_kept(world)) == set(guards.published_tables())


# --- the same rule in Python, which chooses where no policy does: in staff's previews ------------

# Where a page would show something hidden if ``.public(at)`` of that model were forgotten.
SHOWN_AT = {
    "Topic": "/releases/",
    "Edition": "/releases/",
    "Quotation": "/people/open-speaker/",
    "Withdrawal": f"/releases/{canaries.SCHEDULED.word}-goes/",
    "Notice": "/calendar/",
    "NoticeChange": "/calendar/",
    "Wording": "/topics/",
    "Organisation": "/organisations/",
    "Operation": "/operations/",
    "Phase": "/operations/open-operation/",
    "Observation": "/metrics/open-metric/",
    "Claim": f"/figures/{canaries.CONTRADICTED}/",
    "Chart": "/charts/",
    "GoneChart": f"/charts/{canaries.SCHEDULED.word}-going-chart/",
}
# These are reached through one of those alone, which is never public without them.
BEHIND_ANOTHER = {
    "Publisher", "Speaker", "Release", "SourceText", "Announcement", "Seal", "Salt", "Dimension",
    "Category", "Metric", "Evidence", "FormerAddress",
}  # fmt: skip


HALVES = {
    "begun": lambda at, prefix="": ~Q(**{f"{prefix}published_until__lte": at}),
    "not ended": lambda at, prefix="": Q(**{f"{prefix}published_from__lte": at}),
}


@pytest.mark.parametrize("half", HALVES)
def test_each_half_of_the_rule_is_missed_in_the_queryset(
    guarded: World, monkeypatch: pytest.MonkeyPatch, half: str
) -> None:
    monkeypatch.setattr(published, "public_q", HALVES[half])
    assert guards.public_rows_missing(guarded)
    assert guards.judged_otherwise_in_hand()


@pytest.fixture
def unpoliced(guarded: World) -> Iterator[clients.SiteClient]:
    """The public site's pages over staff's connection, where only the querysets choose."""
    with override_settings(**clients.PUBLIC):
        yield clients.SiteClient(clients.PUBLIC, connections["default"])


def marks_on(client: clients.SiteClient, address: str) -> list[str]:
    # A new one, since a site keeps its answers while nothing public changes.
    anew = clients.SiteClient(client.parts, client.connection)
    return canaries.marks_in(anew.get(address).content.decode())


def test_every_model_is_tried_on_a_page_or_stands_behind_one_that_is() -> None:
    assert {model.__name__ for model in Published.concrete()} == {*SHOWN_AT, *BEHIND_ANOTHER}


@pytest.mark.parametrize("name", SHOWN_AT)
def test_a_forgotten_public_is_missed(
    unpoliced: clients.SiteClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    address = SHOWN_AT[name]
    assert marks_on(unpoliced, address) == []
    rule = PublishedQuerySet.public

    def forgotten(rows: Any, at: datetime) -> Any:
        return rows.all() if rows.model.__name__ == name else rule(rows, at)

    monkeypatch.setattr(PublishedQuerySet, "public", forgotten)
    assert marks_on(unpoliced, address)


def test_el_37_a_page_that_forgets_every_public_still_shows_nothing_to_the_public(
    policed: clients.SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policies alone."""
    monkeypatch.setattr(PublishedQuerySet, "public", lambda rows, at: rows.all())
    told = {address: marks_on(policed, address) for address in set(SHOWN_AT.values())}
    assert {address: marks for address, marks in told.items() if marks} == {}


def test_the_clamp_of_the_request_is_missed(
    unpoliced: clients.SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no policy clamps, a request's instant must be no later than now."""
    begin = middleware.begin_moment
    monkeypatch.setattr(
        middleware, "begin_moment", lambda *asked: begin(*asked) + timedelta(days=1)
    )
    assert marks_on(unpoliced, "/releases/")


@pytest.fixture
def policed(guarded: World) -> Iterator[clients.SiteClient]:
    connection = databases.public_connection()
    with override_settings(**clients.PUBLIC):
        yield clients.SiteClient(clients.PUBLIC, connection)
    connection.close()


def test_the_instant_of_the_transaction_is_missed(
    policed: clients.SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it every past moment would look like the present one."""
    address = "/releases/in-the-open/?as_at=2001-01-01T00:00Z"
    assert policed.get(address).status_code == 404
    begin = middleware.begin_moment
    monkeypatch.setattr(middleware, "begin_moment", lambda *asked: begin(None))
    assert policed.get(address).status_code == 200


def test_the_fields_of_staff_are_missed_where_they_are_selected(
    policed: clients.SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses the whole question then, so no page could show them."""
    monkeypatch.delattr(published.StaffOnly, "select_format")
    with pytest.raises(ProgrammingError, match="permission denied"):
        policed.get("/releases/")
