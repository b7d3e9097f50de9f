"""Does walking the talk drive convergence, and does message volume alone ever do it?"""

from functools import partial

from matplotlib.figure import Figure

from orgsim.study.declaration import Ablation, Experiment, pictures, small, sweeps
from orgsim.study.evidence import INTERACTION, Estimate, mean_in, means_in, place_in
from orgsim.study.figures import draw_curves, draw_weeks, factor_label, panels
from orgsim.study.findings import Findings, above, below, named, predict, report
from orgsim.study.interval_figures import mechanisms
from orgsim.study.quantities import Contrast, Curve, together
from orgsim.study.shapes import crossing_at, half_effect_at, smallest_step
from orgsim.study.tables import Tables

NONE, FULL = 0.0, 1.0
SILENT, USUAL, LOUD, LOUDEST = 0.0, 0.005, 0.2, 1.0
GAP = "of the first gap"
CLOSED = "Closed of the first gap (share)"

EFFORT_BY_VOLUME = partial(Contrast, "gap_closed", "leader_modelling", FULL, NONE)
GAIN_OF_EFFORT = EFFORT_BY_VOLUME({"broadcast": USUAL})
GAIN_OF_VOLUME = Contrast("gap_closed", "broadcast", LOUDEST, SILENT, {"leader_modelling": NONE})
DEEDS_OVER_WORDS = EFFORT_BY_VOLUME({"broadcast": SILENT}) - GAIN_OF_VOLUME
BOTH = together("gap_closed", leader_modelling=(FULL, NONE), broadcast=(LOUD, SILENT))
TRUST_BY_VOLUME = Contrast("trust_end", "broadcast", LOUD, SILENT, {"leader_modelling": NONE})
BY_EFFORT = Curve("gap_closed", "leader_modelling", {"broadcast": USUAL})

every_step = means_in(
    "effort", smallest_step, BY_EFFORT.values, what="smallest step between mean levels"
)
half_way = place_in("effort", half_effect_at, BY_EFFORT, "place of half of the effect")


def needed_to_converge(broadcast: float) -> Estimate:
    share = Curve("converged", "leader_modelling", {"broadcast": broadcast})
    return place_in("effort", partial(crossing_at, level=0.5), share, "place of a half")


def draw_shape(tables: Tables, findings: Findings) -> Figure:
    """Left: share of the first gap closed after three years, by leaders' effort, for messages told
    to everybody ever more often. Right: the gap by week, with no effort or full effort and no
    message to everybody or a loud one. Means with 95 % bands.
    """
    runs = tables["effort"]
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    effort, curves = runs.curves("gap_closed", "leader_modelling", "broadcast")
    axis, legend = factor_label("levers.leader_modelling"), factor_label("levers.broadcast")
    draw_curves(left, effort, curves, axis, CLOSED, legend, title="By leaders' effort")
    corners = {
        "neither": {"leader_modelling": NONE, "broadcast": SILENT},
        "words alone": {"leader_modelling": NONE, "broadcast": LOUD},
        "deeds alone": {"leader_modelling": FULL, "broadcast": SILENT},
        "both": {"leader_modelling": FULL, "broadcast": LOUD},
    }
    weeks, gaps = runs.by_week("message_practice_gap", corners)
    label = "Message–practice gap (points)"
    draw_weeks(right, weeks, gaps, label, title="By week", ylim=(0, None))
    return figure


EXPERIMENT = Experiment(
    sources=sweeps(
        effort=small(
            {
                "levers.leader_modelling": [NONE, 0.5, FULL],
                "levers.broadcast": [SILENT, USUAL, LOUD, LOUDEST],
            },
            record_weeks=[0, 8, 17, 26],
        )
    ),
    predictions=named(
        effort_drives=predict(above(0.25), GAP, mean_in("effort", GAIN_OF_EFFORT)),
        volume_does_not=predict(below(0.1), GAP, mean_in("effort", GAIN_OF_VOLUME)),
        deeds_beat_words=predict(above(0.1), GAP, mean_in("effort", DEEDS_OVER_WORDS)),
        words_need_deeds=predict(above(0.0), GAP, mean_in("effort", BOTH, what=INTERACTION)),
        empty_words_cost_trust=predict(
            below(0.0), "points of trust", mean_in("effort", TRUST_BY_VOLUME)
        ),
        every_step_counts=predict(above(0.0), GAP, every_step),
        half_way=predict(below(0.4), "effort", half_way),
    ),
    numbers=named(
        needed_as_usual=report(
            "effort from which half of the organisations converge, with the usual message",
            "effort",
            needed_to_converge(USUAL),
        ),
        needed_loud=report("the same with a loud message", "effort", needed_to_converge(LOUD)),
    ),
    ablations=(
        Ablation(
            "effort_through",
            "What full effort closes beyond none, with the usual message.",
            GAP,
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
            GAP,
            "effort",
            GAIN_OF_VOLUME,
            off=("words", "trust", "effort", "cascade"),
        ),
    ),
    pictures=pictures(
        draw_shape,
        mechanisms(
            "What full effort closes beyond none, in the whole model (dotted) and with one mechanism"
            " off. Means with 95 % intervals.",
            effort_through=("", "Closed, full effort − none (share)"),
        ),
    ),
)
