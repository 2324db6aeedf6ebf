"""What a figure's hedge means in words, and figures under the releases that state them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from operations.figures import by_source, meaning_of, subject_of
from operations.models import Metric, Observation, Operation, Organisation, Phase
from tests import factories

NOT_SAID = "the source does not say"


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "expected"),
    [
        ("271", "exact", "count", "Stated as a plain number, so it is read as exact."),
        ("0", "exact", "count", "Stated as a plain number, so it is read as exact."),
        ("600000", "more_than", "GBP", "Anything above £600,000: the source names no upper limit."),
        ("13", "at_least", "count", "13 or anything above it: the source names no upper limit."),
        ("1", "less_than", "percent", f"Anything below 1%: how far below, {NOT_SAID}."),
        ("10", "up_to", "hour", f"10 hours or anything below it: how far below, {NOT_SAID}."),
        (
            "6000", "almost", "year",
            "Read as from 5,700 years to 6,000 years: below the number by 5% of it at most.",
        ),
        (
            "140346", "about", "GBP",
            "Read as from £133,328.70 to £147,363.30: within 5% of the number, to either side.",
        ),
        # 41 less or more a twentieth is 38.95 to 43.05, but nobody counts parts of an arrest.
        ("41", "about", "count", "Read as from 39 to 43: within 5% of the number, to either side."),
        ("-20", "about", "percent",
         "Read as from −21% to −19%: within 5% of the number, to either side."),
    ],
)  # fmt: skip
def test_a_hedge_is_told_with_its_bounds(
    value: str, qualifier: str, unit: str, expected: str
) -> None:
    metric = Metric(name="Arrests", counted="arrests", unit=unit)
    figure = Observation(metric=metric, value=Decimal(value), qualifier=qualifier)
    assert meaning_of(figure) == expected


def test_a_rate_says_what_it_is_for() -> None:
    metric = Metric(name="Hate crimes", counted="hate crimes", unit="count", per="day")
    figure = Observation(metric=metric, value=Decimal(19), qualifier="more_than")
    assert meaning_of(figure) == "Anything above 19 a day: the source names no upper limit."


def test_the_subject_of_a_figure_names_force_operation_and_phase() -> None:
    sceptre = Operation(name="Operation Sceptre")
    figure = Observation(
        organisation=Organisation(name="British Transport Police"),
        operation=sceptre,
        phase=Phase(name="Week of 13 November 2023", operation=sceptre),
    )
    assert subject_of(figure) == (
        "British Transport Police, Operation Sceptre, Week of 13 November 2023"
    )


def test_the_subject_of_a_figure_may_be_empty() -> None:
    assert subject_of(Observation()) == ""


def test_figures_stand_under_their_releases_newest_first(db: None) -> None:
    older, newer, undated = (factories.edition(**issued(year)) for year in (2021, 2023, None))
    stated = [factories.observation(of) for of in (older, undated, newer, older)]
    for edition in (older, newer, undated):
        factories.archived(edition)
    figures = Observation.objects.for_listing(timezone.now()).order_by("pk")
    found = [(release.pk, [one.pk for one in members]) for release, members in by_source(figures)]
    assert found == [
        (newer.release_id, [stated[2].pk]),
        (older.release_id, [stated[0].pk, stated[3].pk]),
        (undated.release_id, [stated[1].pk]),
    ]


def issued(year: int | None) -> dict[str, date | None]:
    day = date(year, 1, 1) if year else None
    return {"issued_earliest": day, "issued_latest": day}
