/** Colours and type for the canvas, read from the page's custom properties, so the scheme is decided once. */

export const DARK = window.matchMedia("(prefers-color-scheme: dark)");

export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    text: colour("--chart-text"),
    strong: colour("--govuk-text-colour"),
    axis: colour("--chart-axis"),
    grid: colour("--chart-grid"),
    surface: colour("--chart-surface"),
    font: getComputedStyle(document.body).fontFamily,
  };
}
