"""Where it sits: a component that says in words and bars where the gap of a scenario sits."""

from collections.abc import Sequence

import solara

from orgsim.number_text import fixed
from orgsim.ui.scenario.outcomes.gap_location import Bar, locate_gap
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_colours import BLUE, ORANGE, SKY, VERMILLION

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
    found = solara.use_memo(lambda: locate_gap(result), [result])
    with solara.Div():
        for sentence in found.words:
            Words(sentence, "mb-1", "p")
        with solara.Div(style=GRID):
            _Bars("By level", "points per person", found.levels, BLUE)
            _Bars("By theme", "points per person", found.themes, SKY)
            if found.units:
                _Bars("Widest units", "points per person", found.units, ORANGE)
            if found.leaders:
                _Bars("Leaders furthest from their words", "points", found.leaders, VERMILLION)


@solara.component
def _Bars(title: str, unit: str, bars: Sequence[Bar], colour: str) -> None:
    most = max((bar.points for bar in bars), default=0.0) or 1.0
    drawn = [
        {
            "label": bar.label,
            "note": bar.note,
            "width": f"{100 * bar.points / most:.1f}%",
            "points": fixed(bar.points, 2),
        }
        for bar in bars
    ]
    _BarsInBrowser(title=title, unit=unit, bars=drawn, colour=colour)


@solara.component_vue("bars.vue")
def _BarsInBrowser(title: str, unit: str, bars: list[dict[str, str]], colour: str) -> None:
    """Bars below each other in one piece: as parts of their own they took most of a drawing's time."""
