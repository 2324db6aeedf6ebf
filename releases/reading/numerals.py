"""Every numeral and number word of a stretch of text, worked out. No Django.

Nothing is judged here: an age, a date and “no one” come out as well, so that each number of a text
can be accounted for. What states no figure is set aside by `dismissals`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from releases.reading.letters import Reading

ORDINAL = "ordinal"  # the unit of “first” and “3rd”


@dataclass(frozen=True)
class Numeral:
    """A number as it stands: ``start`` to ``end`` covers its currency, multiplier and unit too.

    ``value`` has multipliers worked out (“£3.2m” is 3200000). ``unit`` is "" or one of: percent,
    percentage_point, ratio (“threefold”), GBP, EUR, USD, a measure (kg, g, mg, microgram, tonne,
    lb, oz, litre, ml, mile, km, metre, cm, mm, inch, foot, acre, hectare, mph, megabyte, gigabyte,
    terabyte), hour (only in “half an hour”) or `ORDINAL`. Times such as “14 days” keep unit "".
    """

    start: int
    end: int
    value: Decimal
    unit: str
    in_words: bool


def numerals(reading: Reading, start: int, end: int) -> list[Numeral]:
    """Every numeral and number word between two offsets, in order and apart from one another.

    Each digit 0-9 is inside exactly one of them. Vague words (“hundreds”, “several dozen”, “a
    few”) are none. “one in five” and “two-thirds” are one numeral each, in percent.
    """
    scan = _Scan(reading.plain, start, end)
    amounts = list(_amounts(scan))
    return [
        Numeral(each.start, each.end, each.value * each.multiplier, each.unit, each.in_words)
        for each in _joined(reading.plain, amounts, end)
    ]


def _numbered(words: str, first: int, step: int = 1) -> dict[str, Decimal]:
    return {word: Decimal(first + step * place) for place, word in enumerate(words.split())}


_SMALL = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
    first=0,
)
_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", first=20, step=10)
_SMALL["nought"] = Decimal(0)
_TENS["fourty"] = Decimal(40)  # the usual misspelling
_CARDINALS = _SMALL | _TENS
_MAGNITUDES = {
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_MULTIPLIERS = {"dozen": Decimal(12), "hundred": Decimal(100), **_MAGNITUDES}
_ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    first=1,
)
_ORDINALS |= {word.removesuffix("y") + "ieth": value for word, value in _TENS.items()}
_ORDINALS |= {"hundredth": Decimal(100), "thousandth": Decimal(1000)}
_FRACTIONS = {word: value for word, value in _ORDINALS.items() if word not in ("first", "second")}
_FRACTIONS |= {"half": Decimal(2), "quarter": Decimal(4)}
_PARTS = _FRACTIONS | {word + "s": value for word, value in _FRACTIONS.items()}
_PARTS["halves"] = _PARTS.pop("halfs")
_PARTS_AFTER_AND = {
    ("a", "half"): Decimal("0.5"),
    ("one", "half"): Decimal("0.5"),
    ("a", "quarter"): Decimal("0.25"),
    ("three", "quarters"): Decimal("0.75"),
}
_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

_CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}
_SHORT_MAGNITUDES = {
    "k": Decimal(10**3),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "mil": Decimal(10**6),
    "bn": Decimal(10**9),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
}
_UNITS = {
    "percent": "percent pct",
    "ratio": "fold",
    "GBP": "pound pounds sterling",
    "EUR": "euro euros",
    "USD": "dollar dollars",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "g": "gram grams gramme grammes gm gms",
    "mg": "mg milligram milligrams milligramme milligrammes",
    "microgram": "microgram micrograms microgramme microgrammes mcg µg",
    "tonne": "tonne tonnes ton tons",
    "lb": "lb lbs",
    "oz": "oz ounce ounces",
    "litre": "litre litres liter liters ltr ltrs",
    "ml": "ml millilitre millilitres milliliter milliliters",
    "mile": "mile miles",
    "km": "km kms kilometre kilometres kilometer kilometers",
    "metre": "metre metres",
    "cm": "cm cms centimetre centimetres",
    "mm": "mm millimetre millimetres",
    "inch": "inch inches",
    "foot": "foot feet ft",
    "acre": "acre acres",
    "hectare": "hectare hectares",
    "mph": "mph",
    "megabyte": "megabyte megabytes mb",
    "gigabyte": "gigabyte gigabytes gb",
    "terabyte": "terabyte terabytes tb",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_CLOSED_UNITS = {"g": "g", "l": "litre", "p": "pence", "pc": "percent", "pp": "percentage_point"}
_HALVED_UNITS = {**_UNIT_OF, "hour": "hour"}  # what “half a …” may measure

_TOKEN = re.compile(r"[A-Za-zµ]+|[0-9]+(?:[.,][0-9]+)*|[½¼¾]")
_GAP = r" {0,20}(?:\n {0,20})?"
_JOIN = re.compile(rf"(?:{_GAP}|-)\Z")
_WORD_AFTER = re.compile(rf"(?P<gap>{_GAP}|-)(?P<word>[A-Za-zµ]{{1,24}})(?![A-Za-zµ])")
_PERCENT_AFTER = re.compile(
    rf"{_GAP}%(?P<points>[ -]?(?:percentage )?points?\b)?"
    rf"|(?:{_GAP}|-)(?:per{_GAP}cents?\b|percentage(?P<more>(?:{_GAP}|-)points?\b))",
    re.IGNORECASE,
)
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])", re.IGNORECASE)
_METRES_AFTER = re.compile(
    rf"{_GAP}(?:from|away|long|wide|deep|high|tall|down|along|apart|sprint|race|radius"
    rf"|exclusion)\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MARKED = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)[1-9][0-9]?")
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LONGEST = 30  # digits: no figure is longer, and a decimal's exponent has an end


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    word: str  # lower case; the digits as they stand


class _Scan:
    """The words and digit runs of a stretch, and what stands between them."""

    def __init__(self, plain: str, start: int, end: int) -> None:
        self.plain, self.start, self.end = plain, start, end
        self.tokens = [
            _Token(match.start(), match.end(), match.group().lower())
            for match in _TOKEN.finditer(plain, start, end)
        ]

    def word(self, at: int) -> str:
        """The word at an index, "" outside the stretch."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def joins(self, at: int) -> bool:
        """Whether only a space, a line's end or a hyphen parts a token from the one before."""
        if not 0 < at < len(self.tokens):
            return False
        before, after = self.tokens[at - 1].end, self.tokens[at].start
        return before < after and bool(_JOIN.match(self.plain, before, after))

    def follows(self, at: int, *words: str) -> bool:
        """Whether these words stand at an index, each joined to the one before."""
        return all(
            self.joins(at + index) and self.word(at + index) == word
            for index, word in enumerate(words)
        )


@dataclass(frozen=True)
class _Amount:
    start: int
    end: int
    value: Decimal
    unit: str = ""
    in_words: bool = False
    multiplier: Decimal = Decimal(1)


def _amounts(scan: _Scan) -> Iterator[_Amount]:
    at = 0
    while at < len(scan.tokens):
        token = scan.tokens[at]
        if token.word[0].isascii() and token.word[0].isdigit():
            amounts, at = _digits(scan, at)
            yield from amounts
            continue
        amount, after = _in_words(scan, at)
        if amount is not None:
            yield amount
        at = max(after, at + 1)
        while at < len(scan.tokens) and amount and scan.tokens[at].start < amount.end:
            at += 1  # the unit's own words


def _digits(scan: _Scan, at: int) -> tuple[list[_Amount], int]:
    """The numbers of a run of digits: mostly one; “20,21” is two, and so is a footnote's mark."""
    token = scan.tokens[at]
    pieces = list(_pieces(token))
    amounts = [_Amount(start, end, _number(scan.plain[start:end])) for start, end in pieces]
    last, after = amounts.pop(), at + 1
    if not amounts:
        last = _with_currency(scan, last)
    last, after = _with_fraction(scan, last, after)
    last, after = _with_multiplier(scan, last, after)
    last = _with_unit(scan, last)
    while after < len(scan.tokens) and scan.tokens[after].start < last.end:
        after += 1
    if amounts:
        amounts[0] = _with_currency(scan, amounts[0])
    return [*amounts, last], after


def _pieces(token: _Token) -> Iterator[tuple[int, int]]:
    run = token.word
    if _PLAIN.fullmatch(run) or _THOUSANDS.fullmatch(run) or _LAKHS.fullmatch(run):
        yield token.start, token.end
        return
    if marked := _MARKED.fullmatch(run):
        yield token.start, token.start + marked.end(1)
        yield token.start + marked.end(1), token.end
        return
    start = token.start
    for piece in run.split(","):
        parts = [piece] if _PLAIN.fullmatch(piece) else piece.split(".")
        for part in parts:
            yield start, start + len(part)
            start += len(part) + 1


def _number(digits: str) -> Decimal:
    return Decimal(digits[: _LONGEST * 2].replace(",", "")[:_LONGEST].rstrip("."))


def _with_currency(scan: _Scan, amount: _Amount) -> _Amount:
    plain, start = scan.plain, amount.start
    for before in (start - 1, start - 2):
        if before < scan.start:
            break
        if plain[before] in _CURRENCIES:
            return replace(amount, start=before, unit=_CURRENCIES[plain[before]])
        if not plain[before].isspace():
            break
    return _with_point(scan, amount)


def _with_point(scan: _Scan, amount: _Amount) -> _Amount:
    """“.22”: a decimal without its nought."""
    plain, start = scan.plain, amount.start
    digits = plain[start : amount.end]
    if start - 2 < scan.start or plain[start - 1] != "." or plain[start - 2] not in " \n(":
        return amount
    if not digits.isdigit():
        return amount
    return replace(amount, start=start - 1, value=Decimal("0." + digits[:_LONGEST]))


def _with_fraction(scan: _Scan, amount: _Amount, at: int) -> tuple[_Amount, int]:
    """“two and a half”, “2½”; ``at`` is the index of the token after the amount."""
    if scan.word(at) in _SIGNS and scan.tokens[at].start == amount.end:
        value = amount.value + _SIGNS[scan.word(at)]
        return replace(amount, value=value, end=scan.tokens[at].end), at + 1
    if scan.follows(at, "and"):
        for words, part in _PARTS_AFTER_AND.items():
            if scan.follows(at + 1, *words):
                end = scan.tokens[at + 2].end
                return replace(amount, value=amount.value + part, end=end), at + 3
    return amount, at


def _with_multiplier(scan: _Scan, amount: _Amount, at: int) -> tuple[_Amount, int]:
    """“4.5 million”, “£3.2m”, “300k”; ``at`` is the index of the token after the amount."""
    word = scan.word(at)
    if not word or amount.unit == ORDINAL:
        return amount, at
    token = scan.tokens[at]
    is_closed = token.start == amount.end
    if (is_closed or scan.joins(at)) and word.removesuffix("s") in _MULTIPLIERS:
        multiplier = _MULTIPLIERS[word.removesuffix("s")]
    elif (is_closed or (amount.unit and scan.joins(at))) and word in _SHORT_MAGNITUDES:
        if word == "m" and not amount.unit and _METRES_AFTER.match(scan.plain, token.end, scan.end):
            return replace(amount, unit="metre", end=token.end), at + 1
        multiplier = _SHORT_MAGNITUDES[word]
    else:
        return amount, at
    return replace(amount, multiplier=multiplier, end=token.end), at + 1


def _with_unit(scan: _Scan, amount: _Amount) -> _Amount:
    """The measure that follows closely: “2780kg”, “three tonnes”, “29 per cent”, “12th”."""
    if amount.unit:
        return amount
    plain, end = scan.plain, amount.end
    if not amount.in_words and (suffix := _ORDINAL_AFTER.match(plain, end, scan.end)):
        return replace(amount, unit=ORDINAL, end=suffix.end())
    if percent := _PERCENT_AFTER.match(plain, end, scan.end):
        is_points = percent["points"] or percent["more"]
        unit = "percentage_point" if is_points else "percent"
        return replace(amount, unit=unit, end=percent.end())
    after = _WORD_AFTER.match(plain, end, scan.end)
    if after is None:
        return amount
    word, is_closed = after["word"], not after["gap"]
    unit = _UNIT_OF.get(word.lower(), "")
    if not unit and is_closed and not amount.in_words:
        unit = _CLOSED_UNITS.get(word, "")
    if not unit or (amount.in_words and is_closed and unit != "ratio"):
        return amount
    if unit == "pence":
        if amount.value >= 100:
            return amount
        return replace(amount, unit="GBP", value=amount.value / 100, end=after.end())
    return replace(amount, unit=unit, end=after.end())


def _in_words(scan: _Scan, at: int) -> tuple[_Amount | None, int]:
    """The number in words that begins at an index, and the index after it."""
    word = scan.word(at)
    if word in _SIGNS:
        return _signed(scan, at)
    fraction = _fraction(scan, at)
    if fraction is not None:
        return fraction
    if word.endswith("fold") and word.removesuffix("fold") in _CARDINALS:
        token = scan.tokens[at]
        value = _CARDINALS[word.removesuffix("fold")]
        return _Amount(token.start, token.end, value, "ratio", True), at + 1
    ordinal = _ordinal(scan, at)
    if ordinal is not None:
        return ordinal
    return _cardinal(scan, at)


def _signed(scan: _Scan, at: int) -> tuple[_Amount, int]:
    """“£¼ million”, “¾ of a million”, “½ a tonne”; alone a sign is a share in percent."""
    amount, after = _part(scan, at, at + 1, _SIGNS[scan.word(at)])
    if amount.unit == "percent":
        return amount, after
    paid = _with_currency(scan, replace(amount, unit=""))
    return (paid if paid.unit else amount), after


def _ordinal(scan: _Scan, at: int) -> tuple[_Amount, int] | None:
    """“third”, “twenty-first”; but “quarter” and “half” are parts, not places."""
    token, value, after = scan.tokens[at], Decimal(0), at
    if token.word in _TENS and scan.joins(at + 1):
        value, after = _TENS[token.word], at + 1
    if scan.word(after) not in _ORDINALS or (value and _ORDINALS[scan.word(after)] > 9):
        return None
    value += _ORDINALS[scan.word(after)]
    return _Amount(token.start, scan.tokens[after].end, value, ORDINAL, True), after + 1


def _cardinal(scan: _Scan, at: int) -> tuple[_Amount | None, int]:
    first = scan.tokens[at]
    if first.word in ("a", "an"):
        if scan.word(at + 1) not in _MULTIPLIERS or not scan.joins(at + 1):
            return None, at
        value, after = Decimal(1), at + 1
    elif first.word in _CARDINALS:
        value, after = _below_hundred(scan, at)
    else:
        return None, at
    amount = _Amount(first.start, scan.tokens[after - 1].end, value, in_words=True)
    if first.word not in ("a", "an"):
        amount, after = _with_fraction(scan, amount, after)
    if scan.follows(after, "hundred"):
        value, after = _after_hundred(scan, amount.value * 100, after + 1)
        amount = replace(amount, value=value, end=scan.tokens[after - 1].end)
    amount, after = _with_magnitudes(scan, amount, after)
    amount = _with_unit(scan, amount)
    return amount, after


def _below_hundred(scan: _Scan, at: int) -> tuple[Decimal, int]:
    value = _CARDINALS[scan.word(at)]
    unit = _SMALL.get(scan.word(at + 1), Decimal(0))
    if value >= 20 and 0 < unit < 10 and scan.joins(at + 1):
        return value + unit, at + 2
    return value, at + 1


def _after_hundred(scan: _Scan, value: Decimal, at: int) -> tuple[Decimal, int]:
    """“… hundred and five”, “… hundred five”; a fraction of the next thing is none of it."""
    place = at + 1 if scan.follows(at, "and") else at
    if scan.word(place) in _CARDINALS and scan.joins(place):
        rest, after = _below_hundred(scan, place)
        if 0 < rest < value and scan.word(after) not in _MULTIPLIERS:
            return value + rest, after
        if rest > 0 and scan.word(after) in _MAGNITUDES:
            return value + rest, after
    return value, at


def _with_magnitudes(scan: _Scan, amount: _Amount, at: int) -> tuple[_Amount, int]:
    """“… thousand two hundred and six”, “… million”, “two dozen”."""
    if scan.follows(at, "dozen"):
        end = scan.tokens[at].end
        return replace(amount, value=amount.value * 12, end=end), at + 1
    word = scan.word(at)
    if word not in _MAGNITUDES or not scan.joins(at):
        return amount, at
    magnitude, end, after = _MAGNITUDES[word], scan.tokens[at].end, at + 1
    rest, beyond = _rest(scan, after, magnitude)
    if rest:
        value = amount.value * magnitude + rest
        return replace(amount, value=value, end=scan.tokens[beyond - 1].end), beyond
    return replace(amount, multiplier=magnitude, end=end), after


def _rest(scan: _Scan, at: int, limit: Decimal) -> tuple[Decimal, int]:
    """What follows a magnitude and is smaller than it: 206 in “two thousand, two hundred and six”.

    After “and” only below a hundred: “two thousand and five”.
    """
    has_and = scan.follows(at, "and") and limit == 1000
    place = at + 1 if has_and else at
    if scan.word(place) not in _CARDINALS or not scan.joins(place):
        return Decimal(0), at
    value, after = _below_hundred(scan, place)
    if has_and:
        return (value, after) if scan.word(after) not in _MULTIPLIERS else (Decimal(0), at)
    if not scan.follows(after, "hundred"):
        return Decimal(0), at
    value, after = _after_hundred(scan, value * 100, after + 1)
    word = scan.word(after)
    if word in _MAGNITUDES and scan.joins(after) and _MAGNITUDES[word] < limit:
        return value * _MAGNITUDES[word], after + 1
    return value, after


_FRACTION_BEFORE = frozenset(
    {"by", "nearly", "almost", "over", "about", "around", "than", "under", "only", "just", "some"}
    | {"approximately", "roughly", "least", "between", "up", "down", "exactly"}
)
_FRACTION_AFTER = frozenset(
    {"of", "more", "less", "fewer", "higher", "lower", "were", "are", "have", "had", "came", "say"}
)


def _fraction(scan: _Scan, at: int) -> tuple[_Amount, int] | None:
    """“half of”, “a third of”, “two-thirds”, “half a million”, “a quarter of a tonne”."""
    token = scan.tokens[at]
    if token.word == "half":
        return _part(scan, at, at + 1, Decimal("0.5"))
    count = Decimal(1) if token.word in ("a", "an") else _SMALL.get(token.word, Decimal(0))
    name = scan.word(at + 1)
    if not 0 < count < 10 or name not in _PARTS or not scan.joins(at + 1):
        return None
    is_plural = name not in _FRACTIONS
    if is_plural != (count > 1):
        return None
    if count == 1 and name not in ("half", "quarter") and not _is_part(scan, at):
        return None
    return _part(scan, at, at + 2, count / _PARTS[name])


def _is_part(scan: _Scan, at: int) -> bool:
    """Whether “a third” is a share, and not the third man."""
    if scan.word(at) == "one":
        return True
    return scan.word(at - 1) in _FRACTION_BEFORE or (
        scan.word(at + 2) in _FRACTION_AFTER and scan.joins(at + 2)
    )


def _part(scan: _Scan, at: int, after: int, share: Decimal) -> tuple[_Amount, int]:
    """A share of what follows: of a million, of a tonne, or of all, in percent."""
    start, end = scan.tokens[at].start, scan.tokens[after - 1].end
    amount = _Amount(start, end, share, in_words=True)
    place = after
    for linking in ("of", "a", "an"):
        if scan.follows(place, linking):
            place += 1
    if scan.joins(place):
        word, token = scan.word(place), scan.tokens[place]
        if word in _MULTIPLIERS:
            amount = replace(amount, multiplier=_MULTIPLIERS[word], end=token.end)
            return _with_unit(scan, amount), place + 1
        if place > after and scan.word(place - 1) != "of" and word in _HALVED_UNITS:
            return replace(amount, unit=_HALVED_UNITS[word], end=token.end), place + 1
    return replace(amount, value=share * 100, unit="percent"), after


_ONE_IN = re.compile(
    rf"(?:{_GAP}|-)(?:in|out(?:{_GAP}|-)of)(?:{_GAP}every)?(?:{_GAP}|-)\Z", re.IGNORECASE
)
_SOME_IN = re.compile(
    rf"(?:{_GAP}[A-Za-z-]{{2,20}}){{1,2}}?{_GAP}in{_GAP}(?:every{_GAP})?\Z", re.IGNORECASE
)
_MORE_COUNTED = re.compile(
    rf"{_GAP}(?!(?:was|is|has|as|its|this|his)\b)"
    rf"(?:[a-z]{{2,20}}{_GAP})?(?:people|men|women|children|[a-z-]{{2,24}}s)\b"
)
_RANGE = re.compile(rf"{_GAP}-{_GAP}\Z|{_GAP}(?:to|or){_GAP}\Z", re.IGNORECASE)
_AND = re.compile(rf"{_GAP}and{_GAP}\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"between[^.]{0,12}\Z", re.IGNORECASE)
_TIME_AFTER = re.compile(
    rf"(?:{_GAP}|-)(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?)\b", re.IGNORECASE
)
_WHOLES = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000)))


def _joined(plain: str, amounts: list[_Amount], end: int) -> Iterator[_Amount]:
    """Put “one in five” together, and give both ends of “£3-4 million” their money and size."""
    at = 0
    while at < len(amounts):
        amount = amounts[at]
        if at + 1 < len(amounts):
            other = amounts[at + 1]
            if _is_one_in(plain, amount, other, end):
                share = 100 * amount.value / other.value
                yield replace(amount, end=other.end, value=share, unit="percent")
                at += 2
                continue
            if _is_range(plain, amount, other):
                amount, amounts[at + 1] = _shared(amount, other)
        yield amount
        at += 1


def _is_one_in(plain: str, amount: _Amount, other: _Amount, end: int) -> bool:
    if amount.unit or other.unit or amount.multiplier != 1 or other.multiplier != 1:
        return False
    if other.start - amount.end > 50:
        return False
    if not _ONE_IN.match(plain, amount.end, other.start):
        return _is_some_in(plain, amount, other, end)
    if not 0 < amount.value < other.value or _TIME_AFTER.match(plain, other.end, end):
        return False
    is_year = 1900 <= other.value < 2100
    has_every = "every" in plain[amount.end : other.start].lower()
    return has_every or other.value in _WHOLES or (amount.value == 1 and not is_year)


def _is_some_in(plain: str, amount: _Amount, other: _Amount, end: int) -> bool:
    """“one report in four”, “nine people in ten”; not “two men in three cars”."""
    return (
        amount.in_words
        and other.in_words
        and 0 < amount.value < other.value
        and (amount.value == 1 or other.value in (10, 100))
        and bool(_SOME_IN.match(plain, amount.end, other.start))
        and not _TIME_AFTER.match(plain, other.end, end)
        and not _MORE_COUNTED.match(plain, other.end, end)
    )


def _is_range(plain: str, amount: _Amount, other: _Amount) -> bool:
    if other.start - amount.end > 40 or ORDINAL in (amount.unit, other.unit):
        return False
    if _RANGE.match(plain, amount.end, other.start):
        return True
    before = plain[max(0, amount.start - 24) : amount.start]
    return bool(_AND.match(plain, amount.end, other.start) and _BETWEEN.search(before))


def _shared(amount: _Amount, other: _Amount) -> tuple[_Amount, _Amount]:
    """What one end of a range leaves to the other: “£3-4m”, “10 to 12kg”, “5 to 9 per cent”."""
    if amount.multiplier == 1 and other.multiplier > 1 and amount.value < 1000:
        if not other.unit:
            other = replace(other, unit=amount.unit)
        amount = replace(amount, multiplier=other.multiplier)
    if not amount.unit:
        amount = replace(amount, unit=other.unit)
    return amount, other
