"""A report's brief as slides (.pptx): text that can be edited, a table, and the figure as a picture."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from orgsim.extras import require
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_head import SVG
from orgsim.reporting.report_parts import Brief, Report

WIDE, HIGH, MARGIN = 13.333, 7.5, 0.6
"""Inches of a slide, and of its margins."""

BLUE, INK, GREY = "004D7A", "222222", "555555"
POINTS = 72
LETTER = 0.56
"""Width of a letter beside its size; rather too wide, so that text stays in its box."""

LINE = 1.25
LEAST_SIZE = 9


def as_slides(report: Report) -> bytes:
    """The brief of a report as the bytes of a .pptx file, on six slides.

    Raises UserError where the extra slides is not installed.
    """
    require("slides")
    from pptx import Presentation
    from pptx.util import Inches

    assert report.brief is not None
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    made.core_properties.title = report.title
    brief = report.brief
    _title(made, report)
    _lines(made, "Recommendation", [brief.question, brief.recommendation], brief.reasons)
    _figure(made, brief)
    _costs(made, brief)
    _lines(made, "How sure that is", [], (*brief.certainty, *brief.caveats))
    _lines(made, "Next step", [brief.next_step], ())
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _title(made: Any, report: Report) -> None:
    from pptx.util import Inches

    slide = _blank(made)
    logo = report.logo
    if logo and logo.media_type != SVG:  # which slides cannot have as it is
        picture = slide.shapes.add_picture(BytesIO(logo.content), 0, 0, height=Inches(1.0))
        if picture.width > Inches(3.5):
            picture.height = int(picture.height * Inches(3.5) / picture.width)
            picture.width = Inches(3.5)
        picture.left = Inches(WIDE - MARGIN) - picture.width
        picture.top = Inches(MARGIN)
    _text(slide, report.client, (MARGIN, 2.0, 8.0, 0.6), 20, colour=GREY)
    _text(slide, report.title, (MARGIN, 2.6, WIDE - 2 * MARGIN, 2.0), 40, bold=True, colour=BLUE)
    _text(slide, report.line, (MARGIN, 6.4, WIDE - 2 * MARGIN, 0.6), 12, colour=GREY)


def _lines(made: Any, heading: str, above: Sequence[str], bullets: Sequence[str]) -> None:
    """A slide with paragraphs, the last of them in bold letters, and a list below them."""
    slide = _headed(made, heading)
    top, width = 1.5, WIDE - 2 * MARGIN
    for place, text in enumerate(above):
        last = place == len(above) - 1
        high = 1.6 if last else 0.9
        _text(slide, text, (MARGIN, top, width, high), 24 if last else 16, bold=last)
        top += high + 0.1
    if bullets:
        box = (MARGIN, top, width, HIGH - MARGIN - top)
        _text(slide, "\n".join(f"• {each}" for each in bullets), box, 16)


def _figure(made: Any, brief: Brief) -> None:
    from pptx.util import Inches

    slide = _headed(made, "What comes of it")
    wide, high = WIDE - 2 * MARGIN, 4.9
    picture = slide.shapes.add_picture(
        BytesIO(brief.figure.content), Inches(MARGIN), Inches(1.4), width=Inches(wide)
    )
    if picture.height > Inches(high):
        picture.width = int(picture.width * Inches(high) / picture.height)
        picture.height = Inches(high)
    _text(slide, brief.figure.caption, (MARGIN, 6.4, wide, 0.6), 12, colour=GREY)


def _costs(made: Any, brief: Brief) -> None:
    slide = _headed(made, "What it costs")
    width = WIDE - 2 * MARGIN
    _text(slide, "\n".join(brief.costs), (MARGIN, 1.4, width, 2.0), 16)
    if brief.costs_table:
        _table(slide, brief.costs_table, (MARGIN, 3.6, width, HIGH - MARGIN - 3.6))


def _table(slide: Any, table: Table, box: tuple[float, float, float, float]) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    rows = [[column.whole_heading for column in table.columns], *table.texts]
    places = tuple(Inches(each) for each in box)
    shape = slide.shapes.add_table(len(rows), len(rows[0]), *places)
    for row, cells in enumerate(rows):
        for place, text in enumerate(cells):
            cell = shape.table.cell(row, place)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.text = text
            paragraph.font.size = Pt(11)
            if table.columns[place].to_the_right:
                paragraph.alignment = PP_ALIGN.RIGHT


def _blank(made: Any) -> Any:
    return made.slides.add_slide(made.slide_layouts[6])


def _headed(made: Any, heading: str) -> Any:
    slide = _blank(made)
    _text(slide, heading, (MARGIN, 0.5, WIDE - 2 * MARGIN, 0.8), 30, bold=True, colour=BLUE)
    return slide


def _text(
    slide: Any,
    text: str,
    box: tuple[float, float, float, float],
    size: int,
    bold: bool = False,
    colour: str = INK,
) -> None:
    """Text in a box (left, top, width, height in inches), in letters that let it stay there."""
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    if not text:
        return
    frame = slide.shapes.add_textbox(*(Inches(each) for each in box)).text_frame
    frame.word_wrap = True
    fitting = size_in(text, box[2] - 0.2, box[3] - 0.1, size)
    for place, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.font.size = Pt(fitting)
        paragraph.font.bold = bold
        paragraph.font.color.rgb = RGBColor.from_string(colour)


def size_in(text: str, width: float, height: float, largest: int) -> int:
    """The size of letters, in points, at which text takes no more than so many inches."""
    for size in range(largest, LEAST_SIZE, -1):
        letters = max(1, int(width * POINTS / (LETTER * size)))
        lines = sum(1 + len(line) // letters for line in text.split("\n"))
        if lines * LINE * size <= height * POINTS:
            return size
    return LEAST_SIZE
