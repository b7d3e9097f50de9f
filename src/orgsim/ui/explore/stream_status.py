"""How far something is that is explored, and a button that stops it."""

from collections.abc import Callable
from typing import Any

import solara

from orgsim.ui.shared.computing.streaming import Stream
from orgsim.ui.shared.inputs import Words


@solara.component
def Status(stream: Stream[Any], cancel: Callable[[], None], text: str):
    """What is known so far in words, what is wrong, and how far the rest is."""
    with solara.Div(style={"min-height": "44px", "margin": "4px 0"}):
        if stream.problem:
            Words(stream.problem, "os-problem")
        with solara.Div(classes=["os-row"]):
            Words(text or "Simulating …", "os-note", "span")
            if stream.running:
                solara.Button("Stop here", text=True, small=True, on_click=cancel)
        if stream.running:
            share = stream.latest.share if stream.latest else 0.0
            solara.ProgressLinear(100 * share if share else True)
