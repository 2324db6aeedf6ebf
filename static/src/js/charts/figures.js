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

/** Covers only a part. */
export const isPartial = (point) => Boolean(point.partial) && !isBelow(point);

/** Worked out by us, and stated by no release. */
export const isDerived = (point) => Boolean(point.arithmetic);

/** No longer what it was when it was first published. */
export const isCorrected = (point) => Boolean(point.changed);

/** Nothing joins it to the figure before it, with which it may not be compared. */
export const isCut = (point) => Boolean(point && point.break_before);

/** What must be said beside the figure, each a short phrase. */
export function caveats(point) {
  const found = [
    point.arithmetic && `Worked out by us: ${point.arithmetic}`,
    point.status,
    point.coverage || (point.partial && "incomplete"),
    point.second_hand && "second-hand: from a press report",
    point.note,
    point.changed,
    point.break_before && point.break_reason,
  ];
  return found.filter(Boolean).map(capitalised);
}

function capitalised(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every figure, place by place, and series by series within a place. */
export function inReadingOrder(config) {
  return config.labels.flatMap((_, index) =>
    config.series
      .map((series, datasetIndex) => ({ datasetIndex, index, point: series.points[index] }))
      .filter(({ point }) => isFigure(point)),
  );
}

/** A figure's names: its series where there are several, and its label. */
export function nameOf(config, { datasetIndex, index }) {
  const [label, series] = [config.labels[index], config.series[datasetIndex].label];
  return config.series.length > 1 && series && series !== label ? `${series}, ${label}` : label;
}

/** A baseline of one value is a level and not a row of figures. */
export function isLevel(series) {
  const figures = series.points.filter(isFigure);
  return (
    series.role === "baseline" &&
    figures.length > 0 &&
    figures.every((point) => point.y === figures[0].y && !isHollow(point) && !isPartial(point))
  );
}
