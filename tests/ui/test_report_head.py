"""Title, client and logo of a report, set on the page: they stand above page, PDF and slides."""

from io import BytesIO

import pytest
from PIL import Image

SMALL = "organisation.people=40&run.weeks=12&run.replications=4"


@pytest.mark.slow
def test_a_report_has_the_title_client_and_logo_of_the_page(watched, picture, tmp_path):
    pptx = pytest.importorskip("pptx")
    stream = BytesIO()
    Image.new("RGB", (200, 60), "navy").save(stream, "PNG")
    page = watched.page()
    beside = "".join(
        f"&with=preset=retail%26variant={variant}%26{SMALL.replace('&', '%26')}"
        for variant in ("nothing", "training")
    )
    page.goto(f"{watched.address}/compare?preset=retail&{SMALL}{beside}")
    page.get_by_text("Only 4 replications: simulate more").wait_for()
    page.get_by_role("button", name="Title, client and logo").click()
    for label, text in (("Title of the report", "Shops: what next"), ("Client", "The board")):
        page.get_by_label(label).fill(text)
        page.get_by_label(label).press("Enter")
    logo = page.get_by_role("group", name="Logo (PNG, JPEG or SVG)").locator("input[type=file]")
    wrong = {"name": "logo.png", "mimeType": "image/png", "buffer": b"none"}
    logo.set_input_files(wrong)
    page.get_by_text("is no picture that a report can have; allowed: PNG, JPEG, SVG").wait_for()
    logo.set_input_files({**wrong, "buffer": stream.getvalue()})
    page.get_by_text("A logo is there.").wait_for()
    picture(page, "report_head")
    for name, file in (("Report (page)", "report.html"), ("Slides", "slides.pptx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        download.value.save_as(tmp_path / file)
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<title>Shops: what next</title>" in written
    assert '<img class="logo"' in written
    first = pptx.Presentation(tmp_path / "slides.pptx").slides[0]
    assert {"Shops: what next", "The board"} <= {
        shape.text_frame.text for shape in first.shapes if shape.has_text_frame
    }
