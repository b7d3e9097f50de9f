"""A table of plain text: a heading a column, the first one of names, the others of numbers."""

from collections.abc import Sequence

import solara

from orgsim.ui.shared.theme import BETTER, WORSE

HEAD = {
    "text-align": "right",
    "padding": "6px 10px",
    "border-bottom": "2px solid #8C8C8C",
    "font-weight": "500",
    "vertical-align": "bottom",
}
CELL = {
    "text-align": "right",
    "padding": "6px 10px",
    "border-bottom": "1px solid #D9D9D9",
    "font-variant-numeric": "tabular-nums",
}
FIRST = {"text-align": "left", "min-width": "116px"}
COLOURS = {"better": BETTER, "worse": WORSE}


@solara.component
def Table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under headings; wider than the page, it scrolls by itself."""
    with (
        solara.Div(style={"overflow-x": "auto"}, attributes={"tabindex": "0"}),
        solara.v.Html(tag="table", style_="border-collapse: collapse; width: 100%"),
    ):
        with solara.v.Html(tag="thead"), solara.v.Html(tag="tr"):
            for number, text in enumerate(head):
                _cell("th", text, HEAD, number)
        with solara.v.Html(tag="tbody"):
            for row in rows:
                with solara.v.Html(tag="tr"):
                    for number, text in enumerate(row):
                        _cell("td", text, CELL, number)


def _cell(tag: str, text: str, style: dict[str, str], number: int) -> None:
    colour = next((value for word, value in COLOURS.items() if text.endswith(f" {word}")), "")
    whole = {**style, **(FIRST if number == 0 else {}), **({"color": colour} if colour else {})}
    written = "; ".join(f"{key}: {value}" for key, value in whole.items())
    solara.v.Html(tag=tag, style_=written, children=[text])
