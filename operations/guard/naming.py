"""Names for some figures of a chart among the others, by the chart's own labels. Pure."""

from collections.abc import Iterable, Sequence

from operations.series import ChartData, Point

NAMED_AT_MOST = 4
# Short for what a label may spell out, and the other way round.
_ALSO = {"united kingdom": ("uk",), "the metropolitan police": ("met", "metropolitan police")}


def named(chart: ChartData, figures: Sequence[Point], *, without: Iterable[str] = ()) -> list[str]:
    """Return as few names as tell these figures from the chart's others.

    A series all of whose figures are meant is named by itself, and so is a label. ``without``
    leaves out names that hold one of these already.
    """
    left = {id(one) for one in figures}
    mains = [series for series in chart.series if series.role == "main"]
    names = []
    for series in mains if len(mains) > 1 else ():
        own = {id(one) for one in series.figures()}
        if series.label and own and own <= left:
            names.append(_quoted(chart, series.label))
            left -= own
    for place, label in enumerate(chart.x_labels):
        here = [(series, series.points[place]) for series in mains]
        known = [(series, one) for series, one in here if one is not None and one.value is not None]
        ids = {id(one) for _, one in known}
        if ids and ids <= left:
            names.append(_quoted(chart, label or mains[0].label))
            left -= ids
            continue
        names += [
            _quoted(chart, f"{series.label}, {label}") for series, one in known if id(one) in left
        ]
    told = [words for words in without if words]
    return [name for name in names if not any(mentions(name, words) for words in told)]


def listed(names: Sequence[str]) -> str:
    """Write names one after the other: “a, b and c”, “a, b, c and 4 more”."""
    if len(names) > NAMED_AT_MOST:
        shown = NAMED_AT_MOST - 1
        return f"{', '.join(names[:shown])} and {len(names) - shown} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def mentions(name: str, words: str) -> bool:
    """Whether a label says as much already: the first clause of the words, or a short form."""
    said = _plain(name)
    first = _plain(words.split(";")[0]).removesuffix(" only")
    return any(one and f" {one} " in f" {said} " for one in (first, *_ALSO.get(first, ())))


def _plain(text: str) -> str:
    kept = "".join(char if char.isalnum() or char in "’'&/" else " " for char in text.casefold())
    return " ".join(kept.split())


def _quoted(chart: ChartData, name: str) -> str:
    """A period reads well as it is; anything else of several words is told from the sentence.

    So is “to 14 March 2021”, a period that begins with a word of its own.
    """
    is_period = any(
        one.period is not None and name in (one.period.label(), one.period.short_label())
        for one in chart.figures()
    )
    is_plain = " " not in name or (is_period and not name[0].islower())
    return name if is_plain else f"“{name}”"
