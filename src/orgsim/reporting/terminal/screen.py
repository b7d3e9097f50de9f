"""Where and how tables are printed: widths, and the look of a table."""

import os
import re
import sys

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.text import Text

from orgsim.reporting.neutral_table import Table
from orgsim.reporting.terminal.fitting import FittingTable

WIDTH = 100


def out() -> Console:
    """Standard output: plain text unless it is a terminal."""
    return _console(stderr=False)


def aside() -> Console:
    """Standard error: for what is not the result."""
    return _console(stderr=True)


def _console(stderr: bool) -> Console:
    """At most 100 columns; that many as well where nothing says how wide the reader is."""
    found = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    known = found.is_terminal or "COLUMNS" in os.environ
    found.width = min(found.width, WIDTH) if known else WIDTH
    return found


def say_line(console: Console, text: str) -> None:
    """Print one line; only a terminal breaks it, so that a file or a pipe has a line a note."""
    console.print(text, soft_wrap=not console.is_terminal)


def show(console: Console, what: RenderableType) -> None:
    """Print to standard output, without the blanks that fill up lines.

    What is in the text of users that would steer the terminal (colours, the cursor) is left out.
    """
    parts = [
        Segment(_STEERING.sub("", part.text), part.style)
        for part in console.render(what)
        if not part.control
    ]
    with console.capture() as capture:
        console.print(Segments(parts), end="")
    sys.stdout.write(re.sub(r"[ \t]+$", "", capture.get(), flags=re.MULTILINE))


_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def table(title: str, *columns: str, left: int = 1, note: bool = False) -> FittingTable:
    """An empty table: the first `left` columns are words, the others numbers, the last a note."""
    made = FittingTable(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        collapse_padding=True,
        min_width=cell_len(title.strip()),
        header_style="dim",
    )
    made.note = note
    for place, column in enumerate(columns):
        words = place < left or (note and place == len(columns) - 1)
        made.add_column(column, justify="left" if words else "right")
    return made


_STYLES = {"": "", "better": "green", "worse": "red", "faint": "dim"}


def drawn(of: Table, title: str = "") -> FittingTable:
    """A table for the terminal: names have no heading, and a source follows what it is the source of."""
    columns, cells = list(of.columns), of.cells
    sourced = columns[-1].kind == "source"
    heads = [
        "" if k == 0 and each.kind == "name" else each.short_heading
        for k, each in enumerate(columns)
    ]
    if sourced:
        *heads, last = heads
        heads[-1] += f" ({last.lower()})"
        columns.pop()
    made = table(title, *heads, note=sourced or columns[-1].kind == "note")
    made.show_header = any(heads)
    for column, head, own in zip(made.columns, heads, columns, strict=True):
        column.header = head
        column.justify = "right" if own.to_the_right else "left"
    for row in cells:
        texts = [Text(cell.text, _STYLES[cell.tone]) for cell in row]
        if sourced:
            *texts, source = texts
            texts[-1] = Text.assemble(texts[-1], (f" ({source.plain})", "dim"))
        made.add_row(*texts)
    return made
