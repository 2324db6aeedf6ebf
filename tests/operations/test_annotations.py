"""What an editor writes into a chart, a line each."""

from datetime import date
from decimal import Decimal

import pytest

from operations.annotations import Annotation, AnnotationError, read_annotations


def test_a_day_a_band_and_a_level():
    read = read_annotations(
        "2023-11-13: Sceptre begins\n\n 2023-11-13 to 2023-11-19 : week of action: knives\n"
        "1,029.5: weekly average 2022/23\n"
    )
    assert read == (
        Annotation("Sceptre begins", date(2023, 11, 13)),
        Annotation("week of action: knives", date(2023, 11, 13), date(2023, 11, 19)),
        Annotation("weekly average 2022/23", value=Decimal("1029.5")),
    )
    assert [one.kind for one in read] == ["date", "band", "baseline"]


def test_nothing_is_no_annotation():
    assert read_annotations(" \n\n") == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Sceptre begins", "has no colon"),
        ("2023-11-13:", "has no colon"),
        ("soon: Sceptre", "neither a day"),
        ("NaN: Sceptre", "neither a day"),
        ("2023-02-30: Sceptre", "no calendar has"),
        ("2023-11-13 to 14 November: Sceptre", "no calendar has"),
        ("2023-11-19 to 2023-11-13: week", "ends before it begins"),
        ("2023-11-19: " + "x" * 81, "up to 80"),
    ],
)
def test_what_can_not_be_read_is_said(line: str, said: str):
    with pytest.raises(AnnotationError, match=said):
        read_annotations(f"2023-11-13: fine\n{line}")
