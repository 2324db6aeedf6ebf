"""Where along the axis figures stand, and the words under each place."""

from typing import NamedTuple

from operations.charts.choosing import Line
from operations.models import Chart, Metric, Observation
from operations.periods import ONE_DAY, Period, PeriodKind

# Kinds whose periods follow one another without a gap, so that a missing one can be told.
WHOLE_YEARS = {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR}


class Place(NamedTuple):
    """Where along the axis a figure stands: a key to sort by, and the words under it."""

    order: tuple[object, ...]
    label: str


def places_of(lines: list[Line], along: Chart.Along) -> list[Place]:
    """Where the figures stand: periods in order of time, anything else as the lines list it.

    The longest line comes first, since it knows most of the order.
    """
    fullest = sorted(lines, key=lambda line: -len(line.figures))
    met = dict.fromkeys(place_of(figure, along) for line in fullest for figure in line.figures)
    return sorted(met) if along == Chart.Along.PERIOD else list(met)


def place_of(figure: Observation, along: Chart.Along) -> Place:
    match along:
        case Chart.Along.PERIOD:
            period = figure.period
            is_average = figure.metric.kind == Metric.Kind.RATE and figure.metric.per != ""
            average = f", average {figure.metric.per}" if is_average else ""
            return Place((is_average, *period.sort_key()), period.short_label() + average)
        case Chart.Along.PHASE if figure.phase:
            return Place((), figure.phase.name)
        case Chart.Along.CATEGORY if figure.category:
            return Place((), figure.category.name)
        case Chart.Along.ORGANISATION if figure.organisation:
            return Place((), figure.organisation.name)
        case Chart.Along.AREA if figure.area:
            return Place((), figure.area_name)
    return Place((), figure.metric.name)


def with_missing_years(places: list[Place], periods: list[Period]) -> list[Place]:
    """Add a place for each year between the first and the last that has no figure.

    Without it a line would join the years on either side of the silence. Only where all periods
    are years of one kind: elsewhere a gap can't be told from the series' own rhythm.
    """
    kinds = {period.kind for period in periods}
    dated = [period for period in periods if period.start and period.end]
    if len(dated) != len(periods) or len(kinds) != 1 or not kinds <= WHOLE_YEARS:
        return places
    kind = kinds.pop()
    first = min(period.start for period in dated if period.start)
    last = max(period.start for period in dated if period.start)
    for year in range(first.year, last.year + 1):
        start = first.replace(year=year)
        missing = Period(start, start.replace(year=year + 1) - ONE_DAY, kind)
        if any(period.start == start for period in dated):
            continue
        places.append(
            Place((False, *missing.sort_key(), missing.short_label()), missing.short_label())
        )
    return sorted(places)
