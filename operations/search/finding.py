"""Asks the database's functions for what is found: its order, and how many there are of each.

Everything comes out of ``operations/sql/search_*.sql``, which know the rule of what is public, so
no number here counts what the asker may not see.
"""
# ruff: noqa: S608 - statements are composed of our own words; what a reader typed is a parameter.

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from operations.search import questions
from operations.search.asked import Asked, Term
from operations.search.naming import FIELDS, Named, meant, named_by
from operations.search.questions import Given

# Of a kind that has more, the best of these are looked at; a page says “more than”.
MOST = {"release": 500, "quotation": 200, "figure": 200}
# Words of evidence that more figures have tell none of them apart.
MOST_STATING = 1_000
OF_EACH_METRIC = 100

# In the order of a tie. What is found of a phase is shown among operations.
KINDS = (
    "operation", "topic", "person", "organisation", "metric", "release", "figure", "quotation",
)  # fmt: skip
_KIND = "CASE kind WHEN 'phase' THEN 'operation' ELSE kind END"


@dataclass(frozen=True)
class Narrowed:
    """What a search is narrowed to; None or "" is no bound. Years are those of the day of issue,
    or in which a figure's period ends.
    """

    kind: str = ""
    topic: int | None = None
    publisher: int | None = None
    since: int | None = None
    until: int | None = None

    def parameters(self) -> dict[str, Any]:
        return {
            "topics": None if self.topic is None else [self.topic],
            "publishers": None if self.publisher is None else [self.publisher],
            "since": None if self.since is None else date(self.since, 1, 1),
            "until": None if self.until is None else date(self.until, 12, 31),
        }


@dataclass(frozen=True)
class Hit:
    kind: str
    pk: int


@dataclass(frozen=True)
class Found:
    """``hits`` are those of the page; the counts are of all that was looked at.

    ``kinds`` counts each kind whatever kind the search is narrowed to, the others what is found.
    ``query`` is the question as PostgreSQL has it, for marking words; "" asks for nothing.
    """

    total: int = 0
    hits: Sequence[Hit] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    topics: Sequence[tuple[int, int]] = ()
    publishers: Sequence[tuple[int, int]] = ()
    years: Sequence[tuple[int, int]] = ()
    query: str = ""

    @property
    def found_anything(self) -> bool:
        return any(self.kinds.values())


@dataclass(frozen=True)
class _Compiled:
    query: str = ""
    rest: str = ""
    ways: tuple[Named, ...] = ()
    not_named: Named = field(default_factory=dict)

    @property
    def has_words(self) -> bool:
        """Whether it asks for more than numbers, which figures have as their values."""
        return bool(self.rest)


def find(
    asked: Asked, narrowed: Narrowed, *, first: int, count: int, newest: bool = False
) -> Found:
    """``count`` hits from the place ``first`` (from 0), the best first or the newest first."""
    compiled = _compiled(asked)
    if not compiled.query:
        return Found()
    given = Given(
        **narrowed.parameters(), query=compiled.query, said=asked.said,
        releases=MOST["release"] + 1, quotations=MOST["quotation"] + 1, figures=MOST["figure"] + 1,
        stating=MOST_STATING if compiled.has_words else 0, kind=narrowed.kind, first=first,
        count=count, kinds=list(KINDS),
    )  # fmt: skip
    statement = _STATEMENT.format(
        named=_named(compiled.ways, given), worth=_worth(asked, compiled.rest, given),
        unlike=_unlike(compiled.not_named, given), order=_ORDERS[newest],
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        (told,) = cursor.fetchone()
    told = json.loads(told) if isinstance(told, str) else told
    return Found(
        total=told["total"],
        hits=[Hit(kind, pk) for kind, pk in told["hits"]],
        kinds=dict(told["kinds"]),
        topics=told["topics"],
        publishers=told["publishers"],
        years=told["years"],
        query=compiled.query,
    )


def _compiled(asked: Asked) -> _Compiled:
    """The question in the database's terms, and what is called by its words."""
    by_way = [[t for t in way if not t.no and t in asked.rest] for way in asked.ways]
    noes = [term for term in asked.rest if term.no]
    terms: list[Term] = [term for way in by_way for term in way] + noes
    given = Given()
    statement = (
        f"WITH q AS (SELECT {questions.whole(asked, given)} AS whole, "
        f"{questions.beside_numbers(asked, given)} AS rest, "
        f"{questions.listed(terms, given)} AS terms) "
        "SELECT q.whole::text, querytree(q.whole) IN ('', 'T'), q.rest::text, "
        "ARRAY(SELECT numnode(one) > 0 FROM unnest(q.terms) WITH ORDINALITY t(one, n) ORDER BY n), "
        "(SELECT json_agg(json_build_array(n.place, n.field, n.id)) FROM search_names(q.terms) n) "
        "FROM q"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        query, is_nothing, rest, says_something, names = cursor.fetchone()
    names = json.loads(names) if isinstance(names, str) else names
    if is_nothing:
        return _Compiled()
    named = named_by(names or [], len(terms))
    ways, start = [], 0
    for way in by_way:
        places = range(start, start + len(way))
        ways += meant([named[place] for place in places if says_something[place]])
        start += len(way)
    unlike: dict[str, frozenset[int]] = {}
    for one in named[start:]:
        for name, rows in one.items():
            unlike[name] = unlike.get(name, frozenset()) | rows
    has_words = any(says_something[: len(asked.rest)])
    return _Compiled(query, rest if has_words else "", tuple(ways), unlike)


def _named(ways: Sequence[Named], given: Given) -> str:
    calls = []
    for way in ways:
        chosen = (sorted(way[name]) if name in way else None for name in FIELDS)
        rows = ", ".join(f"{given.taken(one)}::bigint[]" for one in chosen)
        calls.append(f"SELECT * FROM search_figures_named({rows}, {_NARROWED}, %(figures)s)")
    return " UNION ALL ".join(calls) or _NO_FIGURES


def _worth(asked: Asked, rest: str, given: Given) -> str:
    if not asked.amounts:
        return _NO_FIGURES
    values = [value for amount in asked.amounts for value in amount.values]
    amounts, units = given.taken([v for v, _ in values]), given.taken([unit for _, unit in values])
    hedge, words = given.taken(asked.amounts[0].hedge), given.taken(rest or None)
    return (
        f"SELECT * FROM search_figures_worth({amounts}::numeric[], {units}::text[], {hedge}, "
        f"{words}::tsquery, {_NARROWED}, %(figures)s, {given.taken(OF_EACH_METRIC)})"
    )


def _unlike(named: Named, given: Given) -> str:
    """A condition on a figure ``f``: it is of nothing whose name has a word that must not be."""
    conditions = [
        "NOT EXISTS (SELECT 1 FROM operations_observation o WHERE o.id = f.id "
        f"AND o.{name}_id = ANY ({given.taken(sorted(rows))}))"
        for name, rows in named.items()
    ]
    return " AND ".join(conditions) or "true"


_NO_FIGURES = "SELECT * FROM unnest(ARRAY[]::search_hit[])"
_NARROWED = "%(topics)s::bigint[], %(publishers)s::bigint[], %(since)s::date, %(until)s::date"
_PLACED = 'tier, rank DESC, day DESC NULLS LAST, key COLLATE "C"'
_ORDERS = {
    # Of each kind the best first, by turns, so that one kind doesn't bury the others.
    False: f'tier, place, array_position(%(kinds)s::text[], {_KIND}), key COLLATE "C"',
    True: 'published_from DESC, day DESC NULLS LAST, key COLLATE "C", kind',
}
_STATEMENT = f"""
WITH words AS MATERIALIZED (
    SELECT * FROM search_words(%(query)s::tsquery, %(said)s, {_NARROWED}, %(releases)s,
                               %(quotations)s)
), named AS MATERIALIZED (
    {{named}}
), worth AS MATERIALIZED (
    {{worth}}
), stating AS MATERIALIZED (
    SELECT s.* FROM (SELECT 1 WHERE %(stating)s > 0
                       AND (SELECT count(*) FROM named) < %(figures)s) few
     CROSS JOIN LATERAL search_figures_stating(
        %(query)s::tsquery, {_NARROWED}, %(figures)s, %(stating)s) s
), figures AS (
    SELECT DISTINCT ON (f.id) f.*
      FROM (SELECT * FROM worth UNION ALL SELECT * FROM named UNION ALL SELECT * FROM stating) f
     WHERE {{unlike}}
     ORDER BY f.id, f.tier, f.rank DESC
), hits AS MATERIALIZED (
    SELECT * FROM words
    UNION ALL
    (SELECT * FROM figures ORDER BY {_PLACED} LIMIT %(figures)s)
), chosen AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY {_KIND} ORDER BY {_PLACED}) AS place
      FROM hits WHERE %(kind)s = '' OR {_KIND} = %(kind)s
), page AS (
    SELECT kind, id, row_number() OVER (ORDER BY {{order}}) AS at FROM chosen
     ORDER BY {{order}} OFFSET %(first)s LIMIT %(count)s
)
SELECT json_build_object(
    'total', (SELECT count(*) FROM chosen),
    'kinds', coalesce((SELECT json_agg(json_build_array(k, n))
                FROM (SELECT {_KIND} AS k, count(*) AS n FROM hits GROUP BY 1) one), '[]'),
    'topics', coalesce((SELECT json_agg(json_build_array(t, n))
                FROM (SELECT t, count(*) AS n FROM chosen, unnest(topic_ids) t GROUP BY 1) one),
                '[]'),
    'publishers', coalesce((SELECT json_agg(json_build_array(publisher_id, n))
                FROM (SELECT publisher_id, count(*) AS n FROM chosen
                       WHERE publisher_id IS NOT NULL GROUP BY 1) one), '[]'),
    'years', coalesce((SELECT json_agg(json_build_array(y, n))
                FROM (SELECT extract(year FROM day)::integer AS y, count(*) AS n FROM chosen
                       WHERE day IS NOT NULL GROUP BY 1) one), '[]'),
    'hits', coalesce((SELECT json_agg(json_build_array(kind, id) ORDER BY at) FROM page), '[]'))
"""
