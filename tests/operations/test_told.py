"""What a release's page tells: figures in groups, claims against them, charts, marked text."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from operations.told import Told, told_by
from releases.models import Edition
from tests import factories

YEAR = {
    "period_kind": "financial_year",
    "period_start": date(2022, 4, 1),
    "period_end": date(2023, 3, 31),
    "period_basis": "inferred: the release says so",
}


def told(edition: Edition) -> Told:
    factories.archived(edition)
    return told_by(edition, getattr(edition, "source_text", None), timezone.now())


def test_a_release_may_tell_of_nothing(db: None) -> None:
    assert told(factories.edition()) == Told([], [], [], [], [])


def test_what_a_group_has_in_common_is_said_once(db: None) -> None:
    edition = factories.edition()
    network = factories.organisation(name="Unit network")
    shared: dict[str, Any] = {"coverage": "the nine units", "organisation": network, **YEAR}
    for number in (271, 453):
        factories.observation(edition, value=Decimal(number), **shared)
    (group,) = told(edition).groups
    assert group.heading == "Unit network, 2022/23"
    assert group.notes == [
        "Period inferred: the release says so",
        "Coverage: the nine units",
    ]
    assert [line.details for line in group.lines] == [[], []]


def test_what_only_one_figure_says_stands_beside_it(db: None) -> None:
    edition = factories.edition()
    factories.observation(edition, coverage="excludes London", **YEAR)
    factories.observation(edition, status="estimated", is_partial=True, note="Early.", **YEAR)
    (group,) = told(edition).groups
    assert [line.details for line in group.lines] == [
        ["Coverage: excludes London"],
        ["Estimated", "Known to be incomplete", "Early."],
    ]


def test_groups_of_single_figures_give_way_to_a_coarser_grouping(db: None) -> None:
    edition = factories.edition()
    forces = [factories.organisation(name=name) for name in ("Avon", "Kent", "Essex")]
    for force in forces:
        factories.observation(edition, organisation=force, **YEAR)
    (group,) = told(edition).groups
    assert group.heading == "2022/23"
    assert [line.details for line in group.lines] == [["Avon"], ["Kent"], ["Essex"]]


def test_a_period_that_is_not_stated_is_said_to_be_so(db: None) -> None:
    edition = factories.edition()
    factories.observation(edition)
    (group,) = told(edition).groups
    assert group.heading == "Period not stated"


def test_the_anchor_is_the_words_where_they_are_marked_and_else_the_line(db: None) -> None:
    edition = factories.edition()
    found = factories.observation(edition, "7 arrests")
    lost = factories.observation(edition, "8 arrests")
    factories.source_text(edition, "There were 7 arrests.")
    page = told(edition)
    lines = [line for group in page.groups for line in group.lines]
    assert [line.anchor for line in lines] == [f"row-{found.figure_id}", f"f-{lost.figure_id}"]
    pieces = page.text[0].lines[0]
    assert [(piece.text, piece.anchors) for piece in pieces] == [
        ("There were ", ()),
        ("7 arrests", (found.figure_id,)),
        (".", ()),
    ]


def test_a_claim_is_held_against_its_figures(db: None) -> None:
    edition = factories.edition()
    figures = [factories.observation(edition, value=Decimal(n)) for n in (4, 5, 0)]
    factories.claim(edition, figures, value=Decimal(9), qualifier="exact")
    (checked,) = told(edition).claims
    assert checked.check is not None
    assert checked.check.holds
    assert checked.check.arithmetic == "4 + 5 + 0 = 9"


def test_a_claim_whose_figure_is_missing_is_not_called_true(db: None) -> None:
    edition = factories.edition()
    draft = factories.observation(factories.edition())
    shown = factories.observation(edition, value=Decimal(9))
    factories.claim(edition, [shown, draft])
    (checked,) = told(edition).claims
    assert checked.check is None
    assert checked.figures == [shown]
    assert "not on this site" in checked.unchecked


def test_a_claim_over_shares_says_why_it_has_no_sum(db: None) -> None:
    edition = factories.edition()
    share = factories.metric(unit="percent", kind="share", counted="")
    factories.claim(edition, [factories.observation(edition, metric=share) for _ in range(2)])
    (checked,) = told(edition).claims
    assert checked.check is None
    assert "do not add up" in checked.unchecked


def test_a_figure_that_a_later_release_replaces_says_so(db: None) -> None:
    edition, later = factories.edition(), factories.edition()
    old = factories.observation(edition)
    new = factories.observation(later, revises=old.figure_id, metric=old.metric)
    factories.archived(later)
    (group,) = told(edition).groups
    assert group.lines[0].replaced_by == [new]


def test_only_charts_that_show_a_figure_of_the_release_are_on_its_page(db: None) -> None:
    edition, other = factories.edition(), factories.edition()
    ours, theirs = factories.observation(edition), factories.observation(other)
    # Which release a chart goes public with decides nothing: what it shows does.
    factories.chart([ours.metric], slug="ours", release=other.release)
    factories.chart([theirs.metric], slug="theirs", release=edition.release)
    factories.archived(other)
    assert [chart.slug for chart in told(edition).charts] == ["ours"]
