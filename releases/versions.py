"""Counted saves: a page carries the version that was read, and only the first to save it wins.

Rows with a ``version`` count how often their page was saved. ``claim`` is asked before anything
else is written, in the same transaction: who comes second waits for the first, and is refused.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Model


def read_version(rows: Sequence[Any]) -> str:
    """What a page made of ``rows`` carries: their versions, in order."""
    return ".".join(str(row.version) for row in rows)


def claim(rows: Sequence[Any], read: str) -> bool:
    """Count one more save of each row, if each still has the version that was ``read``.

    One conditional statement a row: of two people who save at once, the second waits here until
    the first is done, and then finds no row. Nothing is counted where any has changed.
    """
    versions = read.split(".")
    if len(versions) != len(rows) or not all(one.isascii() and one.isdigit() for one in versions):
        return False
    with transaction.atomic():
        for row, version in zip(rows, versions, strict=True):
            manager = type(row)._default_manager
            still = manager.filter(pk=row.pk, version=int(version[:9]))
            if not still.update(version=F("version") + 1):
                transaction.set_rollback(True)
                return False
    return True


def count_saves(rows: Iterable[Model]) -> None:
    """Count one more save of rows that were changed on the page of another."""
    by_model: dict[type[Model], list[Any]] = {}
    for row in rows:
        if hasattr(row, "version"):
            by_model.setdefault(type(row), []).append(row.pk)
    for model, pks in by_model.items():
        model._default_manager.filter(pk__in=pks).update(version=F("version") + 1)
