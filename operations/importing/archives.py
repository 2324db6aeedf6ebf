"""The archive that an .xlsx or .ods is, looked through before anything else opens it. No Django."""

import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any
from xml.parsers import expat

from operations.importing import limits
from operations.importing.limits import RefusedError

DAMAGED = "The file is damaged, or is not what its ending says. Save it anew and upload it again."
A_PIECE = 1 << 16
Attributes = Mapping[str, str]


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, once every part of it was unpacked within the limits and thrown away again."""
    try:
        archive = zipfile.ZipFile(file)
        _check_sizes(archive.infolist())
        for part in archive.infolist():
            _unpack(archive, part)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        raise RefusedError(DAMAGED) from None
    except RuntimeError:  # what zipfile raises for a locked part
        raise RefusedError("The file is locked with a password. Save it without one.") from None
    return archive


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > limits.MOST_PARTS:
        raise RefusedError(
            f"The file has {len(parts):,} parts, and a sheet of figures has a dozen. Copy the "
            "figures into a new file, or save it as CSV."
        )
    if len({part.filename for part in parts}) < len(parts):
        raise RefusedError(DAMAGED)
    if sum(part.file_size for part in parts) > limits.LARGEST_UNPACKED:
        raise RefusedError(
            f"The file unpacks to more than {limits.LARGEST_UNPACKED // limits.MEGABYTE} MB. Copy "
            "the figures into a new file, or save it as CSV."
        )
    for part in parts:
        packed = max(part.compress_size, 1)
        swells = part.file_size / packed > limits.MOST_TIMES_PACKED
        if part.file_size > limits.SMALL_PART and swells:
            raise RefusedError(
                "The file swells to over a hundred times its size when it is unpacked, which no "
                "sheet of figures does. Save it as CSV."
            )


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read the part to its end: one that is longer than it says fails here, not elsewhere."""
    with archive.open(part) as unpacked:
        while unpacked.read(A_PIECE):
            pass


def walk(archive: zipfile.ZipFile, name: str, handlers: Any) -> None:
    """Tell ``handlers`` (``start``, ``end``) of each element of an XML part, in order.

    One with a ``parser`` is given it, to ask for more while it needs that.
    A document type, and with it every entity, is refused.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_entities
    if hasattr(handlers, "parser"):
        handlers.parser = parser
    for told, wanted in (("StartElementHandler", "start"), ("EndElementHandler", "end")):
        if hasattr(handlers, wanted):
            setattr(parser, told, getattr(handlers, wanted))
    try:
        for piece in pieces(archive, name):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise RefusedError(DAMAGED) from None


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as part:
            while piece := part.read(A_PIECE):
                yield piece
    except KeyError:
        raise RefusedError(DAMAGED) from None


def refuse_entities(archive: zipfile.ZipFile) -> None:
    """No part that is XML may declare entities, whoever reads it afterwards."""
    for name in archive.namelist():
        # LibreOffice writes parts with nothing in them.
        if name.endswith((".xml", ".rels")) and archive.getinfo(name).file_size:
            walk(archive, name, None)


def _refuse_entities(*_: Any) -> None:
    raise RefusedError(
        "The file declares XML entities, which no spreadsheet program writes. Save it as CSV."
    )


def local(name: str) -> str:
    """An element’s or attribute’s name without its namespace."""
    return name.rpartition(" ")[2]


def plainly(attributes: Attributes) -> dict[str, str]:
    return {local(name): value for name, value in attributes.items()}
