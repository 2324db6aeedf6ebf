"""A word that was mistyped, and the word that was meant.

The database tells words that are spelt much the same and that a row which is seen has; here the
nearest is chosen, by the slips that fingers make.
"""

import re

from django.db import connection

from operations.search.asked import Asked

LEAST = 4  # letters; a shorter word is a slip away from any other
LIKE = 30  # words told for each
_WORD = re.compile(r"[^\W\d_]{4,40}")


def respelt(asked: Asked) -> str:
    """The reader's text with its unknown words put right; "" where nothing can be."""
    words = [word for term in asked.rest if not term.no for one in term.spellings
             for word in _WORD.findall(one.lower())]  # fmt: skip
    words = list(dict.fromkeys(words))
    if not words:
        return ""
    like: dict[str, list[str]] = {word: [] for word in words}
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, spelt FROM search_spellings(%s, %s)", [words, LIKE])
        for word, spelt in cursor.fetchall():
            like[word].append(spelt)
    mended = {word: best for word in words if (best := _nearest(word, like[word])) != word}
    if not mended:
        return ""
    return _WORD.sub(lambda found: mended.get(found[0].lower(), found[0]), asked.typed)


def _nearest(word: str, like: list[str]) -> str:
    """The word itself where it is known, or where nothing is near enough."""
    if word in like:
        return word
    allowed = 1 if len(word) < 6 else 2
    near = [(slips(word, one), place, one) for place, one in enumerate(like)]
    best = min(near, default=(allowed + 1, 0, word))
    return best[2] if best[0] <= allowed else word


def slips(one: str, other: str) -> int:
    """How many letters were left out, added, changed or swapped with their neighbour."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, match in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != match))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
