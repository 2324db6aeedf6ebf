"""What can be drawn of a choice, what it is called, and why another can't be drawn."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from operations.charts import lines_data
from operations.explore.drawing import chart_of, figures_to_draw, title_of
from operations.explore.groups import Groups
from operations.explore.shaping import MOST_SERIES, CannotDrawError, shaped
from operations.models import Observation

GroupsOf = Callable[[str], Groups]


def drawn(groups: Groups) -> Any:
    rows = Observation.objects.for_listing(groups.at)
    figures = figures_to_draw(groups, groups.choice.filter_queryset(rows).order_by("figure_id"))
    return chart_of(groups, figures, "https://figures.example.org/explore/")


@pytest.mark.parametrize(
    ("query", "title", "kind", "labels"),
    [
        ("metric=shoplifting-offences&period_kind=financial_year",
         "Shoplifting offences recorded by the police, England and Wales, 2017/18 to 2024/25",
         "line", ["Shoplifting offences recorded by the police"]),
        ("metric=drugs-seized-weight&period_kind=financial_year",
         "Weight of drugs seized, Regional Organised Crime Unit network, by category, 2022/23",
         "bar", ["Weight of drugs seized"]),
        ("metric=knives-surrendered-or-found&operation=sceptre",
         "Knives surrendered or found, Operation Sceptre, by organisation, 2020 to 2025",
         "bar", ["England and Wales", "Greater Manchester Police"]),
        ("metric=weapons-seized&period_kind=phase", "Weapons seized, by operation, 2019 to 2025",
         "bar", ["County lines intensification weeks", "Operation Sceptre", "Operation Mille"]),
    ],
)  # fmt: skip
def test_a_title_says_what_is_shown(
    groups_of: GroupsOf, query: str, title: str, kind: str, labels: list[str]
) -> None:
    chart = drawn(groups_of(query))
    assert chart.why_not == ""
    assert chart.data.caption.title == title
    assert chart.data.kind == kind
    assert [series.label for series in chart.data.series] == labels
    assert not {"hits", "soars", "falls", "record"} & set(title.lower().split())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "A chart holds up to 500 figures."),
        ("since=2999", "No figure matches, so there is nothing to draw."),
        ("phase=county-lines-intensification-week.may-2019",
         "These figures are in different units (counts and pounds), which can’t share an axis."),
        ("metric=robbery-offences",
         "These figures are for periods that don’t compare (a calendar year, a financial year, "
         "a rolling year). Choose one kind of period to see a chart."),
        ("metric=hate-crimes-recorded&period_kind=financial_year",
         "These figures differ in category and period at once"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_says_what_to_choose(
    groups_of: GroupsOf, query: str, sentence: str
) -> None:
    chart = drawn(groups_of(query))
    assert chart.data is None
    assert chart.why_not.startswith(sentence)


def test_every_group_of_the_content_is_drawn_whole_or_refused(at: datetime) -> None:
    """Nothing is lost on the way: each figure has one place, or the site stands by another."""
    groups: dict[Any, list[Observation]] = {}
    for figure in Observation.objects.for_listing(at):
        for key in (
            figure.metric_id,
            (figure.metric_id, figure.period_kind),
            ("of", figure.organisation_id),
            ("in", figure.phase_id),
        ):
            groups.setdefault(key, []).append(figure)
    outcomes: Counter[str] = Counter()
    for members in groups.values():
        try:
            shape = shaped(members)
        except CannotDrawError:
            outcomes["refused"] += 1
            continue
        shown = [figure for line in shape.lines for figure in line.figures]
        data = lines_data(
            shape.lines, slug="x", kind=shape.kind, is_horizontal=shape.is_horizontal,
            along=shape.along, words=(title_of(shape, shown), "", ""), address="",
        )  # fmt: skip
        points = [point.figure_id for series in data.series for point in series.figures()]
        assert sorted(points) == sorted(figure.figure_id for figure in shown)
        assert len(set(points)) == len(points)
        assert len(shape.lines) <= MOST_SERIES
        assert {figure.metric_id for figure in shown} == {figure.metric_id for figure in members}
        outcomes["drawn"] += 1
    assert outcomes["drawn"] > 200
    assert outcomes["refused"] > 20


def test_a_line_joins_figures_of_one_thing_alone(at: datetime) -> None:
    """Firearms of three places in three years are three series of bars, and no trend."""
    figures = Observation.objects.for_listing(at).filter(
        metric__slug="firearms-seized", period_kind="year"
    )
    shape = shaped(list(figures))
    assert shape.kind == "bar"
    assert len(shape.lines) == len({figure.of_whom for figure in figures}) > 1
