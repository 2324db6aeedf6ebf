"""Filters and the counts beside them, held against plain counting of the content's figures."""

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from operations.explore.groups import Groups, words_of
from operations.models import Observation

GroupsOf = Callable[[str], Groups]


class Plain:
    """Every figure in the plainest form, and filters written down a second time."""

    def __init__(self, at: datetime) -> None:
        rows = (
            Observation.objects.public(at)
            .select_related("metric", "category__dimension", "organisation", "release")
            .select_related("operation", "phase__operation")
            .prefetch_related("metric__topics")
        )
        self.figures = [self._values(figure) for figure in rows]

    def _values(self, figure: Any) -> dict[str, set[Any]]:
        of, end = figure.organisation, figure.period_end or figure.period_start
        within = {"category": "dimension", "phase": "operation"}
        named: dict[str, set[Any]] = {"topic": {topic.slug for topic in figure.metric.topics.all()}}
        for name in ("metric", "operation", "organisation", "release"):
            row = getattr(figure, name)
            named[name] = {row.slug} if row else set()
        for name, whole in within.items():
            row = getattr(figure, name)
            named[name] = {f"{getattr(row, whole).slug}.{row.slug}"} if row else set()
        for name in ("area", "period_kind", "qualifier", "status"):
            named[name] = {getattr(figure, name)} - {""}
        named["region"] = {of.region} - {""} if of else set()
        named["year"] = {end.year} if end else set()
        named["id"] = {figure.figure_id}
        return named

    def matching(self, chosen: dict[str, list[str]], *, but: str = "") -> list[dict[str, set[Any]]]:
        return [one for one in self.figures if self._matches(one, chosen, but)]

    def _matches(self, one: dict[str, set[Any]], chosen: dict[str, list[str]], but: str) -> bool:
        for name, values in chosen.items():
            if name in ("since", "until"):
                year = next(iter(one["year"]), None)
                bound = int(values[0])
                late = name == "since"
                if year is None or (year < bound if late else year > bound):
                    return False
            elif name != but and not one[name] & set(values):
                return False
        return True


@pytest.fixture
def plain(at: datetime) -> Plain:
    return Plain(at)


def random_choice(plain: Plain, dice: random.Random) -> dict[str, list[str]]:
    """A choice that some figure matches: values of one figure, and some of others beside them."""
    one, other = dice.sample(plain.figures, 2)
    names = [name for name in one if name not in ("id", "year") and one[name]]
    chosen = {}
    for name in dice.sample(names, dice.randint(0, 3)):
        chosen[name] = sorted({*one[name], *(other[name] if dice.random() < 0.5 else ())})
    if one["year"] and dice.random() < 0.3:
        chosen[dice.choice(["since", "until"])] = [str(min(one["year"]))]
    return chosen


def query(chosen: dict[str, list[str]]) -> str:
    return "&".join(f"{name}={value}" for name, values in chosen.items() for value in values)


def test_every_count_is_what_counting_by_hand_finds(plain: Plain, groups_of: GroupsOf) -> None:
    dice = random.Random(6)  # noqa: S311 nothing hangs on it
    for _ in range(25):
        chosen = random_choice(plain, dice)
        groups = groups_of(query(chosen))
        assert groups.counted.total == len(plain.matching(chosen)), chosen
        shown = {group.name: group for group in groups.listed}
        for name in ("topic", "metric", "category", "organisation", "region", "area", "operation",
                     "phase", "period_kind", "qualifier", "status"):  # fmt: skip
            found: dict[str, int] = {}
            for one in plain.matching(chosen, but=name):
                for value in one[name]:
                    found[value] = found.get(value, 0) + 1
            offered = {c.value: c.count for c in shown[name].choices} if name in shown else {}
            assert {value: n for value, n in offered.items() if n} == found, (chosen, name)
            assert {c.value for c in shown[name].chosen} == set(chosen.get(name, [])) if (
                name in shown
            ) else not chosen.get(name), (chosen, name)  # fmt: skip


def test_years_are_counted_without_the_years_chosen(plain: Plain, groups_of: GroupsOf) -> None:
    groups = groups_of("topic=hate-crime&since=2020&until=2021")
    by_hand: dict[int, int] = {}
    for one in plain.matching({"topic": ["hate-crime"]}):
        for year in one["year"]:
            by_hand[year] = by_hand.get(year, 0) + 1
    assert groups.years == sorted(by_hand.items())
    assert min(by_hand) < 2020 < 2021 < max(by_hand)


def test_what_would_leave_nothing_is_not_offered_unless_chosen(groups_of: GroupsOf) -> None:
    groups = groups_of("metric=protest-arrests&organisation=south-wales")
    assert groups.counted.total == 0
    organisations = next(group for group in groups.listed if group.name == "organisation")
    assert [(c.value, c.count) for c in organisations.chosen] == [("south-wales", 0)]
    assert all(c.count for c in organisations.choices if not c.is_chosen)


def test_tags_name_what_is_chosen_and_lead_to_the_rest(groups_of: GroupsOf) -> None:
    groups = groups_of(
        "release=hate-crime-2021-22-upday&qualifier=exact&since=2020&category=drug.cocaine"
    )
    assert [(tag.label, tag.value, tag.query) for tag in groups.tags] == [
        ("Category", "Drug: Cocaine",
         "since=2020&qualifier=exact&release=hate-crime-2021-22-upday"),
        ("Since", "2020",
         "category=drug.cocaine&qualifier=exact&release=hate-crime-2021-22-upday"),
        ("Qualifier", "Exact",
         "category=drug.cocaine&since=2020&release=hate-crime-2021-22-upday"),
        ("Release", groups.tags[3].value, "category=drug.cocaine&since=2020&qualifier=exact"),
    ]  # fmt: skip
    assert groups.tags[3].value.startswith("Hate crime")
    assert words_of(groups.tags[:2]) == "Category: Drug: Cocaine; Since: 2020"
    assert words_of(groups_of("").tags) == "Every figure"
