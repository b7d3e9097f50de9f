"""The scenarios that are compared: each with what can be done with it, and what can be added."""

from collections.abc import Callable, Mapping, Sequence

import solara

from orgsim.reporting.sentences.scenario_report_text import SAME_DRAWS
from orgsim.ui.compare.compare_charts import colours
from orgsim.ui.compare.compared_groups import Group, names_by_place
from orgsim.ui.compare.not_in_address import not_in_address
from orgsim.ui.compare.put_beside import put_beside
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_colours import PLAIN, named
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.compared_address import MOST_COMPARED
from orgsim.ui.shared.scenarios.presets import YOURS, presets, variants
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.undo_buttons import UndoButtons

OFFERED = (YOURS, "retail", "hospital", "baseline")
"""Presets whose scenarios are offered before any is there."""

CARD = {
    "border": "1px solid var(--edge)",
    "border-radius": "8px",
    "background": named("card"),
    "padding": "6px 8px 6px 12px",
    "min-width": "180px",
    "overflow-wrap": "anywhere",
}


@solara.component
def Start() -> None:
    """What can be compared, where nothing is yet."""
    with Panel("Compare what could be done"):
        solara.Text(
            f"Put up to six scenarios side by side: {SAME_DRAWS}, so that what differs between them"
            " is what was done."
        )
        with solara.Div(classes=["os-row"], style={"margin-top": "16px"}):
            for preset in (one for one in OFFERED if one in presets() and variants(one)):
                solara.Button(
                    f"{presets()[preset]}: {_how_many(preset)}",
                    on_click=lambda preset=preset: _add_variants(preset),
                    outlined=True,
                    color="primary",
                )


def _how_many(preset: str) -> str:
    """Which of a preset's scenarios there is room for."""
    most = MOST_COMPARED
    fits = len(variants(preset)) <= most
    return "all its scenarios" if fits else f"the first {most} of its scenarios"


def _add_variants(preset: str) -> None:
    for variant in variants(preset)[:MOST_COMPARED]:
        compared_changes.add(Scenario(preset, variant))


@solara.component
def Chosen(groups: Sequence[Group]) -> None:
    """The scenarios, each with what can be done with it, and what can be added."""
    renaming, set_renaming = solara.use_state(-1)
    said, set_said = solara.use_state("")

    def put() -> None:
        set_said(put_beside(session.scenario.peek(), session.start.peek()))

    those = session.compared.value
    shown = groups or [Group("", those, tuple(range(len(those))))]
    full = len(those) >= MOST_COMPARED
    with solara.Div(classes=["os-row"]):
        solara.Button(
            "Add the current scenario",
            icon_name="mdi-plus",
            on_click=put,
            color="primary",
            disabled=full,
        )
        _AddVariant(full)
        solara.v.Spacer()
        UndoButtons()
    with solara.Div(classes=["os-row"]):
        for group in shown:
            colour = colours(group.names)
            for number, title in zip(group.places, group.names, strict=True):
                with solara.Div(style={**CARD, "border-left": f"6px solid {colour[title]}"}).key(
                    f"{number} {title}"
                ):
                    if renaming == number:
                        _Rename(number, title, lambda: set_renaming(-1))
                    else:
                        _Named(number, title, group.places[0], full, set_renaming)
    if groups and len(those) > 1:
        run = those[0].value("run")
        Words(
            f"All run for {run['weeks']} weeks and {run['replications']} times, as the first does."
        )
    if said:
        solara.v.Html(tag="div", class_="os-note", attributes={"role": "status"}, children=[said])
    _NotInAddress(names_by_place(shown))


@solara.component
def _Named(
    number: int, title: str, reference: int, full: bool, set_renaming: Callable[[int], None]
) -> None:
    router = solara.use_router()
    solara.Text(title, style={"font-weight": "600"})
    with solara.Div(style={"display": "flex", "align-items": "center"}):
        if number == reference:
            solara.Text("the reference", style={"color": PLAIN, "margin-right": "12px"})
        else:
            solara.Button(
                "make reference",
                text=True,
                dense=True,
                small=True,
                style={"padding": "0 6px 0 0"},
                on_click=lambda: compared_changes.make_reference(number, reference),
                attributes={"aria-label": f"Make {title} the reference"},
            )
        _Small("mdi-pencil", f"Rename {title}", lambda: set_renaming(number))
        _Small(
            "mdi-content-copy",
            f"Duplicate {title}",
            lambda: compared_changes.duplicate(number),
            full,
        )
        _Small("mdi-open-in-app", f"Open {title}", lambda: _open(number, router.push))
        _Small("mdi-close", f"Remove {title}", lambda: compared_changes.remove(number))


def _open(number: int, go: Callable[[str], None]) -> None:
    opened = session.compared.value[number]
    if session.change(opened):
        go(session.link("/", opened))


@solara.component
def _NotInAddress(called: Mapping[int, str]) -> None:
    """What becomes of scenarios that no address holds, by what each place is called."""
    for sentence in not_in_address(called):
        Words(sentence)


@solara.component
def _Small(icon: str, meaning: str, on_click: Callable[[], object], disabled: bool = False) -> None:
    with solara.Tooltip(meaning):
        solara.Button(
            icon_name=icon,
            icon=True,
            small=True,
            disabled=disabled,
            on_click=on_click,
            attributes={"aria-label": meaning},
        )


@solara.component
def _Rename(number: int, title: str, done: Callable[[], None]) -> None:
    name = solara.use_reactive(title)

    def rename(value: str) -> None:
        if value.strip() == title or compared_changes.rename(number, value):
            done()

    solara.InputText("Name, then Enter", value=name, on_value=rename, autofocus=True)


@solara.component
def _AddVariant(full: bool) -> None:
    """A scenario of a preset's file, picked from a list."""
    choices = [Scenario(preset, variant) for preset in presets() for variant in variants(preset)]

    def pick(place: int | None) -> None:
        if place is not None:
            compared_changes.add(choices[place])

    solara.v.Autocomplete(
        label="Add a ready scenario",
        items=[{"text": each.title, "value": place} for place, each in enumerate(choices)],
        v_model=None,
        on_v_model=pick,
        dense=True,
        outlined=True,
        hide_details=True,
        disabled=full,
        style_="max-width: 320px",
    )
