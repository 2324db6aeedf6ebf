"""What keeps two figures from being compared, each reason one plain sentence.

Before two figures share a line, a sum or a change, these must agree: definition, unit, area,
coverage, kind and length of period, counting basis. A difference of status (estimated, revised)
is told but breaks no line.
"""

import re
from typing import Protocol

from operations.areas import in_a_sentence
from operations.periods import Period, PeriodKind


class Comparable(Protocol):
    """What a figure must say of itself to be compared; `series.Point` does."""

    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def definition(self) -> str: ...
    @property
    def counting(self) -> str: ...
    @property
    def coverage(self) -> str: ...
    @property
    def partial(self) -> bool: ...
    @property
    def period(self) -> Period | None: ...
    @property
    def evened(self) -> bool: ...
    @property
    def status(self) -> str: ...
    @property
    def is_derived(self) -> bool: ...


_EXCLUSION = re.compile(
    r"^(?:it )?(?:excludes|excluding|leaves out|leaving out|does not include|not including"
    r"|without|except)\s+(?P<whom>.+?)\.?$",
    re.IGNORECASE,
)


def breaks(earlier: Comparable, later: Comparable) -> list[str]:
    """Return why the two may not be joined, added or set against each other; empty if they may."""
    old, new = _names(earlier, later)
    checks = (
        _differ(
            earlier.definition,
            later.definition,
            f"{new} and {old} are defined differently.",
        ),
        _differ(earlier.unit, later.unit, f"{new} is in another unit than {old}."),
        _area(earlier, later),
        _coverage(earlier, later),
        _period(earlier, later),
        _differ(
            earlier.counting,
            later.counting,
            f"{new} counts {later.counting or 'on a basis not stated'}; "
            f"{old} counts {earlier.counting or 'on a basis not stated'}.",
        ),
    )
    return [sentence for sentence in checks if sentence]


def differences(earlier: Comparable, later: Comparable) -> list[str]:
    """Return every difference between two figures that a reader should know of."""
    found = breaks(earlier, later)
    if earlier.status != later.status:
        old, new = _names(earlier, later)
        found.append(f"{new} is {later.status or 'final'}; {old} is {earlier.status or 'final'}.")
    return found


def left_out(coverage: str) -> str:
    """Return whom a coverage text leaves out ("the Metropolitan Police"), or "" if nobody."""
    found = _EXCLUSION.match(coverage.strip())
    return found["whom"] if found else ""


def _names(earlier: Comparable, later: Comparable) -> tuple[str, str]:
    """Name two figures so that they can be told apart, by period where labels are alike."""
    if earlier.label != later.label:
        return quoted(earlier), quoted(later)
    old = earlier.period.label() if earlier.period else ""
    new = later.period.label() if later.period else ""
    return (old, new) if old and new and old != new else ("the earlier figure", "the later figure")


def quoted(point: Comparable) -> str:
    """Its label; in quotation marks where its words would run into the sentence's."""
    period = point.period
    is_plain = " " not in point.label or (
        period is not None
        and point.label in (period.label(), period.short_label())
        and not point.label[0].islower()
    )
    return point.label if is_plain else f"“{point.label}”"


def _differ(earlier: str, later: str, sentence: str) -> str:
    return _capital(sentence) if earlier != later else ""


def _area(earlier: Comparable, later: Comparable) -> str:
    old, new = _names(earlier, later)
    return _differ(
        earlier.area,
        later.area,
        f"{new} is for {in_a_sentence(later.area) or 'an area not stated'}; "
        f"{old} is for {in_a_sentence(earlier.area) or 'an area not stated'}.",
    )


def _coverage(earlier: Comparable, later: Comparable) -> str:
    old, new = _names(earlier, later)
    if _same_words(earlier.coverage, later.coverage):
        if earlier.partial == later.partial:
            return ""
        whole, part = (old, new) if later.partial else (new, old)
        return _capital(f"{part} is known to be incomplete; {whole} is not.")
    before, after = left_out(earlier.coverage), left_out(later.coverage)
    if after and not earlier.coverage:
        return _capital(f"{new} leaves out {after}; {old} includes it.")
    if before and not later.coverage:
        return _capital(f"{new} includes {before}; {old} leaves it out.")
    if before and after:
        return _capital(f"{new} leaves out {after}; {old} leaves out {before}.")
    return (
        f"Coverage of {new} as stated: {_covers(later.coverage)}; of {old}: "
        f"{_covers(earlier.coverage)}."
    )


def _covers(coverage: str) -> str:
    return f"“{coverage.rstrip('.')}”" if coverage else "no limit stated"


def _period(earlier: Comparable, later: Comparable) -> str:
    if earlier.evened and later.evened:
        return ""
    if earlier.period is None or later.period is None or earlier.period.same_kind(later.period):
        return ""
    if earlier.is_derived and later.is_derived:
        return ""  # worked out for one length of time, or against one base
    old, new = _names(earlier, later)
    undated = [
        name
        for name, period in ((new, later.period), (old, earlier.period))
        if period.kind is PeriodKind.NOT_STATED or (period.start is None and period.end is None)
    ]
    if undated:
        return _capital(f"the dates of {' and of '.join(undated)} are not recorded.")
    open_ended = [
        name
        for name, period in ((new, later.period), (old, earlier.period))
        if period.kind is not PeriodKind.RUNNING_TOTAL and period.days() is None
    ]
    if open_ended:
        begin = "begins" if len(open_ended) == 1 else "begin"
        return f"It is not recorded when {' and '.join(open_ended)} {begin}."
    if {earlier.period.kind, later.period.kind} == {PeriodKind.RUNNING_TOTAL}:
        return _capital(f"{new} and {old} are running totals from different beginnings.")
    return _capital(f"{new} is {_length(later.period)}; {old} is {_length(earlier.period)}.")


def _length(period: Period) -> str:
    days = period.days()
    if days is None or period.kind not in (PeriodKind.PHASE, PeriodKind.ODD):
        return period.kind.words
    return "one day" if days == 1 else f"{days} days"


def _same_words(one: str, other: str) -> bool:
    return one.strip().rstrip(".").casefold() == other.strip().rstrip(".").casefold()


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
