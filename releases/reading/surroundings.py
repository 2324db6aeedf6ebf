"""What stands on either side of a numeral, to judge it by. No Django."""

import re
from dataclasses import dataclass
from functools import cached_property

from releases.reading.numerals import Numeral

_REACH = 120  # characters on either side: a clause of ordinary English
_BESIDE = 36
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True)
class Surroundings:
    """A numeral in its section (``first`` to ``last`` in the folded text).

    ``before`` and ``after`` are what stands next to it there, with single spaces.
    """

    plain: str
    first: int
    last: int
    numeral: Numeral

    @cached_property
    def before(self) -> str:
        start = self.numeral.start
        return _WHITE.sub(" ", self.plain[max(self.first, start - _REACH) : start])

    @cached_property
    def after(self) -> str:
        end = self.numeral.end
        return _WHITE.sub(" ", self.plain[end : min(self.last, end + _REACH)])

    @cached_property
    def beside(self) -> str:
        """The last words before it: enough for what stands directly before a number."""
        return self.before[-_BESIDE:]

    @cached_property
    def itself(self) -> str:
        return _WHITE.sub(" ", self.plain[self.numeral.start : self.numeral.end])

    @cached_property
    def clause_before(self) -> str:
        """What stands before in the same sentence."""
        return _SENTENCE_END.split(self.before)[-1]

    @cached_property
    def clause_after(self) -> str:
        """What follows in the same sentence."""
        return _SENTENCE_END.split(self.after)[0]

    @cached_property
    def is_first(self) -> bool:
        """Whether nothing but a quotation mark or bracket stands before it in its section."""
        return not self.beside.strip(" \"'(") and len(self.before) < _BESIDE

    @property
    def is_bare(self) -> bool:
        """A number in digits or words without currency, measure or multiplier of its own."""
        return not self.numeral.unit


_SENTENCE_END = re.compile(r"[.!?;][\"')]{0,2}(?= [A-Z\"'(]|$)")
