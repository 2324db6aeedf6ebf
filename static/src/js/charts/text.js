/** How wide words are, where they break, and what room on the canvas is taken already. */

const pen = document.createElement("canvas").getContext("2d");

export const SIZE = 14;
export const LINE = 17;

export const face = (family, weight = 400) => `${weight} ${SIZE}px ${family}`;

export function widthOf(words, font) {
  pen.font = font;
  return pen.measureText(words).width;
}

/** Break words at spaces into lines no wider than `room` pixels; a longer word keeps a line of its own. */
export function wrapped(words, room, font) {
  const lines = [];
  for (const word of String(words).split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : "";
    if (longer && widthOf(longer, font) <= room) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

export const widest = (lines, font) => Math.max(0, ...lines.map((line) => widthOf(line, font)));

export const overlap = (one, other, gap = 0) =>
  one.left < other.right + gap &&
  other.left < one.right + gap &&
  one.top < other.bottom + gap &&
  other.top < one.bottom + gap;

/** Lines of text centred on, or beside, a place: the box that they fill. */
export function boxOf(lines, { x, y, align = "center", font }) {
  const wide = widest(lines, font);
  const left = { left: x, center: x - wide / 2, right: x - wide }[align];
  return { left, right: left + wide, top: y, bottom: y + lines.length * LINE, words: lines.join(" ") };
}

/** Write lines from the top of their box; a halo keeps them legible over what they cross. */
export function write(context, lines, box, { font, colour, surface }) {
  context.save();
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = surface;
  context.fillStyle = colour;
  lines.forEach((line, row) => {
    const [x, y] = [(box.left + box.right) / 2, box.top + (row + 0.5) * LINE];
    context.strokeText(line, x, y);
    context.fillText(line, x, y);
  });
  context.restore();
}
