"""Headings over a case of one force or unit, whose figures are that one's alone. No Django."""

import re

from releases.reading.letters import Reading
from releases.reading.parts import Section, SectionKind, Span

_CASE_WORDS = re.compile(
    r"\b(?:Unit|Units|Constabulary|Police|Force|Service|Agency|ROCU|Region|Command|Division)\b"
)
_SOURCE = re.compile(r"\s*source\s*:", re.IGNORECASE)
_LONGEST_NAME = 10


def is_source_line(reading: Reading, section: Section) -> bool:
    """Whether a section is the “Source:” line: it names the publisher and heads nothing."""
    return bool(_SOURCE.match(reading.plain, section.start, section.end))


def case_of(reading: Reading, section: Section) -> Span | None:
    """The heading's words where it is the name of a force or a unit, else None."""
    if section.kind is not SectionKind.HEADING or is_source_line(reading, section):
        return None
    words = reading.plain[section.start : section.end]
    long_words = [word for word in re.findall(r"[A-Za-z']+", words) if len(word) > 3]
    is_name = all(word[0].isupper() for word in long_words) and len(long_words) <= _LONGEST_NAME
    if is_name and not words.isupper() and (found := _CASE_WORDS.search(words)):
        return Span(section.start, section.end) if found.start() or len(long_words) > 1 else None
    return None
