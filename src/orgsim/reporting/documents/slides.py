"""A report's brief as slides (.pptx): text that can be edited, a table, and the figure as a picture."""

from io import BytesIO
from typing import Any

from orgsim.extras import require
from orgsim.reporting.documents.report_head import SVG
from orgsim.reporting.documents.slide_parts import (
    BLUE,
    GREY,
    HIGH,
    MARGIN,
    ROW,
    WIDE,
    blank,
    bullets,
    ground,
    headed,
    picture,
    table,
    text,
    tinted,
)
from orgsim.reporting.report_parts import Picture, Report

WIDTH = WIDE - 2 * MARGIN
TOP, FOOT = 1.4, HIGH - 0.6
"""Inches from the top of a slide at which what it says begins and ends."""

HALF = 3.0
"""Inches that a table takes at most, so that there is room for what is said of it."""

MOST_REASONS = 3
"""More than that is not read from a wall."""


def as_slides(report: Report) -> bytes:
    """The brief of a report as the bytes of a .pptx file, on six slides.

    Raises UserError where the extra slides is not installed.
    """
    require("slides")
    from pptx import Presentation
    from pptx.util import Inches

    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    made.core_properties.title = report.title
    _title(made, report)
    _recommendation(made, report)
    _figure(made, report)
    _costs(made, report)
    _certainty(made, report)
    _next_step(made, report)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _title(made: Any, report: Report) -> None:
    slide = blank(made)
    ground(slide, (0, 0, 0.25, HIGH), BLUE)
    if report.logo and report.logo.media_type != SVG:  # which slides cannot have as it is
        _logo(slide, report.logo)
    text(slide, report.client, (MARGIN, 2.0, 8.0, 0.6), 20, colour=GREY)
    text(slide, report.title, (MARGIN, 2.6, WIDTH, 2.0), 40, bold=True, colour=BLUE)
    text(slide, report.line, (MARGIN, 6.4, WIDTH, 0.6), 16, colour=GREY)


def _logo(slide: Any, logo: Picture) -> None:
    from pptx.util import Inches

    placed = slide.shapes.add_picture(BytesIO(logo.content), 0, 0, height=Inches(1.0))
    if placed.width > Inches(3.5):
        placed.height = int(placed.height * Inches(3.5) / placed.width)
        placed.width = Inches(3.5)
    placed.left, placed.top = Inches(WIDE - MARGIN) - placed.width, Inches(MARGIN)
    placed._element.nvPicPr.cNvPr.set("descr", "Logo")


def _recommendation(made: Any, report: Report) -> None:
    assert report.brief is not None
    slide = headed(made, "Recommendation", report.title)
    text(slide, report.brief.question, (MARGIN, TOP, WIDTH, 0.8), 18, colour=GREY)
    tinted(slide, report.brief.recommendation, (MARGIN + 0.1, 2.25, WIDTH - 0.2, 1.5), 26)
    box = (MARGIN, 4.0, WIDTH, FOOT - 4.0)
    bullets(slide, report.brief.reasons[:MOST_REASONS], box, 20)


def _figure(made: Any, report: Report) -> None:
    assert report.brief is not None
    slide = headed(made, "What comes of it", report.title)
    picture(slide, report.brief.figure, (MARGIN, TOP, WIDTH, 5.0))
    text(slide, report.brief.figure.caption, (MARGIN, 6.5, WIDTH, 0.4), 14, colour=GREY)


def _costs(made: Any, report: Report) -> None:
    assert report.brief is not None
    slide = headed(made, "What it costs", report.title)
    of = report.brief.costs_table
    high = min(HALF, ROW * (1 + len(of.rows))) if of else 0.0
    bullets(slide, report.brief.costs, (MARGIN, TOP, WIDTH, FOOT - TOP - high - 0.2), 20)
    if of:
        table(slide, of, (MARGIN + 0.1, FOOT - high - 0.1, WIDTH - 0.2, high))


def _certainty(made: Any, report: Report) -> None:
    assert report.brief is not None
    slide = headed(made, "How sure that is", report.title)
    bullets(slide, report.brief.certainty, (MARGIN, TOP, WIDTH, FOOT - TOP), 24)


def _next_step(made: Any, report: Report) -> None:
    assert report.brief is not None
    slide = headed(made, "Next step", report.title)
    tinted(slide, report.brief.next_step, (MARGIN + 0.1, TOP + 0.1, WIDTH - 0.2, 1.7), 22)
    text(slide, "What to keep in mind", (MARGIN, 3.5, WIDTH, 0.6), 22, bold=True, colour=BLUE)
    bullets(slide, report.brief.caveats, (MARGIN, 4.1, WIDTH, FOOT - 4.1), 18)
