"""Rows of PostgreSQL's own COPY, and what becomes of them on their way to a reader.

COPY sends each row as a message of its own. They are put together into pieces that are worth a
system call, so the whole site's figures pass through in as little memory as one choice of them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import ClientCursor

from operations.opendata.rows import Question

PIECE = 64 * 1024
SORTED_IN = "32MB"
LINE_END = b"\r\n"


@contextmanager
def downloading(seconds: int) -> Iterator[Any]:
    """A cursor for a download, which may take ``seconds``; its transaction's zone is London's.

    On the public site that is the request's own snapshot, which the settings end with.
    """
    with (
        connection.wrap_database_errors,
        transaction.atomic(savepoint=False),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('TimeZone', %s, true), "
            # A sort of all figures spills to disk in larger runs, and no query is worth compiling.
            "set_config('work_mem', %s, true), set_config('jit', 'off', true)",
            [f"{seconds}s", settings.TIME_ZONE, SORTED_IN],
        )
        yield cursor


def copied(asked: Question, seconds: int) -> Iterator[bytes]:
    """The head and each row of a question's answer as a line of CSV that ends in LF."""
    with downloading(seconds) as cursor:
        # COPY takes no arguments of the server's, so psycopg writes them out by itself.
        chosen = ClientCursor(connection.connection).mogrify(asked.sql, asked.arguments)
        with cursor.copy(f"COPY ({chosen}) TO STDOUT (FORMAT csv, HEADER)") as copy:
            while line := copy.read():
                yield line


def in_pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of about ``PIECE``."""
    kept: list[bytes] = []
    size = 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if size >= PIECE:
            yield b"".join(kept)
            kept, size = [], 0
    if kept:
        yield b"".join(kept)


def with_line_ends(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines that end as RFC 4180 has it; line ends within a cell stay as the release has them."""
    for line in lines:
        yield line[:-1]
        yield LINE_END
