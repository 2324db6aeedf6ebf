"""What is read out of a text: the parts of a release and the figures that it states. No Django.

Every ``start`` and ``end`` counts characters of the whole text that was given, and
``text[start:end]`` is always the exact words. Moments are aware, in Europe/London; days are
calendar days of London, both ends included. None means that the text does not say: nothing is
guessed quietly, and what needs a person is a `Doubt`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from releases.quantities import Qualifier


class Status(StrEnum):
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    REVISED = "revised"


class Direction(StrEnum):
    """Which way a change goes: “a 29% increase” is UP."""

    UP = "up"
    DOWN = "down"


class Bound(StrEnum):
    """Which end of a range a figure is: 10 is the LOW end of “between 10 and 12”."""

    LOW = "low"
    HIGH = "high"


class Basis(StrEnum):
    """Where a period or a coverage was found: nearest first."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    RELEASE = "release"


class SectionKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


@dataclass(frozen=True)
class Span:
    """A stretch of the text; ``end`` is the first character after it."""

    start: int
    end: int


@dataclass(frozen=True)
class Doubt:
    """One sentence that asks a person to decide, and the words that it is about."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """A heading, a paragraph or one bullet's words, without its mark and outer white space.

    ``level`` is 0, or how deep a bullet is inside other bullets (1 for the outermost).
    ``in_notes`` says that it stands in the notes to editors.
    """

    kind: SectionKind
    start: int
    end: int
    level: int = 0
    in_notes: bool = False


@dataclass(frozen=True)
class Form:
    """One release of a text taken apart, before anything in it is read.

    ``start`` to ``end`` is the whole release; ``body_start`` is where the words after its title
    and “Source:” line begin. ``publisher`` is what the “Source:” line names, "" without one.
    """

    start: int
    end: int
    title: Span
    publisher: str
    body_start: int
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class ReadEmbargo:
    """An embargo as the text words it. ``until`` is None where it is not sure: see ``doubts``.

    ``choices`` are the moments between which a person has to choose, soonest first.
    ``is_immediate`` is “for immediate release”: there is no embargo, and the text says so.
    """

    start: int
    end: int
    until: datetime | None = None
    is_immediate: bool = False
    choices: tuple[datetime, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class ReadQuotation:
    """Words that somebody said: ``start`` to ``end`` is from the first word to the last.

    ``words`` are the same without quotation marks, a blank line between paragraphs. ``speaker``
    and ``role`` are "" where the text does not name them. ``is_fragment``: part of a sentence.
    """

    speaker: str
    role: str
    words: str
    start: int
    end: int
    is_fragment: bool = False


@dataclass(frozen=True)
class StatedPeriod:
    """The stretch of time that a figure is for. ``kind`` is a code of the design.

    (day, week, month, quarter, year, financial_year, rolling_year, phase, running_total, odd.)
    ``start`` to ``end`` are its words; ``basis`` says how near to the figure they stand.
    ``inferred`` is "" where the words give every day, else what was worked out, and how.
    """

    first_day: date | None
    last_day: date | None
    kind: str
    basis: Basis
    start: int
    end: int
    inferred: str = ""


@dataclass(frozen=True)
class StatedCoverage:
    """What a figure covers or leaves out, in the text's own words and whence they came."""

    words: str
    basis: Basis
    start: int
    end: int


@dataclass(frozen=True)
class StatedFigure:
    """A figure that the text states.

    ``value`` is in ``unit`` (count, percent, ratio, GBP, kg, g, tonne, lb, litre, year, month,
    week, day, hour, minute, mile, km, or the singular word as written), multipliers and number
    words worked out. ``start`` to ``end`` are the words that state it, qualifier to noun;
    ``numerals`` the digits and number words in them alone. ``counted`` is what was counted, as
    words of the text in their order; ``what`` the same, completed by its context where it is
    short. ``per`` is "day" in “19 a day”. ``group`` joins the figures of one comparison or range
    (“from 19 to 47”) or is 0; ``bound`` says which end of a range it is, and its ``qualifier`` is
    still what the words say. ``is_running_total``: “since July 2024”.
    """

    value: Decimal
    unit: str
    what: str
    start: int
    end: int
    numerals: tuple[Span, ...]
    qualifier: Qualifier = Qualifier.EXACT
    status: Status | None = None
    direction: Direction | None = None
    per: str = ""
    statistic: str = ""
    group: int = 0
    bound: Bound | None = None
    counted: str = ""
    is_running_total: bool = False
    period: StatedPeriod | None = None
    coverage: StatedCoverage | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "counted", self.counted or self.what)


@dataclass(frozen=True)
class Dismissal:
    """A numeral or number word that states no figure, and the reason as a person reads it."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class ReadClaim:
    """A rounded statement of the headline or the lead, and the exact figures that it sums up."""

    figure: StatedFigure
    parts: tuple[StatedFigure, ...]
    holds: bool
    arithmetic: str


@dataclass(frozen=True)
class ReadRelease:
    """Everything that was read out of one release of a text."""

    title: str
    publisher: str
    start: int
    end: int
    title_span: Span
    embargo: ReadEmbargo | None
    sections: tuple[Section, ...]
    quotations: tuple[ReadQuotation, ...]
    notes: tuple[Section, ...]
    figures: tuple[StatedFigure, ...]
    dismissals: tuple[Dismissal, ...] = ()
    claims: tuple[ReadClaim, ...] = ()
    repeats: tuple[tuple[StatedFigure, ...], ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
