"""The brief of a report on two pages of a PDF: what to do on the first, what it takes on the second."""

from io import BytesIO

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from orgsim.number_text import unbroken
from orgsim.reporting.documents.pdf_parts import (
    BLUE,
    GREY,
    INK,
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

TINT = (232, 242, 249)


def write_brief(pdf: FPDF, report: Report) -> None:
    """The first two pages of a report."""
    assert report.brief is not None
    _head(pdf, report)
    _first_page(pdf, report.brief)
    pdf.add_page()
    _second_page(pdf, report.brief)


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


def _second_page(pdf: FPDF, brief: Brief) -> None:
    _label(pdf, "What it costs")
    for sentence in brief.costs:
        write(pdf, sentence, 9.5)
        pdf.ln(1)
    if brief.costs_table:
        write_table(pdf, brief.costs_table)
    _label(pdf, "How sure that is")
    for sentence in brief.certainty:
        write_bullet(pdf, sentence)
    _label(pdf, "What to keep in mind")
    for sentence in brief.caveats:
        write_bullet(pdf, sentence)
    _label(pdf, "Next step")
    _box(pdf, brief.next_step, 10.5, "")


def _label(pdf: FPDF, text: str) -> None:
    pdf.ln(4)
    write(pdf, text, 12, "B", BLUE, line=6.5)
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
