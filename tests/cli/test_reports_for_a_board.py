"""`orgsim compare --report --slides`: files for those who decide, their head, and mistakes."""

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from orgsim.errors import UserError
from orgsim.reporting.documents.report_head import MOST_BYTES, logo_of
from orgsim.reporting.documents.slide_parts import size_in
from orgsim.reporting.folders.result_folder import FILES, REPORTS

OUT = Path("results/several-compare")
SAFE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1"/></svg>'
)


def png(width=40, height=20):
    stream = BytesIO()
    Image.new("RGB", (width, height), "navy").save(stream, "PNG")
    return stream.getvalue()


def compared(orgsim, *options):
    return orgsim("compare", "several.toml", "--no-figure", *options)


def test_a_comparison_writes_page_pdf_and_slides(orgsim, folder):
    pptx = pytest.importorskip("pptx")
    Path("logo.png").write_bytes(png())
    head = ("--title", "What to do", "--client", "The <board>", "--logo", "logo.png")
    said = compared(orgsim, "--report", "--slides", *head)
    assert said.code == 0
    assert {path.name for path in OUT.iterdir()} == {*FILES, *REPORTS} - {
        "report.png",
        "report.svg",
    }
    assert set(REPORTS) <= set(json.loads((OUT / "manifest.json").read_bytes())["files"])
    page = (OUT / "report.html").read_text(encoding="utf-8")
    assert "<title>What to do</title>" in page
    assert "The &lt;board&gt;" in page
    assert '<img class="logo"' in page
    assert "“Sixty people”" in page
    assert (OUT / "report.pdf").read_bytes().startswith(b"%PDF-")

    slides = pptx.Presentation(OUT / "slides.pptx")
    texts = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in slides.slides
    ]
    assert len(texts) == 6
    assert "What to do" in texts[0]
    assert "The <board>" in texts[0]
    assert "Recommendation" in texts[1]
    assert texts[5].startswith("Next step")
    kinds = [[shape.shape_type for shape in slide.shapes] for slide in slides.slides]
    assert [pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE in each for each in kinds] == [
        True,
        False,
        True,
        False,
        False,
        False,
    ]
    for slide in slides.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= slides.slide_width
            assert shape.top + shape.height <= slides.slide_height


def test_a_single_config_has_a_report_and_slides_too(orgsim, folder):
    pptx = pytest.importorskip("pptx")
    said = orgsim("run", "several.toml", "--no-figure", "--report", "--slides", "--client", "Board")
    assert said.code == 0, said.err
    out = Path("results/several")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<title>Sixty people</title>" in page
    assert "No recommendation: nothing is compared." in page
    assert "orgsim run config.toml" in page
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert len(pptx.Presentation(out / "slides.pptx").slides) == 6
    found = orgsim("run", "several.toml", "--title", "A")
    assert found.code == 2
    assert "add --report, --slides or both" in " ".join(found.err.split())


def test_a_new_result_takes_the_place_of_a_report(orgsim, folder):
    compared(orgsim, "--report")
    assert (OUT / "report.pdf").exists()
    compared(orgsim)
    assert not (OUT / "report.pdf").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--title", "A"), "--title, --client and --logo are of a report: add --report, --slides"),
        (("--report", "--title", "A" * 200), "is too long; allowed: 120 characters"),
        (("--report", "--logo", "none.png"), "none.png: cannot be read: No such file"),
        (("--slides", "--logo", "several.toml"), "allowed: PNG, JPEG, SVG"),
    ],
)
def test_a_mistake_of_a_report_is_told_before_anything_is_simulated(orgsim, folder, options, said):
    found = compared(orgsim, *options)
    assert found.code == 2
    assert said in " ".join(found.err.split())
    assert not OUT.exists()


def test_slides_without_their_package_are_a_line(orgsim, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    found = compared(orgsim, "--slides")
    assert found.code == 2
    assert found.err == (
        'error: making slides needs the extra slides: pip install "orgsim[slides]"\n'
    )


def test_a_logo_is_a_picture_of_its_kind():
    assert logo_of(png(), "a").media_type == "image/png"
    assert logo_of(SAFE, "a").media_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nothing", "allowed: PNG, JPEG, SVG"),
        (b"x" * (MOST_BYTES + 1), "too large"),
        (png(5000, 1), "too large"),
        (SAFE.replace(b"<rect", b"<script>1</script><rect"), "script"),
        (SAFE.replace(b"<rect", b'<image href="file:///etc/passwd"/><rect'), "outside itself"),
        (SAFE.replace(b"<rect", b"<rect onload='x' fill='url(http://a)'"), "outside itself"),
    ],
)
def test_a_logo_that_is_none_or_not_safe_is_refused(content, said):
    with pytest.raises(UserError, match=said):
        logo_of(content, "logo")


def test_letters_are_as_large_as_their_box_allows():
    assert size_in("short", 10, 1, 24) == 24
    assert 9 < size_in("word " * 100, 10, 1.5, 24) < 24
