"""Where it sits: a component that says in words and bars where the gap of a scenario sits."""

from collections.abc import Sequence

import solara

from orgsim.number_text import fixed
from orgsim.ui.scenario.gap_location import Bar, sitting
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_colours import BLUE, ORANGE, PLAIN, SKY, VERMILLION, named
from orgsim.ui.shared.replication_stream import Growing

GRID = {
    "display": "grid",
    "grid-template-columns": "repeat(auto-fit, minmax(min(100%, 440px), 1fr))",
    "gap": "20px 32px",
    "margin-top": "14px",
}


@solara.component
def WhereItSits(growing: Growing, name: str = "scenario") -> None:
    """The gap at the end by level, theme, unit and leader, of one scenario of those there are."""
    result = growing.results.get(name) or next(iter(growing.results.values()))
    found = solara.use_memo(lambda: sitting(result), [result])
    with solara.Div():
        for sentence in found.words:
            Words(sentence, "mb-1", "p")
        with solara.Div(style=GRID):
            _Bars("By level", "points a person", found.levels, BLUE)
            _Bars("By theme", "points a person", found.themes, SKY)
            if found.units:
                _Bars("Widest units", "points a person", found.units, ORANGE)
            if found.leaders:
                _Bars("Leaders furthest from their words", "points", found.leaders, VERMILLION)


@solara.component
def _Bars(title: str, unit: str, bars: Sequence[Bar], colour: str) -> None:
    most = max((bar.points for bar in bars), default=0.0) or 1.0
    with solara.Div(style={"display": "flex", "flex-direction": "column", "gap": "6px"}):
        with solara.Div():
            solara.Text(f"{title} ", style={"font-weight": "600"})
            solara.Text(f"[{unit}]", style={"color": PLAIN, "font-size": "0.85rem"})
        for number, bar in enumerate(bars):
            with solara.Div(
                style={
                    "display": "grid",
                    "grid-template-columns": "minmax(96px, 28%) 1fr 48px",
                    "gap": "8px",
                    "align-items": "center",
                },
            ).key(f"{number} {bar.label}"):
                with solara.Div(style={"line-height": "1.15", "overflow-wrap": "anywhere"}):
                    solara.Text(bar.label, style={"display": "block"})
                    solara.Text(bar.note, style={"color": PLAIN, "font-size": "0.75rem"})
                with solara.Div(style={"background": named("sunk"), "border-radius": "3px"}):
                    solara.Div(
                        style={
                            "width": f"{100 * bar.points / most:.1f}%",
                            "height": "14px",
                            "background": colour,
                            "border-radius": "3px",
                        }
                    )
                solara.Text(
                    fixed(bar.points, 2),
                    style={"text-align": "right", "font-variant-numeric": "tabular-nums"},
                )
