"""Rows as Parquet, a group of rows at a time, with the types of their columns.

PostgreSQL writes CSV far faster than Python makes objects of rows, and Arrow reads it as fast, so
the columns of Parquet are read from the very lines that the CSV has. Texts are letter for letter
those of the database: only a spreadsheet takes one for a formula.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as arrow_parquet

from operations.opendata.columns import DESCRIBED, Datatype

# What is held at once: a group has so many rows, or fewer where they are long. 200,000 rows in
# groups of 8,000 took 29 MB above idle, and 3% more bytes than in groups of 20,000, which took 49.
ROWS_IN_A_GROUP, BYTES_IN_A_GROUP = 8_000, 16 * 1024 * 1024
_TYPES = {
    Datatype.TEXT: pa.string(),
    Datatype.ADDRESS: pa.string(),
    # 15 digits, which 64 bits are sure of, are all that a fraction has (see ``exact``).
    Datatype.NUMBER: pa.float64(),
    Datatype.WHOLE: pa.int64(),
    Datatype.DATE: pa.date32(),
    Datatype.MOMENT: pa.timestamp("s", tz="UTC"),
}


def schema(about: Mapping[str, Any]) -> Any:
    """The columns with their descriptions; ``about`` is kept in the file under “npcc_site”."""
    fields = [
        pa.field(
            column.name,
            _TYPES[column.datatype],
            nullable=not column.required,
            metadata={"label": column.label, "description": column.description},
        )
        for column in DESCRIBED
    ]
    return pa.schema(fields, metadata={"npcc_site": json.dumps(about, ensure_ascii=False)})


def as_parquet(lines: Iterable[bytes], about: Mapping[str, Any]) -> Iterator[bytes]:
    """The pieces of a Parquet file of CSV lines, of which the first is the head."""
    columns = schema(about)
    rows = iter(lines)
    next(rows)
    sink = _Sink()
    with arrow_parquet.ParquetWriter(sink, columns, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(_read(group, columns), row_group_size=ROWS_IN_A_GROUP)
            yield sink.taken()
    yield sink.taken()


def _groups(rows: Iterable[bytes]) -> Iterator[bytes]:
    kept: list[bytes] = []
    size = 0
    for row in rows:
        kept.append(bytes(row))
        size += len(row)
        if len(kept) == ROWS_IN_A_GROUP or size >= BYTES_IN_A_GROUP:
            yield b"".join(kept)
            kept, size = [], 0
    if kept:
        yield b"".join(kept)


def _read(text: bytes, columns: Any) -> Any:
    """The rows of some lines as a table."""
    table = arrow_csv.read_csv(
        pa.BufferReader(text),
        read_options=arrow_csv.ReadOptions(
            use_threads=False, column_names=columns.names, block_size=len(text) + 1
        ),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types={field.name: field.type for field in columns},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    return table.cast(columns)


class _Sink(io.RawIOBase):
    """Where a Parquet file is written, and from where it is taken in pieces."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.written = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.written

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self.kept.append(piece)
        self.written += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What has been written since this was last asked for."""
        piece = b"".join(self.kept)
        self.kept.clear()
        return piece
