"""Parts of slides: headings, text in letters that fit, lists, tables; python-pptx is spoken here."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from orgsim.number_text import unbroken
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import Picture

WIDE, HIGH, MARGIN = 13.333, 7.5, 0.6
"""Inches of a slide, and of its margins."""

BLUE, INK, GREY, TINT, PALE, WHITE = "004D7A", "222222", "555555", "E8F2F9", "F0F2F5", "FFFFFF"
POINTS = 72
LETTER = 0.5
"""Width of a letter beside its size; rather too wide, so that text stays in its box."""

LINE = 1.25
LEAST_SIZE = 9
ROW = 0.42
"""Inches of a row of a table."""

INDENT = 0.25
"""Inches from a bullet to its text."""

Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


def blank(made: Any) -> Any:
    """A new slide without anything on it."""
    return made.slides.add_slide(made.slide_layouts[6])


def headed(made: Any, heading: str, foot: str) -> Any:
    """A new slide with its heading above a line, and a title and its number at the foot."""
    slide = blank(made)
    width = WIDE - 2 * MARGIN
    text(slide, heading, (MARGIN, 0.4, width, 0.75), 30, bold=True, colour=BLUE)
    ground(slide, (MARGIN + 0.1, 1.15, width - 0.2, 0.03), BLUE)
    text(slide, foot, (MARGIN, HIGH - 0.5, width - 1, 0.35), 11, colour=GREY)
    number = (WIDE - MARGIN - 1, HIGH - 0.5, 1.0, 0.35)
    text(slide, str(len(made.slides)), number, 11, colour=GREY, right=True)
    return slide


def ground(slide: Any, box: Box, colour: str) -> None:
    """A filled rectangle without a border."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.oxml.ns import qn
    from pptx.util import Inches

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(each) for each in box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = _colour(colour)
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))  # which gives it a shadow


def tinted(slide: Any, said: str, box: Box, size: int) -> None:
    """Text in bold letters on a tinted ground."""
    left, top, width, height = box
    ground(slide, box, TINT)
    inside = (left + 0.15, top + 0.1, width - 0.3, height - 0.2)
    text(slide, said, inside, size, bold=True, middle=True)


def text(
    slide: Any,
    said: str,
    box: Box,
    size: int,
    bold: bool = False,
    colour: str = INK,
    right: bool = False,
    middle: bool = False,
) -> None:
    """Text in a box, at its top or in its middle, in letters that let it stay there."""
    from pptx.enum.text import MSO_ANCHOR

    if said:
        frame = _frame(slide, box)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
        fitting = size_in(said, box[2] - 0.2, box[3] - 0.1, size)
        _write(frame.paragraphs[0], said, fitting, bold, colour, right)


def bullets(slide: Any, items: Sequence[str], box: Box, size: int) -> None:
    """A list in a box, in letters that let it stay there."""
    from pptx.util import Pt

    if not items:
        return
    frame = _frame(slide, box)
    fitting = size_in("\n".join(items), box[2] - 0.2 - INDENT, 0.85 * box[3], size)
    for place, item in enumerate(items):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _write(paragraph, item, fitting)
        paragraph.space_after = Pt(0.5 * fitting)
        _mark(paragraph)


def table(slide: Any, of: Table, box: Box) -> None:
    """A table over the width of a box, its first column the widest, from the top of it down."""
    from pptx.util import Inches

    rows = [[column.titled_heading for column in of.columns], *of.texts]
    left, top, width, height = box
    high = min(ROW, height / len(rows))
    places = (Inches(each) for each in (left, top, width, high * len(rows)))
    made = slide.shapes.add_table(len(rows), len(rows[0]), *places).table
    longest = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    shares = [max(8, min(26, letters)) for letters in longest]
    shares[0] = max(14, shares[0])
    for place, share in enumerate(shares):
        made.columns[place].width = Inches(width * share / sum(shares))
    for number, cells in enumerate(rows):
        made.rows[number].height = Inches(high)
        for place, said in enumerate(cells):
            _cell(made.cell(number, place), said, number, of.columns[place].to_the_right)


def picture(slide: Any, shown: Picture, box: Box) -> None:
    """A picture in the middle of a box, as large as there is room."""
    from pptx.util import Inches

    left, top, wide, high = (Inches(each) for each in box)
    placed = slide.shapes.add_picture(BytesIO(shown.content), left, top, width=wide)
    if placed.height > high:
        placed.width, placed.height = int(placed.width * high / placed.height), high
    placed.left = left + (wide - placed.width) // 2
    placed._element.nvPicPr.cNvPr.set("descr", shown.caption)


def size_in(said: str, width: float, height: float, largest: int) -> int:
    """The size of letters, in points, at which text takes no more than so many inches."""
    for size in range(largest, LEAST_SIZE, -1):
        letters = max(1, int(width * POINTS / (LETTER * size)))
        lines = sum(1 + len(line) // letters for line in said.split("\n"))
        if lines * LINE * size <= height * POINTS:
            return size
    return LEAST_SIZE


def _frame(slide: Any, box: Box) -> Any:
    from pptx.util import Inches

    frame = slide.shapes.add_textbox(*(Inches(each) for each in box)).text_frame
    frame.word_wrap = True
    return frame


def _write(
    paragraph: Any,
    said: str,
    size: float,
    bold: bool = False,
    colour: str = INK,
    right: bool = False,
) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.text = unbroken(said)
    paragraph.font.size, paragraph.font.bold = Pt(size), bold
    paragraph.font.color.rgb = _colour(colour)
    if right:
        paragraph.alignment = PP_ALIGN.RIGHT


def _mark(paragraph: Any) -> None:
    """Give a paragraph a bullet that its lines are set in from; python-pptx has no word for it."""
    from lxml import etree
    from pptx.oxml.ns import qn
    from pptx.util import Inches

    about = paragraph._p.get_or_add_pPr()
    about.set("marL", str(Inches(INDENT)))
    about.set("indent", str(-Inches(INDENT)))
    etree.SubElement(about, qn("a:buChar")).set("char", "•")


def _cell(cell: Any, said: str, row: int, right: bool) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = _colour(BLUE if row == 0 else PALE if row % 2 == 0 else WHITE)
    _write(cell.text_frame.paragraphs[0], said, 12, row == 0, WHITE if row == 0 else INK, right)


def _colour(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour)
