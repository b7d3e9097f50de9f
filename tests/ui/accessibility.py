"""The rules of axe-core on a page, wide and narrow, light and dark."""

from importlib.resources import files

from playwright.sync_api import expect

RULES = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
BROKEN = """
async ([rules, within]) => {
  if (within) within = window.unchecked.filter((part) => part.isConnected);
  if (within && !within.length) return [];
  const told = await axe.run(within ? { include: within } : document,
    { resultTypes: ["violations"], ...rules });
  return told.violations.map((rule) =>
    `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" … ")}`);
}
"""
"""Rules that are broken, on the whole page or among the parts that are `unchecked`."""

NOT_CHECKED = """
() => {
  const checked = window.checked ??= new WeakSet();
  window.unchecked = [...document.body.querySelectorAll("*")].filter((part) =>
    !checked.has(part) && part.checkVisibility({ visibilityProperty: true })
    && (part.matches("input, select, textarea")
      || [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())));
  window.unchecked.forEach((part) => checked.add(part));
}
"""
"""Notes which parts with words of their own are shown for the first time."""

COLOURS = ("color-contrast", "link-in-text-block")
OF_COLOURS = {"runOnly": list(COLOURS)}
BUT_COLOURS = {"rules": {rule: {"enabled": False} for rule in COLOURS}}


def assert_accessible(page, again: bool = False) -> None:
    """No rule is broken, wide or narrow; none that is about colours in the dark either.

    Colours take nearly all of the time, and do not depend on the width: in a narrow window, and on a
    page that is looked at again, they are looked at in what was not shown before.
    """
    if not again:
        page.evaluate(RULES)
    for width, within in ((1280, again), (390, True)):
        page.set_viewport_size({"width": width, "height": 720})
        page.wait_for_function("width => innerWidth === width", arg=width)
        page.evaluate(NOT_CHECKED)
        rules = BUT_COLOURS if within else {}
        assert page.evaluate(BROKEN, [rules, False]) == [], f"{page.url} at {width}"
        if within:
            assert page.evaluate(BROKEN, [OF_COLOURS, True]) == [], f"{page.url} at {width}"
        page.emulate_media(color_scheme="dark")
        expect(page.locator("html")).to_have_attribute("data-colours", "dark")
        found = page.evaluate(BROKEN, [OF_COLOURS, within])
        assert found == [], f"{page.url} at {width}, dark"
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 720})
