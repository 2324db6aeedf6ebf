"""Whether the sides give the same answer, before anybody times them.

Each check reads what a reader would get, and holds it against plain SQL (``facts``). What differs
raises ``DiffersError`` with a sentence, and that work is not timed: a wrong answer is never quick.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

FIGURE_LINK = re.compile(r"/figures/([2-9b-z]{12})/")
# Our page may have the table of its chart first.
OUR_TABLE, TABLE_BODY = "explore-table", re.compile(r"<tbody.*?</tbody>", re.DOTALL)
CHOICE = re.compile(
    r'<input type="checkbox" name="(\w+)" value="([^"]*)"[^>]*>'
    r'.*?explore-choice__count">([\d,]+)<',
    re.DOTALL,
)
SHOWN = 3


class DiffersError(Exception):
    """A sentence on what differs."""


def require_equal(what: str, said: Any, true: Any) -> None:
    """Go on, or say what differs."""
    if said != true:
        raise DiffersError(f"{what}: {_short(said)}, and it is {_short(true)}.")


def _short(value: Any) -> str:
    return text if len(text := repr(value)) < 200 else f"{text[:200]}…"


Points = list[tuple[date, Decimal]]


def our_series(body: bytes) -> Points:
    """First day and value of each point of the series endpoint's JSON."""
    rows = json.loads(body, parse_float=Decimal, parse_int=Decimal)
    return sorted(
        (date.fromisoformat(one["period_start"]), Decimal(one["value"])) for one in _points(rows)
    )


def _points(answer: Any) -> list[dict[str, Any]]:
    """The list of points, whatever the answer calls it."""
    if isinstance(answer, list):
        return answer
    lists = [value for value in answer.values() if isinstance(value, list) and value]
    return next((rows for rows in lists if isinstance(rows[0], dict) and "value" in rows[0]), [])


def datasettes_series(body: bytes) -> Points:
    rows = json.loads(body, parse_float=Decimal, parse_int=Decimal)
    return sorted((date.fromisoformat(r["period_start"]), Decimal(r["value"])) for r in rows)


def figures_in_page(body: bytes) -> list[str]:
    """Ids of the figures in a page's table, in its order."""
    page = body.decode()
    found = TABLE_BODY.search(page, max(0, page.find(OUR_TABLE)))
    return list(dict.fromkeys(FIGURE_LINK.findall(found[0] if found else "")))


def our_counts(body: bytes, groups: Iterable[str]) -> dict[str, dict[str, int]]:
    """The number beside each choice of those filters."""
    found: dict[str, dict[str, int]] = {name: {} for name in groups}
    for name, value, count in CHOICE.findall(body.decode()):
        if name in found:
            found[name][html.unescape(value)] = int(count.replace(",", ""))
    return found


def datasettes_counts(body: bytes, groups: Iterable[str]) -> dict[str, dict[str, int]]:
    facets = json.loads(body)["facet_results"]
    return {
        name: {row["value"]: row["count"] for row in facets[name]["results"] if row["value"]}
        for name in groups
    }


def figures_in_csv(body: bytes) -> dict[str, tuple[str, Decimal, date | None]]:
    """Metric, value and last day of each figure of a file; refused where one comes twice."""
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    found, count = {}, 0
    for row in rows:
        end = date.fromisoformat(row["period_end"]) if row["period_end"] else None
        found[row["figure_id"]] = (row["metric"], Decimal(row["value"]), end)
        count += 1
    require_equal("Rows of a file, each figure once", count, len(found))
    return found


def require_same_figures(what: str, said: Mapping[str, Any], true: Mapping[str, Any]) -> None:
    """The same figures with the same values; a few of those that differ are named."""
    missing = sorted(true.keys() - said.keys())[:SHOWN]
    more = sorted(said.keys() - true.keys())[:SHOWN]
    if missing or more:
        raise DiffersError(f"{what}: lacks {missing}, and has {more} that are not public.")
    other = [one for one in true if said[one] != true[one]][:SHOWN]
    if other:
        raise DiffersError(f"{what}: {other[0]} is {said[other[0]]}, and was {true[other[0]]}.")
