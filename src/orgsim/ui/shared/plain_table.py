"""A table on a page."""

import solara

from orgsim.reporting import neutral_table
from orgsim.ui.shared.page_colours import BETTER, WORSE

HEAD = {
    "text-align": "right",
    "padding": "6px 10px",
    "border-bottom": "2px solid var(--control)",
    "font-weight": "500",
    "vertical-align": "bottom",
}
CELL = {
    "text-align": "right",
    "padding": "6px 10px",
    "border-bottom": "1px solid var(--rule)",
    "font-variant-numeric": "tabular-nums",
}
WORDS = {"text-align": "left", "min-width": "116px"}
COLOURS = {"better": BETTER, "worse": WORSE}


@solara.component
def Table(of: neutral_table.Table) -> None:
    """A table; wider than the page, it scrolls by itself."""
    with (
        solara.Div(style={"overflow-x": "auto"}, attributes={"tabindex": "0"}),
        solara.v.Html(tag="table", style_="border-collapse: collapse; width: 100%"),
    ):
        with solara.v.Html(tag="thead"), solara.v.Html(tag="tr"):
            for column in of.columns:
                _cell("th", column.whole_heading, HEAD, column)
        with solara.v.Html(tag="tbody"):
            for row in of.cells:
                with solara.v.Html(tag="tr"):
                    for column, cell in zip(of.columns, row, strict=True):
                        _cell("td", cell.text, CELL, column, COLOURS.get(cell.tone, ""))


def _cell(
    tag: str, text: str, style: dict[str, str], column: neutral_table.Column, colour: str = ""
) -> None:
    words = {} if column.to_the_right else WORDS
    whole = {**style, **words, **({"color": colour} if colour else {})}
    written = "; ".join(f"{key}: {value}" for key, value in whole.items())
    solara.v.Html(tag=tag, style_=written, children=[text])
