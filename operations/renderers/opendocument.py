"""The same workbook as OpenDocument (ODF 1.3), for LibreOffice and whoever must not keep XLSX.

Written part by part, since the same figures must have the same bytes: the libraries that write
these files put the hour into them. Texts are written as texts, so none can become a formula.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from operations.renderers.columns import COLUMNS, Cell, in_words
from operations.renderers.exact import digits
from operations.renderers.spreadsheet import (
    ABOUT_THE_TABLE,
    HEADINGS,
    NOT_APPLICABLE,
    NUMBER_SHEET,
    UNDATED,
    Sheets,
    told_cells,
)
from operations.series import NOT_AVAILABLE

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
# The beginning of time for a ZIP archive.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = f"""{_HEAD}<manifest:manifest \
xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_STYLES = f"""{_HEAD}<office:document-styles {_NAMES} office:version="1.3"><office:styles>\
<style:default-style style:family="table-cell"><style:text-properties fo:language="en" \
fo:country="GB"/></style:default-style></office:styles></office:document-styles>
"""
_LOOKS = """<office:automatic-styles>\
<style:style style:name="wide" style:family="table-column"><style:table-column-properties \
style:column-width="18cm"/></style:style>\
<style:style style:name="column" style:family="table-column"><style:table-column-properties \
style:column-width="4cm"/></style:style>\
<style:style style:name="title" style:family="table-cell"><style:text-properties \
fo:font-weight="bold" fo:font-size="16pt"/></style:style>\
<style:style style:name="head" style:family="table-cell"><style:text-properties \
fo:font-weight="bold"/></style:style>\
<style:style style:name="wrapped" style:family="table-cell"><style:table-cell-properties \
fo:wrap-option="wrap"/></style:style>\
<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-\
</number:text><number:month number:style="long"/><number:text>-</number:text>\
<number:day number:style="long"/></number:date-style>\
<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>\
</office:automatic-styles>"""


def ods_of(sheets: Sheets) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        # First and as it is, so that its type can be told from its first bytes.
        _add(archive, "mimetype", TYPE, zipfile.ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", _MANIFEST)
        _add(archive, "content.xml", _content(sheets))
        _add(archive, "styles.xml", _STYLES)
        _add(archive, "meta.xml", _meta(sheets))
    return output.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    archive.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode(), how)


def _content(sheets: Sheets) -> str:
    parts = (
        f'{_HEAD}<office:document-content {_NAMES} office:version="1.3">{_LOOKS}',
        "<office:body><office:spreadsheet>",
        *_sheet("Cover", ("wide",), _lines(sheets.cover)),
        *_sheet("Notes", ("column", "wide"), _notes(sheets.notes)),
        *_sheet(NUMBER_SHEET, ("column",) * len(COLUMNS), _figures(sheets)),
        "</office:spreadsheet></office:body></office:document-content>\n",
    )
    return "".join(parts)


def _sheet(name: str, columns: Sequence[str], rows: Iterable[str]) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(name)}>"
    for look in columns:
        yield f'<table:table-column table:style-name="{look}"/>'
    yield from rows
    yield "</table:table>"


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _lines(lines: Sequence[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield _row([_text(line, "wrapped" if place else "title")])


def _notes(notes: Sequence[str]) -> Iterator[str]:
    yield _row([_text("Notes", "title")])
    if not notes:
        yield _row([_text("There are no notes on these figures.")])
        return
    yield _row([_text("This sheet has one table.")])
    yield _row([_text("Note", "head"), _text("What it says", "head")])
    for place, note in enumerate(notes, start=1):
        yield _row([_text(f"[note {place}]"), _text(note, "wrapped")])


def _figures(sheets: Sheets) -> Iterator[str]:
    yield _row([_text(sheets.title, "title")])
    yield _row([_text(ABOUT_THE_TABLE)])
    yield _row([_text(HEADINGS[name], "head") for name in COLUMNS])
    for told in told_cells(sheets):
        yield _row(_cell(cell, name == "value") for name, cell in zip(COLUMNS, told, strict=True))


def _cell(cell: Cell, may_be_missing: bool) -> str:
    """Write one cell by what it is: numbers as numbers, days as days, everything else as text."""
    match cell:
        case None | "":
            return _text(NOT_AVAILABLE if may_be_missing else NOT_APPLICABLE)
        case Decimal() | int():
            told = digits(Decimal(cell))
            return _typed("float", f'office:value="{told}"', told)
        case date() if not isinstance(cell, datetime):
            told = cell.isoformat()
            return _typed("date", f'office:date-value="{told}" table:style-name="day"', told)
    return _text(in_words(cell, digits))


def _typed(kind: str, value: str, told: str) -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {value}><text:p>{told}</text:p>'
        "</table:table-cell>"
    )


def _text(text: str, look: str = "") -> str:
    style = f' table:style-name="{look}"' if look else ""
    return (
        f'<table:table-cell office:value-type="string"{style}>{_paragraphs(text)}'
        "</table:table-cell>"
    )


def _paragraphs(text: str) -> str:
    """A text as paragraphs, one for each of its lines; what XML can't hold is left out."""
    told = "".join(one for one in text if one >= " " or one in "\t\n")
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in told.split("\n"))


def _spaced(line: str) -> str:
    """Spaces that would run into one are written as such (ODF 1.3, 6.1.2)."""
    told = escape(line).replace("\t", "<text:tab/>").replace("  ", " <text:s/>")
    return f"<text:s/>{told[1:]}" if told.startswith(" ") else told


def _meta(sheets: Sheets) -> str:
    made = f"{sheets.made or UNDATED}T00:00:00Z"
    return (
        f'{_HEAD}<office:document-meta {_NAMES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(sheets.title)}</dc:title>"
        f"<dc:subject>{escape(sheets.subject)}</dc:subject>"
        f"<dc:description>{escape(sheets.comments)}</dc:description>"
        f"<meta:initial-creator>{escape(sheets.author)}</meta:initial-creator>"
        f"<meta:creation-date>{made}</meta:creation-date>"
        "</office:meta></office:document-meta>\n"
    )
