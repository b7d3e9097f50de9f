"""Odd rows: choices of how they are handled, shown where a refusal names them or on request."""

from collections.abc import Callable, Mapping

import solara

from orgsim.ui.organisation.row_handling import HANDLINGS, REFUSED, Handling, named_in
from orgsim.ui.shared.inputs import Choice, Quiet, Words


@solara.component
def OddRows(chosen: Mapping[str, str], wrong: str, on_change: Callable[[dict[str, str]], None]):
    """Choices for rows that do not fit; those that a refusal names, or that are made, are open."""
    opened, set_opened = solara.use_state(False)
    named = named_in(wrong)
    shown = [each for each in HANDLINGS if opened or each in named or chosen.get(each.key)]
    with solara.Div(attributes={"role": "group", "aria-label": "How to handle it"}):
        with solara.Div(classes=["os-fields"]):
            for each in shown:
                value = chosen.get(each.key, REFUSED)
                OddRow(each, value, lambda new, key=each.key: on_change({**chosen, key: new})).key(
                    each.key
                )
        if len(shown) < len(HANDLINGS) or opened:
            label = "Fewer choices" if opened else "Rows that do not fit …"
            Quiet(label, lambda: set_opened(not opened))


@solara.component
def OddRow(of: Handling, value: str, on_value: Callable[[str], None]):
    """One thing that can be asked for: a choice, or a text to write."""
    if of.choices:
        Choice(of.label, of.choices, value, on_value)
    else:
        with solara.Div():
            solara.InputText(of.label, value=value, on_value=on_value, dense=True)
            Words(f"like {of.example}")
