"""A question as PostgreSQL takes it: composed out of parts that no reader's character can leave."""

from collections.abc import Sequence
from typing import Any

from operations.search.asked import Asked, Term

NOTHING = "''::tsquery"


class Given(dict[str, Any]):
    """The parameters of a statement, which is composed piece by piece."""

    def taken(self, value: Any) -> str:
        """Keep a value; returns what stands for it in the statement."""
        name = f"given_{len(self)}"
        self[name] = value
        return f"%({name})s"


def whole(asked: Asked, given: Given) -> str:
    """What holds for the rows that have all terms of one way or of another."""
    ways = [_all_of(way, given) for way in asked.ways if any(not term.no for term in way)]
    return " || ".join(ways) if ways else NOTHING


def beside_numbers(asked: Asked, given: Given) -> str:
    """What must be in a figure's words beside its value."""
    return _all_of(asked.rest, given)


def listed(terms: Sequence[Term], given: Given) -> str:
    """An array of single terms."""
    return f"ARRAY[{', '.join(_of_term(one, given) for one in terms)}]::tsquery[]"


def _all_of(terms: Sequence[Term], given: Given) -> str:
    parts = [f"{'!!' if one.no else ''}{_of_term(one, given)}" for one in terms]
    return f"({' && '.join(parts)})" if parts else NOTHING


def _of_term(term: Term, given: Given) -> str:
    """Any of its spellings, each as a phrase; its ``no`` is left to the caller."""
    spelt = [f"phraseto_tsquery('english', {given.taken(one)})" for one in term.spellings]
    return f"({' || '.join(spelt)})"
