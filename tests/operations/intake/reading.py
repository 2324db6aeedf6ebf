"""A made-up release and what is read in it, built by hand: the reading has tests of its own."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from releases.reading.parts import (
    Basis,
    Dismissal,
    Qualifier,
    ReadClaim,
    ReadEmbargo,
    ReadQuotation,
    ReadRelease,
    Section,
    SectionKind,
    Span,
    StatedFigure,
    StatedPeriod,
)

LONDON = ZoneInfo("Europe/London")
TITLE = "Over 1,700 arrests in Exampleshire crackdown"
TEXT = f"""UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER 2023: {TITLE}

Source: Exampleshire Police

Officers made 1,672 arrests and seized 4.6 tonnes of cannabis in the week of 6 November 2023.

Another 53 arrests were made in Anytown. In all 1,725 people were arrested, and courts gave 166
years and one month to eight of them.

“We won’t stop here,” said Chief Constable Alex Example.
"""


def at(words: str, nth: int = 0, text: str = TEXT) -> tuple[int, int]:
    """Where the n-th use of the words stands in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def span(words: str, text: str = TEXT) -> Span:
    return Span(*at(words, text=text))


WEEK = StatedPeriod(
    date(2023, 11, 6),
    date(2023, 11, 12),
    "week",
    Basis.SENTENCE,
    *at("the week of 6 November 2023"),
    inferred="the seven days from Monday 6 November",
)


def figure(words: str, number: str, value: str, what: str, **fields: Any) -> StatedFigure:
    start, end = at(words)
    offset = words.index(number)
    numerals = (Span(start + offset, start + offset + len(number)),)
    return StatedFigure(
        **{
            "value": Decimal(value),
            "unit": "count",
            "what": what,
            "start": start,
            "end": end,
            "numerals": numerals,
            "period": WEEK,
        }
        | fields
    )


HEADLINE = figure("Over 1,700 arrests", "1,700", "1700", "arrests", qualifier=Qualifier.MORE_THAN)
ARRESTS = figure("1,672 arrests", "1,672", "1672", "arrests")
CANNABIS = figure("4.6 tonnes of cannabis", "4.6 tonnes", "4.6", "cannabis seized", unit="tonne")
ANYTOWN = figure("53 arrests", "53", "53", "arrests in Anytown")
IN_ALL = figure("1,725 people were arrested", "1,725", "1725", "people arrested")
# The words run over a line's end of the text.
YEARS = figure(
    "166\nyears and one month",
    "166",
    "166.083333333333",
    "sentences",
    unit="year",
    period=None,
    numerals=(span("166"), span("one month")),
)
FIGURES = (HEADLINE, ARRESTS, CANNABIS, ANYTOWN, IN_ALL, YEARS)


def release(text: str = TEXT, **fields: Any) -> ReadRelease:
    """A reading of a text whose letters stand where TEXT has them; ``fields`` change it."""
    until = datetime(2023, 11, 17, 0, 1, tzinfo=LONDON)
    notice = at("UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER 2023")
    return ReadRelease(
        **{
            "title": TITLE,
            "publisher": "Exampleshire Police",
            "start": 0,
            "end": len(text),
            "title_span": Span(0, TEXT.index("\n")),
            "embargo": ReadEmbargo(*notice, until=until),
            "sections": tuple(_sections(text)),
            "quotations": (
                ReadQuotation(
                    "Alex Example",
                    "Chief Constable",
                    "We won’t stop here,",
                    *at("We won’t stop here,"),
                ),
            ),
            "notes": (),
            "figures": FIGURES,
            "dismissals": (
                Dismissal(*at("00:01"), "a time"),
                Dismissal(*at("17"), "a date"),
                Dismissal(*at("2023"), "a date"),
                Dismissal(*at("6 November 2023"), "a date"),
            ),
            "claims": (ReadClaim(HEADLINE, (ARRESTS, ANYTOWN), True, "1,672 + 53 = 1,725"),),
        }
        | fields
    )


def _sections(text: str) -> Iterable[Section]:
    offset = 0
    for paragraph in text.split("\n\n"):
        kind = SectionKind.PARAGRAPH if offset else SectionKind.HEADING
        yield Section(kind, offset, offset + len(paragraph.rstrip()))
        offset += len(paragraph) + 2
