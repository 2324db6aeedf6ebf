/** Where bars and points stand: as long as their periods are, or beside one another in a row. */

import { BarController, DatasetController } from "chart.js";

import { isBelow, isCut, isDerived, isHollow, isLevel, isPartial } from "./figures.js";

const ROW_SHARE = 0.72;
const FURTHEST_APART = 18;
const LINE_WIDTH = 2.5;
const GAP_BETWEEN_PERIODS = 1;

export class FigureBars extends BarController {
  static id = "figureBars";
  static defaults = { dataElementType: "figureBar" };

  updateElements(bars, start, count, mode) {
    super.updateElements(bars, start, count, mode);
    const { plan, looks } = this.getDataset().figures;
    for (let index = start; index < start + count; index += 1) {
      bars[index].look = looks[index];
      if (plan.timed) {
        this.#stretch(bars[index], plan, index);
      }
    }
  }

  /** A bar is as wide as its period; those of several series share it. */
  #stretch(bar, plan, index) {
    const scale = this.chart.scales.x;
    const [from, to] = [plan.time[index].from, plan.time[index].to].map((day) => scale.getPixelForValue(day));
    const share = plan.kind === "stacked" ? 1 : plan.series.length;
    const place = plan.kind === "stacked" ? 0 : this.index;
    const width = (to - from) / share;
    bar.width = Math.max(1, width - GAP_BETWEEN_PERIODS);
    bar.x = from + width * (place + 0.5);
  }
}

/** Points of lines and of dot plots: the same marks, joined or not. */
export class FigurePoints extends DatasetController {
  static id = "figurePoints";
  static defaults = { datasetElementType: false, dataElementType: "figurePoint" };
  static overrides = { scales: { _index_: { type: "category" }, _value_: { type: "linear" } } };

  update(mode) {
    const { data } = this._cachedMeta;
    this.updateElements(data, 0, data.length, mode);
  }

  updateElements(points, start, count, mode) {
    const { iScale, vScale } = this._cachedMeta;
    const { plan, series, looks } = this.getDataset().figures;
    const aside = plan.kind === "dots" ? this.#aside(iScale, plan) : 0;
    const quiet = plan.kind === "line" && isLevel(series);
    for (let index = start; index < start + count; index += 1) {
      const parsed = this.getParsed(index);
      const along = iScale.getPixelForValue(parsed[iScale.axis], index) + aside;
      const value = parsed[vScale.axis];
      const point = points[index];
      Object.assign(point, {
        look: looks[index],
        shape: series.marker,
        skip: !looks[index],
        // A level is a rule, and "less than" a column: their points show only where one stands on them.
        quiet: quiet || (Boolean(looks[index]) && isBelow(series.points[index])),
      });
      const options = this.resolveDataElementOptions(index, point.active ? "active" : mode);
      const at = Number.isFinite(value) ? vScale.getPixelForValue(value) : vScale.getBasePixel();
      this.updateElement(point, index, { [iScale.axis]: along, [vScale.axis]: at, options }, mode);
    }
  }

  /** Pixels by which this series' dots stand off the middle of their row. */
  #aside(scale, plan) {
    const row = (scale.bottom - scale.top) / plan.labels.length;
    const apart = Math.min(FURTHEST_APART, (row * ROW_SHARE) / plan.series.length);
    return (this.index - (plan.series.length - 1) / 2) * apart;
  }

  draw() {
    const { plan, series } = this.getDataset().figures;
    if (plan.kind === "line") {
      (isLevel(series) ? drawLevel : drawStrokes)(this.chart, this._cachedMeta.data, series, plan);
    }
    super.draw();
  }
}

function pen(context, series, plan) {
  context.strokeStyle = series.colour;
  context.lineWidth = LINE_WIDTH + plan.heavy;
  context.lineCap = "round";
  context.setLineDash(series.role === "baseline" ? [6, 5] : []);
}

/** How far from a mark its line ends, since one can see through it. */
const clearOf = (element, point) =>
  isHollow(point) || isDerived(point) || isPartial(point) ? element.options.radius + 1 : 0;

/** Join each figure to the one before it, where both are known and compare. */
function drawStrokes({ ctx: context }, elements, series, plan) {
  context.save();
  pen(context, series, plan);
  series.points.forEach((point, index) => {
    const before = series.points[index - 1];
    if (!before || !point || isCut(point) || isBelow(before) || isBelow(point)) {
      return;
    }
    const [one, other] = [elements[index - 1], elements[index]];
    const length = Math.hypot(other.x - one.x, other.y - one.y) || 1;
    const [dx, dy] = [(other.x - one.x) / length, (other.y - one.y) / length];
    const [start, end] = [clearOf(one, before), clearOf(other, point)];
    context.beginPath();
    context.moveTo(one.x + dx * start, one.y + dy * start);
    context.lineTo(other.x - dx * end, other.y - dy * end);
    context.stroke();
  });
  context.restore();
}

function drawLevel(chart, elements, series, plan) {
  const { ctx: context, chartArea } = chart;
  const y = chart.scales.y.getPixelForValue(series.points.find(Boolean).y);
  context.save();
  pen(context, series, plan);
  context.beginPath();
  context.moveTo(chartArea.left, y);
  context.lineTo(chartArea.right, y);
  context.stroke();
  context.restore();
}
