"""Versions that are no longer in force, and what a change says."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from operations.models import Observation, PublicChange
from operations.versions import (
    changes_between,
    chart_versions,
    edition_versions,
    figure_versions,
    mark_changes,
    with_figures,
)
from releases import publishing
from releases.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def ago(days: int) -> Any:
    return timezone.now() - days * DAY


def stated(value: int = 5287, **fields: Any) -> Observation:
    """A figure of a release of its own, public for ten days."""
    edition = factories.edition(**fields)
    figure = factories.observation(edition, f"{value} arrests", value=value)
    factories.archived(edition, published_from=ago(10))
    figure.refresh_from_db()
    return figure


def changed(
    figure: Observation, days: int, *, kind: str = "correction", why: str = "A slip.", **fields: Any
) -> Edition:
    """A later edition, public for ``days``, that states the figure with other ``fields``."""
    draft = publishing.correct(figure.release, by="writer", reason=why, kind=kind)
    values = {"value": figure.value, "metric": figure.metric, "figure_id": figure.figure_id}
    factories.observation(draft, "in other words", **values | fields)
    return factories.archived(draft, published_from=ago(days))


def now_of(figure: Observation) -> list[Observation]:
    return list(Observation.objects.for_listing(timezone.now()).filter(figure_id=figure.figure_id))


class TestFigureVersions:
    def test_the_newest_first_each_with_its_own_words_and_reason(self) -> None:
        figure = stated()
        changed(figure, 5, value=5827)
        changed(figure, 2, kind="revision", why="The yearly revision.", value=5900)
        newest, middle, first = figure_versions([figure.figure_id], timezone.now())[
            figure.figure_id
        ]
        assert [one.shown for one in (newest, middle, first)] == [
            "5,900 arrests", "5,827 arrests", "5,287 arrests",
        ]  # fmt: skip
        assert (newest.change_kind, newest.change_note) == ("revision", "The yearly revision.")
        assert (middle.change_kind, middle.change_note) == ("correction", "A slip.")
        assert first.words == "5287 arrests"
        assert first.ended == middle.since
        assert newest.ended is None

    def test_of_an_earlier_moment_only_what_was_seen_by_then(self) -> None:
        figure = stated()
        changed(figure, 5, value=5827)
        (only,) = figure_versions([figure.figure_id], ago(7))[figure.figure_id]
        assert only.shown == "5,287 arrests"
        assert only.ended is None
        assert figure_versions([figure.figure_id], ago(7), changed_only=True) == {}

    def test_only_the_changed_ones_where_a_list_asks(self) -> None:
        same, other = stated(), stated()
        changed(other, 5, value=1)
        ids = [same.figure_id, other.figure_id]
        assert set(figure_versions(ids, timezone.now())) == set(ids)
        assert set(figure_versions(ids, timezone.now(), changed_only=True)) == {other.figure_id}

    def test_a_unit_that_was_wrong_is_shown_as_it_was(self) -> None:
        figure = stated()
        changed(figure, 5, metric=factories.metric(name="Cash", unit="GBP", counted=""))
        (change,) = changes_between(
            figure_versions([figure.figure_id], timezone.now())[figure.figure_id]
        )
        assert change.was == f"5,287 arrests; {figure.metric.name}"
        assert change.now == "£5,287; Cash"


class TestMarks:
    def test_a_list_learns_what_each_figure_was(self) -> None:
        figure, other = stated(), stated()
        changed(figure, 5, value=5827)
        figures = [*now_of(figure), *now_of(other)]
        (change,) = mark_changes(figures, timezone.now())
        assert figures[0].changed == change
        assert figures[1].changed is None
        assert change.in_short == f"corrected on {change.day}, was 5,287 arrests"

    def test_what_is_not_the_number_is_told_too(self) -> None:
        figure = stated()
        changed(figure, 5, coverage="excludes Exampleshire", status="provisional")
        (change,) = mark_changes(now_of(figure), timezone.now())
        assert change.was == "5,287 arrests"
        assert change.now == "5,287 arrests; excludes Exampleshire; provisional"

    def test_a_figure_that_is_stated_anew_and_alike_is_not_marked(self) -> None:
        figure = stated()
        edition = changed(figure, 5)
        assert mark_changes(now_of(figure), timezone.now()) == []
        (change,) = with_figures(PublicChange.objects.filter(edition_id=edition.pk), ago(0))
        assert change.figures == []

    def test_marks_ask_as_often_for_one_figure_as_for_many(
        self, django_assert_max_num_queries: Any
    ) -> None:
        figures = [stated() for _ in range(4)]
        for figure in figures:
            changed(figure, 5, value=1)
        rows = [row for figure in figures for row in now_of(figure)]
        with django_assert_max_num_queries(6):
            mark_changes(rows, timezone.now())


class TestEditions:
    def test_every_edition_with_its_time_and_its_reason(self) -> None:
        figure = stated(title="First title")
        changed(figure, 5, kind="revision", why="As planned.")
        newest, first = edition_versions(figure.release_id, timezone.now())
        assert (newest.number, newest.change_kind, newest.change_note) == (
            2, "revision", "As planned.",
        )  # fmt: skip
        assert (first.title, first.ended) == ("First title", newest.since)
        (only,) = edition_versions(figure.release_id, ago(7))
        assert (only.number, only.ended) == (1, None)


class TestCharts:
    def test_what_was_taken_over_at_once_is_one_version(self) -> None:
        figure, added = stated(), stated()
        chart = factories.chart([figure.metric])
        publishing.archive_reference(chart, by="archivist", published_from=ago(8))
        chart.refresh_from_db()
        by_id = figure_versions([figure.figure_id, added.figure_id], timezone.now())
        (only,) = chart_versions(chart, by_id.values())
        assert (only.moment, only.added, only.changes) == (chart.recorded_at, 2, [])

    def test_a_change_is_told_with_what_was(self) -> None:
        figure = stated()
        chart = factories.chart([figure.metric])
        publishing.archive_reference(chart, by="archivist", published_from=ago(8))
        chart.refresh_from_db()
        chart.recorded_at = None  # as if this site had let it out itself
        changed(figure, 5, value=5827)
        by_id = figure_versions([figure.figure_id], timezone.now())
        newest, first = chart_versions(chart, by_id.values())
        assert [(one.was, one.now) for one in newest.changes] == [
            ("5,287 arrests", "5,827 arrests")
        ]
        assert (newest.added, first.added, first.changes) == (0, 1, [])


class TestRegister:
    def test_each_change_with_its_figures_those_that_are_new_too(self) -> None:
        figure = stated()
        draft = publishing.correct(figure.release, by="writer", reason="Two slips.")
        factories.observation(
            draft, value=5827, metric=figure.metric, figure_id=figure.figure_id, position=1
        )
        factories.observation(draft, value=12, metric=figure.metric, position=2)
        factories.archived(draft, published_from=ago(3))
        (change,) = with_figures(list(PublicChange.objects.for_listing(ago(0))), ago(0))
        assert (change.kind, change.number, change.reason) == ("correction", 2, "Two slips.")
        assert [(one.was, one.now) for one in change.figures] == [
            ("5,287 arrests", "5,827 arrests"), ("", "12 arrests"),
        ]  # fmt: skip

    def test_a_change_stays_when_another_takes_its_place(self) -> None:
        figure = stated()
        changed(figure, 5, value=1)
        changed(figure, 2, value=2, kind="revision")
        kinds = PublicChange.objects.for_listing(ago(0)).values_list("number", "kind")
        assert list(kinds) == [(3, "revision"), (2, "correction")]
        changes = with_figures(list(PublicChange.objects.for_listing(ago(0))), ago(0))
        assert [one.figures[0].was for one in changes] == ["1 arrest", "5,287 arrests"]
