"""What is painted at a place of a canvas: the first series' colour, another, or nothing."""

from itertools import pairwise

from operations.renderers.palette import colour

INK = tuple(int(colour(0)[place : place + 2], 16) for place in (1, 3, 5))
# Every pixel of a square around a place, from the canvas's own store.
BLOCK = """(canvas, [x, y, half]) => {
  const d = canvas.width / canvas.clientWidth;
  const [left, top, side] = [(x - half) * d, (y - half) * d, 2 * half * d].map(Math.round);
  const { data } = canvas.getContext("2d").getImageData(left, top, side, side);
  return Array.from({ length: side * side }, (_, at) => [...data.slice(4 * at, 4 * at + 4)]);
}"""


def is_ink(pixel):
    """Whether the series' own colour is there, a blurred edge allowed."""
    return pixel[3] > 120 and all(abs(a - b) < 40 for a, b in zip(pixel, INK, strict=False))


def is_empty(pixel):
    """Nothing, or the surface, or one of the grid's pale rules."""
    return pixel[3] < 40 or min(pixel[:3]) > 210


def share_of_ink(lone, x, y, half=5):
    block = lone.canvas.evaluate(BLOCK, [x, y, half])
    return sum(map(is_ink, block)) / len(block)


def strokes_along(lone, fixed, start, end, *, upright=False):
    """How often ink begins along a line one pixel wide."""
    steps = range(int(start), int(end))
    seen = [not is_empty(lone.pixel(fixed, s) if upright else lone.pixel(s, fixed)) for s in steps]
    return sum(here and not before for before, here in pairwise([False, *seen]))
