"""A page by the Tab key: each stop is seen and left again, and none comes out of its turn."""

from waiting import waited

MOST_STOPS = 150
STOP = """
() => {
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  if (window.stops.has(part)) return "again";
  window.stops.set(part, window.stops.size);
  return `${part.tagName} ${part.getAttribute("aria-label") || part.textContent.trim().slice(0, 40)}`;
}
"""
SEEN = """
() => {
  const part = document.activeElement;
  if (part === document.body) return true;  // it was drawn anew meanwhile
  const outlined = (each, within) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each, within);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  };
  const around = [".v-text-field__slot", ".v-input--selection-controls__input"];
  const thumbs = part.querySelectorAll(".v-slider__thumb");
  const parts = [part, ...thumbs, part.closest(around)].filter(Boolean);
  const field = part.matches("input, textarea") && part.closest(".v-text-field.v-input--is-focused");
  const marked = field || parts.some((each) => outlined(each)) || outlined(part, "::after");
  const inside = ({ top, bottom, width }) => width > 0 && bottom > 0 && top < innerHeight;
  return Boolean(marked) && parts.some((each) => inside(each.getBoundingClientRect()));
}
"""
LOOK = f"""
() => {{
  const stop = ({STOP.strip()})();
  return [stop, stop && stop !== "again" && ({SEEN.strip()})()];
}}
"""
"""What the keyboard is at, and whether it is seen: asking takes longer than looking."""

LATER_THAN_READ = """
[...document.querySelectorAll("[tabindex]")].filter((part) => part.tabIndex > 0).length
"""


def assert_stops_are_seen_and_left(page) -> None:
    """Go once around the page, from where the keyboard is."""
    page.evaluate("window.stops = new Map()")
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop, seen = page.evaluate(LOOK)
        if stop is None:  # the end of the page, or what had the keyboard was drawn anew
            continue
        if stop == "again":
            break
        assert seen or waited(lambda: page.evaluate(SEEN)), f"{page.url}: {stop} is not seen"
        stops.append(stop)
    else:
        raise AssertionError(f"{page.url}: the first stop is not come to again: {stops[-5:]}")
    assert len(stops) > 12, stops
    assert page.evaluate(LATER_THAN_READ) == 0
