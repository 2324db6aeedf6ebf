"""A page walked through with Tab alone: where it stops, and whether the stop can be seen."""

from dataclasses import dataclass
from typing import Any

# Everything a pointer could use, listed once and kept, so that a step can be told by its place.
LIST_STOPS = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
  window.stops = [...document.querySelectorAll(kinds)].filter((one) =>
    one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && !one.closest("[inert]")
    && one.checkVisibility({ visibilityProperty: true })
    && (one.tagName !== "SUMMARY" || one.parentElement.querySelector("summary") === one));
  document.activeElement.blur();
  return stops.map((one) => [
    one.tagName, one.id || one.name || one.getAttribute("href"), one.textContent.trim(),
  ].join(" ").slice(0, 90));
}"""

# An outline or a ring that is not see-through; an outline may also be that of the box around.
LOOK = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect();
  const seen = (colour) => !/rgba\\(.*, 0\\)|transparent/.test(colour);
  const outlined = (element) => {
    const style = getComputedStyle(element ?? document.body);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
      && seen(style.outlineColor);
  };
  const shadow = getComputedStyle(one).boxShadow;
  const outline = outlined(one) || outlined(one.parentElement.closest("span, div"));
  const ring = shadow !== "none" && seen(shadow);
  return {
    place: stops.indexOf(one),
    what: `${one.tagName} ${one.id || one.name || one.getAttribute("href") || ""} ${one.className}`,
    seen: outline || ring,
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


@dataclass(frozen=True)
class Walk:
    """What Tab did not reach, and stops that can't be seen; in words."""

    stops: int
    unreached: list[str]
    unseen: list[str]
    out_of_view: list[str]


def walk(page: Any) -> Walk:
    """Press Tab through the whole page: from the top, or round to where it began."""
    names = page.evaluate(LIST_STOPS)
    assert names
    reached: set[int] = set()
    unseen: list[str] = []
    out_of_view: list[str] = []
    complete = False  # whether the next time that Tab leaves the page is the end
    # A date has several stops inside it, hence the allowance; a trap ends here too.
    for _ in range(3 * len(names) + 20):
        page.keyboard.press("Tab")
        at = page.evaluate(LOOK)
        if at is None:
            if complete:
                break
            complete = True
            continue
        complete = complete or (not reached and at["place"] == 0)
        reached.add(at["place"])
        if not at["seen"]:
            unseen.append(at["what"])
        if not at["inView"]:
            out_of_view.append(at["what"])
    else:
        raise AssertionError("Tab never leaves the page: it is trapped somewhere.")
    unreached = [name for place, name in enumerate(names) if place not in reached]
    return Walk(len(names), unreached, unseen, out_of_view)
