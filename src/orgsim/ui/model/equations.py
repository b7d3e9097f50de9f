"""Equations: section 7 of the model's document, set for reading without a library of mathematics."""

import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from orgsim.errors import UserError
from orgsim.model.parameters import BY_NAME
from orgsim.number_text import plain
from orgsim.reporting.documents.html_templates import filled
from orgsim.shipped import shipped
from orgsim.ui.shared.text_html import html_of

WORD = re.compile(r"[^\W\d][\w′\u0304]*\*?")
CONDITION = re.compile(r"\s{3,}(?=\S)")
INDEXED = re.compile(r"(?<![\w&])([^\W\d_][′\u0304]?)_(\w{1,3})(?!\w)")
EQUALS = re.compile(r"\s+=\s+")


@dataclass(frozen=True)
class Chapter:
    """A part of the document: its number, its title and its Markdown."""

    number: str
    title: str
    markdown: str


@cache
def document() -> str:
    """The description of the model that came with the package, or of the clone."""
    try:
        return shipped("docs/odd.md").read_text(encoding="utf-8")
    except OSError:
        raise UserError("the description of the model did not come with this package") from None


def chapter(number: str) -> Chapter:
    """A chapter (7) or section (7.5) of the document, without the sections within it."""
    heading = re.compile(rf"^#+ {re.escape(number)} ([^\n]+)\n(.*?)(?=^#+ |\Z)", re.M | re.S)
    found = heading.search(document())
    if found is None:
        raise UserError(f"the description of the model has no section {number}")
    return Chapter(number, found[1].strip(), found[2].strip())


@cache
def sections(number: str) -> tuple[Chapter, ...]:
    """The sections of a chapter."""
    there = re.findall(rf"^### ({re.escape(number)}\.\d+) ", document(), re.MULTILINE)
    return tuple(chapter(each) for each in there)


def chapter_html(of: Chapter) -> str:
    """A chapter with its equations set."""
    return html_of(of.markdown, code=typeset, prose=indexed)


def typeset(block: str) -> str:
    """Lines of equations as a table: what is defined, the equation, and when it holds."""
    lines = [line for line in block.rstrip().split("\n") if line.strip()]
    return filled("equations.html", {"rows": [_row(line) for line in lines]}, "orgsim.ui.shared")


def _row(line: str) -> str | tuple[Markup, ...]:
    """A line as cells, or as a whole where it defines nothing."""
    first, *rest = EQUALS.split(line, maxsplit=1)
    if line.startswith(" ") or not rest:
        if not line.startswith(" ") and not rest:
            return line
        return _cells("", "", line.strip())
    return _cells(first, "=", rest[0])


def _cells(left: str, sign: str, right: str) -> tuple[Markup, ...]:
    equation, *condition = CONDITION.split(right, maxsplit=1)
    if equation.startswith("=") and not left:
        sign, equation = "=", equation[1:].strip()
    return marked(left), Markup(sign), marked(equation), marked(condition[0] if condition else "")


def marked(text: str) -> Markup:
    """An expression with indices below, variables slanted, and names of numbers explained."""
    parts, last = [], 0
    for found in WORD.finditer(text):
        parts += [escape(text[last : found.start()]), _word(found[0])]
        last = found.end()
    return Markup("").join([*parts, escape(text[last:])])


def indexed(text: str) -> str:
    """A sentence with the indices of its variables below."""
    return INDEXED.sub(r"<i>\1</i><sub>\2</sub>", str(escape(text)))


def _word(word: str) -> Markup:
    stem, mark, index = word.rpartition("_")
    if word in BY_NAME:
        return _named(word)
    if mark and len(index) <= 2 and stem in BY_NAME:
        return _below(_named(stem), index)
    if mark and len(index) <= 3 and stem:
        return _below(_variable(stem), index)
    return _variable(word)


def _below(what: Markup, index: str) -> Markup:
    return Markup("{}<sub>{}</sub>").format(what, index)


def _variable(word: str) -> Markup:
    letters = [letter for letter in word if letter.isalpha() and word != "a"]
    return Markup("<i>{}</i>").format(word) if len(letters) == 1 else escape(word)


def _named(name: str) -> Markup:
    quantity = BY_NAME[name]
    said = f"{quantity.meaning} ({plain(quantity.default)} {quantity.unit})"
    return Markup('<span class="named" title="{}">{}</span>').format(said, name)
