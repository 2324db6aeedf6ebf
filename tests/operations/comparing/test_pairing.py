"""Which figures of two sides stand beside each other."""

from datetime import date
from typing import Any

from operations.comparing.pairing import Stated, paired
from operations.periods import Period, PeriodKind

WEEK = Period(date(2023, 5, 15), date(2023, 5, 21), PeriodKind.PHASE)
NEXT = Period(date(2023, 11, 13), date(2023, 11, 19), PeriodKind.PHASE)
MONTH = Period(date(2023, 11, 1), date(2023, 11, 30), PeriodKind.MONTH)


def said(figure_id: str, matter: str, period: Period = WEEK, **fields: Any) -> Stated:
    defaults: dict[str, Any] = {
        "coverage": "", "is_partial": False, "revises": "", "standing": (1,), "order": (matter,),
    }  # fmt: skip
    return Stated(figure_id, matter, period, **defaults | fields)


def names(first: list[Stated], second: list[Stated]) -> tuple[list[str], list[str], list[str]]:
    found = paired(first, second)
    return (
        [f"{one.figure_id}{other.figure_id}" for one, other in found.pairs],
        [one.figure_id for one in found.only_first],
        [one.figure_id for one in found.only_second],
    )


def test_what_one_side_alone_has_is_kept_apart() -> None:
    first = [said("a", "knives"), said("b", "arrests")]
    second = [said("c", "arrests", NEXT), said("d", "schools", NEXT)]
    assert names(first, second) == (["bc"], ["a"], ["d"])


def test_those_that_may_be_compared_stand_together() -> None:
    first = [said("a", "knives")]
    second = [
        said("b", "knives", MONTH),
        said("c", "knives", NEXT, coverage="without Wales"),
        said("d", "knives", NEXT),
    ]
    assert names(first, second) == (["ad"], [], ["c", "b"])
    assert names(second, first) == (["da"], ["c", "b"], [])


def test_incomparable_ones_stand_together_where_there_is_nothing_better() -> None:
    assert names([said("a", "knives")], [said("b", "knives", MONTH)]) == (["ab"], [], [])


def test_one_figure_speaks_for_a_thing() -> None:
    """Not one that another replaces; the best standing; and never by the order of rows."""
    replaced = [said("a", "knives", standing=(9,)), said("b", "knives", revises="a")]
    other = [said("c", "knives", NEXT, standing=(1,)), said("d", "knives", NEXT, standing=(2,))]
    for first in (replaced, replaced[::-1]):
        for second in (other, other[::-1]):
            assert names(first, second) == (["bd"], [], [])
