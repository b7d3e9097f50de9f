"""Page HTML: what is changed of the document that Solara sends around every page."""

import re

CHANGES = (
    (b"<html>", b'<html lang="en">'),
    (b"initial-scale=1, maximum-scale=1, user-scalable=no, minimal-ui", b"initial-scale=1"),
)
"""Says its language, and can be enlarged."""

SCRIPT = re.compile(rb"<script(?=[\s>])")


def page_html(document: bytes, nonce: str) -> bytes:
    """The document, in which scripts that are its own are marked as such."""
    for before, after in CHANGES:
        document = document.replace(before, after, 1)
    return SCRIPT.sub(b'<script nonce="' + nonce.encode() + b'"', document)
