"""What counts as early and as late, or a million reads would show nothing."""

import pytest

from tests.drills.readers import Seen

MOMENT = 1000.0


@pytest.mark.parametrize(
    ("told", "asked", "came", "early", "late"),
    [
        (True, 998.0, 999.999, 1, 0),
        (False, 998.0, 999.999, 0, 0),
        (True, 999.9, 1000.0, 0, 0),
        (False, 999.9, 1002.0, 0, 0),
        (False, 1000.5, 1000.6, 0, 0),
        (False, 1001.0, 1001.1, 0, 1),
        (True, 1001.0, 1001.1, 0, 0),
    ],
)
def test_an_answer_is_early_or_late_by_when_it_was_asked_for_and_came(
    told: bool, asked: float, came: float, early: int, late: int
) -> None:
    seen = Seen()
    seen.take(told, asked, came, MOMENT)
    assert (seen.early, seen.late) == (early, late)


def test_what_several_readers_saw_is_added_up() -> None:
    both = Seen(before=2, first=0.2, last=-1) + Seen(before=3, late=1, first=0.1, last=0.3)
    assert both == Seen(before=5, late=1, first=0.1, last=0.3)
