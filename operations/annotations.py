"""What is written into a chart beside its figures: a date, a band of days, a baseline.

Editors write one a line, so that the words can be renewed like any others of the chart:

    2023-11-13: Sceptre begins
    2023-11-13 to 2023-11-19: week of action
    29: weekly average 2022/23

Pure. Dates are calendar days of Europe/London, both ends included; a value is in the chart's unit.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

_LINE = re.compile(r"(?P<place>[^:]+):\s*(?P<text>\S.*)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LONGEST = 80


class AnnotationError(ValueError):
    """A line that can't be read; its words are for the editor."""


@dataclass(frozen=True)
class Annotation:
    """Words at a day (`start`), over a band of days (`start` to `end`) or at a level (`value`)."""

    text: str
    start: date | None = None
    end: date | None = None
    value: Decimal | None = None

    @property
    def kind(self) -> str:
        """“baseline”, “band” or “date”."""
        if self.value is not None:
            return "baseline"
        return "band" if self.end is not None else "date"


def read_annotations(text: str) -> tuple[Annotation, ...]:
    """Return what an editor wrote, a line each; blank lines are left out.

    Raises AnnotationError with a sentence that names the line and says what to write instead.
    """
    return tuple(_read(line.strip()) for line in text.splitlines() if line.strip())


def _read(line: str) -> Annotation:
    found = _LINE.fullmatch(line)
    if found is None:
        raise AnnotationError(
            f"“{line}” has no colon between the place and the words. Write “2023-11-13: Sceptre "
            "begins”, “2023-11-13 to 2023-11-19: week of action” or “29: weekly average”."
        )
    place, text = found["place"].strip(), found["text"].strip()
    if len(text) > LONGEST:
        raise AnnotationError(
            f"“{text[:30]}…” has {len(text)} characters. An annotation may have up to {LONGEST}."
        )
    first, _, last = place.partition(" to ")
    if _DAY.fullmatch(first):
        return _dated(line, first, last.strip(), text)
    try:
        value = Decimal(place.replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise AnnotationError(
            f"“{place}” is neither a day (2023-11-13), nor two (2023-11-13 to 2023-11-19), nor a "
            "number (29)."
        )
    return Annotation(text, value=value)


def _dated(line: str, first: str, last: str, text: str) -> Annotation:
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else None
    except ValueError:
        raise AnnotationError(f"“{line}” names a day that no calendar has.") from None
    if end is not None and end < start:
        raise AnnotationError(f"“{line}” ends before it begins. Write the earlier day first.")
    return Annotation(text, start=start, end=end)
