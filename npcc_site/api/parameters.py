"""What an address may ask: each parameter described once, for reading, OpenAPI and the page.

Filters are those of the site's own pages and describe themselves; their examples are fixed words,
never a row (EL-29). A parameter that a list does not take is refused by its name, since a filter
that is passed over in silence answers with everything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django.http import QueryDict

from npcc_site.api.keys import SLUG
from npcc_site.api.problems import (
    REPEATED_PARAMETER,
    UNKNOWN_PARAMETER,
    Refused,
    wrong_values,
)
from npcc_site.api.walking import LONGEST_CURSOR
from npcc_site.as_at import KEY as AS_AT
from operations.opendata import choice

DEFAULT_SIZE, LARGEST_SIZE = 100, 1000
SLUG_WITHIN = r"^[-a-zA-Z0-9_]+\.[-a-zA-Z0-9_]+$"

# What each filter narrows to, and an example in fixed words.
_SAID = {
    "topic": ("Slug of a topic.", "knife-crime"),
    "operation": ("Slug of an operation.", "sceptre"),
    "phase": ("A phase, as operation.phase.", "sceptre.november-2023"),
    "metric": ("Slug of a metric.", "arrests"),
    "category": ("A category, as dimension.category.", "drug.cocaine"),
    "organisation": ("Slug of an organisation.", "west-midlands"),
    "region": ("Home Office region of the force.", "West Midlands"),
    "area": ("Area that the figure is of.", "england-and-wales"),
    "since": ("Year in which the period ends, or a later one.", "2019"),
    "until": ("Year in which the period ends, or an earlier one.", "2023"),
    "period_kind": ("Kind of period.", "week"),
    "qualifier": ("How the number is hedged.", "exact"),
    "status": ("Standing of the figure.", "provisional"),
    "release": ("Slug of a release.", "a-release"),
    "publisher": ("Slug of a publisher.", "npcc"),
    "speaker": ("Slug of a person.", "a-person"),
    "q": ("Words, each of which must be found.", "knife"),
    "kind": ("Kind.", ""),
    "change_kind": ("Why the edition took the place of another.", "correction"),
    "issued_from": ("Issued on this day or later.", "2023-11-01"),
    "issued_to": ("Issued on this day or earlier.", "2023-11-30"),
}  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """``schema`` (JSON Schema) is that of one value; ``many`` values widen a filter."""

    name: str
    what: str
    schema: Mapping[str, Any]
    many: bool = False
    # Several values in one, with commas between them.
    joined: bool = False
    example: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(self.schema.get("enum", ()))

    @property
    def whole_schema(self) -> dict[str, Any]:
        one = dict(self.schema)
        return {"type": "array", "items": one} if self.many or self.joined else one


MOMENT = Parameter(
    AS_AT,
    "A past state: a day (its end in London) or a moment (London time, or with an offset).",
    {"type": "string"},
    example="2023-11-17",
)
SIZE = Parameter(
    "page_size",
    f"Rows on a page: 1 to {LARGEST_SIZE}, {DEFAULT_SIZE} unless told.",
    {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE},
    example="100",
)
CURSOR = Parameter(
    "cursor",
    "A place in the list, from “next” or “previous” of a page; its words mean nothing.",
    {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$", "maxLength": LONGEST_CURSOR},
)


def fields(keys: Iterable[str], example: str) -> Parameter:
    return Parameter(
        "fields",
        "Keys to give, with commas between them; all of them unless told.",
        {"type": "string", "enum": list(keys)},
        joined=True,
        example=example,
    )


def sort(names: Iterable[str]) -> Parameter:
    return Parameter(
        "sort",
        "Order of the list; a minus turns it round. The first is the one unless told.",
        {"type": "string", "enum": list(names)},
    )


def of_filters(filters: type[Any] | None) -> tuple[Parameter, ...]:
    """The parameters of a filter set, as its filters say what they take."""
    found = filters.base_filters if filters is not None else {}
    return tuple(_of_filter(name, one) for name, one in found.items())


def _of_filter(name: str, one: Any) -> Parameter:
    what, example = _SAID.get(name, (f"{one.label}.", ""))
    many = isinstance(one, choice.SlugsFilter | choice.OneOfFilter)
    return Parameter(name, what, _schema(one), many=many, example=example)


def _schema(one: Any) -> dict[str, Any]:
    match one:
        case choice.SlugsFilter():
            within = one.extra.get("within")
            pattern = SLUG_WITHIN if within else SLUG
            return {"type": "string", "pattern": pattern, "maxLength": 200}
        case choice.YearFilter():
            first, last = choice.FIRST_YEAR, choice.LAST_YEAR
            return {"type": "integer", "minimum": first, "maximum": last}
        case django_filters.ModelChoiceFilter():
            return {"type": "string", "pattern": SLUG, "maxLength": 200}
        case django_filters.DateFilter():
            return {"type": "string", "format": "date"}
    listed = one.extra.get("choices") or ()
    if listed and not callable(listed):
        return {"type": "string", "enum": [str(value) for value, _ in listed if value != ""]}
    return {"type": "string", "maxLength": one.extra.get("max_length") or 100}


def read(query: QueryDict, allowed: tuple[Parameter, ...]) -> QueryDict:
    """The query. Raises Refused for what the list does not take, and for a value left empty."""
    by_name = {one.name: one for one in allowed}
    unknown = sorted(set(query) - set(by_name))
    if unknown:
        listed = ", ".join(by_name)
        raise Refused(
            UNKNOWN_PARAMETER,
            f"“{unknown[0][:100]}” is no parameter here. Take it out, or use one of: {listed}.",
            errors=[{"parameter": one[:100], "detail": "Not a parameter here."} for one in unknown],
            allowed=list(by_name),
        )
    for name, values in query.lists():
        if len(values) > 1 and not by_name[name].many:
            raise Refused(
                REPEATED_PARAMETER,
                f"“{name}” stands in the address {len(values)} times. Leave one of them.",
                errors=[{"parameter": name, "detail": "It takes one value."}],
            )
        if "" in values:
            raise wrong_values({name: ["It has no value. Give it one, or leave it out."]})
    return query


def read_size(asked: QueryDict) -> int:
    """How many rows a page has. Raises Refused."""
    text = asked.get(SIZE.name, str(DEFAULT_SIZE))
    size = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    if not 1 <= size <= LARGEST_SIZE:
        raise wrong_values({SIZE.name: [f"Write a whole number from 1 to {LARGEST_SIZE}."]})
    return size


def read_choices(asked: QueryDict, one: Parameter, default: tuple[str, ...]) -> tuple[str, ...]:
    """The choices that the address names, in the order in which they are listed.

    Raises Refused for one that there is not.
    """
    text = asked.get(one.name)
    if text is None:
        return default
    named = text.split(",") if one.joined else [text]
    unknown = [name for name in named if name not in one.choices]
    if unknown:
        listed = ", ".join(one.choices)
        raise wrong_values({one.name: [f"There is no “{unknown[0][:100]}”. Use: {listed}."]})
    return tuple(name for name in one.choices if name in named)
