/**
 * For the page that holds our frames: gives each frame the height that its content asks for.
 *
 * Its address never changes and it is for ever the same contract; the frame works without it, at the height in
 * its own attribute. A message counts only if it comes from that frame's window and names a sensible height.
 */

const LOWEST = 80;
const HIGHEST = 3000;

function frameOf(source) {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) {
      return frame;
    }
  }
  return null;
}

function listen(event) {
  const message = event.data;
  if (!message || typeof message !== "object" || message.type !== "pf:height" || message.v !== 1) {
    return;
  }
  const { height } = message;
  if (typeof height !== "number" || !(height >= LOWEST && height <= HIGHEST)) {
    return;
  }
  const frame = frameOf(event.source);
  if (frame) {
    // The attribute would lose to the site's own style sheet (pym issue 168).
    frame.style.height = `${Math.ceil(height)}px`;
  }
}

// The script may stand beside every frame of an article; once is enough.
if (!window.policeChartFrames) {
  window.policeChartFrames = true;
  window.addEventListener("message", listen);
}
