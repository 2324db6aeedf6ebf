"""Every page of the public site that a search engine may list, kind by kind, at one instant.

Only visible rows are asked for and only they are counted. The moment of a page's last change is
given where a single row decides it; of others a wrong one would be worse than none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from operations.figure_ids import ALPHABET, LENGTH
from operations.models import Chart, FigureCount, Metric, Observation, Operation, Organisation
from releases.models import Edition, Speaker, Topic
from releases.public_addresses import public_address

# What sitemaps.org allows in one file.
MOST = 50_000
# Figures are parted by the first letters of their ids, which are random: where parts have this many
# on the average, none has more than is allowed.
ENOUGH = 40_000
DEEPEST = 3
# Fixed addresses that end as pages do and are answers to programs, or pages within others' pages.
FOR_PROGRAMS = ("oembed/", "api/v1/")
EMBEDDED = "embed/"

NUMBER = re.compile("[1-9][0-9]{0,3}")

Page = tuple[str, datetime | None]


@dataclass(frozen=True)
class Kind:
    """Pages of one kind of row. ``rows`` are the visible ones, in the order of their slugs."""

    route: str
    rows: Callable[[datetime], QuerySet[Any]]
    slug: str = "slug"
    changed: str = ""

    def at(self, at: datetime) -> QuerySet[Any]:
        return self.rows(at).order_by(self.slug)


KINDS: dict[str, Kind] = {
    "releases": Kind(
        "release_detail", Edition.objects.public, slug="release__slug", changed="published_from"
    ),
    "operations": Kind("operation_detail", Operation.objects.told_of),
    "topics": Kind("topic_detail", Topic.objects.with_releases),
    "metrics": Kind("metric_detail", Metric.objects.with_figures),
    "charts": Kind("chart_detail", Chart.objects.with_figures),
    "people": Kind("person_detail", Speaker.objects.quoted),
    "organisations": Kind("organisation_detail", Organisation.objects.public),
}


def parts(at: datetime) -> Iterator[str]:
    """The names of all parts that hold a page; each is a file of its own."""
    yield "pages"
    for name, kind in KINDS.items():
        count = kind.at(at).order_by().count()
        yield from (f"{name}-{number + 1}" for number in range(-(-count // MOST)))
    yield from (f"figures-{letters}".removesuffix("-") for letters in _prefixes(at))


def pages_of(part: str, at: datetime) -> list[Page]:
    """The pages of a part in their order; none where there is no such part."""
    name, _, which = part.partition("-")
    if name == "figures":
        return list(_figures(which, at))
    if part == "pages":
        return [(public_address(reverse(route)), None) for route in fixed_pages()]
    if name in KINDS and NUMBER.fullmatch(which):
        return list(_rows(KINDS[name], int(which), at))
    return []


def fixed_pages() -> Iterator[str]:
    """Routes without arguments whose addresses end as pages do: lists and what explains."""
    for name, path in _fixed(get_resolver(settings.PUBLIC_URLCONF).url_patterns, ""):
        is_page = not path or path.endswith("/")
        if is_page and not path.startswith(FOR_PROGRAMS) and not path.endswith(EMBEDDED):
            yield name


def _fixed(patterns: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        path = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _fixed(one.url_patterns, path)
        elif isinstance(one, URLPattern) and one.name and "<" not in path:
            yield one.name, path


def _rows(kind: Kind, number: int, at: datetime) -> Iterator[Page]:
    columns = [kind.slug, kind.changed] if kind.changed else [kind.slug]
    first = (number - 1) * MOST
    before, after = _around(kind.route, "x")
    for slug, *changed in kind.at(at).values_list(*columns)[first : first + MOST]:
        yield f"{before}{slug}{after}", changed[0] if changed else None


def _figures(letters: str, at: datetime) -> Iterator[Page]:
    if len(letters) > DEEPEST or set(letters) - set(ALPHABET):
        return
    before, after = _around("figure_detail", ALPHABET[0] * LENGTH)
    rows = _beginning(letters, at).order_by("figure_id").values_list("figure_id", "published_from")
    for figure_id, since in rows[:MOST]:
        yield f"{before}{figure_id}{after}", since


def _prefixes(at: datetime) -> list[str]:
    """Beginnings of figure ids which part the visible figures: as short as will do."""
    count = FigureCount.objects.public(at).aggregate(all=Sum("figures"))["all"]
    if not count:
        return []
    enough = (depth for depth in range(DEEPEST) if count <= ENOUGH * len(ALPHABET) ** depth)
    return ["".join(letters) for letters in product(ALPHABET, repeat=next(enough, DEEPEST))]


def _beginning(letters: str, at: datetime) -> QuerySet[Observation]:
    """Figures whose id begins so, asked as a range: LIKE may use no index under a policy."""
    rows: QuerySet[Observation] = Observation.objects.public(at)
    if not letters:
        return rows
    rows = rows.filter(figure_id__gte=letters)
    beyond = _next(letters)
    return rows.filter(figure_id__lt=beyond) if beyond else rows


def _next(letters: str) -> str:
    """The first beginning after all ids that begin with ``letters``; “” after the last."""
    kept = letters.rstrip(ALPHABET[-1])
    return kept and kept[:-1] + ALPHABET[ALPHABET.index(kept[-1]) + 1]


def _around(route: str, name: str) -> tuple[str, str]:
    """The whole address of a route, before and after the one name in it."""
    before, _, after = public_address(reverse(route, args=[name])).rpartition(name)
    return before, after
