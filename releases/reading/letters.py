"""One kind of space, quotation mark and hyphen to read by, at the same offsets. No Django.

Rules look at the folded text, and words are cut out of the text as it was given: so neither
white space nor the style of quotation marks changes what is read.
"""

from dataclasses import dataclass, field
from typing import Any

_SPACES = "\t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACES += "\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad\r"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212"

_FOLDED = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_HYPHENS, "-"),
        "\u2015": "\u2014",  # a horizontal bar is an em dash
        "\uff05": "%",
        "\uffe1": "£",
    }
)


def folded(text: str) -> str:
    """The text with plain spaces, ``'``, ``"`` and ``-`` (also for an en dash); as long as before.

    A line's end stays ``\\n``; a carriage return becomes a space. An em dash stays as it is.
    """
    return text.translate(_FOLDED)


def one_spaced(words: str) -> str:
    """Words of the text on one line, with single spaces between them."""
    return " ".join(words.translate(dict.fromkeys(map(ord, _SPACES), " ")).split())


@dataclass(frozen=True)
class Reading:
    """A text beside its folded self: what every rule of this package is given.

    ``kept`` holds what would be worked out anew for each release of a text of many.
    """

    text: str
    plain: str
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, text: str) -> "Reading":
        return cls(text, folded(text))

    def words(self, start: int, end: int) -> str:
        """The exact words, on one line."""
        return one_spaced(self.text[start:end])
