"""A report as PDF, on A4, with text that can be searched and copied."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import (
    Bullets,
    Code,
    Folded,
    Heading,
    Paragraph,
    Part,
    Picture,
    Report,
    Section,
)

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""Matplotlib brings fonts with the Greek letters and signs that are needed."""

BLUE, PALE, GREY = (0, 77, 122), (240, 242, 245), (85, 85, 85)
NEXT_LINE: Any = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}


def as_pdf(report: Report) -> bytes:
    """The report as the bytes of a PDF file; the same report gives the same bytes."""
    pdf = _Pages(format="A4")
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    pdf.set_title(report.title)
    pdf.alias_nb_pages("")  # else {nb} in a name would become the number of pages
    pdf.set_margin(16)
    pdf.set_auto_page_break(True, margin=18)
    for style, file in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold"), ("I", "DejaVuSans-Oblique")):
        pdf.add_font("sans", style, FONTS / f"{file}.ttf")
    pdf.add_font("mono", "", FONTS / "DejaVuSansMono.ttf")
    pdf.add_page()
    _write(pdf, report.title, 18, "B", line=8.5)
    _write(pdf, report.line, 9.5, colour=GREY)
    for section in report.sections:
        _section(pdf, section)
    return bytes(pdf.output())


class _Pages(FPDF):
    """Pages with a number at their foot."""

    def footer(self) -> None:
        """The page's number."""
        self.set_y(-13)
        self.set_font("sans", "", 8)
        self.set_text_color(*GREY)
        self.cell(0, 5, f"{self.page_no()}", align="C")


def _write(
    pdf: FPDF, text: str, size: float, style: str = "", colour: Any = (34, 34, 34), line: float = 0
) -> None:
    pdf.set_font("sans", style, size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, line or 0.55 * size, text, align="L", **NEXT_LINE)


def _section(pdf: FPDF, section: Section) -> None:
    if pdf.will_page_break(30):
        pdf.add_page()
    pdf.ln(5)
    _write(pdf, section.title, 13, "B", BLUE, line=7)
    pdf.set_draw_color(*BLUE)
    pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
    pdf.ln(2)
    for part in section.parts:
        _part(pdf, part)


def _part(pdf: FPDF, part: Part) -> None:
    match part:
        case Paragraph(text):
            if pdf.will_page_break(25):
                pdf.add_page()
            _write(pdf, text, 9.5)
            pdf.ln(1.5)
        case Heading(text):
            _write(pdf, text, 11, "B", line=6)
        case Bullets(items):
            for item in items:
                _bullet(pdf, item)
        case Code(text):
            pdf.set_font("mono", "", 7.5)
            pdf.set_text_color(34, 34, 34)
            pdf.set_fill_color(*PALE)
            pdf.multi_cell(0, 3.9, text, align="L", fill=True, **NEXT_LINE)
            pdf.ln(2)
        case Picture(content, caption):
            pdf.image(BytesIO(content), w=pdf.epw)
            _write(pdf, caption, 8.5, "I", GREY)
            pdf.ln(2)
        case Table():
            _table(pdf, part)
        case Folded(title, table):
            _write(pdf, title, 9.5)
            _table(pdf, table)


def _bullet(pdf: FPDF, item: str) -> None:
    pdf.set_font("sans", "", 9.5)
    pdf.set_text_color(34, 34, 34)
    pdf.cell(5, 5.2, "•")
    pdf.multi_cell(0, 5.2, item, align="L", **NEXT_LINE)
    pdf.ln(0.8)


def _table(pdf: FPDF, table: Table) -> None:
    pdf.set_font("sans", "", 7.5)
    pdf.set_text_color(34, 34, 34)
    pdf.set_draw_color(200, 204, 210)
    head = [column.whole_heading for column in table.columns]
    rows = [head, *table.texts]
    with pdf.table(
        headings_style=FontFace(emphasis="BOLD", fill_color=PALE),
        borders_layout="HORIZONTAL_LINES",
        line_height=4.2,
        padding=(0.6, 1),
        text_align=tuple("RIGHT" if each.to_the_right else "LEFT" for each in table.columns),
        col_widths=_widths(rows),
    ) as made:
        for cells in rows:
            made.row(cells)
    pdf.ln(3)


def _widths(rows: list[list[str]]) -> tuple[int, ...]:
    """Widths of columns by what stands in them, so that no word is cut as long as there is room."""
    columns = list(zip(*rows, strict=True))
    words = [
        max(len(word) for cell in column for word in [*cell.split(), ""]) for column in columns
    ]
    longest = [max(map(len, column)) for column in columns]
    return tuple(
        max(min(24, word + 2), min(44, whole + 1), 7)
        for word, whole in zip(words, longest, strict=True)
    )
