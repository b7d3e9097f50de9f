"""What is set on the Compare page: what an hour costs, and what stands above page, PDF and slides."""

import re
from io import BytesIO
from urllib.parse import quote

import pytest
from page_lab import fill
from PIL import Image
from waiting import assert_fits

pytestmark = pytest.mark.slow

SMALL = "organisation.people=40&run.weeks=12&run.replications=4"
HEAD = {"Title of the report": "Shops: what next", "Client": "The board"}


def test_money_and_the_head_of_a_report_are_set_on_the_page(watched, picture, tmp_path):
    page = watched.page()
    beside = "".join(
        f"&with={quote(f'preset=retail&variant={variant}&{SMALL}')}"
        for variant in ("nothing", "training")
    )
    page.goto(f"{watched.address}/compare?preset=retail&{SMALL}{beside}")
    set_money(page)
    picture(page, "money")
    assert_fits(page, 390)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_text("Only 4 replications: simulate more").wait_for()
    set_head(page)
    picture(page, "report_head")
    assert_head_is_saved(page, tmp_path)


def set_money(page) -> None:
    page.get_by_role("heading", name="Money").wait_for()
    page.get_by_text("An hour of work costs 33.5 EUR (Eurostat").wait_for()
    page.get_by_role("button", name="Currency, rates and prices").click()
    fill(page.get_by_label("Currency"), "CHF")
    page.get_by_text("An hour of work costs 33.5 CHF (assumed: Eurostat 2025").wait_for()
    rates = page.get_by_label("Hourly rate, or rates by level")
    fill(rates, "120 80")
    page.get_by_text("An hour of work costs 120, 80 CHF by level").wait_for()
    page.get_by_role("columnheader", name="Net benefit (CHF)").wait_for()
    fill(rates, "much")
    page.get_by_text("is not a number; write one, as in 60").first.wait_for()
    page.wait_for_url(re.compile("costs.currency"))


def set_head(page) -> None:
    """Title, client and logo; what is no picture is refused."""
    page.get_by_role("button", name="Title, client and logo").click()
    for label, text in HEAD.items():
        fill(page.get_by_label(label), text)
    logo = page.get_by_role("group", name="Logo (PNG, JPEG or SVG)").locator("input[type=file]")
    wrong = {"name": "logo.png", "mimeType": "image/png", "buffer": b"none"}
    logo.set_input_files(wrong)
    page.get_by_text("is not a picture that a report can have; allowed: PNG, JPEG, SVG").wait_for()
    stream = BytesIO()
    Image.new("RGB", (200, 60), "navy").save(stream, "PNG")
    logo.set_input_files({**wrong, "buffer": stream.getvalue()})
    page.get_by_text("A logo has been chosen.").wait_for()


def assert_head_is_saved(page, folder) -> None:
    """What was set stands on the report's page and on the first slide."""
    pptx = pytest.importorskip("pptx")
    for name, file in (("Report (page)", "report.html"), ("Slides", "slides.pptx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        download.value.save_as(folder / file)
    written = (folder / "report.html").read_text(encoding="utf-8")
    assert "<title>Shops: what next</title>" in written
    assert '<img class="logo"' in written
    first = pptx.Presentation(folder / "slides.pptx").slides[0]
    assert set(HEAD.values()) <= {
        shape.text_frame.text for shape in first.shapes if shape.has_text_frame
    }
