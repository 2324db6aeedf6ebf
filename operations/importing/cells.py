"""One cell of text → a number, a day, a kind. No Django.

Nothing is guessed: what may be read in two ways is a CellError, whose sentence says what to write.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from operations.importing.columns import BLANK, NO_FIGURE
from operations.periods import PeriodKind
from releases.quantities import Qualifier

FIRST_YEAR, LAST_YEAR = 1800, 2200
MOST_DIGITS, MOST_DECIMALS = 15, 4
SHOWN = 60
# A cell that the spreadsheet itself could not give is passed on as this mark and why.
UNREADABLE = "\x01"

# The standard shorthand of official statistics, and older spellings of it.
NO_VALUE = frozenset({NO_FIGURE, BLANK, "[c]", "[k]", "[low]", "[u]", "[w]"})
OF_STATUS = {"[e]": "estimated", "[p]": "provisional", "[r]": "revised"}
SAID_BESIDE = frozenset({"[b]", "[note]"})

_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,4})?\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z", re.ASCII)
_CONTINENTAL = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+\Z", re.ASCII)
_MARKS = re.compile(r"\s*(\[[a-z]{1,4}\])", re.IGNORECASE)
_SIZES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_SIZED = re.compile(r"(-?\d+(?:\.\d+)?)\s*(k|m|mn|million|bn)\Z", re.IGNORECASE | re.ASCII)
_SPOILT = re.compile("Â[£\N{NO-BREAK SPACE}]|â€|\N{REPLACEMENT CHARACTER}")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-](?:\d{1,2}|[A-Za-z]{3})[/.-]\d{2}\Z", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?\Z", re.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_DAY_FORMATS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y", "%B %d, %Y")


class CellError(ValueError):
    """What is wrong with a cell, as a sentence that says what to write instead."""


@dataclass(frozen=True)
class Read:
    """A value as a cell states it; None where the cell says that there is none."""

    value: Decimal | None
    marks: tuple[str, ...] = ()
    is_percent: bool = False


def shown(text: str) -> str:
    """The cell within a sentence."""
    return f"“{text}”" if len(text) <= SHOWN else f"“{text[:SHOWN]}…”"


def bare(cell: str) -> str:
    """The cell without white space around it; "" where it says that nothing belongs there."""
    text = cell.strip()
    if not text:
        return ""
    if text[0] == UNREADABLE:
        raise CellError(text[1:])
    return "" if text in (BLANK, NO_FIGURE) else text


def text_of(cell: str, longest: int = 0) -> str:
    """Words, as they are meant; an apostrophe that kept them from being a formula is taken off."""
    text = bare(cell)
    if len(text) > 1 and text[0] == "'" and text.startswith(_FORMULA, 1):
        text = text[1:]
    if found := _SPOILT.search(text):
        raise CellError(
            f"“{found[0]}” is a sign saved in the wrong encoding. Save the file as UTF-8, or "
            "upload the spreadsheet itself."
        )
    if longest and len(text) > longest:
        raise CellError(f"{len(text)} characters are too many: up to {longest} are kept.")
    return text


def number(cell: str, *, thousands: bool = False) -> Read:
    """A value with the shorthand written behind it. ``thousands``: a comma parts thousands."""
    if _PLAIN.match(cell):
        return Read(Decimal(cell))
    text = cell.strip()
    if text[:1] == UNREADABLE:
        raise CellError(text[1:])
    marks = tuple(mark.lower() for mark in _MARKS.findall(text))
    text = _MARKS.sub("", text).strip().replace("\N{MINUS SIGN}", "-")
    if unknown := [mark for mark in marks if mark not in NO_VALUE | SAID_BESIDE | set(OF_STATUS)]:
        raise CellError(f"{shown(unknown[0])} is no shorthand that is known here.")
    if not text:
        return Read(None, marks)
    is_percent = text.endswith("%")
    if is_percent:
        text = text[:-1].rstrip()
    if thousands and _THOUSANDS.match(text):
        text = text.replace(",", "")
    if not _NUMBER.match(text):
        raise CellError(_why_no_number(text, cell.strip()))
    value = Decimal(text)
    _check_size(value, text)
    return Read(value, marks, is_percent)


def _why_no_number(text: str, whole: str) -> str:
    joined = "".join(text.split())
    if _THOUSANDS.match(text):
        plain = text.replace(",", "")
        return (
            f"{shown(whole)} has a comma: write {plain}, or say that commas part thousands in "
            "this file."
        )
    if _CONTINENTAL.match(text):
        plain = text.replace(".", "").replace(",", ".")
    elif _NUMBER.match(joined):
        plain = joined
    elif _SIZED.match(joined.lstrip("£")):
        plain = _in_full(joined.lstrip("£"))
    elif _NUMBER.match(joined.lstrip("£$€").replace(",", "")):
        plain = joined.lstrip("£$€").replace(",", "")
    elif re.fullmatch(r"-?\d+(\.\d+)?[eE][+-]?\d{1,2}", text):
        plain = format(Decimal(text), "f")
    else:
        return f"{shown(whole)} is not a number: write digits alone, or [x] where there is none."
    return f"{shown(whole)} is not a number: write {plain}."


def _in_full(text: str) -> str:
    found = _SIZED.match(text)
    assert found is not None  # asked before  # noqa: S101
    return format((Decimal(found[1]) * _SIZES[found[2].lower()]).normalize(), "f")


def _check_size(value: Decimal, text: str) -> None:
    if abs(value) >= Decimal(10) ** MOST_DIGITS:
        raise CellError(f"{shown(text)} has more than {MOST_DIGITS} digits before the point.")
    if value != round(value, MOST_DECIMALS):
        raise CellError(
            f"{shown(text)} has more than {MOST_DECIMALS} decimals: round it as it is to be shown."
        )


@dataclass(frozen=True)
class ReadDay:
    """A day; ``was_slashed`` where only the order of the country says which number is the month."""

    day: date | None
    was_slashed: bool = False


def day(cell: str) -> ReadDay:
    """A day as ISO 8601 has it, as a British reader writes it, or in words."""
    text = bare(cell)
    if not text:
        return ReadDay(None)
    slashed = _SLASHED.match(text)
    try:
        found = _british(slashed) if slashed else _written(text)
    except ValueError:
        raise CellError(_why_no_day(text)) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellError(f"{shown(text)}: the year {found.year} can’t be meant.")
    return ReadDay(found, bool(slashed) and found.day <= 12 and found.day != found.month)


def _british(found: re.Match[str]) -> date:
    return date(int(found[3]), int(found[2]), int(found[1]))


def _written(text: str) -> date:
    if text[:4].isdecimal() and text.isascii():
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        if (moment.hour, moment.minute, moment.second) != (0, 0, 0):
            raise ValueError(text)
        return moment.date()
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)


def _why_no_day(text: str) -> str:
    if _SERIAL.match(text):
        return f"{shown(text)} is a spreadsheet’s own number of a day: format the cells as dates."
    if _SHORT_YEAR.match(text):
        return f"{shown(text)} has a year of two digits: write it in full, as in 2023-11-13."
    found = _SLASHED.match(text)
    if found and 12 < int(found[2]) <= 31:
        return f"{shown(text)} is not a day in British order: write the day first, or 2023-11-13."
    return f"{shown(text)} is not a day: write it as 2023-11-13."


def kind(cell: str) -> PeriodKind:
    """A kind of period, its words written in any way."""
    text = bare(cell)
    word = "_".join(text.casefold().replace("-", " ").split()).removeprefix("calendar_")
    try:
        return PeriodKind(word)
    except ValueError:
        every = ", ".join(one.value for one in PeriodKind)
        said = f"{shown(text)} is no kind of period" if text else "Empty"
        raise CellError(f"{said}: write one of {every}.") from None


def qualifier(cell: str) -> Qualifier:
    """How a figure is hedged; nothing said means exact."""
    text = bare(cell)
    word = "_".join(text.casefold().split())
    try:
        return Qualifier(word or Qualifier.EXACT)
    except ValueError:
        every = ", ".join(one.value for one in Qualifier)
        raise CellError(f"{shown(text)} is no qualifier: write one of {every}.") from None


def status(cell: str) -> str:
    """“estimated”, “provisional”, “revised” or nothing; the shorthand for them is taken too."""
    text = bare(cell).casefold()
    found = OF_STATUS.get(text, text)
    if found in ("", "final"):
        return ""
    if found not in OF_STATUS.values():
        raise CellError(f"{shown(text)} is no status: write estimated, provisional or revised.")
    return found


def shorthand(cell: str) -> tuple[str, ...]:
    """The signs in a cell of shorthand; what is none is refused."""
    text = cell.strip()
    if text[:1] == UNREADABLE:
        raise CellError(text[1:])
    signs = tuple(sign.lower() for sign in _MARKS.findall(text))
    known = NO_VALUE | SAID_BESIDE | set(OF_STATUS)
    if _MARKS.sub("", text).strip() or any(sign not in known for sign in signs):
        raise CellError(f"{shown(text)} is no shorthand that is known here.")
    return signs


def partial(cell: str) -> bool:
    """Whether the column of coverage says that the figure is known to be incomplete."""
    text = bare(cell).casefold()
    if text in ("", "complete", "full"):
        return False
    if text != "partial":
        raise CellError(
            f"{shown(text)}: write partial, or nothing. What the figure covers or leaves out "
            "belongs under coverage_note."
        )
    return True
