"""What the organisation stands for: its themes, added, renamed, weighted and removed."""

from collections.abc import Callable

import solara

from orgsim.config.models import Theme
from orgsim.number_text import count
from orgsim.ui.scenario.theme_rows import (
    room_for_more,
    themes_stay,
    with_another,
    with_theme,
    without_theme,
)
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import NumberField, Quiet, Section, Words


@solara.component
def Themes() -> None:
    """A row for each theme, and a button for another one."""
    config = session.scenario.value.config()
    with Section("What it stands for", note=count(len(config.themes), "theme")):
        if themes_stay(config):
            Words(
                "The answers were fitted to these themes, so none can be added, renamed or removed."
            )
        else:
            Words(
                "The organisation's own values. A column of a survey may be of one of them, as in"
                f" practice:{config.themes[0].name}."
            )
        for place, theme in enumerate(config.themes):
            _Theme(place, theme, themes_stay(config), len(config.themes) == 1).key(
                f"{place} {theme.name}"
            )
        if not themes_stay(config):
            Quiet("Add a theme", _add, "mdi-plus", not room_for_more(config))


def _add() -> None:
    session.change(with_another(session.scenario.peek()))


@solara.component
def _Theme(place: int, theme: Theme, stays: bool, alone: bool) -> None:
    def put(key: str) -> Callable[[float | str | None], None]:
        def taken(value: float | str | None) -> None:
            if value is not None:
                session.change(with_theme(session.scenario.peek(), place, **{key: value}))

        return taken

    def remove() -> None:
        session.change(without_theme(session.scenario.peek(), place))

    with solara.Div(
        classes=["os-fields"],
        style={"margin-top": "12px"},
        attributes={"role": "group", "aria-label": theme.name},
    ):
        Words(theme.name[:1].upper() + theme.name[1:], "os-heading")
        if not stays:
            solara.InputText("Name of the theme", theme.name, on_value=put("name"), dense=True)
        NumberField(theme.stated, put("stated"), "Stated level, 0 to 1", 0, 1, 0.05, False, True)
        NumberField(theme.weight, put("weight"), "Weight", 0.1, 1000, 0.5, False, True)
        NumberField(
            theme.habit_shift,
            put("habit_shift"),
            "Habit at the start, relative to other themes",
            -1,
            1,
            0.05,
            False,
            True,
        )
        if not stays and not alone:
            Quiet(f"Remove {theme.name}", remove, "mdi-delete-outline")
