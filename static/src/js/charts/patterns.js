/** Hatching: a figure that covers only a part must look like one, in print and to the colour-blind too. */

const SIZE = 8;

export function hatch(context, colour, surface, { crossed = false } = {}) {
  const tile = document.createElement("canvas");
  tile.width = SIZE;
  tile.height = SIZE;
  const pen = tile.getContext("2d");
  pen.fillStyle = surface;
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  for (const shift of [-SIZE, 0, SIZE]) {
    pen.moveTo(shift, SIZE);
    pen.lineTo(shift + SIZE, 0);
    if (crossed) {
      pen.moveTo(shift, 0);
      pen.lineTo(shift + SIZE, SIZE);
    }
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}
