"""Waiting for what happens in the background, also on a machine with much else to do."""

import time
from collections.abc import Callable

from patience import PATIENCE


def assert_fits(page, width: int, height: int = 720) -> None:
    """Nothing stands out of a window of so many pixels, once what is on the page has followed it."""
    page.set_viewport_size({"width": width, "height": height})

    def too_wide() -> int:
        return page.evaluate("document.documentElement.scrollWidth") - width

    page.wait_for_function("width => innerWidth === width", arg=width)
    assert waited(lambda: too_wide() <= 0), f"{page.url} is {too_wide()} px too wide for {width} px"


CUT = """
() => [...document.querySelectorAll("body *")].filter((part) => {
  const { overflowX, overflowY, visibility } = getComputedStyle(part);
  const seen = part.getClientRects().length && visibility !== "hidden" && part.textContent.trim();
  if (!seen || part.closest(".os-unseen, .os-skip")) return false;
  const hides = (way) => way === "hidden" || way === "clip";
  return (hides(overflowX) && part.scrollWidth > part.clientWidth + 1)
    || (hides(overflowY) && part.scrollHeight > part.clientHeight + 2);
}).map((part) => `${part.className}: ${part.textContent.trim().slice(0, 80)}`)
"""
"""Parts with words that are wider or higher than the place they are shown in."""


def assert_nothing_is_cut(page) -> None:
    """All words on the page are shown whole, or can be scrolled to."""
    assert waited(lambda: page.evaluate(CUT) == []), f"{page.url}: {page.evaluate(CUT)}"


def waited(condition: Callable[[], bool]) -> bool:
    """Wait until a condition holds; whether it ever did."""
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def pressed_until(button, came: Callable[[], bool]) -> None:
    """Press a button until what it is for has come.

    It is pressed again, but not soon, where the page was just being drawn anew under the first press.
    """

    def tried() -> bool:
        if button.is_visible():
            button.click()
        until = time.monotonic() + PATIENCE / 6
        while not came():
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    assert waited(tried), f"nothing came of {button}"
