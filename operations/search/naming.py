"""Which figures are meant by words that are names: of metrics, forces, operations. No Django.

“Knife arrests Kent” has two words that only metrics have and one that only a force has: the
figures meant are those of these metrics and of that force. A word that several fields have is
taken each way.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

FIELDS = ("metric", "category", "organisation", "operation", "phase")
# More ways to take the words than these are not told apart by anybody.
MOST_WAYS = 8

# The ids of each field that have a word in their names.
Named = Mapping[str, frozenset[int]]


def named_by(rows: Iterable[tuple[int, str, int]], places: int) -> list[Named]:
    """For each of ``places`` words what has it in its name, from rows of (place, field, id).

    Places count from 1.
    """
    found: list[dict[str, set[int]]] = [{} for _ in range(places)]
    for place, field, row in rows:
        found[place - 1].setdefault(field, set()).add(row)
    return [{field: frozenset(rows) for field, rows in one.items()} for one in found]


def meant(words: Sequence[Named]) -> list[Named]:
    """The choices of figures that have all of the words in their names; none where one has none."""
    if not words or not all(words):
        return []
    ways: list[Named] = []
    for fields in product(*(sorted(word, key=FIELDS.index) for word in words)):
        way: dict[str, frozenset[int]] = {}
        for word, field in zip(words, fields, strict=True):
            way[field] = way[field] & word[field] if field in way else word[field]
        if all(way.values()) and way not in ways:
            ways.append(way)
        if len(ways) == MOST_WAYS:
            break
    return ways
