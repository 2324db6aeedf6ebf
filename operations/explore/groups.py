"""The filters as a reader sees them: each with its choices, and beside each what it would leave.

A choice that would leave nothing is not offered, unless it is chosen already.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict

from operations.areas import AREAS
from operations.explore.address import Address, pairs_of
from operations.explore.naming import (
    OF_ROWS,
    Named,
    named,
    titles_of_releases,
    topics_of_metrics,
)
from operations.models import Observation
from operations.opendata.choice import FigureFilter
from operations.opendata.counting import Counts, counts
from operations.periods import PeriodKind
from releases.quantities import Qualifier

# More choices than these get a box that narrows them, where scripts run.
SHORT = 8


@dataclass(frozen=True)
class Choice:
    """One value of a filter; ``count`` is how many figures it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool = False
    section: str = ""


@dataclass(frozen=True)
class Group:
    """One filter; ``name`` is its key in the address."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_chosen]

    @property
    def is_long(self) -> bool:
        return len(self.choices) > SHORT


@dataclass(frozen=True)
class Tag:
    """Something that is chosen: ``query`` is the address without it."""

    label: str
    value: str
    query: str


_WORDS: dict[str, list[tuple[str, str]]] = {
    "area": [(area.slug, area.name) for area in AREAS],
    "period_kind": [(kind.value, kind.value.replace("_", " ").capitalize()) for kind in PeriodKind],
    "qualifier": [(one.value, (one.words or "exact").capitalize()) for one in Qualifier],
    "status": [(value, str(label).capitalize()) for value, label in Observation.Status.choices],
}
_ORDER = (
    "topic", "operation", "phase", "metric", "category", "organisation", "region", "area",
    "period_kind", "qualifier", "status",
)  # fmt: skip


class Groups:
    """The filters of a valid choice at ``at``, counted once.

    ``address`` is the whole of what is asked for, where tags are to keep the order and columns.
    """

    def __init__(self, choice: FigureFilter, at: datetime, address: Address | None = None) -> None:
        self.choice = choice
        self.at = at
        self.query: QueryDict = choice.data
        self.address = address or Address(pairs_of(choice.data, FigureFilter.base_filters))
        self.counted = counts(choice, at)
        self._asked = self.address.chosen()

    @cached_property
    def listed(self) -> list[Group]:
        return [group for group in map(self._group, _ORDER) if group.choices]

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """Each year in which periods end, the first first, with its figures."""
        return sorted(self.counted.by["year"].items())

    @cached_property
    def rows(self) -> dict[str, list[Named]]:
        """What the values of each filter that points at rows are called, by filter."""
        return {
            name: named(name, {*self.counted.by[name], *self._chosen_ids(name)}, self.at)
            for name in OF_ROWS
        }

    @cached_property
    def tags(self) -> list[Tag]:
        """What is chosen, in the order of the address, each with the way to take it out."""
        labels = {group.name: {c.value: c for c in group.choices} for group in self.listed}
        names = {name: str(one.label) for name, one in FigureFilter.base_filters.items()}
        titles = titles_of_releases(self._asked.get("release", []), self.at)
        found = []
        for name, value in self.address.choice:
            known = labels.get(name, {}).get(value)
            label = known.label if known else titles.get(value, value)
            if known and known.section:
                label = f"{known.section}: {label}"
            without = self.address.without(name, value).query
            found.append(Tag(names[name], label, without))
        return found

    def of_result(self, name: str) -> list[Named]:
        """The rows that figures of the choice itself have, in the order of their names."""
        chosen = self._chosen_ids(name)
        found = self.counted.by[name]
        return [
            row for row in self.rows[name] if row.pk in found and (not chosen or row.pk in chosen)
        ]

    def _chosen_ids(self, name: str) -> set[int]:
        return set(self.choice.form.cleaned_data.get(name) or ())

    def _group(self, name: str) -> Group:
        label = str(FigureFilter.base_filters[name].label)
        match name:
            case "topic":
                choices = self._topics()
            case "region":
                choices = self._regions()
            case _ if name in OF_ROWS:
                choices = self._of_rows(name)
            case _:
                choices = self._of_words(name)
        return Group(name, label, tuple(choices))

    def _of_rows(self, name: str) -> list[Choice]:
        chosen, found = self._chosen_ids(name), self.counted.by[name]
        return [
            Choice(row.value, row.label, found.get(row.pk, 0), row.pk in chosen, row.section)
            for row in self.rows[name]
        ]

    def _of_words(self, name: str) -> list[Choice]:
        return self._offered(name, _WORDS[name], self.counted.by[name])

    def _offered(
        self, name: str, words: Iterable[tuple[str, str]], found: Mapping[Any, int]
    ) -> list[Choice]:
        chosen = self._asked.get(name, [])
        return [
            Choice(value, label, found.get(value, 0), value in chosen)
            for value, label in words
            if found.get(value) or value in chosen
        ]

    def _topics(self) -> list[Choice]:
        per_metric = self._leaving_out("topic", "metric")
        pairs = topics_of_metrics(per_metric, self._asked.get("topic", []), self.at)
        found: Counter[str] = Counter()
        for topic, metric in pairs:
            found[topic.value] += per_metric.get(metric, 0) if metric is not None else 0
        words = {topic.value: topic.label for topic, _ in pairs}
        return self._offered("topic", words.items(), found)

    def _regions(self) -> list[Choice]:
        per_force = self._leaving_out("region", "organisation")
        known = {row.pk: row for row in self.rows["organisation"]}
        if missing := set(per_force) - set(known):
            known |= {row.pk: row for row in named("organisation", missing, self.at)}
        found: Counter[str] = Counter()
        for pk, count in per_force.items():
            if region := known[pk].more:
                found[region] += count
        names = sorted({*found, *self._asked.get("region", [])})
        return self._offered("region", [(name, name) for name in names], found)

    def _leaving_out(self, name: str, per: str) -> Mapping[int, int]:
        """Figures of each row of ``per`` that match every filter but ``name``.

        Topics are those of metrics and regions those of forces, so that they are counted there.
        """
        found: Mapping[int, int] = self._without(name).by[per]
        chosen = self._chosen_ids(per)
        return {pk: n for pk, n in found.items() if not chosen or pk in chosen}

    def _without(self, name: str) -> Counts:
        if not self._asked.get(name):
            return self.counted
        query = QueryDict(self.address.without(name).choice_query)
        wider = FigureFilter(query, request=self.choice.request)
        wider.form.full_clean()
        return counts(wider, self.at)


def words_of(tags: Sequence[Tag]) -> str:
    """A choice in words: “Metric: Arrests; Since: 2019”; of everything, that."""
    return "; ".join(f"{tag.label}: {tag.value}" for tag in tags) or "Every figure"
