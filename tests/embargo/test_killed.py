"""A process that dies at any statement of an act leaves all of it done, or nothing (F1).

The act runs in a real child process with a session of its own, which kills itself by SIGKILL before
its nth statement, for every n, and at last before its commit.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone

from operations.stale_words import KEEP, stale_places
from releases import publishing
from releases.models import Edition, Topic
from releases.published import Published, database_now
from tests import factories
from tests.embargo.sequences import RECORDS
from tests.harness import databases
from tests.releases.test_row_security import a_whole_release

# Every statement in the drill; here every so many, from a start that differs from act to act.
STEP = 1 if os.environ.get("DRILL") else 6

# Kept from the garbage collector of a child: closing a parent's connection would end the parent's.
_inherited: list[Any] = []


def state() -> list[Any]:
    """Every row of every table that an act may touch, as one hash for each table."""
    tables = [model._meta.db_table for model in Published.concrete()]
    question = " UNION ALL ".join(
        f"SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t"
        for table in (*tables, *RECORDS)
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def killed_at(n: int, act: Callable[[], object]) -> bool:
    """Run ``act`` in a child that dies before its nth statement; False where it got to its end."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _die_at(n, act)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "The act itself failed."
    return False


def _die_at(n: int, act: Callable[[], object]) -> None:
    """In the child: never returns."""
    for one in connections.all():
        _inherited.append(one.connection)
        one.connection = None
    left = n

    def count(execute: Any, *args: Any) -> Any:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*args)

    def commit() -> None:
        # The statement after the last: everything is written, and nothing is kept yet.
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        plain()

    plain, connection._commit = connection._commit, commit
    code = 1
    try:
        with connection.execute_wrapper(count):
            act()
        code = 0
    finally:
        os._exit(code)


def scheduled() -> Edition:
    return factories.published(
        a_whole_release("heron", embargo_until=timezone.now() + timedelta(hours=2))
    )


def approving() -> Callable[[], object]:
    edition = a_whole_release("heron", embargo_until=timezone.now() + timedelta(hours=2))
    publishing.submit(edition, by="submitter")
    return lambda: publishing.approve(edition, by="approver")


def approving_a_correction() -> Callable[[], object]:
    first = factories.archived(a_whole_release("heron"))
    draft = publishing.correct(first.release, by="writer", reason="A slip.")
    figure = first.observations.get()
    factories.observation(
        draft, "7340033", metric=figure.metric, value=9, figure_id=figure.figure_id
    )
    publishing.submit(draft, by="submitter")
    answers = {place.key: KEEP for place in stale_places(draft, database_now())}
    assert answers
    return lambda: publishing.approve(draft, by="approver", answers=answers)


def moving() -> Callable[[], object]:
    edition, later = scheduled(), timezone.now() + timedelta(days=1)
    return lambda: publishing.move(
        edition, by="approver", embargo_until=later, reason="They asked."
    )


def bringing_forward() -> Callable[[], object]:
    request = publishing.ask_earlier(
        scheduled(), by="one", embargo_until=None, reason="It is in the papers."
    )
    return lambda: publishing.grant_earlier(request, by="two")


def taking_back() -> Callable[[], object]:
    edition = scheduled()
    return lambda: publishing.unschedule(edition, by="approver")


def holding() -> Callable[[], object]:
    scheduled()
    return lambda: publishing.hold_everything(by="chief", reason="The list is out.")


def beginning_a_correction() -> Callable[[], object]:
    edition = factories.archived(a_whole_release("heron"))
    return lambda: publishing.correct(edition.release, by="writer", reason="A slip.")


def withdrawing() -> Callable[[], object]:
    edition = factories.archived(a_whole_release("heron"))
    return lambda: publishing.withdraw(edition.release, by="chief", reason="A court asks.")


ACTS = (
    approving, approving_a_correction, moving, bringing_forward, taking_back, holding,
    beginning_a_correction, withdrawing,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("prepare", ACTS, ids=lambda prepare: prepare.__name__)
def test_el_62_a_process_that_dies_leaves_all_or_nothing(
    world: databases.World, prepare: Callable[[], Callable[[], object]]
) -> None:
    act = prepare()
    before = state()
    deaths, n = 0, 1 + ACTS.index(prepare) % STEP
    while killed_at(n, act):
        deaths += 1
        assert state() == before, f"Something was left by a death before statement {n}."
        n += STEP
    after = state()
    assert dict(after) != dict(before)
    assert deaths > 1, "It hardly got anywhere, so this shows nothing."
    tried = n - STEP  # the last statement before which somebody died
    sys.stdout.write(f"{prepare.__name__}: {deaths} deaths in {tried} statements, nothing left\n")
    # The same again finds it done, and does nothing twice.
    if prepare is not holding:
        assert killed_at(10_000, lambda: _refused(act)) is False
        assert dict(state()) == dict(after)


def _refused(act: Callable[[], object]) -> None:
    with pytest.raises(ValidationError):
        act()


def test_a_death_inside_is_noticed(world: databases.World) -> None:
    """Two acts where there should be one: what is done by the first stays when the second dies."""
    topics = [factories.topic(), factories.topic()]
    before = state()

    def act() -> None:
        for topic in topics:
            Topic.objects.filter(pk=topic.pk).update(name="Renamed")

    assert killed_at(2, act)
    assert state() != before
