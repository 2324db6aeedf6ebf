"""Read texts whose figures were marked by hand: ``name.txt`` beside ``name.json``.

A marking is an object (the whole file is one release) or a list of objects, each with
``start_offset`` and ``end_offset`` (a file of many releases). Offsets count characters of the
file, its line ends as they are. Keys that are not measured are passed over.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from releases.reading.parts import Span


class MarksError(Exception):
    """The folder cannot be measured; the message says why, in one sentence."""


@dataclass(frozen=True)
class MarkedFigure:
    """A figure that a person marked. ``places`` is where its words stand, its own place first.

    ``also`` is the same value in another unit that counts as right, such as 4,000 kg for 4 tonnes.
    """

    value: Decimal
    unit: str
    what: str
    qualifier: str
    words: str
    places: tuple[Span, ...]
    required: bool = True
    also: tuple[Decimal, str] | None = None
    first_day: date | None = None
    last_day: date | None = None
    coverage: str = ""


@dataclass(frozen=True)
class MarkedQuotation:
    """A quotation by its first words. ``paragraphs`` is None where they were not counted."""

    speaker: str
    first_words: str
    paragraphs: int | None = None


@dataclass(frozen=True)
class MarkedRelease:
    """One release. ``publishers`` are the names that count as right, none where it has none.

    ``quotations`` is None where nobody marked them.
    """

    start: int
    end: int
    title: str
    publishers: tuple[str, ...]
    embargo_until: datetime | None
    figures: tuple[MarkedFigure, ...]
    quotations: tuple[MarkedQuotation, ...] | None


@dataclass(frozen=True)
class MarkedText:
    """A file. ``today`` is the day on which it was to be read: its newest day of publication."""

    name: str
    text: str
    releases: tuple[MarkedRelease, ...]
    today: date | None
    is_many: bool

    @property
    def is_untouched(self) -> bool:
        """The project’s own source: many releases in a file without a number, as it was found."""
        return self.is_many and self._number is None

    @property
    def is_for_development(self) -> bool:
        """Even numbers and the untouched are; odd numbers and other names are held out."""
        return self.is_untouched or (self._number is not None and self._number % 2 == 0)

    @property
    def _number(self) -> int | None:
        found = re.match(r"\d{1,9}", self.name)
        return int(found[0]) if found else None


def marked_texts(folder: Path) -> list[MarkedText]:
    """Every marked text of a folder, in order of name. Raises MarksError."""
    if not folder.is_dir():
        raise MarksError(f"There is no folder {folder}: name one that holds marked texts.")
    found = [
        _text(path, path.with_suffix(".json"))
        for path in sorted(folder.glob("*.txt"))
        if path.with_suffix(".json").is_file()
    ]
    if not found:
        raise MarksError(f"{folder} holds no marked text: a name.txt beside its name.json.")
    return found


def _text(words: Path, marks: Path) -> MarkedText:
    try:
        text = words.read_bytes().decode()
        marking = json.loads(marks.read_bytes(), parse_float=Decimal)
        is_many = isinstance(marking, list)
        listed = marking if is_many else [marking]
        releases = tuple(_release(text, entry) for entry in listed)
        days = [day for entry in listed if (day := _day(entry.get("published")))]
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise MarksError(f"{marks} is not in the form of a marking: {error!r}") from error
    return MarkedText(words.stem, text, releases, max(days, default=None), is_many)


def _release(text: str, entry: Mapping[str, Any]) -> MarkedRelease:
    start, end = entry.get("start_offset", 0), entry.get("end_offset", len(text))
    until = entry.get("embargo_until")
    quotations = entry.get("quotes")
    return MarkedRelease(
        start=start,
        end=end,
        title=entry.get("title") or "",
        publishers=tuple(name for key in ("publisher", "source_line") if (name := entry.get(key))),
        embargo_until=datetime.fromisoformat(until) if until else None,
        figures=tuple(_figure(text, start, end, figure) for figure in entry["figures"]),
        quotations=None if quotations is None else tuple(map(_quotation, quotations)),
    )


def _figure(text: str, start: int, end: int, entry: Mapping[str, Any]) -> MarkedFigure:
    words, offset = entry["as_stated"], entry["offset"]
    if text[offset : offset + len(words)] != words:
        raise ValueError(f"“{words}” does not stand at {offset}")
    own = Span(offset, offset + len(words))
    times = entry.get("occurrences", entry.get("occurrences_in_release", 1))
    others = (place for place in _places(text, words, start, end) if times > 1 and place != own)
    also = entry.get("normalised")
    return MarkedFigure(
        value=_number(entry["value"]),
        unit=entry["unit"],
        what=entry["what"],
        qualifier=entry.get("qualifier") or "exact",
        words=words,
        places=(own, *others),
        required=entry.get("required", True),
        also=(_number(also["value"]), also["unit"]) if also else None,
        first_day=_day(entry.get("period_start")),
        last_day=_day(entry.get("period_end")),
        coverage=entry.get("coverage") or "",
    )


def _places(text: str, words: str, start: int, end: int) -> Iterator[Span]:
    """Where else the same words stand, and not as part of a longer number or word."""
    for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text[start:end]):
        yield Span(start + found.start(), start + found.end())


def _quotation(entry: Mapping[str, Any]) -> MarkedQuotation:
    return MarkedQuotation(entry["speaker"], entry["starts_with"], entry.get("paragraphs"))


def _number(value: int | Decimal) -> Decimal:
    if isinstance(value, bool):
        raise TypeError("a value is true or false")
    return Decimal(value)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
