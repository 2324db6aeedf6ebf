"""How the times differ that a chart's figures are of, each difference one plain sentence. Pure."""

from collections.abc import Iterator, Sequence

from operations.guard.grouping import each_for, grouped, is_or_are
from operations.guard.naming import listed, mentions, named
from operations.periods import EN_DASH, Period, PeriodKind, day_words, span_words
from operations.series import ChartData, Point

# Words of a label by which an editor has said already that there is no date.
_SAID_UNDATED = ("not dated", "not stated", "not recorded", "no date", "undated")


def is_undated(point: Point) -> bool:
    period = point.period
    return period is None or (period.start is None and period.end is None)


def is_dated(point: Point) -> bool:
    return not is_undated(point)


def periods_apart(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    """Where labels are no times: which figure is of which."""
    found = grouped((one for one in figures if is_dated(one)), lambda p: p.period)
    dated = [
        (_time(period), _says_time(period), points)
        for period, points in found
        if isinstance(period, Period)
    ]
    if len(dated) > 1:
        is_of_all = sum(len(points) for *_, points in dated) == len(figures)
        yield from each_for(chart, dated, is_of_all=is_of_all)
    if dated:
        yield from _undated(chart, figures)


def _time(period: Period) -> str:
    if period.kind in (PeriodKind.WEEK, PeriodKind.ROLLING_YEAR):
        return f"the {period.label()}"
    if period.kind is PeriodKind.RUNNING_TOTAL and period.start is None:
        return f"all time {period.label()}"
    return period.label().removesuffix(", running total").replace(f" {EN_DASH} ", " to ")


def _says_time(period: Period) -> list[str]:
    """Words of a label that tell the period as well as its own name does."""
    words = [period.label(), period.short_label()]
    if period.start is not None and period.end is not None:
        words += [span_words(period.start, period.end, short=short) for short in (True, False)]
    last = period.end or period.start
    return [*words, f"{last:%B %Y}"] if last else words


def _undated(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    names = [
        name
        for name in named(chart, [one for one in figures if is_undated(one)])
        if not any(mentions(name, words) for words in _SAID_UNDATED)
    ]
    if names:
        yield f"The dates of {listed(names)} are not recorded."


def lengths(chart: ChartData, figures: Sequence[Point]) -> Iterator[str]:
    """Along time: which figures are for longer, other or unknown stretches than the rest."""
    running = [one for one in figures if _is_running(one)]
    others = [one for one in figures if is_dated(one) and not _is_running(one)]
    yield from _running(chart, running, others)
    others = [one for one in others if not one.is_derived]  # worked out for one length of time
    known = [one for one in others if one.period and one.period.days() is not None]
    groups = [(str(words), points) for words, points in grouped(known, _length)]
    if len(groups) > 1:
        *rarer, (most, last) = groups
        told = [_so_long(named(chart, points), words) for words, points in rarer]
        names = named(chart, last)
        told.append(_so_long(["the others"] * 2 if len(last) > 1 else names, most))
        yield f"{'; '.join(told)}."
    open_ended = [one for one in others if one not in known]
    if open_ended and len(open_ended) == len(figures):
        yield "It is not recorded on which day each of these periods begins."
    elif open_ended:
        names = named(chart, open_ended)
        yield f"It is not recorded when {listed(names)} {'begins' if len(names) == 1 else 'begin'}."
    if known or running:
        yield from _undated(chart, figures)


def _is_running(point: Point) -> bool:
    return point.period is not None and point.period.kind is PeriodKind.RUNNING_TOTAL


def _running(chart: ChartData, running: Sequence[Point], others: Sequence[Point]) -> Iterator[str]:
    if not running:
        return
    if others:
        names = named(chart, running)
        yield (
            f"{listed(names)} is a running total, which holds what came before, and no period."
            if len(names) == 1
            else f"{listed(names)} are running totals, which hold what came before, and no periods."
        )
    elif chart.kind != "line" and len(running) > 1:
        yield "These are running totals: each holds the ones before it, so they are not added up."
    for series in chart.series:
        begins = [p.period.start for p in series.figures() if _is_running(p) and p.period]
        days = [day for day in dict.fromkeys(begins) if day is not None]
        if series.role == "main" and len(days) > 1:
            words = listed([day_words(day) for day in sorted(days)])
            yield f"These running totals begin on different days: {words}."


def _length(point: Point) -> str:
    """How long the figure's time is, so that alike ones have the same words."""
    period = point.period
    assert period is not None  # noqa: S101
    days = period.days()
    if period.kind in (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.PHASE, PeriodKind.ODD):
        return "1 day" if days == 1 else f"{days} days"
    if period.kind is PeriodKind.ROLLING_YEAR and period.start is not None:
        if (period.start.month, period.start.day) == (4, 1):
            return "financial year"
        if (period.start.month, period.start.day) == (1, 1):
            return "calendar year"
    return period.kind.words.removeprefix("a ")


def _so_long(names: Sequence[str], words: str) -> str:
    """“2003 and 2004 are calendar years”, “13 to 20 May 2019 is 8 days”."""
    shown = "the others" if names[0] == "the others" else listed(names)
    if words[0].isdigit():
        return f"{shown} {is_or_are(names)} {words}" + (" each" if len(names) > 1 else "")
    return f"{shown} are {words}s" if len(names) > 1 else f"{shown} is a {words}"
