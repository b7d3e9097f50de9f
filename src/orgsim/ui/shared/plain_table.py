"""A table on a page."""

import solara

from orgsim.reporting import neutral_table

TONES = {"better": " os-better", "worse": " os-worse"}


@solara.component
def Table(of: neutral_table.Table) -> None:
    """A table; wider than the page, it scrolls by itself."""
    with (
        solara.Div(style={"overflow-x": "auto"}, attributes={"tabindex": "0"}),
        solara.v.Html(tag="table", class_="os-plain-table"),
    ):
        with solara.v.Html(tag="thead"), solara.v.Html(tag="tr"):
            for column in of.columns:
                heading = column.titled_heading
                solara.v.Html(tag="th", class_=_style(column), children=[heading])
        with solara.v.Html(tag="tbody"):
            for row in of.cells:
                with solara.v.Html(tag="tr"):
                    for column, cell in zip(of.columns, row, strict=True):
                        _cell(cell, _style(column))


def _cell(cell: neutral_table.Cell, style: str) -> None:
    """A cell; where a name of configs is called otherwise, it has that as a tooltip."""
    solara.v.Html(
        tag="td",
        class_=style + TONES.get(cell.tone, ""),
        attributes={"title": ", ".join(cell.names)} if cell.called else {},
        children=[cell.text],
    )


def _style(column: neutral_table.Column) -> str:
    return "os-figure" if column.to_the_right else ""
