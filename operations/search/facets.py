"""What a search can be narrowed to, with the number of results that each choice would leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.http import QueryDict

from operations.search.finding import MOST, Found
from operations.search.form import KIND_NAMES, SearchForm
from releases.models import Publisher, Topic

MOST_CHOICES = 12


@dataclass(frozen=True)
class Choice:
    """A value of a filter. ``address`` chooses it, or gives it up where it is ``chosen``."""

    name: str
    count: str
    address: str
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    choices: list[Choice]


def facets(form: SearchForm, found: Found, at: datetime) -> list[Facet]:
    """The four of them; one that has nothing to choose is left out."""
    topics = _named(Topic.objects.public(at), found.topics)
    publishers = _named(Publisher.objects.public(at), found.publishers)
    years = sorted(found.years, reverse=True)
    made = [
        Facet("kind", "Kind", _kinds(form, found)),
        Facet("topic", "Topic", _of_rows(form, "topic", topics)),
        Facet("publisher", "Publisher", _of_rows(form, "publisher", publishers)),
        Facet("year", "Year", _years(form, years[:MOST_CHOICES])),
    ]
    return [facet for facet in made if facet.choices]


def how_many(kind: str, count: int) -> str:
    """A number as a page says it: “more than 500” where no more were looked at."""
    return f"more than {MOST[kind]:,}" if _is_cut(kind, count) else f"{count:,}"


def _is_cut(kind: str, count: int) -> bool:
    return kind in MOST and count > MOST[kind]


def in_all(found: Found, kind: str) -> str:
    """The number of all results, and whether there are more than that."""
    cut = [one for one, count in found.kinds.items() if kind in ("", one) and _is_cut(one, count)]
    total = found.total - len(cut)
    noun = "result" if total == 1 and not cut else "results"
    return f"{'More than ' if cut else ''}{total:,} {noun}"


def _kinds(form: SearchForm, found: Found) -> list[Choice]:
    chosen = form.cleaned_data["kind"]
    return [
        Choice(
            name, how_many(kind, found.kinds.get(kind, 0)),
            _address(form, kind=None if kind == chosen else kind), chosen=kind == chosen,
        )
        for kind, name in KIND_NAMES.items()
        if found.kinds.get(kind) or kind == chosen
    ]  # fmt: skip


def _years(form: SearchForm, years: list[tuple[int, int]]) -> list[Choice]:
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    made = []
    for year, count in years:
        is_chosen = year == since == until
        asks_for = None if is_chosen else year
        address = _address(form, since=asks_for, until=asks_for)
        made.append(Choice(str(year), f"{count:,}", address, chosen=is_chosen))
    return made


def _of_rows(form: SearchForm, name: str, rows: list[tuple[Any, int]]) -> list[Choice]:
    """The commonest, those as common by name; the chosen one in any case."""
    chosen = form.cleaned_data[name]
    kept = rows[:MOST_CHOICES]
    if chosen is not None and all(row.pk != chosen.pk for row, _ in kept):
        counts = {row.pk: count for row, count in rows}
        kept = [(chosen, counts.get(chosen.pk, 0)), *kept]
    return [
        Choice(
            row.name, f"{count:,}", _address(form, **{name: None if row == chosen else row.slug}),
            chosen=row == chosen,
        )
        for row, count in kept
    ]  # fmt: skip


def _address(form: SearchForm, **adds: Any) -> str:
    """The search's own address with other values of a filter, from its first page."""
    query = cast("QueryDict", form.data).copy()
    for name, value in {**adds, "page": None}.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _named(rows: QuerySet[Any], counts: Iterable[tuple[int, int]]) -> list[tuple[Any, int]]:
    by_id = dict(counts)
    named = [(row, by_id[row.pk]) for row in rows.filter(pk__in=list(by_id))]
    return sorted(named, key=lambda one: (-one[1], one[0].name, one[0].slug))
