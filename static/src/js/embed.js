/** The page inside the frame: the chart, and its height told to whoever holds the frame. */

import { drawCharts } from "./charts/draw.js";

const root = document.querySelector("[data-embed]");
const id = root?.dataset.embed ?? "";
let last = 0;

/** WordPress tells each of its frames a word by which it knows its messages again; others tell none. */
const secret = /^#\?secret=([A-Za-z0-9]+)$/.exec(window.location.hash)?.[1];

/** Each host has its own form of the same message. Nothing in it is secret, so it goes to any origin. */
function tell(height) {
  window.parent.postMessage({ type: "pf:height", v: 1, id, height }, "*");
  window.parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  window.parent.postMessage(JSON.stringify({ context: "iframe.resize", src: window.location.href, height }), "*");
  window.parent.postMessage(JSON.stringify({ type: "set-height", value: height }), "*");
  if (secret) {
    window.parent.postMessage({ message: "height", value: height, secret }, "*");
  }
}

/** WordPress lets no frame open a window, and follows links for it. */
function askToFollow(event) {
  const link = event.target.closest?.("a[href]");
  if (link) {
    event.preventDefault();
    window.parent.postMessage({ message: "link", value: link.href, secret }, "*");
  }
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
  if (secret) {
    document.addEventListener("click", askToFollow);
  }
  document.addEventListener("toggle", () => measure(), { capture: true });
}
