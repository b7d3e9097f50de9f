"""Parts of a report, as plain data: what HTML and PDF are made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of plain sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of plain text below a head; columns from number `words` on hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


@dataclass(frozen=True)
class Picture:
    """A picture as the bytes of a PNG file, and what it shows."""

    png: bytes
    caption: str


@dataclass(frozen=True)
class Code:
    """Lines to be copied as they are."""

    text: str


Part = Paragraph | Bullets | Table | Picture | Code


@dataclass(frozen=True)
class Section:
    """Parts under a heading."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Report:
    """A report: its title, a line below it, and its sections."""

    title: str
    line: str
    sections: tuple[Section, ...]
