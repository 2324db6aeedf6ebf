"""Values written beside the points of lines, none over a line, a mark or another value."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from operations.renderers import marks
from operations.renderers.drawing import SMALL, Box, Scale, label, text_width
from operations.renderers.marks import ARROW, NO_FIGURE
from operations.series import ChartData, Point

Spot = tuple[float, float, Point]
Placed = list[Spot | None]


class Taken:
    """Boxes that are taken, kept in columns so that asking does not take longer with each."""

    COLUMN = 32.0

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._columns: defaultdict[int, list[Box]] = defaultdict(list)
        for box in boxes:
            self.take(box)

    def take(self, box: Box) -> None:
        for column in self._over(box, 0):
            self._columns[column].append(box)

    def is_free(self, box: Box, gap: float = 2) -> bool:
        """Whether nothing taken lies within `gap` of the box to either side."""
        return not any(
            box.hits(other, gap)
            for column in self._over(box, gap)
            for other in self._columns.get(column, ())
        )

    def _over(self, box: Box, gap: float) -> range:
        return range(
            int((box.left - gap) // self.COLUMN), int((box.right + gap) // self.COLUMN) + 1
        )


def joined(placed: Placed) -> list[tuple[Spot, Spot]]:
    """Return the pairs that a line may join: neighbours that compare, both with a known value."""
    return [
        (one, other)
        for one, other in pairwise(placed)
        if one is not None
        and other is not None
        and not other[2].break_before
        and not (one[2].is_below or other[2].is_below)
    ]


def break_places(placed: Placed) -> list[tuple[float, float]]:
    """Return where the sign of a break belongs: half way from the figure before, gaps or not."""
    spots = [spot for spot in placed if spot is not None]
    return [
        ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        for one, other in pairwise(spots)
        if other[2].break_before
    ]


def write_values(
    chart: ChartData,
    paths: list[Placed],
    places: list[float],
    levels: Scale,
    sides: tuple[float, float],
    rules: Iterable[Box] = (),
) -> str:
    """Write values beside their points: last, first, highest and lowest, then what still fits.

    `places` are the labels' places along the axis, where a missing figure is said to be missing;
    `sides` are the left and right edge of the plot, `rules` what else is drawn in it.
    """
    (left, right), foot = sides, levels(0)
    taken = _taken(paths, levels, sides, rules)
    wanted: list[tuple[float, str, tuple[float, ...]]] = [
        (x, marks.value_text(chart, point), _beside(y, point, levels))
        for x, y, point in _in_order(paths)
    ]
    wanted += [
        (x, NO_FIGURE, (foot - 6,))
        for x, *spots_here in zip(places, *paths, strict=True)
        if spots_here and not any(spots_here)
    ]
    drawn = ""
    for x, text, bases in wanted:
        half = text_width(text, SMALL) / 2
        if 2 * half > right - left:
            continue
        middle = min(max(x, left + half), right - half)
        for base in bases:
            box = Box(middle - half, base - SMALL, middle + half, base + 3)
            if taken.is_free(box):
                taken.take(box)
                slant = "italic" if text == NO_FIGURE else None
                drawn += label(
                    text, middle, base, size=SMALL, text_anchor="middle", font_style=slant
                )
                break
    return drawn


def _taken(
    paths: list[Placed], levels: Scale, sides: tuple[float, float], rules: Iterable[Box]
) -> Taken:
    """What no value may be written over: marks, lines, rules, the names under the axis, the top."""
    (left, right), foot = sides, levels(0)
    spots = [spot for placed in paths for spot in placed if spot is not None]
    boxes = [Box(x - 7, y - 7, x + 7, y + 7) for x, y, _ in spots]
    boxes += [Box(x - 6, y, x + 6, foot) for x, y, point in spots if point.is_below]
    boxes += [box for placed in paths for box in _along(placed)]
    boxes += [Box(left, levels.start + 1, right, levels.start + 60)]
    boxes += [Box(left, levels.end - 60, right, levels.end - SMALL - 10 - ARROW)]
    return Taken([*boxes, *rules])


def _beside(y: float, point: Point, levels: Scale) -> tuple[float, float]:
    """Return the base lines above and below a mark, clear of its whisker and its arrow."""
    high = y - ARROW if point.high is None else min(y, levels(point.high))
    high -= marks.RING if point.changed else 0
    low = y if point.is_below or point.low is None else max(y, levels(point.low))
    return high - 10, low + SMALL + 9


def _in_order(paths: list[Placed]) -> list[Spot]:
    first, rest = [], []
    for placed in paths:
        spots = [spot for spot in placed if spot is not None]
        if not spots:
            continue
        chosen = [
            spots[-1], spots[0], min(spots, key=lambda s: s[1]), max(spots, key=lambda s: s[1]),
        ]  # fmt: skip
        first += [spot for place, spot in enumerate(chosen) if spot not in chosen[:place]]
        rest += [spot for spot in spots if spot not in chosen]
    return first + rest


def _along(placed: Placed) -> list[Box]:
    """Return small boxes along the line and its breaks, so that no value is written across."""
    boxes = [Box(x - 7, y - 9, x + 7, y + 9) for x, y in break_places(placed)]
    for one, other in joined(placed):
        steps = max(int(abs(other[0] - one[0]) / 6), int(abs(other[1] - one[1]) / 6), 1)
        for step in range(1, steps):
            x = one[0] + (other[0] - one[0]) * step / steps
            y = one[1] + (other[1] - one[1]) * step / steps
            boxes.append(Box(x - 1, y - 2, x + 1, y + 2))
    return boxes
