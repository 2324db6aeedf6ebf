"""The controls of a chart's page, as its form shows them: only those that make sense for it.

Pure. Each says what is chosen now, so that the form needs no script to be right.
"""

from dataclasses import dataclass
from datetime import date

from operations.charts.adjusting import Choices
from operations.charts.state import ChartState
from operations.periods import day_words


@dataclass(frozen=True)
class Option:
    """One value of a switch: what the address says, what a reader reads, whether it is chosen."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Switches:
    """Options by switch; one without options is not shown."""

    series: tuple[Option, ...] = ()
    per: tuple[Option, ...] = ()
    scale: tuple[Option, ...] = ()
    since: tuple[Option, ...] = ()
    until: tuple[Option, ...] = ()
    is_changed: bool = False

    def __bool__(self) -> bool:
        return bool(self.series or self.per or self.scale or self.since)


def switches(choices: Choices, state: ChartState) -> Switches:
    """Return the switches of a chart's page in this state."""
    return Switches(
        series=tuple(
            Option(name, label, not state.series or name in state.series)
            for name, label in choices.series
        ),
        per=_one_of(
            state.per, ("", "As stated"), *((per, f"A {per}, on average") for per in choices.pers)
        ),
        scale=_one_of(
            state.scale,
            ("", "Figures"),
            *((("indexed", "Index: the first is 100"),) if choices.can_index else ()),
        ),
        since=_days(
            state.since, "The first", [(first, label) for label, first, _ in choices.periods]
        ),
        until=_days(state.until, "The last", [(last, label) for label, _, last in choices.periods]),
        is_changed=bool(state),
    )


def _one_of(chosen: str, *values: tuple[str, str]) -> tuple[Option, ...]:
    """Options of which one is always chosen; none where there is nothing to choose."""
    if len(values) < 2:
        return ()
    known = chosen if chosen in dict(values) else ""
    return tuple(Option(value, label, value == known) for value, label in values)


def _days(chosen: date | None, none: str, days: list[tuple[date, str]]) -> tuple[Option, ...]:
    """The days at which a chart's labels begin or end, and the one that the address names."""
    if not days:
        return ()
    labels = dict(days)
    if chosen is not None:
        labels.setdefault(chosen, day_words(chosen))
    listed = [Option("", none, chosen is None)]
    listed += [
        Option(day.isoformat(), label, day == chosen) for day, label in sorted(labels.items())
    ]
    return tuple(listed)
