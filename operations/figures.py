"""What a figure is of, what must be said beside it, and what its hedge means."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from operations.models import Observation
from releases.models import Release
from releases.quantities import (
    ABOUT_TOLERANCE,
    ALMOST_TOLERANCE,
    Qualifier,
    interval,
    shown,
)
from releases.units import plain


def caveats_of(figure: Observation) -> list[str]:
    """What must be said wherever the figure is: status, coverage, completeness, hand."""
    found = [figure.get_status_display() if figure.status else "", figure.coverage]
    if figure.is_partial and not figure.coverage:
        found.append("incomplete")
    if figure.release.is_second_hand:
        found.append("second-hand: from a report of it")
    return [caveat for caveat in found if caveat]


def by_source(figures: Iterable[Observation]) -> list[tuple[Release, list[Observation]]]:
    """Figures under the releases that state them: the newest release first, undated ones last."""
    groups: dict[int, list[Observation]] = {}
    for figure in figures:
        groups.setdefault(figure.release_id, []).append(figure)
    stated = [(members[0].release, members) for members in groups.values()]
    return sorted(stated, key=lambda group: _issued(group[0]), reverse=True)


def _issued(release: Release) -> date:
    edition = release.edition
    return edition.issued_latest if edition and edition.issued_latest else date.min


def subject_of(figure: Observation) -> str:
    """What it is of, beside its metric: category, organisation or area, operation and phase."""
    phase = figure.phase.name if figure.phase else ""
    parts = (figure.category, figure.of_whom, figure.operation, phase)
    return ", ".join(str(part) for part in parts if part)


def meaning_of(figure: Observation) -> str:
    """What its hedge means, with the bounds that charts and checks use."""
    qualifier = Qualifier(figure.qualifier)
    if qualifier is Qualifier.EXACT:
        return "Stated as a plain number, so it is read as exact."
    value = Decimal(figure.value)
    bare = _bare(figure, value)
    bounds = interval(value, qualifier)
    match qualifier:
        case Qualifier.MORE_THAN:
            return f"Anything above {bare}: the source names no upper limit."
        case Qualifier.AT_LEAST:
            return f"{bare} or anything above it: the source names no upper limit."
        case Qualifier.LESS_THAN:
            return f"Anything below {bare}: how far below, the source does not say."
        case Qualifier.UP_TO:
            return f"{bare} or anything below it: how far below, the source does not say."
    if bounds.low is None or bounds.high is None:
        return ""
    low, high = bounds.low, bounds.high
    if figure.metric.unit == "count":
        # Nothing counted comes in parts.
        low, high = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    span = f"from {_bare(figure, low)} to {_bare(figure, high)}"
    if qualifier is Qualifier.ALMOST:
        return f"Read as {span}: below the number by {_percent(ALMOST_TOLERANCE)} of it at most."
    return f"Read as {span}: within {_percent(ABOUT_TOLERANCE)} of the number, to either side."


def _bare(figure: Observation, value: Decimal) -> str:
    return shown(value, Qualifier.EXACT, figure.metric.unit, "", figure.metric.per)


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)}%"
