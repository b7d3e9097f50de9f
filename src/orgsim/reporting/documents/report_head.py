"""The head of a report: its own title, for whom it is, and a logo."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from orgsim.config.strict_table import a_line
from orgsim.errors import UserError, quoted, shortened
from orgsim.reporting.report_parts import Picture

MOST_TEXT = 120
MOST_BYTES = 2 * 2**20
"""Largest logo: it stands in the report as it is."""

MOST_PIXELS = 4000
PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"
FORBIDDEN = re.compile(
    rb"<!ENTITY|<\s*(script|image|foreignObject|style)\b|\son\w+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
"""What in an SVG would run, or name something outside it."""


@dataclass(frozen=True)
class ReportHead:
    """The head of a report.

    title   of the report; "" for one made of the organisation and what is asked
    client  for whom it is, "" for nobody
    logo    None for none
    made_on the day, as it is shown
    """

    title: str = ""
    client: str = ""
    logo: Picture | None = None
    made_on: str = ""


def head_of(
    title: str = "", client: str = "", logo: Picture | None = None, made_on: str = ""
) -> ReportHead:
    """The head of a report; raises UserError where a text is none."""
    for name, text in (("title", title), ("client", client)):
        try:
            a_line(text)
        except ValueError as error:
            raise UserError(f"{name} {quoted(text)} {error}") from None
        if len(text) > MOST_TEXT:
            raise UserError(f"{name} {quoted(text)} is too long; allowed: {MOST_TEXT} characters")
    return ReportHead(title.strip(), client.strip(), logo, made_on)


def read_logo(path: Path) -> Picture:
    """The logo in a file; raises UserError where there is none that can be shown."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{path}: {_TOO_LARGE}")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror or error}") from None
    return logo_of(content, str(path))


_TOO_LARGE = (
    f"is too large for a logo; allowed: {MOST_BYTES // 2**20} MB, {MOST_PIXELS:,} pixels a side"
)


def logo_of(content: bytes, name: str) -> Picture:
    """A logo from the bytes of a PNG, JPEG or SVG file; UserError where it is none, or not safe."""
    name = shortened(name)
    if len(content) > MOST_BYTES:
        raise UserError(f"{name}: {_TOO_LARGE}")
    if b"<svg" in content[:2000]:
        if FORBIDDEN.search(content):
            raise UserError(
                f"{name}: this SVG holds a script or style, or names something outside itself; save it"
                " as plain SVG, or as PNG"
            )
        return Picture(content, "logo", SVG)
    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as image:
            kind, size = image.format, image.size
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        kind, size = None, (0, 0)
    if kind not in ("PNG", "JPEG"):
        raise UserError(f"{name}: is not a picture that a report can have; allowed: PNG, JPEG, SVG")
    if max(size) > MOST_PIXELS:
        raise UserError(f"{name}: {_TOO_LARGE}")
    return Picture(content, "logo", PNG if kind == "PNG" else JPEG)
