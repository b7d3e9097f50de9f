"""Theme: the sizes, spaces and letters that all pages share."""

from typing import Any

from orgsim.ui.shared.page_colours import INK, named
from orgsim.ui.shared.resources import resource

CSS = resource("vuetify.css") + resource("theme.css")
FONT = {"fontFamily": "Roboto, sans-serif", "color": INK, "fontSize": 13}
"""Letters of charts."""


def saved_as(name: str) -> dict[str, Any]:
    """The tool of a chart that saves it as a PNG of that name."""
    picture = {
        "name": f"orgsim-{name}",
        "title": "Save as PNG",
        "pixelRatio": 2,
        "backgroundColor": named("card"),
    }
    return {"right": 8, "top": -6, "itemSize": 13, "feature": {"saveAsImage": picture}}
