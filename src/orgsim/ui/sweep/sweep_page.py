"""Sweep: the points of the folder that `orgsim ui DIR` was given, and what they say."""

import os
from pathlib import Path

import solara

from orgsim.errors import UserError
from orgsim.ui.server import FOLDER_VARIABLE
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_colours import LINK
from orgsim.ui.sweep.sweep_points import Opened, figures, opened, scenario_of_point, shown_width

SIDE_BY_SIDE = {"gap": "16px", "align-items": "flex-start"}
"""Figures stand beside each other where there is room, each as large as on paper."""


@solara.component
def Page():
    """The sweep's figures and points, or how to open one."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        with solara.Div(classes=["os-card"]):
            Words("No sweep is open", "os-heading", "h1")
            Words("Open one from the command line: orgsim ui FOLDER, with the folder of a sweep.")
        return
    Sweep(Path(folder))


@solara.component
def Sweep(folder: Path):
    """Reads the sweep in the background, then shows it."""

    def read(cancel) -> Opened | str:
        try:
            return opened(folder)
        except UserError as error:
            return str(error)

    found = solara.use_thread(read, [folder]).value
    with solara.Div(classes=["os-main"]):
        if found is None:
            with solara.Div(classes=["os-card", "os-empty"]):
                Words("Reading the sweep …", "os-heading")
        elif isinstance(found, str):
            with solara.Div(classes=["os-card"]):
                Words("This sweep cannot be shown", "os-heading", "h1")
                Words(found)
        else:
            Points(found, folder)
            Figures(found)


@solara.component
def Figures(found: Opened):
    """What matters, and by how much; one figure after the other."""
    nothing: tuple[tuple[str, bytes], ...] = ()
    drawn, set_drawn = solara.use_state(nothing)

    def draw(cancel) -> None:
        so_far = nothing
        for figure in figures(found):
            if cancel.is_set():
                return
            so_far = (*so_far, figure)
            set_drawn(so_far)

    drawing = solara.use_thread(draw, [found])
    with solara.Div(classes=["os-card"]):
        Words("What matters", "os-heading", "h2")
        for warning in found.warnings:
            Words(warning)
        with solara.Div(classes=["os-row"], style=SIDE_BY_SIDE):
            for text, png in drawn:
                solara.Div(
                    children=[solara.Image(png, width="100%")],
                    attributes={"role": "img", "aria-label": text},
                    style={"width": "100%", "max-width": f"{shown_width(png)}px"},
                )
        if drawing.state == solara.ResultState.RUNNING:
            Words("Drawing …")


@solara.component
def Points(found: Opened, folder: Path):
    """A row for each point; a press opens it."""
    router = solara.use_router()

    def show(point: int) -> None:
        try:
            new = scenario_of_point(folder, point)
        except UserError as error:
            session.problem.value = str(error)
            return
        if session.begin(new):
            router.push(session.link("/", new))

    with solara.Div(classes=["os-card"]):
        Words(f"The sweep {found.name}", "os-title", "h1")
        left_out = (
            f", the first {len(found.rows)} of them here" if len(found.rows) < found.points else ""
        )
        Words(f"{found.points} points{left_out}. Press one to open it as a scenario.")
        table = [_row([solara.v.Html(tag="th", children=[name]) for name in found.columns])]
        for row in found.rows:
            button = solara.Button(
                row[0],
                on_click=lambda k=int(row[0]): show(k),
                text=True,
                small=True,
                color=LINK,
                attributes={"aria-label": f"Open point {row[0]}"},
            )
            cells = [button, *row[1:]]
            table.append(_row([solara.v.Html(tag="td", children=[cell]) for cell in cells]))
        with solara.Div(classes=["os-scroll"], style={"max-height": "420px", "overflow": "auto"}):
            solara.v.Html(tag="table", class_="os-table", children=table)


def _row(cells: list):
    return solara.v.Html(tag="tr", children=cells)
