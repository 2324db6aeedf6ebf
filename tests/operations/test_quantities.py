from decimal import Decimal

import pytest

from releases.claims import check_claim, precision
from releases.quantities import (
    Interval,
    NotCombinableError,
    Qualifier,
    add,
    interval,
    one_of,
    reading,
    shown,
    spoken,
    subtract,
)
from releases.units import axis_words, converted, unit_for


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "counted", "per", "text"),
    [
        ("2780", "exact", "kg", "", "", "2,780 kg"),
        ("2780.0000", "exact", "kg", "", "", "2,780 kg"),
        ("140346", "exact", "GBP", "", "", "£140,346"),
        ("140346", "about", "GBP", "", "", "about £140,346"),
        ("600000", "more_than", "GBP", "", "", "more than £600,000"),
        ("3200000", "exact", "GBP", "", "", "£3.2 million"),
        ("10000000", "exact", "GBP", "", "", "£10 million"),
        ("3214567", "exact", "GBP", "", "", "£3,214,567"),
        ("1250000000", "exact", "GBP", "", "", "£1.25 billion"),
        ("0.5", "exact", "GBP", "", "", "£0.50"),
        ("-1200", "exact", "GBP", "", "", "−£1,200"),
        ("2000", "more_than", "count", "", "", "more than 2,000"),
        ("1", "less_than", "percent", "", "", "less than 1%"),
        ("0", "exact", "count", "arrests", "", "0 arrests"),
        ("1", "exact", "count", "arrests", "", "1 arrest"),
        ("271", "exact", "count", "guns", "", "271 guns"),
        ("19", "exact", "count", "", "day", "19 a day"),
        ("6", "exact", "count", "", "hour", "6 an hour"),
        ("1993", "exact", "month", "", "", "166 years and 1 month"),
        ("18", "exact", "month", "", "", "18 months"),
        ("24", "exact", "month", "", "", "2 years"),
        ("1", "exact", "year", "", "", "1 year"),
        ("5827", "exact", "year", "", "", "5,827 years"),
        ("6000", "almost", "year", "", "", "almost 6,000 years"),
        ("4", "exact", "tonne", "", "", "4 tonnes"),
        ("-12", "exact", "percent", "", "", "−12%"),
        ("1", "exact", "percentage_point", "", "", "1 percentage point"),
    ],
)
def test_written_as_a_british_reader_expects(value, qualifier, unit, counted, per, text):
    assert shown(Decimal(value), qualifier, unit, counted, per) == text


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "text"),
    [
        ("2780", "exact", "kg", "2,780 kilograms"),
        ("3200000", "exact", "GBP", "3.2 million pounds"),
        ("1", "less_than", "percent", "less than 1 per cent"),
        ("-5", "exact", "count", "minus 5"),
        ("1", "exact", "GBP", "1 pound"),
        ("1993", "exact", "month", "166 years and 1 month"),
    ],
)
def test_read_aloud_without_symbols(value, qualifier, unit, text):
    assert spoken(Decimal(value), qualifier, unit) == text


@pytest.mark.parametrize(
    ("value", "qualifier", "low", "high"),
    [
        ("0", "exact", "0", "0"),
        ("2000", "more_than", "2000", None),
        ("100", "at_least", "100", None),
        ("100", "about", "95", "105"),
        ("-100", "about", "-105", "-95"),
        ("6000", "almost", "5700", "6000"),
        ("1", "less_than", "0", "1"),
        ("200", "up_to", "0", "200"),
        ("-5", "less_than", None, "-5"),
    ],
)
def test_a_qualifier_means_an_interval(value, qualifier, low, high):
    expected = Interval(
        None if low is None else Decimal(low), None if high is None else Decimal(high)
    )
    assert interval(Decimal(value), qualifier) == expected


def test_a_value_that_is_no_finite_decimal_is_refused():
    for bad in (Decimal("NaN"), Decimal("Infinity"), 1.5):
        with pytest.raises(ValueError, match="finite Decimal"):
            shown(bad)  # type: ignore[arg-type]


def test_an_unknown_unit_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"“stone” is no unit\. Use one of: count, percent"):
        unit_for("stone")


@pytest.mark.parametrize(
    ("parts", "total", "qualifier"),
    [
        ([("1672", "exact"), ("453", "exact")], "2125", "exact"),
        ([("1000", "more_than"), ("200", "exact")], "1200", "more_than"),
        ([("1000", "more_than"), ("200", "at_least")], "1200", "more_than"),
        ([("5", "less_than"), ("5", "up_to")], "10", "less_than"),
        ([("100", "about"), ("50", "almost")], "150", "about"),
        ([("0", "exact"), ("0", "exact")], "0", "exact"),
    ],
)
def test_a_sum_takes_the_weakest_qualifier(parts, total, qualifier):
    found = add([(Decimal(value), kind) for value, kind in parts])
    assert found == (Decimal(total), Qualifier(qualifier))


@pytest.mark.parametrize("other", ["less_than", "up_to", "about", "almost"])
def test_a_sum_that_no_qualifier_makes_true_is_refused(other):
    with pytest.raises(NotCombinableError, match="cannot be added"):
        add([(Decimal(5), "more_than"), (Decimal(5), other)])


@pytest.mark.parametrize(
    ("first", "second", "difference", "qualifier"),
    [
        (("427", "exact"), ("385", "exact"), "42", "exact"),
        (("500", "more_than"), ("100", "exact"), "400", "more_than"),
        (("500", "exact"), ("100", "less_than"), "400", "more_than"),
        (("500", "exact"), ("100", "up_to"), "400", "at_least"),
    ],
)
def test_a_difference_is_true_as_stated(first, second, difference, qualifier):
    found = subtract(Decimal(first[0]), first[1], Decimal(second[0]), second[1])
    assert found == (Decimal(difference), Qualifier(qualifier))


def test_two_open_figures_are_not_subtracted():
    with pytest.raises(NotCombinableError, match="both open-ended"):
        subtract(Decimal(500), "more_than", Decimal(100), "at_least")


@pytest.mark.parametrize(
    ("first", "second"),
    [("about", "exact"), ("exact", "more_than"), ("exact", "about"), ("less_than", "exact")],
)
def test_an_unsure_difference_is_refused(first, second):
    with pytest.raises(NotCombinableError, match="no sure difference"):
        subtract(Decimal(500), first, Decimal(100), second)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("arrests for knife offences", "arrest for knife offences"),
        ("children safeguarded", "child safeguarded"),
        ("hate crimes recorded", "hate crime recorded"),
        ("visits to communities", "visit to communities"),
        ("cannabis plants", "cannabis plant"),
        ("robberies", "robbery"),
    ],
)
def test_one_of_what_is_counted(many, one):
    assert one_of(many) == one


def test_units_of_one_family_convert_exactly():
    assert converted(Decimal(3962), "kg", "tonne") == Decimal("3.962")
    assert converted(Decimal("1.5"), "year", "month") == Decimal(18)
    with pytest.raises(ValueError, match="cannot be turned into"):
        converted(Decimal(1), "kg", "year")
    assert axis_words("kg") == "Kilograms"
    assert axis_words("count", "arrests") == "Arrests"


# The claims of "Gangland thugs jailed …", each against the figures it sums up.
CLAIMS = [
    ("6000", "almost", "year", [("5827", "exact", "year")], True),
    ("6000", "exact", "year", [("5827", "exact", "year")], True),
    ("4", "exact", "tonne",
     [("2780", "exact", "kg"), ("926", "exact", "kg"), ("256", "exact", "kg")], True),
    ("3", "exact", "tonne", [("2780", "exact", "kg")], True),
    ("1", "exact", "tonne", [("926", "exact", "kg")], True),
    ("2000", "more_than", "count", [("1672", "exact", "count"), ("453", "exact", "count")], True),
    ("1000", "more_than", "count", [("1395", "exact", "count")], True),
    # and the edges
    ("6000", "almost", "year", [("6000", "exact", "year")], False),
    ("6000", "almost", "year", [("5700", "exact", "year")], True),
    ("6000", "almost", "year", [("5699", "exact", "year")], False),
    ("6000", "exact", "year", [("5499", "exact", "year")], False),
    ("2000", "more_than", "count", [("2000", "exact", "count")], False),
    ("2000", "more_than", "count", [("2000", "more_than", "count")], True),
    ("2000", "at_least", "count", [("2000", "exact", "count")], True),
    ("100", "about", "count", [("105", "exact", "count")], True),
    ("100", "about", "count", [("106", "exact", "count")], False),
    ("1", "less_than", "percent", [("0", "exact", "percent")], True),
    ("1", "less_than", "percent", [("1", "exact", "percent")], False),
    ("5", "up_to", "day", [("5", "exact", "day")], True),
    ("2000", "exact", "count", [("1999", "more_than", "count")], False),
]  # fmt: skip


@pytest.mark.parametrize(("value", "qualifier", "unit", "parts", "holds"), CLAIMS)
def test_a_claim_is_held_against_its_figures(value, qualifier, unit, parts, holds):
    found = check_claim(Decimal(value), qualifier, unit, [(Decimal(v), q, u) for v, q, u in parts])
    assert found.holds is holds, found.explanation
    assert ("does not hold" in found.explanation) is not holds


def test_the_working_is_shown():
    found = check_claim(
        Decimal(4), "exact", "tonne", [(Decimal(n), "exact", "kg") for n in (2780, 926, 256)]
    )
    assert found.arithmetic == "2,780 + 926 + 256 = 3,962 kg"
    assert found.total == Decimal(3962)
    assert found.explanation == (
        "“4 tonnes” holds: the figures come to 3,962 kg, "
        "which is that when rounded to the nearest 1 tonne."
    )


def test_a_claim_without_figures_or_of_shares_is_refused():
    with pytest.raises(ValueError, match="at least one figure"):
        check_claim(Decimal(1), "exact", "count", [])
    with pytest.raises(ValueError, match="do not add up"):
        check_claim(Decimal(1), "exact", "percent", [(Decimal(1), "exact", "percent")] * 2)


def test_a_number_says_how_precise_it_is():
    for value, step in (("6000.0000", "1000"), ("3.2", "0.1"), ("0", "1"), ("10", "10")):
        assert precision(Decimal(value)) == Decimal(step)


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("exact", "2,000"),
        ("about", "from 1,900 to 2,100"),
        ("at_least", "2,000 or more"),
        ("more_than", "more than 2,000"),
        ("almost", "from 1,900 to 2,000"),
        ("less_than", "less than 2,000"),
        ("up_to", "2,000 or less"),
    ],
)
def test_a_hedge_is_read_aloud_as_what_the_figure_may_be(qualifier, text):
    assert reading(Decimal(2000), qualifier) == text
