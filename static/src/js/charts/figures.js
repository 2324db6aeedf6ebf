/**
 * What the renderer says of each figure, and what follows for its mark.
 *
 * A null point is silence, never zero. `low` and `high` bound what the figure may be; a null bound is open.
 */

const BELOW = new Set(["less_than", "up_to"]);

export const isFigure = (point) => point !== null && point !== undefined && point.y !== null;

/** Not final, or known only from a report of it. */
export const isHollow = (point) =>
  Boolean(point.second_hand) || ["estimated", "provisional"].includes(point.status);

/** Only an upper bound is stated. */
export const isBelow = (point) => BELOW.has(point.qualifier);

/** Only a lower bound is stated. */
export const isAbove = (point) => point.high === null && !isBelow(point);

/** A stated interval with two ends, wider than a point. */
export const isInterval = (point) =>
  !isBelow(point) && Number.isFinite(point.low) && Number.isFinite(point.high) && point.low !== point.high;

export const isHatched = (point) => Boolean(point.partial) || isBelow(point);

/** The line is not drawn towards a figure that may not be compared with the last one. */
export const isCut = (point) => Boolean(point && point.break_before);

/** What must be said beside the figure, each a short phrase. */
export function caveats(point) {
  const found = [];
  if (point.status) {
    found.push(capitalised(point.status));
  }
  if (point.coverage) {
    found.push(capitalised(point.coverage));
  } else if (point.partial) {
    found.push("Incomplete");
  }
  if (point.second_hand) {
    found.push("Second-hand: from a press report");
  }
  if (point.break_before && point.break_reason) {
    found.push(point.break_reason);
  }
  return found;
}

function capitalised(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every figure in reading order: place by place, and series by series within a place. */
export function inReadingOrder(config) {
  const places = [];
  config.labels.forEach((label, index) => {
    config.series.forEach((series, datasetIndex) => {
      const point = series.points[index];
      if (isFigure(point)) {
        places.push({ datasetIndex, index, label, series: series.label, point });
      }
    });
  });
  return places;
}
