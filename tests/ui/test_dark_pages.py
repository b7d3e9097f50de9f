"""Light and dark: as the system has it, as it was chosen on this browser, and light on paper."""

import pytest
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect

from orgsim.ui.shared.page_colours import PAIRS

pytestmark = pytest.mark.slow

SMALL = f"preset=retail&organisation.people=40&run.weeks=12&run.replications=2&{PLAIN_QUERY}"
LIGHT, DARK = 0, 1
PAINTED = """
(canvas, [red, green, blue]) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) return true;
  return false;
}
"""


def parts(name: str, at: int) -> list[int]:
    """Red, green and blue of a colour of the pages."""
    return [int(PAIRS[name][at][start : start + 2], 16) for start in (1, 3, 5)]


def assert_shown(page, at: int) -> None:
    """The page, what Vuetify draws and the chart have the colours of light or dark."""
    red, green, blue = parts("ground", at)
    shell = page.locator(".os-shell")
    expect(shell).to_have_css("background-color", f"rgb({red}, {green}, {blue})")
    expect(page.locator(f".v-application.theme--{('light', 'dark')[at]}").first).to_be_attached()
    chart = page.locator("[aria-label='Alignment by week'] canvas").first
    expect(chart).to_be_visible()
    page.wait_for_function(
        f"([canvas, colour]) => ({PAINTED})(canvas, colour)",
        arg=[chart.element_handle(), parts("blue", at)],
    )


def test_colours_follow_the_system_or_a_choice_that_is_kept(chromium, server):
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{server}/?{SMALL}")
    expect(page.get_by_text("2 of 2 replications").first).to_be_visible()
    assert_shown(page, DARK)
    page.emulate_media(color_scheme="light")
    assert_shown(page, LIGHT)
    page.get_by_label("Colours").select_option("dark")
    assert_shown(page, DARK)
    page.emulate_media(media="print")
    assert_shown(page, LIGHT)
    page.emulate_media(media="screen")
    assert_shown(page, DARK)
    page.reload(wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-colours", "dark")
    expect(page.get_by_label("Colours")).to_have_value("dark")
    assert_shown(page, DARK)
    context.close()
