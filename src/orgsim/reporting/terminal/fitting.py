"""Tables that fit: where a terminal is too narrow for a table, its rows become paragraphs."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

LEAST = 30
"""Columns of text wrap to no less than so many characters; whatever is shorter does not wrap."""

AMPLE = 10_000
INDENT = 4


class FittingTable(Table):
    """A table that cuts and squeezes none of its cells; its cells are text.

    note  whether the last column is a note, which speaks for itself without the column's name
    """

    note = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.needs() <= options.max_width:
            self.min_width = min(self.min_width or 0, options.max_width)
            yield from super().__rich_console__(console, options)
        else:
            yield self._paragraphs()

    def needs(self) -> int:
        """The least width at which it can be read as a table."""
        needed = self._extra_width
        for number, column in enumerate(self.columns):
            header = column.header if self.show_header else ""
            cells = [header, *column.cells]
            longest = max(map(_longest, cells))
            column.no_wrap = longest <= LEAST
            column.min_width = max(min(longest, LEAST), *map(_longest_word, cells))
            needed += column.min_width + self._get_padding_width(number)
        return needed

    def _paragraphs(self) -> RenderableType:
        """Each row's first cell, and below it the others, the short ones of them in a line."""
        parts: list[RenderableType] = [Text(str(self.title), "bold")] if self.title else []
        heads = [str(column.header) for column in self.columns]
        heads[-1] = "" if self.note else heads[-1]
        for row in zip(*(column.cells for column in self.columns), strict=True):
            name, *cells = (_text(cell) for cell in row)
            named = [
                (head, _in_one_line(cell))
                for head, cell in zip(heads[1:], cells, strict=True)
                if cell
            ]
            below = Group(*_lines(named))
            parts += [*([name] if name else []), Padding(below, (0, 0, 0, INDENT))]
        if self.caption:
            parts.append(Text(str(self.caption), "dim"))
        return Group(*parts)


class SideBySide:
    """Tables side by side if there is room, otherwise stacked."""

    def __init__(self, *tables: FittingTable, gap: int = 6) -> None:
        self.tables, self.gap = tables, gap

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        ample = options.update(width=AMPLE)
        widths = [Measurement.get(console, ample, each).maximum for each in self.tables]
        if sum(widths) + self.gap * (len(widths) - 1) <= options.max_width:
            grid = Table.grid(padding=(0, self.gap))
            grid.add_row(*self.tables)
            yield grid
            return
        for place, each in enumerate(self.tables):
            yield from ([""] if place else [])
            yield each


def _text(cell: RenderableType) -> Text:
    return cell if isinstance(cell, Text) else Text(str(cell))


def _in_one_line(cell: Text) -> Text:
    return Text(" ").join(cell.split("\n"))


def _longest(cell: RenderableType) -> int:
    return max((Text(line).cell_len for line in _text(cell).plain.splitlines()), default=0)


def _longest_word(cell: RenderableType) -> int:
    return max((Text(word).cell_len for word in _text(cell).plain.split()), default=0)


def _lines(named: list[tuple[str, Text]]) -> Iterator[Text]:
    """Cells after what their columns are called: short ones side by side, long ones by themselves."""
    for long, cells in groupby(named, lambda each: _longest(each[1]) > LEAST):
        labelled = [_labelled(*each) for each in cells]
        yield from labelled if long else [Text(" · ").join(labelled)]


def _labelled(head: str, cell: Text) -> Text:
    """A cell after what its column is called."""
    return Text.assemble((f"{head}: ", "dim"), cell) if head else cell
