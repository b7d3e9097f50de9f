"""Theme: the colours, sizes and spaces that all pages share."""

from typing import Any

from orgsim.figures.style import BLUE, GREEN, INK, VERMILLION
from orgsim.ui.shared.resources import resource

ACCENT = BLUE
BETTER, WORSE, PLAIN = "#00704F", "#A84300", "#5B6470"
"""Text colours for better and worse: Okabe–Ito's green and vermillion, dark enough to read."""

BETTER_LINE, WORSE_LINE = GREEN, VERMILLION

_VARIABLES = {
    "accent": ACCENT,
    "ink": INK,
    "plain": PLAIN,
    "better": BETTER,
    "worse": WORSE,
    "better-line": BETTER_LINE,
    "worse-line": WORSE_LINE,
}
"""The colours that charts and styles share, by the name that styles know them by."""

CSS = f":root {{ {' '.join(f'--{name}: {value};' for name, value in _VARIABLES.items())} }}\n"
CSS += resource("theme.css")


def saved_as(name: str) -> dict[str, Any]:
    """The tool of a chart that saves it as a PNG of that name."""
    picture = {"name": f"orgsim-{name}", "title": "Save as PNG", "pixelRatio": 2}
    return {"right": 8, "top": -6, "itemSize": 13, "feature": {"saveAsImage": picture}}
