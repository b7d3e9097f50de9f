"""The rules of axe-core on a page, wide and narrow, light and dark."""

from importlib.resources import files

from playwright.sync_api import expect

RULES = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
BROKEN = """
async ([rules, within]) => {
  if (within) within = window.unchecked[within].filter((part) => part.isConnected);
  if (within && !within.length) return [];
  const told = await axe.run(within ? { include: within } : document,
    { resultTypes: ["violations"], ...rules });
  return told.violations.map((rule) =>
    `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" … ")}`);
}
"""
"""Rules that are broken, on the whole page or among the parts that were `unchecked` at a width."""

NOT_CHECKED = """
(width) => {
  const checked = window.checked ??= new WeakSet();
  const found = [...document.body.querySelectorAll("*")].filter((part) =>
    !checked.has(part) && part.checkVisibility({ visibilityProperty: true })
    && (part.matches("input, select, textarea")
      || [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())));
  found.forEach((part) => checked.add(part));
  (window.unchecked ??= {})[width] = found;
}
"""
"""Notes which parts with words of their own are shown for the first time."""

COLOURS = ("color-contrast", "link-in-text-block")
OF_COLOURS = {"runOnly": list(COLOURS)}
BUT_COLOURS = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
WIDE, NARROW = 1280, 390


def assert_accessible(page, again: bool = False) -> None:
    """No rule is broken, wide or narrow; none that is about colours in the dark either.

    Colours take nearly all of the time, and do not depend on the width: in a narrow window, and on a
    page that is looked at again, they are looked at in what was not shown before.
    """
    if not again:
        page.evaluate(RULES)
    widths = ((WIDE, again), (NARROW, True))
    for width, new_parts in widths:
        resize(page, width)
        page.evaluate(NOT_CHECKED, width)
        assert_none_broken(page, BUT_COLOURS if new_parts else {}, None)
        if new_parts:
            assert_none_broken(page, OF_COLOURS, width)
    turn(page, "dark")
    for width, new_parts in reversed(widths):
        resize(page, width)
        assert_none_broken(page, OF_COLOURS, width if new_parts else None)
    turn(page, "light")


def turn(page, colours: str) -> None:
    page.emulate_media(color_scheme=colours)
    expect(page.locator("html")).to_have_attribute("data-colours", colours)


def resize(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    page.wait_for_function("width => innerWidth === width", arg=width)


def assert_none_broken(page, rules: dict, within: int | None) -> None:
    """On the whole page, or in what was new at a width."""
    colours = page.locator("html").get_attribute("data-colours")
    found = page.evaluate(BROKEN, [rules, within])
    assert found == [], f"{page.url} at {page.viewport_size['width']}, {colours}"
