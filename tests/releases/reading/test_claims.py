"""What a headline rounds, the figures below it, and one fact stated twice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from releases.quantities import Qualifier
from releases.reading.claims import MOST_FIGURES, claims_of, repeats_of
from releases.reading.letters import Reading
from releases.reading.parts import (
    Basis,
    Direction,
    Form,
    ReadClaim,
    Section,
    SectionKind,
    Span,
    StatedFigure,
    StatedPeriod,
)

LEAD_END = 100
LEAD, BODY = 20, 200
TEXT = ("A lead that ends here".ljust(LEAD_END - 1) + ".").ljust(10_000)
FORM = Form(
    start=0,
    end=len(TEXT),
    title=Span(0, 10),
    publisher="",
    body_start=12,
    sections=(
        Section(SectionKind.PARAGRAPH, 12, LEAD_END),
        Section(SectionKind.BULLET, LEAD_END + 10, len(TEXT), level=1),
    ),
)


def figure(
    value: str,
    what: str,
    unit: str = "count",
    qualifier: str = "exact",
    at: int = BODY,
    **more: Any,
) -> StatedFigure:
    return StatedFigure(
        Decimal(value), unit, what, at, at + 1, (Span(at, at + 1),), Qualifier(qualifier), **more
    )


def year(number: int, basis: Basis = Basis.SENTENCE) -> StatedPeriod:
    return StatedPeriod(date(number, 1, 1), date(number, 12, 31), "year", basis, 0, 4)


def claims(lead: StatedFigure, *below: StatedFigure) -> tuple[ReadClaim, ...]:
    return claims_of(Reading.of(TEXT), FORM, [lead, *below])


def only(lead: StatedFigure, *below: StatedFigure) -> ReadClaim:
    (claim,) = claims(lead, *below)
    return claim


def whats(claim: ReadClaim) -> list[str]:
    return [part.what for part in claim.parts]


def test_two_nouns_of_the_lead_are_two_figures_of_the_body() -> None:
    claim = only(
        figure("700", "pupils and teachers trained", qualifier="more_than", at=LEAD),
        figure("31", "schools visited"),
        figure("640", "pupils trained"),
        figure("85", "teachers trained"),
    )
    assert whats(claim) == ["pupils trained", "teachers trained"]
    assert claim.holds
    assert claim.arithmetic == "“more than 700”: 640 + 85 = 725, which is more than that."


def test_a_sum_that_breaks_the_hedge_is_kept_with_its_arithmetic() -> None:
    claim = only(
        figure("700", "pupils and teachers trained", qualifier="more_than", at=LEAD),
        figure("600", "pupils trained"),
        figure("85", "teachers trained"),
    )
    assert not claim.holds
    assert claim.arithmetic == "“more than 700”: 600 + 85 = 685, which is not more than that."


def test_a_general_word_sums_up_special_ones_in_a_smaller_unit() -> None:
    claim = only(
        figure("5", "drugs", "tonne", at=LEAD),
        figure("3120", "cannabis seized", "kg"),
        figure("1460", "cocaine seized", "kg"),
        figure("390", "heroin seized", "kg"),
        figure("12", "men charged"),
        figure("14", "offences"),
        figure("20", "ketamine in one car", "kg"),
    )
    assert whats(claim) == ["cannabis seized", "cocaine seized", "heroin seized"]
    assert claim.holds


def test_years_behind_bars_are_years_in_prison() -> None:
    claim = only(
        figure("900", "behind bars", "year", "almost", at=LEAD),
        figure("882", "prison sentences", "year"),
    )
    assert claim.holds


def test_a_number_in_brackets_after_the_rounded_one_is_a_part() -> None:
    claim = only(
        figure("300", "arrests", qualifier="more_than", at=LEAD),
        figure("312", "arrests", at=LEAD + 10),
    )
    assert whats(claim) == ["arrests"]


@pytest.mark.parametrize(
    ("lead", "below"),
    [
        # the same number: a repeat, not a claim
        (figure("412", "arrests made", at=LEAD), figure("412", "arrests")),
        # another thing, another act, another unit, another size
        (figure("400", "drivers", qualifier="almost", at=LEAD), figure("396", "schools")),
        (
            figure("400", "adults arrested", qualifier="almost", at=LEAD),
            figure("396", "adults safeguarded"),
        ),
        (figure("40", "vans", qualifier="almost", at=LEAD), figure("39.5", "vans", "kg")),
        (figure("400", "arrests", qualifier="about", at=LEAD), figure("37", "arrests")),
        # small plain numbers are no rounding of one another
        (figure("2", "men charged", at=LEAD), figure("3", "men charged")),
        # no more exact than the lead itself
        (figure("3", "drugs", "tonne", at=LEAD), figure("3", "cannabis", "tonne")),
        # a share is never added up from others, nor is a part read as the whole
        (
            figure("50", "calls answered", "percent", "about", at=LEAD),
            figure("19.4", "calls", "kg"),
        ),
    ],
)
def test_what_is_not_plausibly_the_same_thing_is_no_claim(
    lead: StatedFigure, below: StatedFigure
) -> None:
    assert claims(lead, below) == ()


def test_percentages_are_never_added_up() -> None:
    lead = figure("90", "searches", "percent", "almost", at=LEAD)
    parts = (figure("61.5", "searches of cars", "percent"), figure("27", "searches", "percent"))
    assert claims(lead, *parts) == ()


def test_a_whole_without_a_hedge_is_the_exact_sum_of_its_parts_or_no_claim() -> None:
    whole = figure("11", "people arrested", at=LEAD)
    men, women = figure("7", "men arrested"), figure("4", "women arrested")
    assert only(whole, men, women).holds
    assert claims(whole, men, figure("3", "women arrested")) == ()


def test_figures_far_apart_are_not_added_up() -> None:
    lead = figure("700", "pupils and teachers trained", qualifier="more_than", at=LEAD)
    between = [figure(str(number), "schools visited") for number in range(31, 36)]
    assert claims(lead, figure("640", "pupils"), *between, figure("85", "teachers")) == ()


def test_figures_of_the_body_make_no_claims() -> None:
    body = figure("300", "arrests", qualifier="more_than")
    assert claims_of(Reading.of(TEXT), FORM, [body, figure("312", "arrests")]) == ()


def test_running_totals_are_not_held_against_a_weeks_figures() -> None:
    lead = figure("300", "arrests", qualifier="more_than", at=LEAD)
    assert claims(lead, figure("312", "arrests", is_running_total=True)) == ()


def test_another_years_figure_is_not_what_the_lead_sums_up() -> None:
    lead = figure("300", "arrests", qualifier="more_than", at=LEAD, period=year(2024))
    assert claims(lead, figure("312", "arrests", period=year(2023))) == ()
    assert only(lead, figure("312", "arrests", period=year(2023, Basis.RELEASE))).holds


def test_a_share_in_words_is_no_exact_figure() -> None:
    lead = figure("3", "drivers", "percent", "about", at=LEAD)
    assert claims(lead, figure(str(Decimal(100) / 33), "drivers", "percent")) == ()


def test_both_ends_of_a_change_are_not_added_up() -> None:
    lead = figure("60", "arrests", qualifier="more_than", at=LEAD)
    ends = (figure("19", "arrests", group=1), figure("47", "arrests made", group=1))
    assert claims(lead, *ends) == ()


def test_a_hostile_number_of_figures_is_looked_at_in_part_only() -> None:
    many = [figure("300", "arrests", qualifier="more_than", at=LEAD)]
    many += [figure("299", "arrests")] * MOST_FIGURES + [figure("312", "arrests")]
    (claim,) = claims_of(Reading.of(TEXT), FORM, many)
    assert not claim.holds


# --- repeats -------------------------------------------------------------------------------------


def test_the_headlines_figure_and_the_bodys_are_one_fact() -> None:
    first = figure("58", "marches attended", at=LEAD)
    second = figure("58", "marches took place across the country")
    assert repeats_of([first, figure("58", "vans"), second]) == ((first, second),)


def test_one_weight_in_two_units_is_one_fact() -> None:
    first = figure("2", "cannabis", "tonne", at=LEAD)
    second = figure("2000", "cannabis seized", "kg")
    assert repeats_of([first, second]) == ((first, second),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("2", "men"), figure("2", "vehicles")),
        (figure("2", "men charged"), figure("2", "men from Anytown charged")),
        (figure("3", "men"), figure("3", "men")),  # who knows which three
        (figure("58", "marches", qualifier="more_than"), figure("58", "marches")),
        (figure("58", "marches"), figure("58", "marches", "percent")),
        (figure("58", "people arrested"), figure("58", "people safeguarded")),
    ],
)
def test_different_facts_that_share_a_number_stay_apart(
    one: StatedFigure, other: StatedFigure
) -> None:
    assert repeats_of([one, other]) == ()


def test_a_rise_and_a_fall_or_two_years_are_two_facts() -> None:
    up, down = (
        figure("29", "burglaries", "percent", direction=direction) for direction in Direction
    )
    assert repeats_of([up, down]) == ()
    first, second = (figure("29", "burglaries", period=year(number)) for number in (2023, 2024))
    assert repeats_of([first, second]) == ()
