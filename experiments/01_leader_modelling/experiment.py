"""Does walking the talk drive convergence, and does message volume alone ever do it?"""

from functools import partial
from itertools import combinations

from orgsim.study.declaration import Experiment, ablate, sweeps
from orgsim.study.figures import factor_label
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.outcome_curves import Curve, of_means
from orgsim.study.pictures import Place, figure, mechanisms, pictures
from orgsim.study.quantities import Estimated
from orgsim.study.shapes import crossing_at, half_effect_at, smallest_step
from orgsim.study.source_table import Table

from .levers import (
    DONE,
    GAP,
    HALF_YEAR,
    LEVERS,
    MORE,
    STOP,
    TEN_YEARS,
    THREE_YEARS,
    YEAR_AFTER,
    beyond_each,
    beyond_two,
    closed_after,
    closed_by,
    draw_levers,
    left_of,
)

NONE, FULL = 0.0, 1.0
SILENT, USUAL, LOUD, LOUDEST = 0.0, 0.005, 0.2, 1.0
CLOSED = "Closed of the first gap (share)"

effort = Table("effort", GAP)

by_effort = partial(effort.contrast, factor="leader_modelling", high=FULL, low=NONE)
GAIN_OF_EFFORT = by_effort("gap_closed", broadcast=USUAL)
GAIN_OF_VOLUME = effort.contrast("gap_closed", "broadcast", LOUDEST, SILENT, leader_modelling=NONE)
DEEDS_OVER_WORDS = by_effort("gap_closed", broadcast=SILENT) - GAIN_OF_VOLUME
BOTH = effort.together("gap_closed", leader_modelling=(FULL, NONE), broadcast=(LOUD, SILENT))
TRUST_BY_VOLUME = effort.contrast("trust_end", "broadcast", LOUD, SILENT, leader_modelling=NONE)
BY_EFFORT = effort.curve("gap_closed", "leader_modelling", broadcast=USUAL)

every_step = of_means(smallest_step, BY_EFFORT, what="smallest step between mean levels", unit=GAP)
half_way = BY_EFFORT.place(half_effect_at, "place of half of the effect", "effort")


def needed_to_converge(broadcast: float) -> Estimated:
    share = effort.curve("converged", "leader_modelling", broadcast=broadcast)
    return share.place(partial(crossing_at, level=0.5), "place of a half", "effort")


def gap_by_week(leader_modelling: float, broadcast: float) -> Curve:
    where = {"leader_modelling": leader_modelling, "broadcast": broadcast}
    return effort.weekly("message_practice_gap", **where)


@figure(2, width=4.8)
def draw_shape(left: Place, right: Place) -> None:
    """Left: share of the first gap closed after three years, by leaders' effort, for messages told
    to everybody ever more often. Right: the gap by week, with no effort or full effort and no
    message to everybody or a loud one. Means with 95 % bands.
    """
    closed = effort.curves("gap_closed", "leader_modelling", "broadcast")
    axis, legend = factor_label("levers.leader_modelling"), factor_label("levers.broadcast")
    left.curves("By leaders' effort", closed, CLOSED, axis, legend=legend)
    gaps = {
        "neither": gap_by_week(NONE, SILENT),
        "words alone": gap_by_week(NONE, LOUD),
        "deeds alone": gap_by_week(FULL, SILENT),
        "both": gap_by_week(FULL, LOUD),
    }
    right.weeks("By week", gaps, "Message–practice gap (points)", ylim=(0, None))


EXPERIMENT = Experiment(
    sources=sweeps("effort", "levers", "stopped"),
    predictions=named(
        effort_drives=predict(above(0.25), GAIN_OF_EFFORT),
        volume_does_not=predict(below(0.1), GAIN_OF_VOLUME),
        deeds_beat_words=predict(above(0.1), DEEDS_OVER_WORDS),
        words_need_deeds=predict(above(0.0), BOTH),
        empty_words_cost_trust=predict(below(0.0), "points of trust", TRUST_BY_VOLUME),
        every_step_counts=predict(above(0.0), every_step),
        half_way=predict(below(0.4), half_way),
        effort_alone=predict(above(0.1), closed_by("leader_modelling")),
        time_alone=predict(above(0.05), closed_by("time_constraint")),
        openness_alone=predict(within(0.0, 0.15), closed_by("transparency")),
        all_three=predict(above(0.3), closed_by(*MORE)),
        at_first_they_multiply=predict(above(0.0), beyond_each(HALF_YEAR)),
        later_they_share=predict(below(0.0), beyond_each(THREE_YEARS)),
        it_stays=predict(above(0.3), closed_by(*MORE, week=TEN_YEARS)),
        words_fade=predict(below(0.6), left_of(1.0, 0.0)),
        deeds_outlive_words=predict(
            above(0.0), closed_after(0.0, 1.0, YEAR_AFTER) - closed_after(1.0, 0.0, STOP)
        ),
    ),
    numbers=named(
        needed_as_usual=report(
            "effort from which half of the organisations converge, with the usual message",
            needed_to_converge(USUAL),
        ),
        needed_loud=report("the same with a loud message", needed_to_converge(LOUD)),
        **{
            f"{one}_with_{other}_{name}": report(
                f"what {one} and {other} close together beyond the sum of both, {words}",
                beyond_two(LEVERS[one], LEVERS[other], week),
            )
            for one, other in combinations(LEVERS, 2)
            for name, words, week in (
                ("soon", "after half a year", HALF_YEAR),
                ("later", "after three years", THREE_YEARS),
            )
        },
        **{
            f"{name}_at_stop": report(
                f"what half a year of {name} has closed when it stops", closed_after(*some, STOP)
            )
            for name, some in DONE.items()
        },
        **{
            f"{name}_left": report(
                f"what is left of half a year of {name} a year later", left_of(*some)
            )
            for name, some in DONE.items()
        },
    ),
    ablations=named(
        effort_through=ablate(
            "What full effort closes beyond none, with the usual message.",
            GAIN_OF_EFFORT,
            (
                "deeds",
                "example",
                "trust",
                "visibility",
                "reinforcement",
                "peers",
                "deeds and example and peers",
                "effort",
            ),
        ),
        volume_through=ablate(
            "What the loudest message closes beyond none at all, where leaders make no effort.",
            GAIN_OF_VOLUME,
            ("trust", "effort", "cascade"),
        ),
    ),
    pictures=pictures(
        draw_shape,
        draw_levers,
        mechanisms=mechanisms(
            "What full effort closes beyond none,",
            effort_through=("", "Closed, full effort − none (share)"),
        ),
    ),
)
