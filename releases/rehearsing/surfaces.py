"""Two answers of one address compared, in words that a press officer can check. No Django."""

import difflib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from bs4 import BeautifulSoup

Kind = Literal["new", "changed", "gone"]

LONGEST_LINE = 300
LINES_KEPT = 60
# Addresses in attributes, and whole ones anywhere (feeds, embed codes, JSON).
_IN_ATTRIBUTE = re.compile(r"""(?:href|src)=["'](/[^"'#\s<>]*)""")
# What a page says of its own address and time would make every page differ.
_ELSEWHERE = ("/static/", "/admin/")
# A text has none of these; the database would refuse them.
_UNWRITABLE = re.compile("[\\x00-\\x08\\x0e-\\x1f]")


@dataclass(frozen=True)
class Answer:
    """What one address answered: status, and the body's bytes as text."""

    status: int
    body: str
    is_html: bool = True

    @property
    def is_there(self) -> bool:
        return 200 <= self.status < 300

    @classmethod
    def of(cls, status: int, content: bytes, content_type: str) -> "Answer":
        """An answer as it came; a picture or a workbook has no words, so its bytes are named."""
        try:
            body = content.decode()
        except UnicodeDecodeError:
            body = ""
        if (content and not body) or _UNWRITABLE.search(body):
            body = f"A file of {len(content):,} bytes, SHA-256 {sha256(content).hexdigest()}"
        return cls(status, body, "html" in content_type)


@dataclass(frozen=True)
class Surface:
    """One address that changes: how, and which lines of words come and go."""

    address: str
    kind: Kind
    title: str
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "address": self.address,
            "kind": self.kind,
            "title": self.title,
            "added": self.added,
            "removed": self.removed,
        }


def compare(address: str, before: Answer, after: Answer) -> Surface | None:
    """How ``address`` changes from ``before`` to ``after``; None where it stays as it is."""
    if (before.status, before.body) == (after.status, after.body):
        return None
    if not before.is_there and before.status == after.status:
        return None
    kind: Kind = "changed"
    if not before.is_there:
        kind = "new"
    elif not after.is_there:
        kind = "gone"
    was = words(before) if before.is_there else []
    now = words(after) if after.is_there else []
    added, removed = _differences(was, now)
    return Surface(address, kind, title_of(after if after.is_there else before), added, removed)


def words(answer: Answer) -> list[str]:
    """The lines of words that a reader of the answer sees, without empty ones."""
    text = answer.body
    if answer.is_html:
        soup = BeautifulSoup(text, "html.parser")
        for unseen in soup(["script", "style", "template"]):
            unseen.decompose()
        text = soup.get_text("\n")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line[:LONGEST_LINE] for line in lines if line]


def title_of(answer: Answer) -> str:
    found = re.search(r"<title[^>]*>(.*?)</title>", answer.body, re.DOTALL)
    return " ".join(html.unescape(found[1]).split())[:200] if found else ""


def links(answer: Answer, origin: str) -> Iterator[str]:
    """Addresses of this site that the answer names, each without its fragment."""
    found = _IN_ATTRIBUTE.findall(answer.body)
    found += re.findall(re.escape(origin) + r"(/[^\"'#\s<>\\)]*)", answer.body)
    for address in found:
        address = html.unescape(address)
        if not address.startswith(("//", *_ELSEWHERE)) and "as_at=" not in address:
            yield address


def shows(answer: Answer, surface: dict[str, Any]) -> bool:
    """Whether the public's answer is the one that the rehearsal ``surface`` foretold."""
    if surface["kind"] == "gone":
        return not answer.is_there
    return answer.is_there and set(surface["added"]) <= set(words(answer))


def _differences(was: list[str], now: list[str]) -> tuple[list[str], list[str]]:
    added, removed = [], []
    for line in difflib.unified_diff(was, now, lineterm="", n=0):
        if line.startswith("+") and not line.startswith("+++"):
            added.append(line[1:])
        elif line.startswith("-") and not line.startswith("---"):
            removed.append(line[1:])
    return added[:LINES_KEPT], removed[:LINES_KEPT]
