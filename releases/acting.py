"""Whose name the ledger writes beside a change: told to the database for as long as they act."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

_person: ContextVar[str] = ContextVar("person", default="")


@contextmanager
def acting(by: str) -> Iterator[None]:
    """Record what happens inside as done by ``by``: a user name, or "command load_content".

    Afterwards the connection knows the one before again, or nobody: a name that stays behind on a
    kept connection would be written beside the next person's changes.
    """
    before = _person.set(by)
    _tell(connection, by)
    try:
        yield
    finally:
        _person.reset(before)
        _tell_or_close(_person.get())


def _tell(told: Any, by: str) -> None:
    with told.cursor() as cursor:
        cursor.execute("SELECT set_config('site.user', %s, false)", [by])


def _tell_or_close(by: str) -> None:
    """A connection that can't be told, since it is broken or its transaction is, is given up."""
    if connection.connection is None:
        return
    try:
        _tell(connection, by)
    except Error:
        connection.close()


@receiver(connection_created)
def _tell_new_connection(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """A connection that was lost and made anew in the middle knows as much as the old one."""
    if person := _person.get():
        _tell(connection, person)
