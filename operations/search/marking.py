"""Words that were asked for, marked in texts that the asker has been shown already.

PostgreSQL does the marking, since it knows that “seized” answers to “seizures”. It is given nothing
but the texts of the page, and what it gives back is escaped before a mark becomes an element.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Of the private use area, which no text has for long: they are taken out of each text first.
_FROM, _TO = "\ue000", "\ue001"
_BARE = str.maketrans("", "", _FROM + _TO + "\x00")
# PostgreSQL takes “5,827” for two words.
_SPLIT_NUMBER = re.compile(rf"(?<=\d){_TO}([,.]){_FROM}(?=\d)")
_PART_OF_NUMBER = re.compile(rf"{_FROM}(\d+){_TO}(?=[,.]\d)|(?<=\d[,.]){_FROM}(\d+){_TO}(?!\d)")
_LONGEST = 30_000
_ENOUGH = 20  # letters that tell whether a part is a text's beginning or end
_MARKS = f"StartSel={_FROM}, StopSel={_TO}"
_WHOLE = f"{_MARKS}, HighlightAll=true"
_PARTS = f'{_MARKS}, MaxFragments=2, MaxWords=32, MinWords=14, FragmentDelimiter=" … "'


@dataclass(frozen=True)
class Marked:
    """A text with its marks; ``found`` says whether it has any."""

    html: SafeString
    found: bool


def marked(texts: Sequence[str], query: str, *, whole: Sequence[bool]) -> list[Marked]:
    """Each text with the words of ``query`` marked: the ``whole`` of it, or the parts with them."""
    bare = [text[:_LONGEST].translate(_BARE) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline('english', one, %s::tsquery, "
            "CASE WHEN is_whole THEN %s ELSE %s END) FROM unnest(%s::text[], %s::boolean[]) "
            "WITH ORDINALITY t(one, is_whole, n) ORDER BY n",
            [query, _WHOLE, _PARTS, bare, list(whole)],
        )
        told = [text for (text,) in cursor.fetchall()]
    return [
        Marked(_as_html(_with_ellipses(part, text)), _FROM in part)
        for part, text in zip(told, bare, strict=True)
    ]


def _with_ellipses(part: str, text: str) -> str:
    """Three dots where the part begins or ends inside its text."""
    words = part.translate(_BARE)
    begins = "" if text.lstrip().startswith(words[:_ENOUGH].lstrip()) else "… "
    ends = "" if text.rstrip().endswith(words[-_ENOUGH:].rstrip()) else " …"
    return f"{begins}{part}{ends}"


def _as_html(text: str) -> SafeString:
    escaped = str(escape(_PART_OF_NUMBER.sub(r"\1\2", _SPLIT_NUMBER.sub(r"\1", text))))
    # Nothing of the text's own is a tag any more.
    return mark_safe(escaped.replace(_FROM, "<mark>").replace(_TO, "</mark>"))  # noqa: S308
