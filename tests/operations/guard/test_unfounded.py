"""Numbers in the words of a chart that its figures do not bear out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from operations.annotations import Annotation
from operations.guard.unfounded import unfounded
from operations.series import Caption, ChartData, Series
from tests.operations.samples import chart, drugs, point

YEARS = chart(
    Series(
        "Arrests",
        (point("2021/22", "100"), point("2022/23", "385"), point("2023/24", "2125", "more_than")),
    ),
    caption=Caption("A finding", subtitle="In 43 forces", counted="arrests"),
)


@pytest.mark.parametrize(
    ("words", "doubted"),
    [
        ("Arrests rose to 385", []),
        ("Arrests rose to 358", ["358"]),
        ("Nearly 400 arrests in 2022/23", []),
        ("Over 2,000 arrests in 2023/24", []),
        ("Three hundred and eighty-five arrests", []),
        ("Thirty-eight arrests", ["Thirty-eight arrests"]),
        ("Arrests rose by 285 in a year", []),  # a difference
        ("Arrests rose by 285%", []),  # a change
        ("Arrests rose by 300%", ["300%"]),
        ("Arrests rose for two years in all three forces", []),  # small numbers count what is shown
        ("All 43 forces made arrests", []),  # the subtitle says so
        ("Arrests of 2022/23, to 31 March 2023", []),  # dates are no figures
        ("Arrests doubled", []),
        ("", []),
    ],
)
def test_a_number_is_borne_out_or_doubted(words: str, doubted: list[str]) -> None:
    assert unfounded(words, YEARS) == doubted


def test_a_sum_of_categories_is_borne_out() -> None:
    assert unfounded("3,962 kg of drugs in all, 2,780 kg of it cocaine", drugs()) == []
    assert unfounded("kilograms: 2,780 of cocaine, 265 of heroin", drugs()) == ["265"]


def test_what_a_figure_was_and_a_baseline_are_numbers_of_the_chart() -> None:
    corrected = replace(point("2022/23", "8241"), was="9,387")
    data: ChartData = replace(
        chart(Series("Crimes", (corrected, point("2023/24", "6973")))),
        annotations=(Annotation("weekly average", value=Decimal(29)),),
    )
    assert unfounded("It was 8,241, not 9,387; the average is 29", data) == []
    assert unfounded("It was 8,241, not 9,378", data) == ["9,378"]


def test_no_words_are_doubted_twice() -> None:
    assert unfounded("472 arrests, and again 472 arrests", YEARS) == ["472 arrests"]
