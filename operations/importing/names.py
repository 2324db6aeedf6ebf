"""Cells that name something: a metric, a category, a force, an area, an operation. No Django.

Nothing new is made from a file: what is not known is refused, with the known names nearest to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from operations.areas import AREAS
from operations.importing.cells import CellError, bare, shown

OFFERED = 3
# Looking for near names takes a while; a file with more unknown ones has another trouble.
SUGGESTED_AT_MOST = 200


def folded(text: str) -> str:
    """A name as it is compared: capitals and white space don't matter."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Named:
    """One row that can be named: its key, its slug, its name, and codes that mean it as well."""

    pk: int
    slug: str
    name: str
    codes: tuple[str, ...] = ()


class Names:
    """The rows of one kind, found by slug, name or code."""

    def __init__(self, what: str, rows: Iterable[Named]) -> None:
        self.what = what
        self._by: dict[str, set[int]] = {}
        self._told: dict[str, str] = {}
        self._suggested = 0
        for row in rows:
            self._by.setdefault(folded(row.slug), set()).add(row.pk)
            self._told[folded(row.slug)] = row.slug
            for word in (row.name, *row.codes):
                if word:
                    self._by.setdefault(folded(word), set()).add(row.pk)
                    self._told.setdefault(folded(word), f"{row.slug} ({word})")

    def __contains__(self, text: str) -> bool:
        return folded(text) in self._by

    def find(self, cell: str) -> int | None:
        """The key of what the cell names, None for an empty cell; CellError for what is unknown."""
        text = bare(cell)
        if not text:
            return None
        found = self._by.get(folded(text), set())
        if len(found) > 1:
            raise CellError(f"{shown(text)} is the name of several: write its id.")
        if not found:
            raise CellError(f"{shown(text)} is no {self.what} that is known here.{self.near(text)}")
        (pk,) = found
        return pk

    def near(self, text: str) -> str:
        """“ Is it arrests, or …?” with the likest names; empty where none is alike."""
        self._suggested += 1
        if self._suggested > SUGGESTED_AT_MOST:
            return ""
        alike = get_close_matches(folded(text), list(self._told), OFFERED * 2, 0.6)
        offered = list(dict.fromkeys(self._told[one].split(" (")[0] for one in alike))[:OFFERED]
        return f" Is it {' or '.join(offered)}?" if offered else ""


@dataclass(frozen=True)
class Measured:
    """What a row must agree with: the metric's unit, and what it is broken down by."""

    unit: str
    dimension: int | None = None


@dataclass(frozen=True)
class Known:
    """All that a file may name."""

    metrics: Names
    measured: Mapping[int, Measured]
    organisations: Names
    operations: Names
    categories: Mapping[int, Names] = field(default_factory=dict)
    phases: Mapping[int, Names] = field(default_factory=dict)


_AREAS = Names(
    "area", (Named(place, area.slug, area.name) for place, area in enumerate(AREAS))
)  # fmt: skip
_BY_CODE: dict[str, list[int]] = {}
for _place, _area in enumerate(AREAS):
    if _area.ons_code:
        _BY_CODE.setdefault(_area.ons_code, []).append(_place)


def area_named(cell: str) -> str:
    """The slug of an area beside an organisation; "" where the cell has the organisation's name."""
    return area("", cell) if cell in _AREAS else ""


def area(code: str, name: str) -> str:
    """The slug of the area that a row names by its name, its code or both; "" for none."""
    by_name = _AREAS.find(name)
    code = bare(code).upper()
    if not code:
        return "" if by_name is None else AREAS[by_name].slug
    places = _BY_CODE.get(code, [])
    if by_name is not None:
        if places and by_name not in places:
            raise CellError(f"The code {code} is that of {AREAS[places[0]].name}, not of {name}.")
        return AREAS[by_name].slug
    if not places:
        raise CellError(f"{shown(code)} is the code of no area that is known here.")
    if len(places) > 1:
        raise CellError(f"The code {code} is that of several areas: write the area’s name.")
    return AREAS[places[0]].slug
