"""The chart of a choice: nobody made it, so its title says what it is and claims no finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from operations.charts import lines_data
from operations.explore.groups import Groups
from operations.explore.shaping import MOST_FIGURES, CannotDrawError, Shape, shaped
from operations.models import Observation, Organisation
from operations.periods import PeriodKind
from operations.versions import mark_changes

SLUG = "explore"
# A larger chart takes many times as long as the rest of the page, so it is drawn when asked for.
DRAWN_UNASKED = 60


@dataclass(frozen=True)
class ChoiceChart:
    """What can be drawn of a choice (``data``, a ChartData), or ``why_not``; never both."""

    data: Any = None
    why_not: str = ""


def figures_to_draw(groups: Groups, choice_rows: Any) -> list[Observation] | None:
    """All figures of the choice where a chart may hold so many, marked with their changes."""
    if not 0 < groups.counted.total <= MOST_FIGURES:
        return None
    figures = list(choice_rows)
    mark_changes(figures, groups.at)
    return figures


def chart_of(groups: Groups, figures: Sequence[Observation] | None, address: str) -> ChoiceChart:
    """Draw the figures; ``figures`` is None where there are too many or none."""
    if figures is None:
        return ChoiceChart(why_not=_too_many(groups))
    try:
        shape = shaped(figures)
    except CannotDrawError as error:
        return ChoiceChart(why_not=str(error))
    drawn = [figure for line in shape.lines for figure in line.figures]
    metrics = {figure.metric_id: figure.metric for figure in drawn}
    note = next(iter(metrics.values())).note if len(metrics) == 1 else ""
    data = lines_data(
        shape.lines,
        slug=SLUG,
        kind=shape.kind,
        is_horizontal=shape.is_horizontal,
        along=shape.along,
        words=(title_of(shape, drawn), "", note),
        address=address,
    )
    return ChoiceChart(data=data)


def _too_many(groups: Groups) -> str:
    if not groups.counted.total:
        return "No figure matches, so there is nothing to draw."
    return (
        f"A chart holds up to {MOST_FIGURES} figures. Choose fewer to see one: one metric, a few "
        "organisations, or some years."
    )


def title_of(shape: Shape, figures: Sequence[Observation]) -> str:
    """Say what is shown: “Arrests, by force, 2019 to 2023”."""
    parts = [_subject(figures)]
    parts += [
        str(rows.pop())
        for name in ("category", "operation")
        if (rows := {getattr(one, name) for one in figures}) and len(rows) == 1 and None not in rows
    ]
    places = {one.of_whom for one in figures}
    if len(places) == 1 and "" not in places:
        parts.append(places.pop())
    named = [words for name in shape.by if (words := _by(name, figures))]
    parts.append(f"by {' and '.join(named)}" if named else "")
    parts.append(_when(figures))
    return ", ".join(part for part in parts if part)


def _subject(figures: Sequence[Observation]) -> str:
    names = {figure.metric.name for figure in figures}
    return names.pop() if len(names) == 1 else "Figures"


def _by(name: str, figures: Sequence[Observation]) -> str:
    match name:
        case "period":
            return ""
        case "place":
            kinds = {one.organisation.kind if one.organisation else "" for one in figures}
            if kinds == {Organisation.Kind.FORCE}:
                return "force"
            return "area" if kinds == {""} else "organisation"
    differ = {getattr(figure, f"{name}_id", figure.coverage) for figure in figures}
    return name if len(differ) > 1 else ""


def _when(figures: Sequence[Observation]) -> str:
    periods = {figure.period for figure in figures}
    if len(periods) == 1:
        return periods.pop().label()
    dated = sorted(
        (period for period in periods if period.start or period.end),
        key=lambda period: period.sort_key(),
    )
    if not dated:
        return ""
    first, last = dated[0], dated[-1]
    if {period.kind for period in dated} == {PeriodKind.FINANCIAL_YEAR}:
        return f"{first.label()} to {last.label()}"
    years = [day.year for one in dated for day in (one.start, one.end) if day is not None]
    return str(min(years)) if min(years) == max(years) else f"{min(years)} to {max(years)}"
