"""What matters most, alone and together with something else, and how much is random variation?"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from orgsim.analysis.outcome_rows import outcome
from orgsim.analysis.points import decompose
from orgsim.figures.style import BLUE, GREY, INK, ORANGE
from orgsim.study.declaration import Experiment, ablate, sweeps
from orgsim.study.evidence import Evidence, exactly
from orgsim.study.figures import panels
from orgsim.study.findings import above, below, named, predict, report
from orgsim.study.interval_figures import name_rows
from orgsim.study.outcome_curves import of_means
from orgsim.study.pictures import mechanisms, pictures
from orgsim.study.quantities import Quantity
from orgsim.study.source_table import Table
from orgsim.study.tables import Tables

from .indices import (
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    belongs,
    indices_of,
    interactions,
    lead,
    of_indices,
    products,
    screened,
    strongest,
    strongest_screened,
)

TEN = 10
FORGOTTEN = "of the ten that screening finds strongest on {}, not among the factors above"


VARIANCE = "of the variance"


def levers_less_parameters(tables: Tables) -> Evidence:
    runs = tables["sobol"]
    sign = belongs(runs, LEVERS).astype(float) - belongs(runs, PARAMETERS)
    what = "difference of first-order sums"
    return of_indices(runs, "alignment_end", lambda first, total: first @ sign, what)


def largest_assumption(tables: Tables) -> Evidence:
    own = belongs(tables["sobol"], PARAMETERS)
    return of_indices(
        tables["sobol"],
        "alignment_end",
        lambda first, total: total[..., own].max(axis=-1),
        "largest total index",
    )


products_of = Table("sobol").quantity(products)
more_together = of_means(
    lambda when, end: interactions(*indices_of(when)) - interactions(*indices_of(end)),
    products_of("convergence_week"),
    products_of("alignment_end"),
    what="difference of interaction shares, blocks",
)


def together(tables: Tables, outcome: str) -> Evidence:
    return of_indices(tables["sobol"], outcome, interactions, "one less first-order indices")


def random_variation(tables: Tables, outcome: str) -> Evidence:
    """Share of the variance of single runs that is not of their parameters, by analysis of variance."""
    runs = tables["randomness"]
    found = decompose(runs.each(outcome))
    assert found is not None, "many replications"
    of = found.parts["parameters"]
    return Evidence(
        1 - of.share,
        1 - of.high,
        1 - of.low,
        len(runs.points),
        "analysis of variance, generalised interval",
        lambda _: (1.0, 1.0),
    )


def forgotten(tables: Tables, outcome: str) -> Evidence:
    """How many of the ten that screening ranks highest are in no Sobol index."""
    most = strongest_screened(tables["screening"], outcome, TEN)
    return exactly(float(np.sum([key not in tables["sobol"].factors for key in most])))


def from_end_to_end(outcome: str, factor: str) -> Quantity:
    """An outcome at the upper end of a lever's range less that at its lower end."""
    curve = Table("extremes", "points").curve(outcome, factor)
    return curve.nth(-1) - curve.nth(0)


SHOWN = 9
NAMED = 12


def words(key: str) -> str:
    """A factor as people say it."""
    name = key.removesuffix(".mean").rpartition(".")[2]
    return name.replace("_", " ")


def colour(key: str) -> str:
    """Blue for what leaders set, orange for what nobody has measured, grey for who is there."""
    return BLUE if key.startswith(LEVERS) else ORANGE if key.startswith(PARAMETERS) else GREY


def name_bars(axes: Axes, keys: Sequence[str], xlabel: str, title: str) -> None:
    """Factors beside their bars."""
    name_rows(axes, [words(key) for key in keys], fontsize=8.5)
    axes.set_xlim(left=0)
    axes.set(xlabel=xlabel, title=title)


def draw_indices(tables, findings) -> Figure:
    """What the variance of each outcome comes from: total indices, and in full colour the part that
    a factor carries alone. Free of noise, with 95 % intervals.
    """
    figure, axes = panels(2, 2, width=4.6, height=3.3)
    for one, name in zip(np.ravel(axes), OUTCOMES, strict=True):
        top = strongest(tables["sobol"], name, SHOWN)
        for row, (key, alone, total) in enumerate(top):
            one.barh(row, total.value, color=colour(key), alpha=0.35)
            one.barh(row, max(0.0, min(alone, total.value)), color=colour(key))
            one.hlines(row, total.low, total.high, color=INK, linewidth=1)
        title = outcome(name).label.partition(" (")[0]
        name_bars(one, [key for key, _, _ in top], "Total index (share of variance)", title)
    patches = [
        Patch(color=shade, alpha=alpha, label=f"{kind}, {how}")
        for kind, shade in (("lever", BLUE), ("parameter", ORANGE))
        for how, alpha in (("alone", 1.0), ("with others", 0.35))
    ]
    figure.legend(handles=patches, loc="outside lower center", ncols=4, fontsize=8.5)
    return figure


def draw_screening(tables, findings) -> Figure:
    """The strongest elementary effects of everything that has a number, over its whole range. Blue:
    levers; orange: parameters; grey: traits and starting states. Hatched: not among the factors of
    the upper figure.
    """
    figure, axes = panels(2, width=4.6, height=4.0)
    inside = tables["sobol"].factors
    for one, name in zip(axes, ("alignment_end", "performance_end"), strict=True):
        effects = screened(tables["screening"], name)
        most = strongest_screened(tables["screening"], name, NAMED)
        for row, key in enumerate(most):
            hatch = "" if key in inside else "////"
            one.barh(row, effects[key][0], color=colour(key), hatch=hatch, edgecolor="white")
            one.hlines(row, *effects[key][1:], color=INK, linewidth=1)
        name_bars(one, most, "Mean size of the effect, μ* (points)", outcome(name).label)
    return figure


EXPERIMENT = Experiment(
    sources=sweeps("sobol", "randomness", "screening", "extremes"),
    predictions=named(
        effort_first=predict(
            above(0.0), "of the variance ahead", lead, "alignment_end", "leader_modelling"
        ),
        levers_before_assumptions=predict(above(0.2), VARIANCE, levers_less_parameters),
        no_single_assumption=predict(below(0.1), VARIANCE, largest_assumption),
        time_first=predict(
            above(0.0), "of the variance ahead", lead, "engagement_end", "time_constraint", LEVERS
        ),
        goals_first=predict(
            above(0.0), "of the variance ahead", lead, "performance_end", "goal_difficulty"
        ),
        thresholds_interact=predict(above(0.1), VARIANCE, more_together),
    ),
    numbers=named(
        **{
            f"{name}_{outcome}": report(statement.format(outcome), unit, estimate, outcome)
            for name, statement, unit, estimate in (
                ("together", "share of interactions in {}", VARIANCE, together),
                ("random", "random variation in {} of a single run", VARIANCE, random_variation),
                ("forgotten", FORGOTTEN, "factors", forgotten),
            )
            for outcome in OUTCOMES
        }
    ),
    ablations=named(
        effort_on_alignment=ablate(
            "What full effort of leaders adds to alignment.",
            from_end_to_end("alignment_end", "leader_modelling"),
            ("deeds", "effort", "visibility", "trust", "reinforcement", "peers"),
        ),
        time_on_engagement=ablate(
            "What packed weeks of leaders do to engagement.",
            from_end_to_end("engagement_end", "time_constraint"),
            ("attention", "contagion", "trust", "cascade", "visibility", "goals"),
        ),
        goals_on_performance=ablate(
            "What difficult goals add to performance.",
            from_end_to_end("performance_end", "goal_difficulty"),
            ("goals", "learning", "trust", "engagement"),
        ),
    ),
    pictures=pictures(
        draw_indices,
        draw_screening,
        mechanisms=mechanisms(
            "The three effects of the predictions",
            width=3.9,
            effort_on_alignment=("", "Effort on alignment (points)"),
            time_on_engagement=("", "No time on engagement (points)"),
            goals_on_performance=("", "Goals on performance (points)"),
        ),
    ),
)
