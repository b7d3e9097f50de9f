"""Page colours: every colour of the pages once, as it is on light and on dark.

Styles and charts know a colour by its name, `var(--ink)`, and the browser puts in what it is: nothing is
drawn again by the server where a visitor turns from light to dark. Figures of reports have those of
`figures.style`, as they are read on paper.
"""

from orgsim.figures import style

PAIRS = {
    # what stands behind
    "ground": ("#F5F7FA", "#12161B"),
    "card": ("#FFFFFF", "#1B2128"),
    "sunk": ("#F3F6F9", "#161B21"),
    "hover": ("#F7FAFC", "#242C35"),
    "here": ("#E6F1F8", "#1B3346"),
    "shade": ("#1018280F", "#00000059"),
    # lines
    "rule": ("#EEF1F5", "#343E49"),
    "edge": ("#DDE3EA", "#46525F"),
    "control": ("#838B95", "#7B8794"),
    # words
    "ink": (style.INK, "#E3E8ED"),
    "plain": ("#5B6470", "#A8B3BF"),
    "link": ("#005A8E", "#7CC2F2"),
    "better": ("#00704F", "#4CC9A0"),
    "worse": ("#A84300", "#F2935C"),
    # what is marked, and what has white words on it
    "accent": (style.BLUE, "#58ADE6"),
    "fill": ("#005A8E", "#1F6FA8"),
    "danger": ("#B3261E", "#BF3A30"),
    "caution": ("#8A4B00", "#94560C"),
    "problem": ("#FFF4EC", "#3A2317"),
    "problem-edge": ("#E9B48F", "#8A5332"),
    "problem-ink": ("#7A3200", "#FFC9A3"),
    # what is drawn: Okabe and Ito's colours, distinguishable for the colour-blind, lighter on dark
    "blue": (style.BLUE, "#4C9EE3"),
    "orange": (style.ORANGE, "#E69F00"),
    "green": (style.GREEN, "#17B083"),
    "vermillion": (style.VERMILLION, "#EC7033"),
    "purple": (style.PURPLE, "#D892B9"),
    "sky": (style.SKY, "#A6DAF7"),
    "black": (style.BLACK, "#E3E8ED"),
    "yellow": (style.YELLOW, "#F0E442"),
    "grey": (style.GREY, "#8C97A3"),
}
"""A colour's name: what it is on light, and on dark."""


def named(name: str) -> str:
    """How styles and charts ask for a colour."""
    if name not in PAIRS:
        raise KeyError(f"{name!r} is none of {', '.join(PAIRS)}")
    return f"var(--{name})"


BLUE, ORANGE, GREEN, VERMILLION = map(named, ("blue", "orange", "green", "vermillion"))
PURPLE, SKY, BLACK, YELLOW, GREY = map(named, ("purple", "sky", "black", "yellow", "grey"))
SERIES = (BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY, BLACK, YELLOW)
"""Colours of scenarios, in their order."""

INK, PLAIN, LINK, FILL = map(named, ("ink", "plain", "link", "fill"))
BETTER, WORSE = map(named, ("better", "worse"))


def _declared(at: int) -> str:
    return " ".join(f"--{name}: {both[at]};" for name, both in PAIRS.items())


DECLARATIONS = f"""
:root {{ color-scheme: light; {_declared(0)} }}
:root[data-colours=dark] {{ color-scheme: dark; {_declared(1)} }}
html, body {{ background: var(--ground); }}
"""
"""The style that every document begins with, so that no page is light before it is dark."""
