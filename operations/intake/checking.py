"""What gives pause while a text is reviewed: sums, shares, running totals, small counts.

Nothing here asks the database: candidates come with their relations fetched. Refused ones are
left out by the caller.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from operations.areas import AREAS
from operations.intake.converting import READ_AS, in_unit
from operations.models import Candidate, Organisation, Unit
from operations.periods import PeriodKind
from releases.claims import check_claim
from releases.quantities import NotCombinableError, Qualifier
from releases.units import UNITS, plain

# Below this a count may point to a person: the usual threshold of official statistics.
SMALL = 10
# A percentage is stated to the whole number, or to one decimal.
ROUNDING = Decimal("0.55")
# ONS codes of nations and of all that is made of nations (K02 … K04, E92, W92, S92, N92).
_NATIONAL_CODES = ("K", "E92", "W92", "S92", "N92")
NATIONAL = frozenset(
    area.slug for area in AREAS if area.ons_code.startswith(_NATIONAL_CODES) or not area.ons_code
)
# “453 (27%)”, “453, or 27%” and “27% (453)”: what stands between the two.
_BESIDE = re.compile(r"[\s\S]{0,3}\(|\)?,?\s*(?:or|which is|equal to|making up)\s")
_FROM = re.compile(r"\bfrom\s*$")
_TO = re.compile(r"\s(?:up |down )?to\s")


@dataclass(frozen=True)
class Check:
    """A sentence for whoever reviews, and the candidates that it is about.

    ``stops`` where the draft can't be saved before it is answered; ``is_small`` where the answer
    is to confirm a small count or to suppress it.
    """

    sentence: str
    candidates: tuple[int, ...] = ()
    stops: bool = False
    is_small: bool = False


def checks(text: str, candidates: Sequence[Candidate]) -> list[Check]:
    """All that is odd about the candidates, in the order of the text; claims with ``parts``."""
    found = [
        *_claims(candidates),
        *_running_totals(candidates),
        *_wholes(candidates),
        *_percentages(text, candidates),
        *small_counts(candidates),
    ]
    return sorted(found, key=lambda check: not check.stops)


def _claims(candidates: Iterable[Candidate]) -> Iterator[Check]:
    """Rounded statements that their parts do not bear out, with the arithmetic."""
    for one in candidates:
        parts = list(one.parts.all()) if one.is_claim else []
        if not parts:
            continue
        unit = _unit(one)
        stated = [(in_unit(p.value, p.unit, _unit(p)), p.qualifier, _unit(p)) for p in parts]
        try:
            held = check_claim(in_unit(one.value, one.unit, unit), one.qualifier, unit, stated)
        except (ValueError, NotCombinableError) as error:
            yield Check(f"“{one.words}” can’t be checked against its parts: {error}", (one.pk,))
            continue
        if not held.holds:
            yield Check(f"{held.explanation} ({held.arithmetic})", (one.pk,))


def _unit(candidate: Candidate) -> str:
    """The site's unit that the stated one is read as; what it has none for is counted."""
    code, _ = READ_AS.get(candidate.unit, (candidate.unit, Decimal(1)))
    return code if code in UNITS else "count"


def _running_totals(candidates: Iterable[Candidate]) -> Iterator[Check]:
    for one in candidates:
        if one.is_running_total and one.period_kind != PeriodKind.RUNNING_TOTAL.value:
            yield Check(
                f"“{one.words}” is a running total: it must not be read as the figure of a period.",
                (one.pk,),
            )


def _wholes(candidates: Sequence[Candidate]) -> Iterator[Check]:
    """Figures of forces that come to more than the national one of the same thing and time."""
    same: dict[tuple[object, ...], list[Candidate]] = {}
    for one in candidates:
        if one.metric is not None and one.metric.kind == "flow" and one.same_as_id is None:
            key = (one.metric_id, one.category_id, one.period_start, one.period_end)
            same.setdefault(key, []).append(one)
    for group in same.values():
        parts = [one for one in group if one.organisation_id is not None]
        for whole in (one for one in group if one.area in NATIONAL and not one.is_claim):
            if whole.organisation_id is None and len(parts) > 1:
                yield from _more_than(whole, parts)


def _more_than(whole: Candidate, parts: Sequence[Candidate]) -> Iterator[Check]:
    total = sum((part.value for part in parts if part.unit == whole.unit), Decimal(0))
    open_above = whole.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
    if total > whole.value and not open_above:
        sums = " + ".join(plain(part.value) for part in parts if part.unit == whole.unit)
        yield Check(
            f"The parts come to more than the whole: {sums} = {plain(total)}, and “{whole.words}”.",
            (whole.pk, *(part.pk for part in parts)),
        )


def _percentages(text: str, candidates: Sequence[Candidate]) -> Iterator[Check]:
    """Percentages beside their numerator, or after “from … to …”, that the numbers don't give."""
    for line in _lines(text, candidates):
        counts = [one for one in line if one.unit == Unit.COUNT and one.value > 0]
        for percent in (one for one in line if one.unit == Unit.PERCENT):
            yield from _share(text, percent, counts)
            yield from _change(text, percent, counts)


def _lines(text: str, candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates of each line of the text, in its order."""
    line: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: (c.start, c.end)):
        if line and "\n" in text[line[-1].start : one.start]:
            yield line
            line = []
        line.append(one)
    if line:
        yield line


def _share(text: str, percent: Candidate, counts: Sequence[Candidate]) -> Iterator[Check]:
    numerator = next((one for one in counts if _is_beside(text, one, percent)), None)
    if numerator is None:
        return
    wholes = [one for one in counts if one.value > numerator.value]
    if len(wholes) != 1:
        return  # of several nobody can tell which is meant
    (whole,) = wholes
    share = numerator.value / whole.value * 100
    if abs(share - percent.value) > ROUNDING:
        yield Check(
            f"{plain(numerator.value)} of {plain(whole.value)} is {_rounded(share)}%, and the text "
            f"says {plain(percent.value)}%.",
            (percent.pk, numerator.pk, whole.pk),
        )


def _is_beside(text: str, count: Candidate, percent: Candidate) -> bool:
    first, second = sorted((count, percent), key=lambda one: one.start)
    between = text[first.end : second.start]
    return len(between) < 20 and _BESIDE.match(between) is not None


def _change(text: str, percent: Candidate, counts: Sequence[Candidate]) -> Iterator[Check]:
    if not percent.direction or len(counts) != 2:
        return
    old, new = sorted(counts, key=lambda one: one.start)
    between = text[old.end : new.start]
    if not _FROM.search(text[max(0, old.start - 10) : old.start]) or not _TO.search(between[:40]):
        return
    change = abs(new.value - old.value) / old.value * 100
    if abs(change - percent.value) > ROUNDING:
        yield Check(
            f"From {plain(old.value)} to {plain(new.value)} is a change of {_rounded(change)}%, "
            f"and the text says {plain(percent.value)}%.",
            (percent.pk, old.pk, new.pk),
        )


def _rounded(value: Decimal) -> str:
    return plain(value.quantize(Decimal("0.1")))


def small_counts(candidates: Iterable[Candidate]) -> Iterator[Check]:
    """Accepted counts under ten with a place and a period that nobody has confirmed."""
    for one in candidates:
        if one.is_figure and not one.is_small_confirmed and _is_small(one) and _has_place(one):
            yield Check(
                f"“{one.words}” is a count under {SMALL} for one place and time, and may point to "
                "a person. Confirm that it may be shown, or suppress it.",
                (one.pk,),
                stops=True,
                is_small=True,
            )


def _is_small(one: Candidate) -> bool:
    dated = one.period_start is not None or one.period_end is not None
    return dated and one.unit == Unit.COUNT and 0 < one.value < SMALL


def _has_place(one: Candidate) -> bool:
    """A force, or an area smaller than a nation."""
    if one.organisation is not None:
        return one.organisation.kind == Organisation.Kind.FORCE
    return bool(one.area) and one.area not in NATIONAL
