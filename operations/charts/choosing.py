"""Which figures a line of a chart shows: the very ones that it lists, or the best that match."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from operations.conflicts import conflict, fact_of, is_dated
from operations.models import ChartLine, Observation


class Line(NamedTuple):
    """A series before it has places: its name, its role and its figures in order.

    ``rivals`` are pairs of a figure of the line and one of another release that contradicts it.
    """

    label: str
    role: str
    figures: list[Observation]
    category_id: int | None = None
    organisation_id: int | None = None
    rivals: tuple[tuple[Observation, Observation], ...] = ()


def chosen_for(line: ChartLine, figures: list[Observation]) -> Line:
    """The figures of a line: the very ones it lists, or the best of those that match it."""
    if line.figure_ids:
        by_id = {figure.figure_id: figure for figure in figures}
        chosen = [by_id[name] for name in line.figure_ids if name in by_id]
    else:
        matching = [figure for figure in figures if _matches(line, figure)]
        chosen = sorted(best_of(matching), key=time_of)
    return Line(
        line.label or _line_name(line), line.role, chosen, line.category_id, line.organisation_id,
        rivals_of(chosen, figures),
    )  # fmt: skip


def rivals_of(
    chosen: list[Observation], figures: list[Observation]
) -> tuple[tuple[Observation, Observation], ...]:
    """Each figure of a line with those in force that can’t be true beside it."""
    by_fact: dict[tuple[object, ...], list[Observation]] = {}
    for figure in filter(is_dated, figures):
        by_fact.setdefault(fact_of(figure), []).append(figure)
    return tuple(
        (shown, other)
        for shown in chosen
        for other in by_fact.get(fact_of(shown), [])
        if other not in chosen and conflict(shown, other)
    )


def _line_name(line: ChartLine) -> str:
    of = line.category or line.organisation or line.operation
    return str(of) if of else line.metric.name


def _matches(line: ChartLine, figure: Observation) -> bool:
    for name in ("category_id", "organisation_id", "operation_id", "phase_id", "release_id"):
        wanted = getattr(line, name)
        if wanted is not None and getattr(figure, name) != wanted:
            return False
    if line.area and figure.area != line.area:
        return False
    return not line.period_kinds or figure.period_kind in line.period_kinds


def group_of(figure: Observation) -> tuple[str, ...]:
    of = (figure.category, figure.organisation, figure.operation)
    return tuple(str(one) if one else "" for one in of)


def best_of(figures: list[Observation]) -> list[Observation]:
    """One figure for each thing measured: the one that the site stands by.

    Not one that a later release replaces; an official figure before a second-hand one, a whole
    before a partial one, then the one issued last. Where coverage differs both stay: they measure
    different things.
    """
    revised = {figure.revises for figure in figures if figure.revises}
    best: dict[tuple[object, ...], Observation] = {}
    for figure in figures:
        if figure.figure_id in revised:
            continue
        measured = (
            group_of(figure), figure.area, figure.phase_id, figure.coverage,
            figure.period_start, figure.period_end, figure.period_kind,
        )  # fmt: skip
        if measured not in best or _standing(figure) > _standing(best[measured]):
            best[measured] = figure
    return list(best.values())


def time_of(figure: Observation) -> tuple[object, ...]:
    """In order of time: by phase where one is dated, else by period."""
    start = figure.phase.start if figure.phase else None
    return (start is None, start or date.min, *figure.period.sort_key())


def _standing(figure: Observation) -> tuple[bool, bool, date]:
    edition = figure.release.edition
    issued = edition.issued_latest if edition and edition.issued_latest else date.min
    return (not figure.release.is_second_hand, not figure.is_partial, issued)


def parted(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    baselines = [line for line in lines if line.role == ChartLine.Role.BASELINE]
    return [line for line in lines if line not in baselines], baselines


def with_baselines_beside(lines: list[Line]) -> list[Line]:
    """For bars along time: a baseline's bar stands in the series that it is a measure for."""
    mains, baselines = parted(lines)
    for baseline in baselines:
        for place, main in enumerate(mains):
            if _same_subject(main, baseline):
                mains[place] = main._replace(figures=[*main.figures, *baseline.figures])
                break
        else:
            mains.append(baseline)
    return mains


def _same_subject(one: Line, other: Line) -> bool:
    subject = (one.category_id, one.organisation_id)
    return any(subject) and subject == (other.category_id, other.organisation_id)


def colour_of(baseline: Line, lines: list[Line]) -> int:
    for index, line in enumerate(lines):
        if _same_subject(line, baseline):
            return index
    return len(lines)


def tiles_of(line: Line) -> Iterable[tuple[Observation, str]]:
    for figure in line.figures:
        named = [figure.metric.name, *(name for name in group_of(figure)[:1] if name)]
        alone = len(line.figures) == 1 and line.label
        yield figure, line.label if alone else ", ".join(named)
