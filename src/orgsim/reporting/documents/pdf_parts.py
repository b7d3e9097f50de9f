"""Parts of a report on pages of a PDF: no heading alone at the end of a page, no word cut in a table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import Any

import matplotlib
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from PIL import Image

from orgsim.number_text import unbroken
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import (
    Bullets,
    Code,
    Folded,
    Heading,
    Paragraph,
    Part,
    Picture,
    Section,
)

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""Matplotlib brings fonts with the Greek letters and signs that are needed."""

INK, BLUE, PALE, GREY = (34, 34, 34), (0, 77, 122), (240, 242, 245), (85, 85, 85)
NEXT_LINE: Any = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}
TABLE_SIZES = (7.5, 6.75, 6.0, 5.25)
"""Sizes of the letters of a table, in points: the first in which no word has to be cut."""

CELL_MARGINS = 4.4
"""Millimetres of a column that are not for its text."""


class Pages(FPDF):
    """Pages with the report's title and their number at the foot."""

    def footer(self) -> None:
        """The report's title and the page's number."""
        self.set_y(-13)
        self.set_font("sans", "", 8)
        self.set_text_color(*GREY)
        self.cell(self.epw - 15, 5, shorten(self.title or "", 100, placeholder=" …"))
        self.cell(15, 5, f"{self.page_no()}", align="R")


def new_pages(title: str) -> Pages:
    """An empty document on A4 with its fonts; the same content gives the same bytes."""
    pdf = Pages(format="A4")
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    pdf.set_title(title)
    pdf.alias_nb_pages("")  # else {nb} in a name would become the number of pages
    pdf.set_margin(16)
    pdf.set_auto_page_break(True, margin=18)
    for style, file in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold"), ("I", "DejaVuSans-Oblique")):
        pdf.add_font("sans", style, FONTS / f"{file}.ttf")
    pdf.add_font("mono", "", FONTS / "DejaVuSansMono.ttf")
    pdf.add_page()
    return pdf


def write(
    pdf: FPDF, text: str, size: float, style: str = "", colour: Any = INK, line: float = 0
) -> None:
    """Lines of text over the whole width."""
    pdf.set_font("sans", style, size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, line or 0.55 * size, unbroken(text), align="L", **NEXT_LINE)


def write_section(pdf: FPDF, section: Section) -> None:
    """A section with its heading, which stays on the page of what follows it."""
    if pdf.will_page_break(14 + least_height(pdf, section.parts)):
        pdf.add_page()
    pdf.ln(5)
    write(pdf, section.title, 13, "B", BLUE, line=7)
    pdf.set_draw_color(*BLUE)
    pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
    pdf.ln(2)
    for place, part in enumerate(section.parts):
        if place and pdf.will_page_break(least_height(pdf, section.parts[place:])):
            pdf.add_page()
        write_part(pdf, part)


def least_height(pdf: FPDF, parts: Sequence[Part]) -> float:
    """Millimetres that must be left for the first of some parts, with what it leads to, to begin."""
    first, *others = parts
    match first:
        case Picture():
            return picture_size(pdf, first)[1] + 12
        case Heading(text) | Paragraph(text):
            lines = 7.5 * (1 + len(text) // 100)
            leads = isinstance(first, Heading) or text.endswith(":")
            return lines + (least_height(pdf, others) if leads and others else 0.0)
        case Table():
            return 24.0
    return 14.0


def picture_size(pdf: FPDF, picture: Picture, most: float = 0.0) -> tuple[float, float]:
    """Width and height of a picture over the whole width, or as high as there is room, millimetres."""
    with Image.open(BytesIO(picture.content)) as image:
        wide, high = image.size
    width = min(pdf.epw, (most or pdf.eph - 30) * wide / high)
    return width, width * high / wide


def write_part(pdf: FPDF, part: Part) -> None:
    """A part below the others."""
    match part:
        case Paragraph(text):
            write(pdf, text, 9.5)
            pdf.ln(1.5)
        case Heading(text):
            write(pdf, text, 11, "B", line=6)
        case Bullets(items):
            for item in items:
                write_bullet(pdf, item)
        case Code(text):
            pdf.set_font("mono", "", 7.5)
            pdf.set_text_color(*INK)
            pdf.set_fill_color(*PALE)
            pdf.multi_cell(0, 3.9, text, align="L", fill=True, **NEXT_LINE)
            pdf.ln(2)
        case Picture(content, caption):
            width, height = picture_size(pdf, part)
            pdf.image(BytesIO(content), w=width, h=height)
            write(pdf, caption, 8.5, "I", GREY)
            pdf.ln(2)
        case Table():
            write_table(pdf, part)
        case Folded(title, table):
            write(pdf, title, 9.5)
            write_table(pdf, table)


def write_bullet(pdf: FPDF, item: str, size: float = 9.5) -> None:
    """A sentence of a list, on one page if it is short."""
    if pdf.will_page_break(11):
        pdf.add_page()
    pdf.set_font("sans", "", size)
    pdf.set_text_color(*INK)
    line = 0.55 * size
    pdf.cell(5, line, "•")
    pdf.multi_cell(0, line, unbroken(item), align="L", **NEXT_LINE)
    pdf.ln(0.8)


def write_table(pdf: FPDF, table: Table, size: float = 1.0) -> None:
    """A table over the whole width; its heading is repeated on every page.

    size  share of the usual size of letters
    """
    rows = [
        [unbroken(text) for text in row]
        for row in ([column.titled_heading for column in table.columns], *table.texts)
    ]
    widths = column_widths(pdf, rows, size)
    pdf.set_text_color(*INK)
    pdf.set_draw_color(200, 204, 210)
    pdf.set_fill_color(255, 255, 255)
    with pdf.table(
        headings_style=FontFace(emphasis="BOLD", fill_color=PALE),
        borders_layout="HORIZONTAL_LINES",
        line_height=0.56 * pdf.font_size_pt,
        padding=(0.6 * size, 1),
        text_align=tuple("RIGHT" if each.to_the_right else "LEFT" for each in table.columns),
        col_widths=widths,
    ) as made:
        for cells in rows:
            made.row(cells)
    pdf.ln(3)


def column_widths(pdf: FPDF, rows: list[list[str]], share: float = 1.0) -> tuple[float, ...]:
    """Widths of columns in millimetres, together the page's, in the largest letters that cut no word.

    The letters are set, in a share of their usual size. Where even the smallest are too large, all
    columns are made narrower alike.
    """
    for usual in TABLE_SIZES:
        size = share * usual
        pdf.set_font("sans", "B", size)  # as the heading has it, which is the widest
        columns = list(zip(*rows, strict=True))
        least = [
            CELL_MARGINS + max(_widest_word(pdf, cell) for cell in column) for column in columns
        ]
        if sum(least) <= pdf.epw:
            break
    whole = [CELL_MARGINS + max(map(pdf.get_string_width, column)) for column in columns]
    pdf.set_font("sans", "", size)
    left, wanted = pdf.epw - sum(least), sum(whole) - sum(least)
    if left <= 0 or wanted <= 0:
        total = sum(least)
        return tuple(pdf.epw * each / total for each in least)
    return tuple(low + left * (high - low) / wanted for low, high in zip(least, whole, strict=True))


def _widest_word(pdf: FPDF, cell: str) -> float:
    return max(map(pdf.get_string_width, cell.split(" ")), default=0.0)
