"""Does walking the talk drive convergence, and does message volume alone ever do it?"""

from functools import partial

from matplotlib.figure import Figure

from orgsim.study.declaration import Ablation, Experiment, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, function_of_means, mean_in, mean_of
from orgsim.study.figures import draw_ablation, draw_curves, draw_weeks, factor_label, panels
from orgsim.study.findings import Findings, Prediction, above, below, numbers_of
from orgsim.study.shapes import crossing_at, half_effect_at, interaction, smallest_step
from orgsim.study.tables import Contrast, Tables

NONE, FULL = 0.0, 1.0
SILENT, USUAL, LOUD, LOUDEST = 0.0, 0.005, 0.2, 1.0
CLOSED = "Closed of the first gap (share)"


EFFORT_BY_VOLUME = partial(Contrast, "gap_closed", "leader_modelling", FULL, NONE)
GAIN_OF_EFFORT = EFFORT_BY_VOLUME({"broadcast": USUAL})
GAIN_OF_VOLUME = Contrast("gap_closed", "broadcast", LOUDEST, SILENT, {"leader_modelling": NONE})
TRUST_BY_VOLUME = Contrast("trust_end", "broadcast", LOUD, SILENT, {"leader_modelling": NONE})


def words_need_deeds(tables: Tables) -> Evidence:
    corners = [
        tables["effort"].at("gap_closed", leader_modelling=effort, broadcast=volume)
        for effort, volume in ((FULL, LOUD), (FULL, SILENT), (NONE, LOUD), (NONE, SILENT))
    ]
    return mean_of(interaction(*corners), "paired interaction contrast")


def every_step_counts(tables: Tables) -> Evidence:
    _, curve = tables["effort"].curve("gap_closed", "leader_modelling", broadcast=USUAL)
    return function_of_means(smallest_step, curve, what="smallest step between mean levels")


def half_way(tables: Tables) -> Evidence:
    effort, curve = tables["effort"].curve("gap_closed", "leader_modelling", broadcast=USUAL)
    return function_of_means(
        partial(half_effect_at, effort), curve, what="place of half of the effect"
    )


def needed_to_converge(tables: Tables, broadcast: float) -> Evidence:
    effort, share = tables["effort"].curve("converged", "leader_modelling", broadcast=broadcast)
    return function_of_means(partial(crossing_at, effort, level=0.5), share, what="place of a half")


def draw_shape(tables: Tables, findings: Findings) -> Figure:
    """Left: share of the first gap closed after three years, by leaders' effort, for messages told
    to everybody ever more often. Right: the gap by week, with no effort or full effort and no
    message to everybody or a loud one. Means with 95 % bands.
    """
    runs = tables["effort"]
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    volumes = runs.levels("broadcast")
    effort = runs.levels("leader_modelling")
    curves = {
        f"{v:g}": runs.curve("gap_closed", "leader_modelling", broadcast=v)[1] for v in volumes
    }
    axis = factor_label("levers.leader_modelling")
    draw_curves(left, effort, curves, axis, CLOSED, legend=factor_label("levers.broadcast"))
    left.set_title("By leaders' effort")
    corners = {
        "neither": (NONE, SILENT),
        "words alone": (NONE, LOUD),
        "deeds alone": (FULL, SILENT),
        "both": (FULL, LOUD),
    }
    gaps = {
        name: runs.weekly("message_practice_gap", leader_modelling=level, broadcast=volume)
        for name, (level, volume) in corners.items()
    }
    weeks = gaps["both"][0]
    by_week = {name: gap for name, (_, gap) in gaps.items()}
    draw_weeks(right, weeks, by_week, "Message–practice gap (points)")
    right.set_ylim(bottom=0)
    right.set_title("By week")
    return figure


def draw_mechanisms(tables: Tables, findings: Findings) -> Figure:
    """What full effort closes beyond none, in the whole model (dotted) and with one mechanism off.
    Means with 95 % intervals.
    """
    figure, axes = panels(width=5.4, height=3.6)
    draw_ablation(axes, findings.ablations["effort_through"], f"{CLOSED}, full effort − none")
    return figure


EXPERIMENT = Experiment(
    sources={
        "effort": SweepFile(
            "effort.toml",
            small=small(
                {
                    "levers.leader_modelling": [NONE, 0.5, FULL],
                    "levers.broadcast": [SILENT, USUAL, LOUD, LOUDEST],
                },
                record_weeks=[0, 8, 17, 26],
            ),
        )
    },
    predictions=(
        Prediction(
            "effort_drives", "of the first gap", mean_in("effort", GAIN_OF_EFFORT), above(0.25)
        ),
        Prediction(
            "volume_does_not", "of the first gap", mean_in("effort", GAIN_OF_VOLUME), below(0.1)
        ),
        Prediction(
            "deeds_beat_words",
            "of the first gap",
            mean_in("effort", EFFORT_BY_VOLUME({"broadcast": SILENT}) - GAIN_OF_VOLUME),
            above(0.1),
        ),
        Prediction("words_need_deeds", "of the first gap", words_need_deeds, above(0.0)),
        Prediction(
            "empty_words_cost_trust",
            "points of trust",
            mean_in("effort", TRUST_BY_VOLUME),
            below(0.0),
        ),
        Prediction("every_step_counts", "of the first gap", every_step_counts, above(0.0)),
        Prediction("half_way", "effort", half_way, below(0.4)),
    ),
    numbers=(
        *numbers_of(
            "effort",
            needed_to_converge,
            needed_as_usual=(
                "effort from which half of the organisations converge, with the usual message",
                USUAL,
            ),
            needed_loud=("the same with a loud message", LOUD),
        ),
    ),
    ablations=(
        Ablation(
            "effort_through",
            "What full effort closes beyond none, with the usual message.",
            "of the first gap",
            "effort",
            GAIN_OF_EFFORT,
            off=(
                "deeds",
                "words",
                "trust",
                "visibility",
                "reinforcement",
                "peers",
                "deeds and words and peers",
                "effort",
            ),
        ),
        Ablation(
            "volume_through",
            "What the loudest message closes beyond none at all, where leaders make no effort.",
            "of the first gap",
            "effort",
            GAIN_OF_VOLUME,
            off=("words", "trust", "effort", "cascade"),
        ),
    ),
    pictures=pictures(draw_shape, draw_mechanisms),
)
