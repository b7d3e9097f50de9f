"""Columns of an uploaded file: what it looks like, and a choice of the column for each role."""

from collections.abc import Callable

import solara

from orgsim.errors import UserError
from orgsim.organisation.importing.columns import Role
from orgsim.ui.organisation.answer_columns import shown_roles
from orgsim.ui.organisation.uploaded_files import NOT_USED, Uploaded, of_sheet, with_column
from orgsim.ui.organisation.uploaded_text import label, looks
from orgsim.ui.shared.inputs import Choice, Words

MOST_CELL = 40


@solara.component
def Columns(file: Uploaded, on_change: Callable[[Uploaded], None], on_wrong: Callable[[str], None]):
    """The first rows of a file, its sheet if it is a workbook, and who plays which role."""

    def other_sheet(sheet: str) -> None:
        try:
            on_change(of_sheet(file, sheet))
        except UserError as error:
            on_wrong(str(error))

    with solara.Div(attributes={"role": "group", "aria-label": f"Columns of {file.name}"}):
        Words(looks(file))
        FirstRows(file)
        with solara.Div(classes=["os-editor"]):
            if len(file.seen.sheets) > 1:
                names = {name: name for name in file.seen.sheets}
                Choice("Sheet", names, file.seen.sheet, other_sheet)
            for role in shown_roles(file):
                RoleChoice(file, role, on_change).key(role.key)


@solara.component
def RoleChoice(file: Uploaded, role: Role, on_change: Callable[[Uploaded], None]):
    """The column that plays a role."""
    nobody = "choose a column" if role.needed else "no column"
    columns = {NOT_USED: nobody, **{name: name for name in file.seen.columns}}
    Choice(
        label(role),
        columns,
        file.column(role.key),
        lambda column: on_change(with_column(file, role.key, column)),
    )


@solara.component
def FirstRows(file: Uploaded):
    """The first rows, as a table that scrolls by itself."""

    def cells(tag: str, values: tuple[str, ...]) -> list:
        return [solara.v.Html(tag=tag, children=[_short(value)]) for value in values]

    table = [solara.v.Html(tag="tr", children=cells("th", file.seen.columns))]
    table += [solara.v.Html(tag="tr", children=cells("td", row)) for row in file.seen.rows]
    with solara.Div(classes=["os-scroll"], attributes={"tabindex": "0"}):
        solara.v.Html(tag="table", class_="os-table", children=table)


def _short(text: str) -> str:
    return text if len(text) <= MOST_CELL else f"{text[:MOST_CELL]}…"
