"""Programmes and events on a line of weeks."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, MultipleLocator

from orgsim.config.models import Config, InterventionConfig, Who
from orgsim.figures.style import GREY
from orgsim.number_text import plain
from orgsim.week_text import week_mark, weeks_text

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
    kind = each.declared.title(each.kind)
    if each.kind == "custom":
        changes = (
            f"{lever} {plain(amount, sign=True)}" for lever, amount in (each.change or {}).items()
        )
        kind = ", ".join(changes)
    return _label(kind, each.who, each.strength), each.start, each.last, False


def _label(kind: str, who: Who | None, strength: float) -> str:
    text = kind.replace("_", " ")
    if strength != 1:
        text += f" ×{plain(strength)}"
    if who:
        text += f" ({who if isinstance(who, str) else ', '.join(who)})"
    return text


def drawn(events: list[Event], weeks: int) -> list[Event]:
    """The events that there is room for."""
    return [event for event in events if event.first <= weeks][:MOST_DRAWN]


def draw_timeline(
    axes: Axes,
    events: list[Event],
    weeks: int,
    colours: Mapping[str, str],
    week_one: date | None = None,
) -> None:
    """A row for each event, with its name on its bar; `colours` are those of scenarios."""
    shown = drawn(events, weeks)
    for row, event in enumerate(shown):
        _draw_event(axes, event, row, weeks, colours.get(event.scenario, GREY), week_one)
    axes.set(xlim=(0, weeks), yticks=[], xlabel="week")
    axes.set_title("Programmes (dotted below) and events (dashed below)")
    axes.set_ylim(len(shown) - 0.4, -0.6)
    week_ticks(axes, weeks, week_one)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    left_out = sum(event.first <= weeks for event in events) - len(shown)
    if left_out:
        axes.set_title(f"and {left_out} more", loc="right", fontsize=8.5)


def _draw_event(
    axes: Axes, event: Event, row: int, weeks: int, colour: str, week_one: date | None
) -> None:
    begin, end = event.first - 1, weeks if event.last is None else min(weeks, event.last)
    late = event.first > 0.6 * weeks
    if event.shock:
        begin = event.first
        axes.plot(begin, row, marker="D", markersize=6, color=colour, clip_on=False)
    else:
        axes.barh(row, end - begin, left=begin, height=0.7, color=colour, alpha=0.3)
        axes.vlines(begin, row - 0.35, row + 0.35, color=colour, linewidth=3)
    axes.annotate(
        f"{event.label}, {weeks_text(event.first, event.last, week_one)}",
        (begin, row),
        xytext=(-8 if late else 8, 0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="center_baseline",
        fontsize=8.5,
    )


def week_ticks(axes: Axes, weeks: int, week_one: date | None = None, most: int = 8) -> None:
    """Ticks at quarters, halves or wholes of years; at round weeks where there are few.

    week_one  the day on which week 1 begins; that of each tick then stands below it
    most      steps that there is room for
    """
    step = next((step for step in (13, 26, 52, 104, 260, 520) if weeks / step <= most), 0)
    if weeks >= 39 and step:
        axes.xaxis.set_major_locator(MultipleLocator(step))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(min(6, most), integer=True))
    if week_one is not None:
        axes.xaxis.set_major_formatter(lambda week, _: week_mark(week, week_one))
