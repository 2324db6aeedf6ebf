/** The page inside the frame: the chart, and its height told to whoever holds the frame. */

import { drawCharts } from "./charts/draw.js";

const root = document.querySelector("[data-embed]");
const id = root?.dataset.embed ?? "";
let last = 0;

/** Each host has its own form of the same message. Nothing in it is secret, so it goes to any origin. */
function tell(height) {
  window.parent.postMessage({ type: "pf:height", v: 1, id, height }, "*");
  window.parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  window.parent.postMessage(JSON.stringify({ context: "iframe.resize", src: window.location.href, height }), "*");
  window.parent.postMessage(JSON.stringify({ type: "set-height", value: height }), "*");
}

/** The box of the content, not of the document: that one never shrinks again (pym issue 165). */
function measure({ again = false } = {}) {
  const height = Math.ceil(root.getBoundingClientRect().height);
  if (height > 0 && (again || height !== last)) {
    last = height;
    tell(height);
  }
}

drawCharts();
if (root && window.parent !== window) {
  new ResizeObserver(() => measure()).observe(root);
  window.addEventListener("load", () => measure({ again: true }));
  document.fonts?.ready.then(() => measure({ again: true }));
  document.addEventListener("toggle", () => measure(), { capture: true });
}
