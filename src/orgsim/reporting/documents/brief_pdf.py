"""The brief of a report on two pages of a PDF: what to do on the first, what it takes on the second."""

from io import BytesIO

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from orgsim.number_text import unbroken
from orgsim.reporting.documents.pdf_parts import (
    BLUE,
    GREY,
    INK,
    new_pages,
    picture_size,
    write,
    write_bullet,
    write_table,
)
from orgsim.reporting.report_parts import Brief, Picture, Report

LOGO_WIDTH, LOGO_HEIGHT = 42.0, 18.0
"""Room for a logo at the top right, in millimetres."""

LEAST_FIGURE = 60.0
"""Height that the figure has at least, in millimetres; reasons that leave less room are left out."""

SIZES = (1.0, 0.92, 0.85, 0.78, 0.72)
"""Shares of the usual size of letters: the second page has the largest with which all of it is on it."""

TINT = (232, 242, 249)


def write_brief(pdf: FPDF, report: Report) -> None:
    """The first two pages of a report."""
    assert report.brief is not None
    _head(pdf, report)
    _first_page(pdf, report.brief)
    size = _size_that_fits(report.brief)
    pdf.add_page()
    _second_page(pdf, report.brief, size)


def _size_that_fits(brief: Brief) -> float:
    """The size of letters with which the second page holds what it has to say, else the smallest."""
    for size in SIZES[:-1]:
        trial = new_pages("")
        _second_page(trial, brief, size)
        if trial.page_no() == 1:
            return size
    return SIZES[-1]


def _head(pdf: FPDF, report: Report) -> None:
    top, margin = pdf.get_y(), pdf.r_margin
    if report.logo:
        _logo(pdf, report.logo)
        pdf.set_right_margin(margin + LOGO_WIDTH + 4)
    if report.client:
        write(pdf, report.client, 10.5, colour=GREY)
        pdf.ln(1)
    write(pdf, report.title, 18, "B", line=8.5)
    write(pdf, report.line, 8.5, colour=GREY)
    pdf.set_right_margin(margin)
    if report.logo:
        pdf.set_y(max(pdf.get_y(), top + LOGO_HEIGHT))


def _logo(pdf: FPDF, logo: Picture) -> None:
    left = pdf.w - pdf.r_margin - LOGO_WIDTH
    pdf.image(
        BytesIO(logo.content),
        x=left,
        y=pdf.t_margin,
        w=LOGO_WIDTH,
        h=LOGO_HEIGHT,
        keep_aspect_ratio=True,
    )


def _first_page(pdf: FPDF, brief: Brief) -> None:
    _label(pdf, "The question")
    write(pdf, brief.question, 11)
    _label(pdf, "Recommendation")
    _box(pdf, brief.recommendation)
    bottom = pdf.h - pdf.b_margin
    for reason in brief.reasons:
        if bottom - pdf.get_y() < LEAST_FIGURE + 12 + 6 * (1 + len(reason) / 90):
            break
        write_bullet(pdf, reason)
    pdf.ln(2)
    width, height = picture_size(pdf, brief.figure, bottom - pdf.get_y() - 12)
    pdf.image(BytesIO(brief.figure.content), w=width, h=height)
    write(pdf, brief.figure.caption, 8.5, "I", GREY)


def _second_page(pdf: FPDF, brief: Brief, size: float) -> None:
    """What it takes and how sure it is, in letters of a share of their usual size."""
    _label(pdf, "What it costs", size)
    for sentence in brief.costs:
        write(pdf, sentence, 9.5 * size)
        pdf.ln(size)
    if brief.costs_table:
        write_table(pdf, brief.costs_table, size)
    _label(pdf, "How sure that is", size)
    for sentence in brief.certainty:
        write_bullet(pdf, sentence, 9.5 * size)
    _label(pdf, "What to keep in mind", size)
    for sentence in brief.caveats:
        write_bullet(pdf, sentence, 9.5 * size)
    _label(pdf, "Next step", size)
    _box(pdf, brief.next_step, 10.5 * size, "")


def _label(pdf: FPDF, text: str, size: float = 1.0) -> None:
    pdf.ln(4 * size)
    write(pdf, text, 12 * size, "B", BLUE, line=6.5 * size)
    pdf.ln(0.5)


def _box(pdf: FPDF, text: str, size: float = 12, style: str = "B") -> None:
    """Text on a tinted ground."""
    pdf.set_font("sans", style, size)
    pdf.set_text_color(*INK)
    pdf.set_fill_color(*TINT)
    pdf.multi_cell(
        0,
        0.55 * size,
        unbroken(text),
        align="L",
        fill=True,
        padding=3,
        new_x=XPos.LMARGIN,
        new_y=YPos.NEXT,
    )
    pdf.ln(3)
