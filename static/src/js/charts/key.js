/** A key, in the page and not on the canvas, to the kinds of mark that this chart really uses. */

import { inReadingOrder, isAbove, isBelow, isCut, isHollow, isInterval } from "./figures.js";

const KINDS = [
  {
    words: "Outline: an estimate, provisional or second-hand",
    uses: isHollow,
    picture: "M2 2h18v10H2z",
  },
  {
    words: "Hatched: covers only a part",
    uses: (point) => Boolean(point.partial),
    picture: "M2 2h18v10H2zM3 11L11 3M9 11L17 3M15 11L19 6",
  },
  { words: "Arrow: more than this", uses: isAbove, picture: "M3 7h14M13 3l4 4-4 4" },
  { words: "Cross-hatched: less than this", uses: isBelow, picture: "M2 2h18v10H2zM3 11L11 3M9 11L17 3M3 3L11 11M9 3L17 11" },
  { words: "Whisker: about this", uses: isInterval, picture: "M3 7h16M3 3v8M19 3v8" },
  { words: "Dashed rule: not comparable across it", uses: isCut, picture: "M11 1v3M11 6v3M11 11v3" },
];

function sign(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 22 14");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  line.setAttribute("fill", "none");
  line.setAttribute("stroke", "currentColor");
  line.setAttribute("stroke-width", "1.5");
  svg.append(line);
  return svg;
}

/** Return a list, or null where every figure is exact, final and whole. */
export function makeKey(config) {
  const points = inReadingOrder(config).map((place) => place.point);
  const used = KINDS.filter((kind) => (kind.uses !== isCut || config.kind === "line") && points.some(kind.uses));
  if (!used.length) {
    return null;
  }
  const list = document.createElement("ul");
  list.className = "chart-drawing__key";
  for (const kind of used) {
    const item = document.createElement("li");
    item.className = "chart-key";
    item.append(sign(kind.picture), kind.words);
    list.append(item);
  }
  return list;
}
