"""Where does convergence break as calendars fill and spans widen: is it all hours per report?"""

from collections.abc import Mapping
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from orgsim.analysis.survival import kaplan_meier
from orgsim.figures.style import COLOURS, INK
from orgsim.study.declaration import Ablation, Change, Experiment, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, difference_of, function_of_means, mean_in
from orgsim.study.figures import LINES, MARKERS, draw_ablations, draw_map, panels
from orgsim.study.findings import Number, Prediction, above, below, numbers_of
from orgsim.study.shapes import crossing_at, turn_at
from orgsim.study.tables import Contrast, Runs, Tables

FREE, FULL = 0.1, 0.8875
NARROW, WIDE = 3.0, 24.0
MIDDLE_CALENDAR, MIDDLE_SPAN = 0.55, 6.0
WEEK = 40.0
ENOUGH_HOURS = 2.0
FEWEST_ON_A_DIAGONAL = 3
CLOSED = "Closed of the first gap (share)"
HOURS = "Hours offered per report (hours a week)"


def hours_offered(calendars: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """Hours a week for each report, (calendars, spans): what is left of the week by the mean span."""
    return WEEK * (1 - calendars[:, None]) / spans


COST_OF_CALENDARS = Contrast(
    "gap_closed", "time_constraint", FULL, FREE, {"span_of_control": MIDDLE_SPAN}
)
COST_OF_SPANS = Contrast(
    "gap_closed", "span_of_control", WIDE, NARROW, {"time_constraint": MIDDLE_CALENDAR}
)


def cost_at_equal_hours(runs: Runs) -> np.ndarray:
    """What full calendars and narrow spans close more than open calendars and wide spans."""
    closed = partial(runs.at, "gap_closed")
    full = closed(time_constraint=FULL, span_of_control=NARROW)
    return full - closed(time_constraint=FREE, span_of_control=WIDE)


def closed_by_hours(runs: Runs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Time constraints, spans, and the share closed (calendars, spans, replications)."""
    return runs.grid("gap_closed", "time_constraint", "span_of_control")


def converged(runs: Runs, span: float) -> tuple[np.ndarray, np.ndarray]:
    """Time constraints, and whether each run converged (calendars, replications)."""
    calendars, week = runs.curve("convergence_week", "time_constraint", span_of_control=span)
    return calendars, (week < runs.rows["weeks"].to_numpy().max()).astype(float)


def boundary(tables: Tables) -> Evidence:
    runs = tables["calendars"]
    calendars, narrow = converged(runs, NARROW)
    breaks_at = partial(turn_at, calendars, level=0.5, falling=True)
    wide = converged(runs, WIDE)[1]
    return difference_of(breaks_at, wide, narrow, "difference of two places")


def breaking_point(tables: Tables, span: float) -> Evidence:
    calendars, share = converged(tables["calendars"], span)
    return function_of_means(
        partial(turn_at, calendars, level=0.5, falling=True), share, what="place of one half"
    )


def half_way_in_hours(hours: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """Hours per report at which half of their effect is done; the most tried if it is never."""
    middle = (curve[..., :1] + curve[..., -1:]) / 2
    return np.minimum(crossing_at(hours, curve, middle), hours[-1])


def first_hours(tables: Tables) -> Evidence:
    calendars, _, table = closed_by_hours(tables["calendars"].only(span_of_control=MIDDLE_SPAN))
    hours = WEEK * (1 - calendars[::-1]) / MIDDLE_SPAN
    return function_of_means(
        partial(half_way_in_hours, hours), table[::-1, 0], what="place of half of the effect"
    )


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


def draw_phases(tables: Tables, findings) -> Figure:
    """By leaders' hours for people and span of control. Left: share of organisations that converge
    within three years; the line is one half. Right: share of the first gap closed where busyness is
    no burden. Along a white line, hours per report are equal.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.7)
    runs = tables["calendars"]
    calendars, spans, week = runs.grid("convergence_week", "time_constraint", "span_of_control")
    there = (week < runs.rows["weeks"].to_numpy().max()).mean(axis=-1)
    unburdened = closed_by_hours(tables["unburdened"])[2].mean(axis=-1)
    lines = np.unique(np.round(np.quantile(unburdened, [0.25, 0.5, 0.75]), 2))
    labels = {"xlabel": "Time for people (hours a week)", "ylabel": "Span of control (reports)"}
    hours = WEEK * (1 - calendars[::-1])
    draw_map(
        left,
        hours,
        spans,
        there[::-1].T,
        "Organisations converged (share)",
        (0.5,),
        title="The model: where convergence breaks",
        **labels,
    )
    draw_map(
        right,
        hours,
        spans,
        unburdened[::-1].T,
        CLOSED,
        lines.tolist(),
        title="Where busyness costs hours only",
        **labels,
    )
    for axes in (left, right):
        _draw_equal_hours(axes, hours, spans)
    return figure


def _draw_equal_hours(axes: Axes, hours: np.ndarray, spans: np.ndarray) -> None:
    """Lines of equal hours per report on logarithmic axes."""
    axes.set(xscale="log", yscale="log")
    limits = axes.get_xlim(), axes.get_ylim()
    outline = [withStroke(linewidth=2.4, foreground=INK)]
    for each in (0.5, 1, 2, 4):
        line = each * np.array([spans[0] / 2, spans[-1] * 2])
        axes.plot(line, line / each, color="white", linewidth=0.8)
        at = min(0.93 * hours[-1], 0.9 * each * spans[-1])
        axes.annotate(
            f"{each:g} h each",
            (at, at / each),
            color="white",
            fontsize=8,
            ha="right",
            va="center",
            path_effects=outline,
        )
    axes.set(xlim=limits[0], ylim=limits[1])
    axes.set_xticks([5, 10, 20, 35], ["5", "10", "20", "35"])
    axes.set_yticks([3, 6, 12, 24], ["3", "6", "12", "24"])
    axes.minorticks_off()


def draw_collapse(tables: Tables, findings) -> Figure:
    """Share of the first gap closed, by hours per report: one curve for all spans if nothing else
    mattered. Means with 95 % intervals.
    """
    figure, parts = panels(2, width=4.8, height=3.8)
    for axes, source, title in zip(
        parts, ("calendars", "unburdened"), ("The model", "Busyness costs hours only"), strict=True
    ):
        calendars, spans, table = closed_by_hours(tables[source])
        hours = hours_offered(calendars, spans)
        for column, span in list(enumerate(spans))[:: max(1, len(spans) // 4)]:
            mean = table[:, column].mean(axis=-1)
            error = 1.96 * table[:, column].std(axis=-1, ddof=1) / np.sqrt(table.shape[-1])
            axes.errorbar(
                hours[:, column],
                mean,
                error,
                label=f"{span:.2g}",
                color=COLOURS[column % 8],
                marker=MARKERS[column % 8],
                linestyle=LINES[column % 4],
                markersize=4.5,
                linewidth=1,
            )
        axes.set(xscale="log", xlabel=HOURS, ylabel=CLOSED, title=title)
        axes.set_xticks([0.25, 0.5, 1, 2, 4, 8], ["0.25", "0.5", "1", "2", "4", "8"])
        axes.minorticks_off()
    bottom = min(axes.get_ylim()[0] for axes in parts)
    top = max(axes.get_ylim()[1] for axes in parts)
    for axes in parts:
        axes.set_ylim(bottom, top)
    parts[0].legend(title="mean span (reports)", fontsize=8.5)
    return figure


def draw_waiting(tables: Tables, findings) -> Figure:
    """Share of organisations converged by week (one less Kaplan–Meier, 95 % bands); where a curve
    ends below 1, the rest is censored at the end.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.6)
    runs = tables["calendars"]
    calendars, spans = runs.levels("time_constraint"), runs.levels("span_of_control")
    some = slice(None, None, max(1, round(len(calendars) / 4)))
    for axes, chosen, name, where in (
        (left, calendars[some], "time constraint", {"span_of_control": MIDDLE_SPAN}),
        (right, spans[some], "span", {"time_constraint": MIDDLE_CALENDAR}),
    ):
        key = "time_constraint" if axes is left else "span_of_control"
        for number, level in enumerate(chosen):
            _draw_share(axes, runs.only(**{key: level}, **where), number, f"{level:.2g}")
        axes.legend(title=name, fontsize=8.5, loc="upper left")
        axes.set(
            xlabel="Time (weeks)", ylabel="Organisations converged (share)", ylim=(-0.02, 1.02)
        )
    left.set_title(f"By calendar, span {MIDDLE_SPAN:g}")
    right.set_title(f"By span, time constraint {MIDDLE_CALENDAR:g}")
    return figure


def _draw_share(axes: Axes, runs: Runs, number: int, label: str) -> None:
    """One less the Kaplan–Meier estimate, with its band and the censored at the end."""
    week = runs.each("convergence_week").ravel()
    horizon = float(runs.rows["weeks"].to_numpy().max())
    found = kaplan_meier(week, week < horizon)
    x = np.concatenate([[0.0], found.week, [horizon]])
    share, low, high = (
        1 - np.concatenate([[1.0], part, part[-1:]])
        for part in (found.share, found.low, found.high)
    )
    colour = COLOURS[number % len(COLOURS)]
    axes.fill_between(x, low, high, step="post", color=colour, alpha=0.15, linewidth=0)
    axes.step(
        x, share, where="post", color=colour, linestyle=LINES[number % len(LINES)], label=label
    )
    if share[-1] < 1:
        axes.plot(horizon, share[-1], marker="|", color=colour, markersize=9, clip_on=False)


def draw_mechanisms(tables: Tables, findings) -> Figure:
    """What full calendars and wide spans close more (below 0: less), in the whole model (dotted)
    and with one mechanism off. Means with 95 % intervals.
    """
    return draw_ablations(
        findings,
        {
            "calendars_through": ("Full calendars", f"{CLOSED[:-8]}, full − open (share)"),
            "spans_through": ("Wide spans", f"{CLOSED[:-8]}, wide − narrow (share)"),
        },
        width=5.3,
        height=3.6,
    )


SMALL = small(
    {
        "levers.time_constraint": [FREE, MIDDLE_CALENDAR, 0.775, FULL],
        "organisation.span_of_control": [NARROW, MIDDLE_SPAN, 12.0, WIDE],
    },
    replications=4,
)
OFF = ("attention", "visibility", "cascade", "deeds", "trust", "effort", "contagion")
NO_BURDEN: Mapping[str, Change] = {
    **{name: {f"mechanisms.{name}": False} for name in OFF},
    "busyness as a burden": {"parameters.busyness_cost": 0.0, "parameters.demand_busyness": 0.0},
}

EXPERIMENT = Experiment(
    sources={
        "calendars": SweepFile("calendars.toml", small=SMALL),
        "unburdened": SweepFile("unburdened.toml", small=SMALL),
    },
    predictions=(
        Prediction(
            "calendars_break_it",
            "of the first gap",
            mean_in("calendars", COST_OF_CALENDARS),
            below(-0.1),
        ),
        Prediction(
            "spans_break_it",
            "of the first gap",
            mean_in("calendars", COST_OF_SPANS),
            below(-0.05),
        ),
        Prediction("boundary", "of the week", boundary, below(-0.1)),
        Prediction("first_hours", "hours a week", first_hours, below(ENOUGH_HOURS)),
        Prediction(
            "hours_are_not_all",
            "of the first gap",
            mean_in("calendars", cost_at_equal_hours),
            below(-0.03),
        ),
        Prediction(
            "collapse",
            "share of variance",
            partial(explained_by_hours, source="unburdened"),
            above(0.8),
        ),
    ),
    numbers=(
        Number(
            "explained",
            "what hours per report explain of the differences, in the whole model",
            "share of variance",
            partial(explained_by_hours, source="calendars"),
        ),
        *numbers_of(
            "of the week",
            breaking_point,
            breaks_narrow=(
                "time constraint at which convergence breaks with the narrowest spans",
                NARROW,
            ),
            breaks_middle=("the same with spans of six", MIDDLE_SPAN),
            breaks_wide=("the same with the widest spans", WIDE),
        ),
    ),
    ablations=(
        Ablation(
            "calendars_through",
            "What full calendars close beyond open ones, with spans of six.",
            "of the first gap",
            "calendars",
            COST_OF_CALENDARS,
            off=NO_BURDEN,
        ),
        Ablation(
            "spans_through",
            "What wide spans close beyond narrow ones, with calendars half full.",
            "of the first gap",
            "calendars",
            COST_OF_SPANS,
            off=OFF,
        ),
    ),
    pictures=pictures(draw_phases, draw_collapse, draw_waiting, draw_mechanisms),
)
