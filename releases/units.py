"""The units in which figures are stated, and how a bare number is written in each.

Only `Decimal` comes in and only text goes out. Nothing here knows of qualifiers ("about"): see
`releases.quantities`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)
# From two years on, a prison sentence in months reads better as years and months.
MONTHS_READ_AS_MONTHS = Decimal(24)


@dataclass(frozen=True)
class Unit:
    """One unit: its code, its words, what is written around the number, and its family.

    Units of one `family` convert into each other: `size` is how many of the family's smallest
    member one of this unit is. An empty family converts into nothing else.
    """

    code: str
    singular: str
    plural: str
    prefix: str = ""
    suffix: str = ""
    family: str = ""
    size: Decimal = Decimal(1)
    adds_up: bool = True
    formatter: Callable[[Decimal], str] | None = None


def plain(value: Decimal) -> str:
    """Write a number with thousands commas, no trailing zeros after the point, a true minus."""
    _refuse_not_finite(value)
    text = f"{abs(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 else text


def money(value: Decimal) -> str:
    """Write pounds: "£3.2 million" where two decimals hold it exactly, else every digit."""
    _refuse_not_finite(value)
    sign, size = (MINUS if value < 0 else ""), abs(value)
    for scale, word in ((BILLION, "billion"), (MILLION, "million")):
        if size >= scale:
            scaled = size / scale
            if scaled == scaled.quantize(Decimal("0.01"), ROUND_HALF_UP):
                return f"{sign}£{plain(scaled)} {word}"
    if size != size.to_integral_value():
        return f"{sign}£{size.quantize(Decimal('0.01'), ROUND_HALF_UP):,f}"
    return f"{sign}£{plain(size)}"


def months(value: Decimal) -> str:
    """Write months: "18 months", but "166 years and 1 month" for 1993."""
    size = abs(value)
    if size < MONTHS_READ_AS_MONTHS or size != size.to_integral_value():
        return f"{plain(value)} {'month' if value == 1 else 'months'}"
    years, rest = divmod(int(size), 12)
    text = f"{MINUS if value < 0 else ''}{years:,} years"
    if rest:
        text += f" and {rest} {'month' if rest == 1 else 'months'}"
    return text


UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        Unit("count", "", ""),
        Unit("percent", "per cent", "per cent", suffix="%", adds_up=False),
        Unit("percentage_point", "percentage point", "percentage points", adds_up=False),
        Unit("ratio", "to 1", "to 1", adds_up=False),
        Unit("GBP", "pound", "pounds", prefix="£", formatter=money),
        Unit("gram", "gram", "grams", suffix=" g", family="mass"),
        Unit("kg", "kilogram", "kilograms", suffix=" kg", family="mass", size=Decimal(1000)),
        Unit("tonne", "tonne", "tonnes", family="mass", size=Decimal(1_000_000)),
        Unit("plant", "plant", "plants"),
        Unit("minute", "minute", "minutes", family="time"),
        Unit("hour", "hour", "hours", family="time", size=Decimal(60)),
        Unit("day", "day", "days", family="time", size=Decimal(1440)),
        Unit("week", "week", "weeks", family="time", size=Decimal(10080)),
        # A month is no whole number of days, so sentences convert only among themselves.
        Unit("month", "month", "months", family="calendar", formatter=months),
        Unit("year", "year", "years", family="calendar", size=Decimal(12)),
    )
}


def unit_for(code: str) -> Unit:
    """Return the unit of this code, or raise ValueError naming those there are."""
    try:
        return UNITS[code]
    except KeyError:
        known = ", ".join(UNITS)
        raise ValueError(f"“{code}” is no unit. Use one of: {known}.") from None


def axis_words(code: str, counted: str = "") -> str:
    """Return what an axis in this unit is called: "Kilograms", "Pounds", "Arrests"."""
    words = counted if code == "count" and counted else unit_for(code).plural or "number"
    return words[:1].upper() + words[1:]


def written(value: Decimal, code: str) -> str:
    """Write a number with its unit: "2,780 kg", "£140,346", "1 year", "5 percentage points"."""
    unit = unit_for(code)
    if unit.formatter:
        return unit.formatter(value)
    number = f"{unit.prefix}{plain(value)}"
    if unit.suffix:
        return f"{number}{unit.suffix}"
    word = unit.singular if abs(value) == 1 else unit.plural
    return f"{number} {word}".rstrip()


def converted(value: Decimal, source: str, target: str) -> Decimal:
    """Convert exactly between units of one family, or raise ValueError saying why not."""
    if source == target:
        return value
    old, new = unit_for(source), unit_for(target)
    if not old.family or old.family != new.family:
        raise ValueError(f"A figure in “{source}” cannot be turned into “{target}”.")
    return value * old.size / new.size


def _refuse_not_finite(value: Decimal) -> None:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError(f"A figure must be a finite Decimal, not {value!r}.")
