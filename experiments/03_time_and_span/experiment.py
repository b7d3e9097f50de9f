"""Where does convergence break as calendars fill and spans widen: is it all hours per report?"""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from orgsim.study.declaration import Experiment, ablate, sweeps
from orgsim.study.evidence import Evidence, function_of_means, mean_of
from orgsim.study.figures import tick_levels
from orgsim.study.findings import above, below, named, predict, report
from orgsim.study.interval_figures import draw_points, draw_survival
from orgsim.study.pictures import Place, figure, mechanisms, pictures
from orgsim.study.quantities import Estimated
from orgsim.study.shapes import half_effect_at, turn_at
from orgsim.study.source_table import Table
from orgsim.study.tables import Levels, Runs, Tables

FREE, FULL = 0.1, 0.8875
NARROW, WIDE = 3.0, 24.0
MIDDLE_CALENDAR, MIDDLE_SPAN = 0.55, 6.0
WEEK = 40.0
ENOUGH_HOURS = 2.0
FEWEST_ON_A_DIAGONAL = 3
GAP, OF_WEEK = "of the first gap", "of the week"
CLOSED = "Closed of the first gap (share)"
CONVERGED = "Organisations converged (share)"
HOURS = "Hours offered per report (hours a week)"


def hours_offered(calendars: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """Hours a week for each report, (calendars, spans): what is left of the week by the mean span."""
    return WEEK * (1 - calendars[:, None]) / spans


BY_CALENDAR = ("time_constraint", {"span_of_control": MIDDLE_SPAN})
BY_SPAN = ("span_of_control", {"time_constraint": MIDDLE_CALENDAR})
table = Table("calendars", GAP)
COST_OF_CALENDARS = table.contrast("gap_closed", "time_constraint", FULL, FREE, **BY_CALENDAR[1])
COST_OF_SPANS = table.contrast("gap_closed", "span_of_control", WIDE, NARROW, **BY_SPAN[1])
AT_EQUAL_HOURS = table.at("gap_closed", time_constraint=FULL, span_of_control=NARROW) - table.at(
    "gap_closed", time_constraint=FREE, span_of_control=WIDE
)


def closed_by_hours(runs: Runs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Time constraints, spans, and the share closed (calendars, spans, replications)."""
    return runs.grid("gap_closed", "time_constraint", "span_of_control")


@table.levels
def converged(runs: Runs, span: float) -> Levels:
    """Time constraints, and the share of runs that converged (calendars, replications)."""
    return runs.curve("converged", "time_constraint", span_of_control=span)


half = partial(turn_at, level=0.5, falling=True)


def breaking_point(span: float) -> Estimated:
    return converged(span).place(half, "place of one half", OF_WEEK)


boundary = converged(WIDE).place(half, "difference of two places", OF_WEEK, converged(NARROW))


@table.levels
def by_hours(runs: Runs) -> Levels:
    """Hours per report where spans are middling, and the share closed (hours, replications)."""
    calendars, closed = runs.curve("gap_closed", "time_constraint", **BY_CALENDAR[1])
    return WEEK * (1 - calendars[::-1]) / MIDDLE_SPAN, closed[::-1]


first_hours = by_hours().place(half_effect_at, "place of half of the effect", "hours a week")


def explained(diagonal: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Share of the variance of means (…, calendars, spans) between diagonals of some length."""
    numbers, lengths = np.unique(diagonal, return_counts=True)
    long = numbers[lengths >= min(FEWEST_ON_A_DIAGONAL, lengths.max())]
    kept = table[..., np.isin(diagonal, long)]
    of = diagonal[np.isin(diagonal, long)]
    within = sum(
        ((kept[..., of == one] - kept[..., of == one].mean(-1, keepdims=True)) ** 2).sum(-1)
        for one in long
    )
    return 1 - within / ((kept - kept.mean(-1, keepdims=True)) ** 2).sum(-1)


def explained_by_hours(tables: Tables, source: str) -> Evidence:
    calendars, spans, table = closed_by_hours(tables[source])
    rank = np.log2(hours_offered(calendars, spans))
    diagonal = np.round(2 * (rank - rank.min())).astype(int)
    return function_of_means(
        partial(explained, diagonal), table, what="share of variance between diagonals"
    )


@figure(2, height=3.7)
def draw_phases(left: Place, right: Place) -> None:
    """By leaders' hours for people and span of control. Left: share of organisations that converge
    within three years; the line is one half. Right: share of the first gap closed where busyness is
    no burden. Along a white line, hours per report are equal.
    """
    runs = left.tables["calendars"]
    calendars, spans, converged = runs.grid("converged", "time_constraint", "span_of_control")
    there = converged.mean(axis=-1)
    unburdened = closed_by_hours(left.tables["unburdened"])[2].mean(axis=-1)
    lines = np.unique(np.round(np.quantile(unburdened, [0.25, 0.5, 0.75]), 2)).tolist()
    hours = WEEK * (1 - calendars[::-1])
    labels = "Span of control (reports)", "Time for people (hours a week)"
    for place, values, what, contours, title in (
        (left, there, CONVERGED, (0.5,), "The model: where convergence breaks"),
        (right, unburdened, CLOSED, lines, "Where busyness costs hours only"),
    ):
        place.map(title, (spans, hours, values[::-1].T), what, *labels, contours)
        _draw_equal_hours(place.axes, spans)


def _draw_equal_hours(axes: Axes, spans: np.ndarray) -> None:
    """Lines of equal hours per report on logarithmic axes, named where they leave the map."""
    limits = axes.get_xlim(), axes.get_ylim()
    tick_levels(axes, (5, 10, 20, 35))
    tick_levels(axes, (3, 6, 12, 24), axis="y")
    (_, right), (_, top) = limits
    above: Any = {"xytext": (0, 4), "ha": "center", "va": "bottom"}
    beside: Any = {"xytext": (4, 0), "ha": "left", "va": "center"}
    style: Any = {"textcoords": "offset points", "fontsize": 8, "annotation_clip": False}
    for each in (0.5, 1, 2, 4):
        line = each * np.array([spans[0] / 2, spans[-1] * 2])
        axes.plot(line, line / each, color="white", linewidth=0.8)
        end = min(right, each * top)
        axes.annotate(
            f"{each:g} h each", (end, end / each), **style, **(beside if end == right else above)
        )
    axes.set(xlim=limits[0], ylim=limits[1])
    axes.set_title(axes.get_title("left"), pad=18)


@figure(2, width=4.8)
def draw_collapse(*places: Place) -> None:
    """Share of the first gap closed, by hours per report: one curve for all spans if nothing else
    mattered. Means with 95 % intervals.
    """
    places[1].axes.sharey(places[0].axes)
    titles = {"calendars": "The model", "unburdened": "Busyness costs hours only"}
    for place, (source, title) in zip(places, titles.items(), strict=True):
        calendars, spans, table = closed_by_hours(place.tables[source])
        hours = hours_offered(calendars, spans)
        for column, span in list(enumerate(spans))[:: max(1, len(spans) // 4)]:
            found = [mean_of(values) for values in table[:, column]]
            draw_points(place.axes, hours[:, column], found, column, f"{span:.2g}", linewidth=1)
        tick_levels(place.axes, (0.25, 0.5, 1, 2, 4, 8))
        place.axes.set(xlabel=HOURS, ylabel=CLOSED, title=title)
    places[-1].axes.legend(title="mean span (reports)", fontsize=8.5, ncols=2, loc="lower left")


@figure(2, width=4.8, height=3.6)
def draw_waiting(left: Place, right: Place) -> None:
    """Share of organisations converged by week (1 − Kaplan–Meier, 95 % bands between parameter
    sets); where a curve ends below 1, the rest is censored at the end.
    """
    runs = left.tables["calendars"]
    some = slice(None, None, max(1, round(len(runs.levels("time_constraint")) / 4)))
    for part, factor, where, legend, title in (
        (left.axes, *BY_CALENDAR, "time constraint", f"By calendar, span {MIDDLE_SPAN:g}"),
        (right.axes, *BY_SPAN, "span", f"By span, time constraint {MIDDLE_CALENDAR:g}"),
    ):
        for number, level in enumerate(runs.levels(factor)[some]):
            week = runs.only(**{factor: level}, **where).times("convergence_week")
            curve: Any = {"label": f"{level:.2g}", "reached": True, "cluster": runs.sets}
            draw_survival(part, week, runs.horizon, number, **curve)
        part.legend(title=legend, fontsize=8.5, loc="upper left")
        part.set(xlabel="Time (weeks)", ylabel=CONVERGED, ylim=(-0.02, 1.02), title=title)


OFF = ("attention", "visibility", "cascade", "deeds", "trust", "effort", "contagion")
BURDEN = {"parameters.busyness_cost": 0.0, "parameters.demand_busyness": 0.0}

EXPERIMENT = Experiment(
    sources=sweeps("calendars", "unburdened"),
    predictions=named(
        calendars_break_it=predict(below(-0.1), COST_OF_CALENDARS),
        spans_break_it=predict(below(-0.05), COST_OF_SPANS),
        boundary=predict(below(-0.1), boundary),
        first_hours=predict(below(ENOUGH_HOURS), first_hours),
        hours_are_not_all=predict(below(-0.03), AT_EQUAL_HOURS),
        collapse=predict(above(0.8), "share of variance", explained_by_hours, "unburdened"),
    ),
    numbers=named(
        explained=report(
            "what hours per report explain of the differences, in the whole model",
            "share of variance",
            explained_by_hours,
            "calendars",
        ),
        breaks_narrow=report(
            "time constraint at which convergence breaks with the narrowest spans",
            breaking_point(NARROW),
        ),
        breaks_middle=report("the same with spans of six", breaking_point(MIDDLE_SPAN)),
        breaks_wide=report("the same with the widest spans", breaking_point(WIDE)),
    ),
    ablations=named(
        calendars_through=ablate(
            "What full calendars close beyond open ones, with spans of six.",
            COST_OF_CALENDARS,
            (*OFF, {"busyness as a burden": BURDEN}),
        ),
        spans_through=ablate(
            "What wide spans close beyond narrow ones, with calendars half full.",
            COST_OF_SPANS,
            OFF,
        ),
    ),
    pictures=pictures(
        draw_phases,
        draw_collapse,
        draw_waiting,
        mechanisms=mechanisms(
            "What full calendars and wide spans close more (below 0: less),",
            width=5.3,
            height=3.6,
            calendars_through=("Full calendars", f"{CLOSED[:-8]}, full − open (share)"),
            spans_through=("Wide spans", f"{CLOSED[:-8]}, wide − narrow (share)"),
        ),
    ),
)
