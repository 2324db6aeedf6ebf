"""A value as a release states it → the same value in its metric's unit. No Django.

Weights are held in kilograms, sentences of years and months in months (docs/decisions.md, 12).
"""

from decimal import Decimal

from releases.units import UNITS, converted

# Codes of the reading that the site's units spell otherwise, and how many of those one of them is.
# A pound is 0.45359237 kg exactly (Weights and Measures Act 1985, schedule 1).
READ_AS = {
    "g": ("gram", Decimal(1)),
    "mg": ("gram", Decimal("0.001")),
    "oz": ("gram", Decimal("28.349523125")),
    "lb": ("kg", Decimal("0.45359237")),
    "ton": ("kg", Decimal("1016.0469088")),
    "percentage_point": ("percent", Decimal(1)),
}
# A value is kept with so many decimals (Observation.value).
STEP = Decimal("0.0001")
# Larger than any figure of policing; a longer run of digits is no figure.
TOO_LARGE = Decimal(10) ** 15


def fits(value: Decimal) -> bool:
    """Whether the database can hold the value."""
    return value.is_finite() and abs(value) < TOO_LARGE


def in_unit(value: Decimal, stated: str, wanted: str) -> Decimal:
    """The stated value in the unit ``wanted``, to four decimals.

    What the site has no unit for (miles, litres) can only be counted. Raises ValueError, with a
    sentence, where the two units do not convert into each other.
    """
    code, size = READ_AS.get(stated, (stated, Decimal(1)))
    if code not in UNITS:
        code = "count"
    return converted(value * size, code, wanted).quantize(STEP).normalize() + Decimal(0)


def converts(stated: str, wanted: str) -> bool:
    """Whether a figure stated in one unit can be held in the other."""
    try:
        in_unit(Decimal(1), stated, wanted)
    except ValueError:
        return False
    return True
