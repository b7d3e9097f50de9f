"""Figures of the verification."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from orgsim.figures.style import COLOURS, GREY, INK
from orgsim.study.figures import panels

from .limits import FLAT, HIERARCHY

SHOWN = ("practice", "trust", "engagement", "message")
SHAPES = (
    (FLAT, "message", "message, one leader"),
    (FLAT, "practice", "practice, one leader and peers"),
    (HIERARCHY, "message", "message, spans of five"),
)


def draw_paths(tables, findings) -> Figure:
    """Left: the published example week by week. Right: means of 400 employees over 16 replications
    beside the solution of the mean-field equations.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.7)
    example = tables["four_people"]
    for person in range(4):
        here = (example["case"] == 1) & (example["person"] == person) & (example["week"] <= 12)
        week = example["week"][here]
        left.plot(week, example["found"][here], color=COLOURS[person], marker="o", markersize=3)
        left.hlines(example["printed"][here][:1], 0, 12, color=COLOURS[person], linestyle=":")
        left.annotate(
            f"person {person + 1}",
            (week[0], example["found"][here][0]),
            (-6, 0),
            textcoords="offset points",
            color=COLOURS[person],
            fontsize=8.5,
            ha="right",
            va="center",
        )
    left.set(xlabel="Time (weeks)", ylabel="Opinion (points of the published example)")
    left.set_xlim(left=-3.2)
    left.set_xticks(range(0, 13, 2))
    left.set_title("Four people; dotted: as published")
    table = tables["mean_field"]
    for number, state in enumerate(SHOWN):
        here = (table["state"] == state) & (table["epsilon"] == 0.025)
        time = np.unique(table["time"])
        mean = [table["found"][here & (table["time"] == at)].mean() for at in time]
        due = [table["expected"][here & (table["time"] == at)].mean() for at in time]
        right.plot(time, due, color=COLOURS[number])
        right.plot(
            time,
            mean,
            color=COLOURS[number],
            linestyle="",
            marker="osD^"[number],
            markersize=4,
            label=state,
        )
    right.set(xlabel="Time (1/ε weeks)", ylabel="Mean of the employees (points)")
    right.set_title("Lines: mean field; marks: simulated, ε = 0.025")
    right.legend(fontsize=8.5, ncols=2, loc="upper right")
    right.set_ylim(top=right.get_ylim()[1] + 0.15)
    return figure


def draw_scaling(tables, findings) -> Figure:
    """Left: distance from the mean field by the size of the rates. Right: how far means stray from
    their expectation by size, with 95 % intervals.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.7)
    epsilons, size = error_by_rate(tables["mean_field"])
    left.loglog(epsilons, np.linalg.norm(size.mean(axis=-1), axis=1), marker="o")
    reference = np.linalg.norm(size.mean(axis=-1), axis=1)[0] * epsilons / epsilons[0]
    left.loglog(epsilons, reference, color=GREY, linestyle=":", label="slope 1")
    left.set(xlabel="Rates ε (share)", ylabel="Distance from the mean field (points)")
    left.set_xticks(epsilons, [f"{epsilon:g}" for epsilon in epsilons])
    left.set_yticks(ticks := (0.004, 0.006, 0.008, 0.01, 0.015), [f"{tick:g}" for tick in ticks])
    _without_minor_ticks(left)
    left.legend(fontsize=8.5)
    left.set_title("Slower is closer")
    for number, (shape, state, label) in enumerate(SHAPES):
        people, squares = squares_by_size(tables["finite_size"], shape, state)
        means = squares.mean(axis=-1)
        error = np.sqrt(means) * 1.96 * squares.std(axis=-1, ddof=1)
        error /= 2 * means * np.sqrt(squares.shape[-1])
        right.errorbar(
            people,
            np.sqrt(means),
            error,
            color=COLOURS[number],
            marker="osD"[number],
            markersize=4.5,
            label=label,
        )
        if shape == FLAT:
            due = np.sqrt(means[0] * people[0] / people)
            right.plot(people, due, color=INK, linewidth=0.8, linestyle=":")
    right.set(
        xscale="log",
        yscale="log",
        xlabel="Size (people below the top)",
        ylabel="Deviation of the mean, r.m.s. (points)",
    )
    right.set_title("Dotted: one over the root of the size")
    right.set_xticks(sizes := (10, 100, 1000), [f"{people:,}" for people in sizes])
    right.set_yticks(low := (0.001, 0.002, 0.005, 0.01), [f"{tick:g}" for tick in low])
    _without_minor_ticks(right)
    right.set_ylim(bottom=5e-4)
    right.legend(fontsize=8.5, loc="lower left")
    return figure


def _without_minor_ticks(axes) -> None:
    """Logarithmic axes label theirs on their own, over each other."""
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())


def error_by_rate(table) -> tuple[np.ndarray, np.ndarray]:
    """ε, and differences from the solution (ε, times × states, replications)."""
    replications = int(table["replication"].max()) + 1
    epsilons = np.array(list(dict.fromkeys(table["epsilon"].tolist())))
    off = (table["found"] - table["expected"]).reshape(len(epsilons), -1, replications)
    return epsilons, off


def squares_by_size(table, shape: str, state: str) -> tuple[np.ndarray, np.ndarray]:
    """Sizes, and squared deviations (sizes, replications)."""
    here = (table["shape"] == shape) & (table["state"] == state)
    sizes = np.unique(table["employees"][here])
    each = [table["deviation"][here & (table["employees"] == size)] ** 2 for size in sizes]
    return sizes.astype(float), np.stack(each)
