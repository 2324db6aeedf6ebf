/**
 * Patterns, told apart in print and by the colour-blind too: slanting ones are for doubt, in every scheme;
 * straight ones tell series apart where colours can't be relied on.
 */

const SIZE = 8;

const slant = (pen, from, to) => {
  for (const shift of [-SIZE, 0, SIZE]) {
    pen.moveTo(shift, from);
    pen.lineTo(shift + SIZE, to);
  }
};

const STROKES = {
  partial: (pen) => slant(pen, SIZE, 0),
  below: (pen) => {
    slant(pen, SIZE, 0);
    slant(pen, 0, SIZE);
  },
  rows: (pen) => {
    pen.moveTo(0, SIZE / 2);
    pen.lineTo(SIZE, SIZE / 2);
  },
  columns: (pen) => {
    pen.moveTo(SIZE / 2, 0);
    pen.lineTo(SIZE / 2, SIZE);
  },
  grid: (pen) => {
    STROKES.rows(pen);
    STROKES.columns(pen);
  },
  dots: (pen) => {
    pen.moveTo(SIZE / 2 - 1.5, SIZE / 2);
    pen.lineTo(SIZE / 2 + 1.5, SIZE / 2);
  },
};

// In the order of series; the first is plain.
const OF_SERIES = [null, "rows", "dots", "columns", "grid"];

export const seriesPattern = (place) => OF_SERIES[place % OF_SERIES.length];

/** A repeating tile, as fine as the screen: at twice the density it would be blurred otherwise. */
export function pattern(context, name, colour, surface) {
  const density = window.devicePixelRatio || 1;
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(SIZE * density);
  const scale = tile.width / SIZE;
  const pen = tile.getContext("2d");
  pen.scale(scale, scale);
  pen.fillStyle = surface;
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.strokeStyle = colour;
  pen.lineWidth = name === "dots" ? 3 : 2;
  pen.beginPath();
  STROKES[name](pen);
  pen.stroke();
  const made = context.createPattern(tile, "repeat");
  made.setTransform(new DOMMatrix().scale(1 / scale));
  return made;
}
