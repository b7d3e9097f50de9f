"""The frontier of a plan as a figure: how much can be reached for how many hours, and how much money."""

from collections.abc import Mapping
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from orgsim.figures.style import BLUE, GREY, INK, ORANGE, PALE, STYLE, VERMILLION
from orgsim.number_text import fixed
from orgsim.planning.plan_result import NOTHING_NAME, PLAN, RUNNER_UP

RESOURCES = {"leader_hours": "leader hours", "money": "money [{currency}]"}


def draw_plan(summary: Mapping[str, Any], objective: str) -> Figure:
    """Effect against hours and money of what was tried with all replications, and what programmes add.

    objective  what the effect is one of, in words
    """
    with rc_context(STYLE):
        columns = 3 if summary["programmes"] else 2
        figure = Figure(figsize=(4.9 * columns, 4.9), layout="constrained")
        panels = figure.subplots(1, columns)
        for axes, resource in zip(panels, RESOURCES, strict=False):
            _draw_frontier(axes, summary, resource)
        panels[0].set_ylabel(f"effect on {objective}")
        figure.legend(
            *panels[0].get_legend_handles_labels(), loc="outside lower left", ncols=5, fontsize=8.5
        )
        if columns == 3:
            _draw_programmes(panels[2], summary)
        figure.suptitle(_title(summary), x=0.01, ha="left", fontsize=12)
    return figure


def _title(summary: Mapping[str, Any]) -> str:
    if not summary["anything_helps"]:
        return f"{summary['name']}: nothing that was tried does better than doing nothing"
    return f"{summary['name']}: what can be reached by week {summary['horizon']}"


def _draw_frontier(axes: Axes, summary: Mapping[str, Any], resource: str) -> None:
    rows = summary["frontier"]
    axes.plot(
        [row[resource] for row in rows],
        [row["effect"] for row in rows],
        linestyle="none",
        marker="o",
        markersize=3.5,
        color=GREY,
        alpha=0.6,
        label="tried with all replications",
    )
    best = [row for row in rows if row[f"best_for_{resource}"]]
    best.sort(key=lambda row: float(row[resource]))
    costs, effects = [row[resource] for row in best], [row["effect"] for row in best]
    axes.step(costs, effects, where="post", color=BLUE, label="most for as little")
    known = [row for row in best if row["low"] is not None]
    axes.fill_between(
        [row[resource] for row in known],
        [row["low"] for row in known],
        [row["high"] for row in known],
        step="post",
        color=BLUE,
        alpha=0.15,
        linewidth=0,
        label="its 95 % interval",
    )
    _mark_contenders(axes, summary, resource)
    limit = summary["budget"][resource]
    if limit is not None:
        axes.axvline(limit, color=INK, linewidth=1, linestyle="--")
        upright: Any = {"rotation": 90, "ha": "right", "va": "bottom", "fontsize": 8.5}
        foot = axes.get_xaxis_transform()
        axes.annotate("budget", (limit, 0.02), xycoords=foot, color=INK, **upright)
    axes.axhline(0, color=PALE, linewidth=1)
    axes.set_xlabel(RESOURCES[resource].format(currency=summary["currency"]))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlim(left=0)


def _mark_contenders(axes: Axes, summary: Mapping[str, Any], resource: str) -> None:
    """The plan and its runners-up, by name."""
    said = {PLAN: False, RUNNER_UP: False}
    for row in summary["contenders"]:
        kind = PLAN if row["name"] == PLAN else RUNNER_UP
        if row["name"] == NOTHING_NAME:
            continue
        axes.plot(
            row[resource],
            row["effect"],
            linestyle="none",
            marker="*" if kind == PLAN else "D",
            markersize=14 if kind == PLAN else 5,
            color=VERMILLION if kind == PLAN else ORANGE,
            label=None if said[kind] else kind.lower(),
            zorder=3,
        )
        said[kind] = True


def _draw_programmes(axes: Axes, summary: Mapping[str, Any]) -> None:
    """What each programme of the plan adds, with its interval."""
    rows = sorted(summary["programmes"], key=lambda row: float(row["adds"]))
    for place, row in enumerate(rows):
        axes.barh(place, row["adds"], height=0.6, color=BLUE if row["adds"] > 0 else VERMILLION)
        if row["low"] is not None:
            axes.plot([row["low"], row["high"]], [place, place], color=INK, linewidth=1.2)
        right = max(row["adds"], row["high"] or 0.0)
        beside: Any = {"xytext": (4, 0), "textcoords": "offset points", "va": "center"}
        axes.annotate(fixed(row["adds"]), (right, place), fontsize=8.5, **beside)
    axes.set_yticks(range(len(rows)), [row["programme"] for row in rows])
    axes.margins(x=0.16)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    shapley = summary["contributions"] == "shapley"
    axes.set_title("what each programme adds" if shapley else "what is lost without each")
