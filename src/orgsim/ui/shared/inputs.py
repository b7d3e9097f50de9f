"""Small parts: a number to type, a choice, a section to open, a word of help."""

from collections.abc import Callable, Mapping
from typing import Any

import solara


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

    Out of range becomes the nearest end; what is no number goes back to what was there.
    """
    shown = "" if value is None else f"{value:.10g}"
    typed, set_typed = solara.use_state(shown)
    latest = solara.use_ref(shown)

    def write(text: str) -> None:
        latest.current = text  # Enter may come before the page is drawn again
        set_typed(text)

    solara.use_effect(lambda: write(shown), [shown])

    def finish(*_) -> None:
        text = str(latest.current).strip().replace(",", ".")
        if text == shown:
            return
        if empty and not text:
            on_value(None)
            return
        try:
            number = float(text)
        except ValueError:
            write(shown)
            return
        number = min(high, max(low, number))
        write(f"{number:.10g}")
        on_value(round(number) if whole else number)

    field = solara.v.TextField(
        v_model=typed,
        on_v_model=write,
        type="number",
        label=label if shown_label else "",
        dense=True,
        outlined=True,
        hide_details=True,
        class_="os-number-field" if not shown_label else "",
        attributes={"aria-label": label, "min": low, "max": high, "step": step},
    )
    solara.v.use_event(field, "blur", finish)
    solara.v.use_event(field, "keydown.enter", finish)
    return field


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
        style_="max-width: 340px; background: #fff",
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
def Help(text: str):
    """A mark that says more where it is pointed at."""
    with solara.Tooltip(text):
        solara.Button(
            icon_name="mdi-help-circle-outline",
            icon=True,
            x_small=True,
            attributes={"aria-label": text},
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
        color="#005A8E",
    )
