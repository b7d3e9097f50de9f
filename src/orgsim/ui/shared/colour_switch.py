"""Colour switch: light, dark, or as the system has it, kept by the browser that it was chosen in."""

import solara


@solara.component_vue("colour_switch.vue")
def ColourSwitch():
    """Chooses the colours of all pages; the server does not know which they are."""
