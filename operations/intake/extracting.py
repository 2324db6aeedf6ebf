"""Run as a program of its own by `operations.intake.uploads`: a document in, JSON with text out.

It reads the kind from its argument and the file from standard input, and answers
``{"text": …}`` or ``{"refused": sentence}``. Any other end means that the file is broken.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from itertools import groupby

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

MEMORY = 1_000_000_000
SECONDS = 15
# What a document of the size that is taken may unpack to; a release has a fraction of this.
LARGEST_UNPACKED = 60_000_000
MOST_PAGES = 100
UNSEEN = ["title", "script", "style", "template", "noscript", "head", "iframe", "object", "svg"]
BLOCKS = {
    "address", "article", "aside", "blockquote", "div", "dl", "dd", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tr", "ul", "body", "html",
}  # fmt: skip
BULLETS = ("  • ", "      o ")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BEGINS_WITH_A_NUMBER = re.compile(r"[£€$<>~]?\d")
WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
# An indented line of a PDF is an item of a list whose mark was drawn, not written.
INDENTED = 4


class RefusedError(Exception):
    """Why the document is not read, as a sentence for the person who uploaded it."""


def from_html(html: str | bytes) -> str:
    """What a reader sees, block by block; list items marked, table rows on a line each."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(UNSEEN):
        tag.decompose()
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed:
            tag.decompose()
    lines = (" ".join(line.split()) if line.strip() else "" for line in _rows(soup))
    return _spaced(list(lines))


def _is_hidden(tag: Tag) -> bool:
    attributes = tag.attrs
    style = str(attributes.get("style", "")).replace(" ", "").lower()
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _rows(soup: Tag) -> Iterator[str]:
    """Lines of text in order; a bullet's line keeps its mark at its head."""
    line: list[str] = []
    for kind, words in _events(soup):
        if kind == "text":
            line.append(words)
        else:
            yield "".join(line)
            line = [words]
    yield "".join(line)


def _events(root: Tag) -> Iterator[tuple[str, str]]:
    """Text, and breaks before and after blocks, without recursion: nesting may be hostile."""
    waiting: list[object] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            yield one
        elif isinstance(one, NavigableString):
            if not isinstance(one, PreformattedString):  # a comment or a doctype
                yield "text", re.sub(r"\s+", " ", str(one))
        elif isinstance(one, Tag):
            if one.name == "br":
                yield "break", ""
            elif one.name in ("td", "th"):
                waiting.append(("text", _after_cell(one)))
                waiting.extend(reversed(one.contents))
            elif one.name in BLOCKS:
                waiting.append(("break", ""))
                waiting.extend(reversed(one.contents))
                yield "break", _mark(one) if one.name == "li" else ""
            else:
                waiting.extend(reversed(one.contents))


def _mark(item: Tag) -> str:
    depth = len(item.find_parents(["ul", "ol"], limit=2))
    return BULLETS[min(depth, 2) - 1].strip() + " " if depth else "• "


def _after_cell(cell: Tag) -> str:
    following = cell.find_next_sibling(["td", "th"])
    if following is None:
        return ""
    number = BEGINS_WITH_A_NUMBER.match(following.get_text().strip())
    return ": " if number and cell.find_previous_sibling(["td", "th"]) is None else " | "


def _spaced(lines: list[str]) -> str:
    """Paragraphs parted by a blank line; the items of a list on lines next to each other."""
    kept = [line for line in lines if line and line not in ("•", "o")]
    marked = [(line.startswith("• "), line.startswith("o "), line) for line in kept]
    out: list[str] = []
    for is_list, group in groupby(marked, key=lambda one: one[0] or one[1]):
        if is_list:
            out.append("\n".join(BULLETS[inner] + line[2:] for _, inner, line in group))
        else:
            out += [line for _, _, line in group]
    return "\n\n".join(out)


def from_docx(data: bytes) -> str:
    """The body, after the words of the pages' heads: an embargo often stands only there."""
    import mammoth

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise RefusedError("The Word file is damaged. Save it anew, or paste its text.") from None
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
        raise RefusedError("The Word file unpacks to far more than a release. Paste its text.")
    body = archive.read("word/document.xml")
    if any(mark in body for mark in (b"<w:ins ", b"<w:del ", b"<w:moveFrom ", b"<w:moveTo ")):
        raise RefusedError(
            "The document has tracked changes. Accept or reject all of them in Word, save it and "
            "upload it again: nobody can tell which words are meant."
        )
    html = mammoth.convert_to_html(io.BytesIO(data), ignore_empty_paragraphs=True).value
    heads = [line for line in _heads(archive) if line]
    return "\n\n".join([*dict.fromkeys(heads), from_html(html)])


def _heads(archive: zipfile.ZipFile) -> Iterator[str]:
    from xml.etree import ElementTree

    for name in archive.namelist():
        if re.fullmatch(r"word/header\d*\.xml", name):
            for paragraph in ElementTree.fromstring(archive.read(name)).iter(f"{WORD}p"):  # noqa: S314
                words = "".join(one.text or "" for one in paragraph.iter(f"{WORD}t"))
                yield " ".join(words.split())


def from_pdf(data: bytes) -> str:
    import pypdf

    document = pypdf.PdfReader(io.BytesIO(data))
    if document.is_encrypted and not document.decrypt(""):
        raise RefusedError("The PDF is locked with a password. Save it without, or paste its text.")
    if len(document.pages) > MOST_PAGES:
        raise RefusedError(f"The PDF has over {MOST_PAGES} pages. Paste the release’s text.")
    pages = [page.extract_text(extraction_mode="layout") for page in document.pages]
    return "\n\n".join(_from_layout(page) for page in pages if page.strip())


def _from_layout(page: str) -> str:
    """Paragraphs out of lines as they stand on the page; wrapped lines are joined again."""
    lines = [line.rstrip() for line in page.split("\n")]
    margins = sorted(len(line) - len(line.lstrip()) for line in lines if line)
    left, widest = margins[len(margins) // 4], max(map(len, lines))
    out: list[str] = []
    for is_text, group in groupby(lines, key=bool):
        if is_text:
            out.append(_paragraph(list(group), left, widest))
    return "\n\n".join(out)


def _paragraph(lines: list[str], left: int, widest: int) -> str:
    joined: list[str] = []
    before = 0
    for line in lines:
        indent = len(line) - len(line.lstrip()) - left
        words = WIDE_GAP.sub(_gap, line.strip())
        wrapped = joined and before > 0.75 * widest and not words.startswith(("•", "o ", "- "))
        if wrapped:
            joined[-1] += " " + words
        elif indent >= INDENTED and not words.startswith(("•", "o ", "- ", "▪", "*")):
            joined.append(BULLETS[indent >= 3 * INDENTED] + words)
        else:
            joined.append(words)
        before = len(line)
    return "\n".join(joined)


def _gap(found: re.Match[str]) -> str:
    """Between two columns: a colon before a number, so that a row reads “Arrested: 2,864”."""
    return ": " if BEGINS_WITH_A_NUMBER.match(found.string, found.end()) else " | "


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    read = {"docx": from_docx, "html": from_html, "pdf": from_pdf}[sys.argv[1]]
    try:
        answer = {"text": read(sys.stdin.buffer.read())}
    except RefusedError as refused:
        answer = {"refused": str(refused)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
