"""A button that copies a text, where the browser lets it."""

import ipyvuetify
import solara
import traitlets

from orgsim.ui.shared.resources import resource


class CopyButton(ipyvuetify.VuetifyTemplate):
    """Copies `text` when it is pressed, and says so for two seconds."""

    text = traitlets.Unicode().tag(sync=True)
    template = traitlets.Unicode(resource("copy_button.vue")).tag(sync=True)


@solara.component
def Copy(text: str) -> None:
    """The button, for a text."""
    CopyButton.element(text=text)
