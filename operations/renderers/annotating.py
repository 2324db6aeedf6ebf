"""What an editor wrote into the chart: dates and bands with their words in a strip above the plot.

Words have the strip to themselves, so none is ever written over a value. Written baselines are
drawn by the kinds and named in the key. What has no place in a picture is said beneath it.
"""

from dataclasses import dataclass, field

from operations.annotations import Annotation
from operations.periods import day_words, span_words
from operations.renderers import marks, rules
from operations.renderers.drawing import SMALL, Box, Scale, label, tag, text_width, wrapped
from operations.series import ChartData
from releases.units import written

LINE = SMALL * 1.25
WIDEST = 200.0
MOST_ROWS = 12


@dataclass
class Strip:
    """Where each date and band goes; `bottom` is where the plot may begin."""

    bottom: float
    words: str = ""
    placed: list[tuple[float, float, float]] = field(default_factory=list)
    unplaced: list[Annotation] = field(default_factory=list)

    def behind(self, foot: float, body: str = "") -> str:
        """Draw bands and rules from their words down to `foot`, none through words of `body`."""
        found = rules.words_in(body) if self.placed else []
        return "".join(_mark(start, end, top, foot, found) for start, end, top in self.placed)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(f"{said(one)}." for one in self.unplaced)


def strip_for(
    chart: ChartData, days: Scale | None, sides: tuple[float, float], top: float
) -> Strip:
    """Place the chart's dates and bands on a scale from day numbers to pixels, if there is one."""
    strip = Strip(top)
    taken: list[Box] = []
    for one in sorted(_dated(chart), key=lambda each: (each.start, each.end or each.start)):
        ends = _ends(one, days)
        if days is None or ends is None or not _placed(one, ends, sides, strip, taken, top):
            strip.unplaced.append(one)
    if taken:
        strip.bottom = max(box.bottom for box in taken if box.bottom < float("inf")) + 4
    return strip


def marks_behind(chart: ChartData, days: Scale | None, top: float, foot: float, body: str) -> str:
    """Draw dates and bands without words behind a panel, which is too small to hold any."""
    if days is None:
        return ""
    found = (_ends(one, days) for one in _dated(chart))
    words = rules.words_in(body) if chart.annotations else []
    return "".join(_mark(*ends, top, foot, words) for ends in found if ends is not None)


def said(one: Annotation, unit: str = "count") -> str:
    """Say an annotation with its place: "13–19 November 2023: week of action"."""
    if one.value is not None:
        return f"{one.text}: {written(one.value, unit)}"
    if one.start is None:
        return one.text
    place = span_words(one.start, one.end) if one.end else day_words(one.start)
    return f"{place}: {one.text}"


def _dated(chart: ChartData) -> list[Annotation]:
    return [one for one in chart.annotations if one.start is not None]


def _ends(one: Annotation, days: Scale | None) -> tuple[float, float] | None:
    """Where it begins and ends in pixels; None where it lies outside the axis."""
    if days is None or one.start is None:
        return None
    first = one.start.toordinal()
    after = one.end.toordinal() + 1 if one.end else first
    if after < days.low or first > days.high:
        return None
    return days(max(first, days.low)), days(min(after, days.high))


def _placed(
    one: Annotation,
    ends: tuple[float, float],
    sides: tuple[float, float],
    strip: Strip,
    taken: list[Box],
    top: float,
) -> bool:
    """Put the words into the first row in which neither they nor their rule cross another's."""
    left, right = sides
    lines = wrapped(one.text, min(WIDEST, right - left), SMALL, most=3)
    wide = max(text_width(line, SMALL) for line in lines)
    x = min(ends[0] + 4, right - wide)
    x = max(x, left)
    texts = [box for box in taken if box.bottom < float("inf")]
    for row in range(MOST_ROWS):
        y = top + row * LINE
        box = Box(x, y, x + wide, y + len(lines) * LINE)
        begins = y if x > ends[0] else box.bottom + 2
        rule = Box(ends[0] - 1, begins, ends[0] + 1, float("inf"))
        if any(box.hits(other, 6) for other in taken) or any(rule.hits(text) for text in texts):
            continue
        taken += [box, rule]
        strip.words += label(lines, x, y + SMALL, size=SMALL)
        strip.placed.append((*ends, begins))
        return True
    return False


def _mark(start: float, end: float, top: float, foot: float, words: list[Box]) -> str:
    if end - start >= 1.0:
        return tag(
            "rect", x=start, y=top, width=end - start, height=foot - top, fill="currentColor",
            fill_opacity=0.09,
        )  # fmt: skip
    return tag(
        "path", d=rules.upright(start, top, foot, words), stroke="currentColor",
        stroke_width=1.2, stroke_opacity=0.75, stroke_dasharray=marks.DATE_DASHES, fill="none",
    )  # fmt: skip
