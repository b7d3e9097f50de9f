"""Text as HTML: Markdown of our own documents and tables of plain text; all else is escaped.

Raw HTML in a document is shown, not obeyed; links lead nowhere, so that a page asks nobody for
anything; pictures are in the page or not at all.
"""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from orgsim.reporting.documents.html_templates import filled
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.report_parts import data_address

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
PICTURE = re.compile(r"[\w-]+\.png")
MOST_BYTES = 4_000_000

Pictures = Callable[[str], bytes | None]
"""The bytes of a PNG file by its name, None where there is none."""


def no_pictures(_: str) -> None:
    """No picture is there."""


def pictures_in(folder: Path) -> Pictures:
    """The PNG files that lie directly in a folder; no name leads out of it."""

    def found(name: str) -> bytes | None:
        path = folder / name
        if not PICTURE.fullmatch(name) or path.is_symlink() or not path.is_file():
            return None
        return path.read_bytes() if path.stat().st_size <= MOST_BYTES else None

    return found


def html_of(
    markdown: str,
    pictures: Pictures = no_pictures,
    code: Callable[[str], str] | None = None,
    prose: Callable[[str], str] = escape,
) -> str:
    """Markdown as HTML that is safe to show.

    pictures  where its pictures are found
    code      how an indented block is set, by default as it is
    prose     how plain text is set
    """
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    renderer: Any = parser.renderer
    rules = renderer.rules
    rules["link_open"] = rules["link_close"] = lambda *_: ""
    rules["table_open"] = lambda *_: '<div class="os-scroll" tabindex="0"><table class="os-table">'
    rules["table_close"] = lambda *_: "</table></div>\n"
    rules["image"] = lambda tokens, k, *_: _image(tokens[k], pictures)
    rules["text"] = lambda tokens, k, *_: prose(tokens[k].content)
    if code:
        rules["code_block"] = lambda tokens, k, *_: code(tokens[k].content)
    return str(parser.render(COMMENT.sub("", markdown)))


def _image(token: Any, pictures: Pictures) -> str:
    said = escape(token.content)
    content = pictures(str(token.attrGet("src") or ""))
    if content is None:
        return f"<em>{said}</em>"
    return f'<img alt="{said}" src="{data_address(content)}">'


def table_html(table: Table) -> str:
    """A table, with names of the model set as such."""
    return filled("table.html", {"table": table}, "orgsim.ui.shared")
