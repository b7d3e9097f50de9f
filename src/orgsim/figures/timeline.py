"""What is done and what befalls, on a line of weeks."""

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes

from orgsim.config import Config, InterventionConfig, Who
from orgsim.figures.style import GREY, INK

MOST_DRAWN = 12
EVERYWHERE = ""


class Event(NamedTuple):
    """An intervention from its first to its last week, or a shock (both the same week).

    scenario is EVERYWHERE for what is in all of them.
    """

    scenario: str
    label: str
    first: int
    last: int | None
    shock: bool


def events_of(scenarios: Mapping[str, Config]) -> list[Event]:
    """The interventions and shocks of scenarios, those that all share first."""
    found: dict[tuple, list[str]] = {}
    for name, config in scenarios.items():
        own = [_intervention(each) for each in config.interventions]
        own += [
            (_label(each.kind, each.who, each.strength), each.week, each.week, True)
            for each in config.shocks
        ]
        for event in dict.fromkeys(own):
            found.setdefault(event, []).append(name)
    shared = [
        Event(EVERYWHERE, *event) for event, names in found.items() if len(names) == len(scenarios)
    ]
    own_events = [
        Event(name, *event)
        for name in scenarios
        for event, names in found.items()
        if name in names and len(names) < len(scenarios)
    ]
    return shared + own_events


def _intervention(each: InterventionConfig) -> tuple[str, int, int | None, bool]:
    last = None if each.weeks is None else each.start + each.weeks - 1
    return _label(each.kind, each.who, each.strength), each.start, last, False


def _label(kind: str, who: Who | None, strength: float) -> str:
    text = kind.replace("_", " ")
    if strength != 1:
        text += f" ×{strength:g}"
    if who:
        text += f" ({who if isinstance(who, str) else ', '.join(who)})"
    return text


def draw_timeline(axes: Axes, events: list[Event], weeks: int, colours: Mapping[str, str]) -> None:
    """A row for each event, with its name beside its bar; `colours` are those of scenarios."""
    shown = [event for event in events if event.first <= weeks]
    left_out = len(shown) - MOST_DRAWN
    for row, event in enumerate(shown[:MOST_DRAWN]):
        colour = colours.get(event.scenario, INK)
        if event.shock:
            axes.plot(event.first, row, marker="D", markersize=6, color=colour)
        else:
            last = weeks if event.last is None else min(weeks, event.last)
            axes.barh(row, last - event.first + 1, left=event.first - 1, height=0.55, color=colour)
        late = event.first > weeks * 0.6
        axes.annotate(
            f"{event.label}, {_when(event)}",
            (event.first if late or event.shock else event.first - 1, row),
            xytext=(-8 if late else 8, 0),
            textcoords="offset points",
            ha="right" if late else "left",
            va="center",
            fontsize=8.5,
            color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1},
        )
    axes.set(xlim=(0, weeks), yticks=[], title="What is done, and what befalls")
    axes.set_ylim(min(len(shown), MOST_DRAWN) - 0.4, -0.6)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    if left_out > 0:
        axes.set_title(f"and {left_out} more", loc="right", fontsize=8.5, color=GREY)


def _when(event: Event) -> str:
    if event.shock:
        return f"week {event.first}"
    if event.last is None:
        return f"from week {event.first}"
    return f"weeks {event.first} to {event.last}"
