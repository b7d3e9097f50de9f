"""Page HTML: what is changed of the document that Solara sends around every page."""

import re

from orgsim.ui.shared.page_colours import DECLARATIONS
from orgsim.ui.shared.resources import resource

CHANGES = (
    (b"<html>", b'<html lang="en">'),
    (b"initial-scale=1, maximum-scale=1, user-scalable=no, minimal-ui", b"initial-scale=1"),
)
"""Says its language, and can be enlarged."""

FIRST_SCRIPT = b'<script id="jupyter-config-data"'
"""Before it stands what is ours: it sees all that is drawn, and knows its colours before."""

OURS = ("colours.js", "legends.js", "kept_focus.js", "accessible.js")

SCRIPT = re.compile(rb"<script(?=[\s>])")


def page_html(document: bytes, nonce: str) -> bytes:
    """The document with colours and the scripts of ours, and all scripts of its own marked as such."""
    scripts = "".join(f"<script>{resource(name)}</script>" for name in OURS)
    first = f"<style>{DECLARATIONS}</style>{scripts}".encode()
    document = document.replace(FIRST_SCRIPT, first + FIRST_SCRIPT, 1)
    for before, after in CHANGES:
        document = document.replace(before, after, 1)
    return SCRIPT.sub(b'<script nonce="' + nonce.encode() + b'"', document)
