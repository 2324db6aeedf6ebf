"""Rounded statements of the headline and the lead, held against the figures that they sum up.

A press office rounds at the top (“over 2,000 adults and children safeguarded”) and is exact below
(1,672 children, 453 adults). A pair is only made where it is plausibly the same thing: words in
common or a general word over special ones (“drugs” over “cocaine”), units that convert into one
another, a value that is near. Whether it then holds is `releases.claims`, as on the site. No
Django.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from releases.claims import ClaimCheck, check_claim, precision
from releases.quantities import DOWNWARD, UPWARD, NotCombinableError, Qualifier, shown
from releases.reading.letters import Reading
from releases.reading.parts import Basis, Form, ReadClaim, Section, SectionKind, StatedFigure
from releases.reading.stems import stems
from releases.units import UNITS

MOST_FIGURES = 400
"""Figures of one release that are looked at: a release has thirty, a hostile text a million."""

MOST_REPEATABLE = 5_000
"""As many figures are looked at for repeats, which is quicker."""

MOST_OF_LEAD = 40
MOST_DIGITS = 12
"""“One in 33” has more when worked out, and is no exact figure."""

MOST_PARTS = 8
MOST_STEPS = 2
"""From part to part: a list may name a second figure of each (“926kg, worth £5m”)."""

LEAD_PARAGRAPHS = 3

# How far the figures may be from what the lead says and still be taken for the same thing.
_LOWEST, _HIGHEST = Decimal("0.75"), Decimal("1.5")
_HIGHEST_ABOVE = Decimal(2)  # “more than 1,000” is also said of 1,900
_NEAR_TO_ACCUSE = Decimal("0.15")
_SMALLEST_SUM = 5  # “three arrested” in two places seldom is one and two
_SMALL = 12
_TINY = 4

_SITE_CODES = {"g": "gram"}  # units that the site names otherwise


# What was done: “402 arrested” never bears out “400 safeguarded”. One line is one act.
_ACTS = {
    stem: number
    for number, words in enumerate(
        (
            "seized recovered taken confiscated removed",
            "surrendered handed",
            "arrested arrests detained",
            "charged charges",
            "convicted convictions",
            "jailed sentenced imprisoned",
            "safeguarded protected",
            "visited visits",
            "searched searches",
            "stopped stops",
            "closed closures",
            "deployed deployments",
            "killed deaths",
            "injured injuries",
        )
    )
    for stem in stems(words)
}
# Words that alone do not say that two figures are of one thing.
_WEAK = stems(
    "seized recovered taken confiscated removed handed made total number worth value average"
    " recorded reported issued identified found new more further other another police officers"
    " over almost nearly around about operation week year month day"
)
# A general word, and the special ones that it may sum up.
_KINDS = tuple(
    (stems(general), stems(f"{general} {special}"))
    for general, special in (
        (
            "drugs narcotics substances",
            "cocaine cannabis heroin crack ketamine amphetamine amphetamines ecstasy MDMA fentanyl"
            " methamphetamine spice LSD nitazenes plants",
        ),
        (
            "weapons arms",
            "knives blades machetes swords daggers axes guns firearms rifles shotguns pistols"
            " handguns revolvers tasers crossbows",
        ),
        ("guns firearms", "rifles shotguns pistols handguns revolvers"),
        ("knives blades", "machetes swords daggers cleavers"),
        (
            "people persons individuals victims suspects offenders",
            "men women adults children teenagers boys girls youths adolescents males females",
        ),
        (
            "vehicles",
            "cars vans lorries motorbikes motorcycles scooters mopeds bikes e-bikes e-scooters",
        ),
        ("jail prison custody imprisonment sentences bars", ""),
        ("cash money", ""),
        ("shops stores premises businesses", "garages barbers takeaways warehouses pubs"),
        (
            "offences crimes incidents",
            "robberies burglaries thefts assaults murders rapes frauds homicides",
        ),
        ("visits engagements contacts events meetings", ""),
    )
)


@dataclass(frozen=True)
class _Known:
    """A figure with what a comparison needs of it, worked out once."""

    figure: StatedFigure
    place: int = 0  # among the figures of its release

    @cached_property
    def words(self) -> frozenset[str]:
        return stems(self.figure.counted)

    @cached_property
    def things(self) -> frozenset[str]:
        return self.words - _WEAK

    @cached_property
    def acts(self) -> frozenset[int]:
        return frozenset(_ACTS[word] for word in self.words if word in _ACTS)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Its own things and the special ones that its general words stand for."""
        found = [special for general, special in _KINDS if self.things & general]
        return self.things.union(*found)

    @property
    def code(self) -> str:
        """The unit as the site knows it; one that it does not know is counted as itself."""
        code = _SITE_CODES.get(self.figure.unit, self.figure.unit)
        return code if code in UNITS else "count"

    @cached_property
    def family(self) -> str:
        """Figures of one family can be brought into one unit."""
        code = _SITE_CODES.get(self.figure.unit, self.figure.unit)
        return (UNITS[code].family or code) if code in UNITS else f"as written: {code}"

    @cached_property
    def value(self) -> Decimal:
        """In the family's smallest unit."""
        return self.figure.value * UNITS[self.code].size

    @cached_property
    def step(self) -> Decimal:
        """To what the number was stated, in the family's smallest unit: 1,000 for 6,000."""
        return precision(self.figure.value) * UNITS[self.code].size

    @property
    def is_rounded(self) -> bool:
        """Hedged, or a number with so many noughts that more digits are likely behind it."""
        figure, step = self.figure, precision(self.figure.value)
        if figure.qualifier is not Qualifier.EXACT:
            return True
        digits = _digits(figure.value)
        if figure.unit == "count":
            return step >= 100 or (step >= 10 and digits <= 2)
        return step > 1 or digits == 1

    @cached_property
    def time(self) -> tuple[object, object] | None:
        """Its days, where words near it say which; the whole release’s tell nothing."""
        period = self.figure.period
        if period is None or period.basis is Basis.RELEASE:
            return None
        return period.first_day, period.last_day

    @cached_property
    def manner(self) -> tuple[object, ...]:
        """What two figures must agree in to state the same fact, value and words apart."""
        figure = self.figure
        return self.family, figure.per, figure.statistic, figure.is_running_total

    def shares_words(self, other: "_Known") -> bool:
        """Whether half of the words of one are the other's, and nothing else was done."""
        if self.acts and other.acts and not self.acts & other.acts:
            return False
        smaller = min(len(self.things), len(other.things))
        return 0 < smaller <= 2 * len(self.things & other.things)

    def covers(self, other: "_Known") -> bool:
        """Whether its general word, or one of its two nouns, stands for the other's thing."""
        if self.acts and other.acts and not self.acts & other.acts:
            return False
        return bool(self.kinds & other.things)


def claims_of(
    reading: Reading, form: Form, figures: Sequence[StatedFigure]
) -> tuple[ReadClaim, ...]:
    """The statements of the title and the lead that sum up figures below them, in their order.

    One whose parts are near but do not bear it out is kept, with ``holds`` False and the sum in
    words. ``reading`` tells which lines of the lead are sentences.
    """
    known = [
        _Known(figure, place)
        for place, figure in enumerate(figures[:MOST_FIGURES])
        if figure.value > 0 and _digits(figure.value) <= MOST_DIGITS
    ]
    lead = _lead_end(reading, form)
    made: list[ReadClaim] = []
    for place, claim in enumerate(known):
        if claim.figure.start >= lead or place == MOST_OF_LEAD:
            break
        if found := _best(claim, known[place + 1 :]):
            made.append(found)
    return tuple(made)


def _digits(value: Decimal) -> int:
    """How many digits it has without the noughts at its end."""
    return len(value.normalize().as_tuple().digits)


def _lead_end(reading: Reading, form: Form) -> int:
    """Where the lead ends: after its first bullets and the first paragraphs."""
    end, paragraphs = form.title.end, 0
    for section in form.sections:
        if section.start < form.body_start or section.kind is SectionKind.HEADING:
            continue
        if section.kind is SectionKind.BULLET and paragraphs:
            break  # bullets after a paragraph are the body's list
        paragraphs += section.kind is SectionKind.PARAGRAPH and _is_sentence(reading, section)
        if paragraphs > LEAD_PARAGRAPHS:
            break
        end = section.end
    return end


def _is_sentence(reading: Reading, section: Section) -> bool:
    """An embargo's line or a date above the lead ends in no full stop."""
    return reading.plain[section.start : section.end].rstrip("'\" ").endswith((".", "!", "?", ":"))


def _best(claim: _Known, later: Sequence[_Known]) -> ReadClaim | None:
    """The group of later figures that the claim most likely sums up, and whether it does."""
    best: tuple[tuple[bool, bool, int, Decimal], ReadClaim] | None = None
    for parts in _groups(claim, later):
        check = _check(claim, parts)
        if check is None:
            continue
        is_same = all(claim.shares_words(part) for part in parts)
        distance = abs(_total(parts) / claim.value - 1)
        if not check.holds and not (_names_all(parts, claim) and distance <= _NEAR_TO_ACCUSE):
            continue
        # Under a general word the fullest list is meant; else the plainest reading.
        rank = (not check.holds, not is_same, len(parts) if is_same else 0, distance)
        if best is None or rank < best[0]:
            words = _in_words(check, claim)
            figures = tuple(part.figure for part in parts)
            best = rank, ReadClaim(claim.figure, figures, check.holds, words)
    return best[1] if best else None


def _names_all(parts: Sequence[_Known], claim: _Known) -> bool:
    """Whether the parts name so much of what the claim names that falling short of it is wrong.

    “640 pupils” falls short of “over 700 pupils and teachers”, and contradicts nothing.
    """
    named = frozenset[str]().union(*(part.things for part in parts))
    return 3 * len(claim.things & named) > 2 * len(claim.things)


def _groups(claim: _Known, later: Sequence[_Known]) -> Iterator[tuple[_Known, ...]]:
    """Single figures and runs of figures that may be what the claim sums up, near it in value."""
    able = [one for one in later if _may_be_part(claim, one)]
    if claim.is_rounded:
        finer = (one for one in able if one.step < claim.step)
        yield from ((one,) for one in finer if _is_near(claim, one.value))
    elif claim.value < _SMALLEST_SUM:
        return
    if not UNITS[claim.code].adds_up:
        return
    for begin, first in enumerate(able):
        run, total = [first], first.value
        for part in able[begin + 1 : begin + MOST_PARTS]:
            if part.place - run[-1].place > MOST_STEPS or not _adds_to(run, part, claim):
                break
            run.append(part)
            total += part.value
            if _is_finer(run, claim) and _is_near(claim, total):
                yield tuple(run)


def _may_be_part(claim: _Known, one: _Known) -> bool:
    if one.manner != claim.manner or not _agree(claim, one):
        return False
    if one.step > claim.step if claim.is_rounded else one.value >= claim.value:
        return False
    return claim.shares_words(one) or claim.covers(one) or one.covers(claim)


def _is_finer(run: Sequence[_Known], claim: _Known) -> bool:
    """A plain number is the sum of numbers like it; a rounded one, of more exact ones."""
    return not claim.is_rounded or min(part.step for part in run) < claim.step


def _adds_to(run: Sequence[_Known], part: _Known, claim: _Known) -> bool:
    """A part is smaller than the whole, and of something else than the parts before it.

    Two figures of one comparison (“from 19 to 47”) are never parts together.
    """
    group = part.figure.group
    if part.value >= claim.value or (group and any(group == one.figure.group for one in run)):
        return False
    return all(part.words != one.words for one in run)


def _agree(one: _Known, other: _Known) -> bool:
    """Whether they may be of one fact: a rise is none of a fall, nor this year's of last year's."""
    first, second = one.figure.direction, other.figure.direction
    if first and second and first is not second:
        return False
    return one.time is None or other.time is None or one.time == other.time


def _is_near(claim: _Known, total: Decimal) -> bool:
    if not claim.is_rounded:
        return total == claim.value
    highest = _HIGHEST_ABOVE if claim.figure.qualifier in UPWARD else _HIGHEST
    return claim.value * _LOWEST <= total <= claim.value * highest


def _total(parts: Sequence[_Known]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _check(claim: _Known, parts: Sequence[_Known]) -> ClaimCheck | None:
    """The check of the site, or None where the figures cannot be added up at all."""
    figure = claim.figure
    try:
        return check_claim(
            figure.value,
            figure.qualifier,
            claim.code,
            [(part.figure.value, part.figure.qualifier, part.code) for part in parts],
        )
    except (NotCombinableError, ValueError, ArithmeticError):
        return None


def _in_words(check: ClaimCheck, claim: _Known) -> str:
    """““more than 2,000”: 1,600 + 350 = 1,950, which is not more than that”."""
    stated = shown(claim.figure.value, claim.figure.qualifier, claim.code)
    return f"“{stated}”: {check.arithmetic}, {check.reason}."


def repeats_of(figures: Sequence[StatedFigure]) -> tuple[tuple[StatedFigure, ...], ...]:
    """Groups of figures that state one fact again: the same value, hedge and thing.

    Small numbers recur by chance, so they need the same words: “two men” and “two vehicles”, or
    “two men from Anytown”, are different facts.
    """
    groups: list[list[_Known]] = []
    by_word: dict[tuple[object, ...], list[int]] = {}
    for one in map(_Known, figures[:MOST_REPEATABLE]):
        figure = one.figure
        sort = (one.value, _hedge(figure), one.manner)
        keys = [(*sort, word) for word in one.things]
        near = {number for key in keys for number in by_word.get(key, [])[-MOST_PARTS:]}
        found = [number for number in sorted(near) if _is_repeat(groups[number][0], one)]
        if found:
            groups[found[0]].append(one)
            continue
        groups.append([one])
        for key in keys:
            by_word.setdefault(key, []).append(len(groups) - 1)
    return tuple(tuple(one.figure for one in group) for group in groups if len(group) > 1)


def _hedge(figure: StatedFigure) -> str:
    """“Over” and “at least” are one class, “under”, “up to” and “almost” another."""
    if figure.qualifier in UPWARD:
        return "above"
    if figure.qualifier in DOWNWARD or figure.qualifier is Qualifier.ALMOST:
        return "below"
    return figure.qualifier


def _is_repeat(one: _Known, other: _Known) -> bool:
    if not _agree(one, other) or not one.shares_words(other):
        return False
    if one.figure.unit != "count" or one.figure.value > _SMALL:
        return True
    fewest = 2 if one.figure.value <= _TINY else 1
    return one.words == other.words and len(one.words) >= fewest
