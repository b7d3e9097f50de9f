"""Small parts: a number to type, a choice, a section to open, a word of help."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import solara

from orgsim.errors import UserError, quoted
from orgsim.ui.shared.page_colours import LINK


@solara.component
def NumberField(
    value: float | None,
    on_value: Callable[[float | None], object],
    label: str,
    low: float,
    high: float,
    step: float = 0.01,
    whole: bool = False,
    shown_label: bool = False,
    empty: bool = False,
):
    """A number that counts when it is finished: on Enter or when the field is left.

    What is not allowed is refused in a line below, and the field has again what was there.
    """
    shown = "" if value is None else f"{value:.10g}"
    field = solara.use_ref(_Typed(shown, shown)).current
    _, set_drawn = solara.use_state(object())
    if field.shown != shown:  # here, and not in an effect, which would have all drawn once more
        field.shown, field.text, field.refused = shown, shown, ""

    def write(text: str) -> None:
        field.text = text  # Enter may come before the page is drawn again
        set_drawn(object())

    def finish(*_) -> None:
        text = str(field.text).strip().replace(",", ".")
        if text == shown:
            return
        field.refused = ""
        if empty and not text:
            write(text)
            on_value(None)
            return
        try:
            number = typed_number(text, low, high, whole)
        except UserError as error:
            field.refused = f"{label}: {error}. It stays {shown or 'empty'}."
            write(shown)
            return
        write(f"{number:.10g}")
        on_value(round(number) if whole else number)

    with solara.Div(style={"display": "contents"}):
        _number_input(
            field.text, write, finish, label, shown_label, {"min": low, "max": high, "step": step}
        )
        if field.refused:
            solara.v.Html(
                tag="div",
                class_="os-refused",
                attributes={"role": "alert"},
                children=[field.refused],
            )


@dataclass
class _Typed:
    """What stands in a field: the value that it began from, what was typed since, what was refused."""

    shown: str
    text: str
    refused: str = ""


def typed_number(text: str, low: float, high: float, whole: bool = False) -> float:
    """The number that was typed; raises UserError where it is none, out of range, or not whole."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    kind = "a whole number" if whole else "a number"
    if not low <= number <= high or (whole and number != round(number)):
        raise UserError(
            f"{quoted(text)} is not accepted; type {kind} from {low:.10g} to {high:.10g}"
        )
    return number


def _number_input(typed, write, finish, label, shown_label, limits):
    field = solara.v.TextField(
        v_model=typed,
        on_v_model=write,
        type="number",
        label=label if shown_label else "",
        dense=True,
        outlined=True,
        hide_details=True,
        class_="os-number-field" if not shown_label else "",
        attributes={"aria-label": label, **limits},
    )
    solara.v.use_event(field, "blur", finish)
    solara.v.use_event(field, "keydown.enter", finish)


@solara.component
def Choice(label: str, texts: Mapping[Any, str], value: Any, on_value: Callable[[Any], object]):
    """One of several values, each with its text."""
    return solara.v.Select(
        label=label,
        items=[{"text": text, "value": each} for each, text in texts.items()],
        v_model=value,
        on_v_model=on_value,
        dense=True,
        outlined=True,
        hide_details=True,
        style_="max-width: 340px; background: var(--card)",
    )


@solara.component
def Section(title: str, children: list[solara.Element] = [], note: str = "", begin: bool = False):  # noqa: B006
    """A heading that opens and closes what stands below it; closed, nothing below is made."""
    opened, set_opened = solara.use_state(begin)
    with solara.Div(classes=["os-card", "os-section"]):
        header = solara.v.Html(
            tag="button",
            class_="os-section-head",
            attributes={"type": "button", "aria-expanded": "true" if opened else "false"},
            children=[
                solara.v.Html(tag="span", children=[title]),
                solara.v.Html(tag="span", class_="os-changed", children=[note]),
                solara.v.Icon(children=["mdi-chevron-up" if opened else "mdi-chevron-down"]),
            ],
        )
        solara.v.use_event(header, "click", lambda *_: set_opened(not opened))
        if opened:
            solara.Div(children=children, classes=["os-section-body"])


@solara.component
def Help(about: str, opened: bool, on_opened: Callable[[bool], None]):
    """A mark that opens and closes what else there is to know; where that stands, the page says."""
    solara.Button(
        icon_name="mdi-information-outline",
        icon=True,
        x_small=True,
        on_click=lambda: on_opened(not opened),
        attributes={
            "aria-label": f"About {about}",
            "aria-expanded": "true" if opened else "false",
        },
    )


@solara.component
def Words(text: str, style: str = "os-note", tag: str = "div"):
    """Plain text in one of the page's styles."""
    return solara.v.Html(tag=tag, class_=style, children=[text])


@solara.component
def Problem(text: str):
    """What is wrong, read out at once."""
    return solara.v.Html(
        tag="div", class_="os-problem", children=[text], attributes={"role": "alert"}
    )


@solara.component
def Quiet(label: str, on_click: Callable[[], object], icon: str = "", disabled: bool = False):
    """A button that does not shout."""
    return solara.Button(
        label,
        icon_name=icon or None,
        on_click=on_click,
        text=True,
        small=True,
        disabled=disabled,
        color=LINK,
    )
