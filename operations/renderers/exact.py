"""Numbers as a file holds them: the same digits in every format, whatever reads it.

A spreadsheet and most readers of JSON hold numbers in 64 bits, which are sure of 15 digits. What
we worked out (2,000 ÷ 7) is cut there, in every format alike, so that no two files differ in a
digit. A whole number stays whole, however long.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

SURE_DIGITS = 15

# Halves away from nought, as the database rounds them (see ``operations.opendata.columns``).
_SURE = Context(prec=SURE_DIGITS, rounding=ROUND_HALF_UP)


def exact(value: Decimal) -> Decimal:
    """Return a value without trailing zeros, a fraction as long as 64 bits are sure of."""
    if value == value.to_integral_value():
        return value.to_integral_value()
    return _SURE.plus(value).normalize(_SURE)


def digits(value: Decimal) -> str:
    """Write it with a decimal point, never with a comma or an exponent."""
    return format(exact(value), "f")


def number(value: Decimal) -> int | float:
    """Return the number whose shortest spelling is that of `digits`."""
    short = exact(value)
    return int(short) if short == short.to_integral_value() else float(short)
