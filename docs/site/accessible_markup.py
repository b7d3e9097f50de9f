"""Markup of the theme written anew where somebody who hears a page would miss something.

Sphinx and its theme leave three things that the rules of axe-core name: buttons that open a part of the
menu and have no name, headings of tables that are empty, and lists of definitions that define nothing.
"""

import re
from pathlib import Path

TEXT_LINK = r'<a class="(?:current )?reference internal" href="[^"]*">(?P<name>(?:(?!</a>).)*)</a>'
OPENER = re.compile(rf"(?P<before>{TEXT_LINK}<details(?: [^>]*)?>)<summary>")
EMPTY_HEADING = re.compile(r'<th class="head">(?:<p></p>)?</th>')
PARAMETERS = re.compile(r"<dl>\s*(?P<each>(?:<dd>(?:(?!</?d[ld]>).)*</dd>\s*)+)</dl>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def make_accessible(site: Path) -> None:
    """Repair all pages of a built site."""
    for path in site.rglob("*.html"):
        before = path.read_text(encoding="utf-8")
        after = repaired(before)
        if after != before:
            path.write_text(after, encoding="utf-8")


def repaired(page: str) -> str:
    """A page's HTML with names for openers, cells for empty headings, and no list without a term."""
    page = OPENER.sub(_named, page)
    page = EMPTY_HEADING.sub('<td class="head"></td>', page)
    return PARAMETERS.sub(_plain, page)


def _named(found: re.Match[str]) -> str:
    name = TAG.sub("", found["name"]).strip()
    return f'{found["before"]}<summary aria-label="Pages below {name}">'


def _plain(found: re.Match[str]) -> str:
    """Parameters of a signature, each on a line of its own."""
    each = found["each"].replace("<dd>", '<div class="sig-line">').replace("</dd>", "</div>")
    return f"<div>{each}</div>"
