"""Parts of a report, as plain data: what HTML and PDF are made of.

`kind` is what a template knows a part by.
"""

from base64 import b64encode
from dataclasses import dataclass
from typing import ClassVar

from orgsim.reporting.neutral_table import Table


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    kind: ClassVar = "paragraph"
    text: str


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    kind: ClassVar = "heading"
    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of plain sentences."""

    kind: ClassVar = "bullets"
    items: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A picture as the bytes of a file, by default PNG, and what it shows."""

    kind: ClassVar = "picture"
    content: bytes
    caption: str
    media_type: str = "image/png"

    @property
    def address(self) -> str:
        """An address that holds the whole picture."""
        return data_address(self.content, self.media_type)


@dataclass(frozen=True)
class Code:
    """Lines to be copied as they are."""

    kind: ClassVar = "code"
    text: str


@dataclass(frozen=True)
class Folded:
    """A table that is shown when its title is opened; where nothing opens, it is there as it is."""

    kind: ClassVar = "folded"
    title: str
    part: Table


def data_address(content: bytes, media_type: str = "image/png") -> str:
    """Content as an address that holds all of it."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


Part = Paragraph | Heading | Bullets | Table | Picture | Code | Folded


@dataclass(frozen=True)
class Section:
    """Parts under a heading."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Brief:
    """Two pages for those who decide; lists of plain sentences, and one figure."""

    question: str
    recommendation: str
    reasons: tuple[str, ...]
    figure: Picture
    costs: tuple[str, ...]
    costs_table: Table | None
    certainty: tuple[str, ...]
    caveats: tuple[str, ...]
    next_step: str


@dataclass(frozen=True)
class Report:
    """A report: its title, a line below it, and its sections.

    brief   what it begins with, for those who decide; the sections are then its appendix
    client  for whom it is, "" for nobody
    logo    None for none
    """

    title: str
    line: str
    sections: tuple[Section, ...]
    brief: Brief | None = None
    client: str = ""
    logo: Picture | None = None
