/**
 * Colours and type for the canvas, read from the page's custom properties, so that the scheme is decided once:
 * by the style sheet, whether it goes by the reader's system or by `data-theme` on the root.
 */

const DARK = window.matchMedia("(prefers-color-scheme: dark)");
const FORCED = window.matchMedia("(forced-colors: active)");
const CONTRAST = window.matchMedia("(prefers-contrast: more)");

// Beside these the pattern of each series tells it apart: a reader's own colours may be two.
const SYSTEM = ["LinkText", "CanvasText", "VisitedText"];

/** Resolve any CSS colour, a system colour too, to one that a canvas paints as the page shows it. */
function resolver() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  return {
    colour(value) {
      probe.style.color = value;
      return getComputedStyle(probe).color;
    },
    done: () => probe.remove(),
  };
}

export function readTheme() {
  const probe = resolver();
  const system = SYSTEM.map((name) => probe.colour(name));
  const colour = (name, forced) => probe.colour(FORCED.matches ? forced : `var(${name})`);
  const theme = {
    text: colour(CONTRAST.matches ? "--govuk-text-colour" : "--chart-text", "CanvasText"),
    strong: colour("--govuk-text-colour", "CanvasText"),
    axis: colour(CONTRAST.matches ? "--govuk-text-colour" : "--chart-axis", "CanvasText"),
    grid: colour(CONTRAST.matches ? "--chart-axis" : "--chart-grid", "GrayText"),
    surface: colour("--chart-surface", "Canvas"),
    band: colour("--chart-band", "Canvas"),
    font: getComputedStyle(document.body).fontFamily,
    patterned: FORCED.matches || CONTRAST.matches,
    heavy: FORCED.matches || CONTRAST.matches ? 1 : 0,
    colourOf: (series) => (FORCED.matches ? system[series.colour_index % system.length] : series.colour),
  };
  probe.done();
  return theme;
}

/** Call back whenever the colours of the page change, for whatever reason. */
export function watchTheme(changed) {
  for (const query of [DARK, FORCED, CONTRAST]) {
    query.addEventListener("change", changed);
  }
  new MutationObserver(changed).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "class"],
  });
}
