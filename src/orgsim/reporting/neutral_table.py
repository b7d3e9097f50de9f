"""A table as plain data, declared once: the terminal, Markdown, HTML and PDF are written from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, NamedTuple

from orgsim.number_text import NONE, fixed

Kind = Literal["words", "name", "number", "source", "note"]
Tone = Literal["", "better", "worse", "faint"]


@dataclass(frozen=True)
class Column:
    """A column: what it is called, what it holds, and how a value of it is written.

    kind     "words"; "name" of something of the model, or several; "number", set to the right;
             "source" of the column before it; "note", which speaks for itself without a heading
    unit     of all its numbers; it follows the heading
    short    the heading where there is little room
    written  a value as text, a name too: what it is called where people read it
    as_is    whether the heading is a name that somebody gave, which gets no capital
    """

    heading: str
    kind: Kind = "words"
    unit: str = ""
    short: str = ""
    written: Callable[[Any], str] = str
    as_is: bool = False

    @property
    def whole_heading(self) -> str:
        """The heading with the unit."""
        return f"{self.heading} ({self.unit})" if self.unit else self.heading

    @property
    def titled_heading(self) -> str:
        """The heading with the unit, with a capital unless it is a name; for pages and documents."""
        text = self.whole_heading
        return text if self.as_is else text[:1].upper() + text[1:]

    @property
    def short_heading(self) -> str:
        """The short heading, with a capital unless it is a name."""
        text = self.short or self.heading
        return text if self.as_is else text[:1].upper() + text[1:]

    @property
    def to_the_right(self) -> bool:
        """Whether its cells end at the right."""
        return self.kind == "number"


class Marked(NamedTuple):
    """A value, and what it means: better, worse, or less than the others matter."""

    value: Any
    tone: Tone


class Cell(NamedTuple):
    """A cell: its text, the names in it one by one, and its tone."""

    text: str
    names: tuple[str, ...]
    tone: Tone

    @property
    def called(self) -> bool:
        """Whether the text calls names otherwise than configs do."""
        return bool(self.names) and self.text != ", ".join(self.names)


@dataclass(frozen=True)
class Table:
    """Rows of values under columns, and what the table is about.

    rows  a value a column, plain or Marked; of names it may be a tuple of them; None is a dash
    """

    kind: ClassVar = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    title: str = ""
    about: str = ""

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows."""
        return [
            [_cell(column, value) for column, value in zip(self.columns, row, strict=True)]
            for row in self.rows
        ]

    @property
    def texts(self) -> list[list[str]]:
        """The rows as text."""
        return [[cell.text for cell in row] for row in self.cells]

    def only(self, *headings: str) -> "Table":
        """The same table with these columns in this order; ValueError if one does not exist."""
        there = [column.heading for column in self.columns]
        places = [there.index(heading) for heading in headings]
        columns = tuple(self.columns[place] for place in places)
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return replace(self, columns=columns, rows=rows)

    def without(self, heading: str) -> "Table":
        """The same table without a column; ValueError if it does not exist."""
        there = [column.heading for column in self.columns]
        place = there.index(heading)
        return self.only(*there[:place], *there[place + 1 :])

    def matching(self, wanted: str) -> "Table":
        """The rows that hold all the words wanted, wherever they stand."""
        words = wanted.casefold().split()
        said = [" ".join(texts).casefold() for texts in self.texts]
        kept = (
            row
            for row, text in zip(self.rows, said, strict=True)
            if all(word in text for word in words)
        )
        return replace(self, rows=tuple(kept))


def _cell(column: Column, value: Any) -> Cell:
    value, tone = value if isinstance(value, Marked) else Marked(value, "")
    if value is None:
        return Cell(NONE, (), tone)
    if column.kind == "name":
        names = value if isinstance(value, tuple) else (str(value),) if value else ()
        return Cell(", ".join(map(column.written, names)), names, tone)
    return Cell(column.written(value), (), tone)


def words(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """A table of words under these headings."""
    return Table(tuple(map(Column, headings)), tuple(tuple(map(str, row)) for row in rows))


def numbers(heading: str, decimals: int = 3, unit: str = "", **more: Any) -> Column:
    """A column of numbers with so many decimals; `sign` and the fields of a Column as keywords."""
    sign = more.pop("sign", False)
    return Column(
        heading, "number", unit, written=lambda value: fixed(value, decimals, sign), **more
    )


def as_markdown(table: Table) -> str:
    """The table in Markdown, names as code; a text stays in its cell and on its line."""
    head = [column.whole_heading for column in table.columns]
    lines = [head, ["---"] * len(head)]
    for row in table.cells:
        lines.append([", ".join(f"`{name}`" for name in cell.names) or cell.text for cell in row])
    return "\n".join(
        "| " + " | ".join(" ".join(text.replace("|", "\\|").split()) for text in line) + " |"
        for line in lines
    )
