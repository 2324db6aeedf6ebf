"""Workbooks for tests: honest ones by other people's programs, and others that mean harm."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from odfdo import Document, Table
from openpyxl import Workbook

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:automatic-styles><style:style style:name="gone" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = f"""<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def xlsx(rows: Sequence[Sequence[Any]], mend: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with one sheet of these rows; ``mend`` gets the book before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    if mend:
        mend(book)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def ods(rows: Sequence[Sequence[Any]]) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Figures")
    for place, row in enumerate(rows):
        table.set_row_values(place, list(row))
    document.body.append(table)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def ods_of(sheets: str) -> bytes:
    """An .ods whose sheets are this XML."""
    return packed_of({"mimetype": ODS_TYPE, "content.xml": CONTENT.format(sheets),
                      "META-INF/manifest.xml": MANIFEST})  # fmt: skip


def packed_of(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed, or added where it was not there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    parts[name] = change(parts.get(name, b""))  # type: ignore[arg-type]
    return packed_of(parts)
