/** The two kinds of mark, a bar and a point, each drawn as its look says. */

import { BarElement, PointElement } from "chart.js";

import { outline } from "./looks.js";

const STRONGER = 1.5;
// WCAG 2.5.8: a target is at least 24 pixels wide, though its bar may be thin.
const TARGET = 24;

function paint(context, path, look, active) {
  context.save();
  context.globalAlpha = look.opacity;
  context.fillStyle = look.fill;
  context.fill(path);
  context.globalAlpha = 1;
  context.strokeStyle = active ? look.strong : look.stroke;
  context.lineWidth = look.width + (active ? STRONGER : 0);
  context.lineCap = look.dash.length ? "round" : "butt";
  context.lineJoin = "round";
  context.setLineDash(look.dash);
  context.stroke(path);
  context.restore();
}

export class FigureBar extends BarElement {
  static id = "figureBar";

  /** The rectangle that the figure fills, its outline included. */
  box() {
    const { x, y, base, width, height, horizontal } = this;
    const [start, end] = [Math.min(base, horizontal ? x : y), Math.max(base, horizontal ? x : y)];
    return horizontal
      ? { left: start, right: end, top: y - height / 2, bottom: y + height / 2 }
      : { left: x - width / 2, right: x + width / 2, top: start, bottom: end };
  }

  draw(context) {
    if (!this.look) {
      return;
    }
    const { left, right, top, bottom } = this.box();
    const half = Math.min(this.look.width / 2, (right - left) / 2, (bottom - top) / 2);
    const path = new Path2D();
    path.rect(left + half, top + half, right - left - 2 * half, bottom - top - 2 * half);
    paint(context, path, this.look, this.active);
  }

  inRange(x, y) {
    if (!this.look) {
      return false;
    }
    const { left, right, top, bottom } = this.box();
    const [wider, higher] = [TARGET - (right - left), TARGET - (bottom - top)].map((lack) => Math.max(0, lack / 2));
    return x >= left - wider && x <= right + wider && y >= top - higher && y <= bottom + higher;
  }
}

export class FigurePoint extends PointElement {
  static id = "figurePoint";

  draw(context) {
    if (this.skip || !this.look || (this.quiet && !this.active)) {
      return;
    }
    const radius = this.options.radius + (this.active ? STRONGER : 0);
    const shape = new Path2D(outline(this.shape, this.x, this.y, radius));
    paint(context, shape, this.look, this.active);
  }
}
