/** What a mark says when the pointer is on it: in the page, so that it wraps, grows and is never cut by the canvas. */

import { caveats, nameOf } from "./figures.js";
import { element } from "./wording.js";

const GAP = 10;
const LINGERS = 160;

export function makeTip(frame, config) {
  const tip = element("div", "chart-tip");
  tip.hidden = true;
  // Screen readers hear the same from the live line.
  tip.setAttribute("aria-hidden", "true");
  frame.append(tip);
  let leaving = 0;

  /** Over the mark, or under it, and never under the pointer: a click is for the mark. */
  function place({ x, y }, pointer) {
    const [highest, lowest] = [Math.min(y, pointer?.y ?? y), Math.max(y, pointer?.y ?? y)];
    const room = frame.clientWidth;
    const half = tip.offsetWidth / 2;
    const left = Math.min(Math.max(x - half, 0), Math.max(0, room - tip.offsetWidth));
    const above = highest - tip.offsetHeight - GAP;
    tip.style.left = `${left}px`;
    tip.style.top = `${above >= -tip.offsetHeight / 2 ? above : lowest + GAP}px`;
  }

  function show(at, spot, pointer) {
    clearTimeout(leaving);
    const { point } = at;
    tip.replaceChildren(
      element("p", "chart-tip__name", nameOf(config, at)),
      element("p", "chart-tip__value", point.shown),
      ...(point.words ? [element("p", "chart-tip__words", `“${point.words}”`)] : []),
      ...caveats(point).map((words) => element("p", "chart-tip__caveat", words)),
    );
    tip.hidden = false;
    place(spot, pointer);
  }

  const hide = () => {
    clearTimeout(leaving);
    tip.hidden = true;
  };
  // It stays while the pointer is moved onto it (WCAG 1.4.13), yet lets through what is meant for a mark under it.
  let pointer = null;
  frame.closest("figure").addEventListener("pointermove", ({ clientX, clientY }) => (pointer = { x: clientX, y: clientY }));
  const isOn = () => {
    const { left, right, top, bottom } = tip.getBoundingClientRect();
    return pointer && pointer.x >= left && pointer.x <= right && pointer.y >= top && pointer.y <= bottom;
  };
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => (isOn() ? leave() : hide()), LINGERS);
  };
  return { show, hide, leave };
}
