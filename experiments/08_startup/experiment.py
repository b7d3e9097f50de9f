"""How far does a founder's example carry, and from which size on does a company need its managers'?"""

from functools import partial

from orgsim.study.declaration import Ablation, Experiment, ScenarioFile, SweepFile, pictures, small
from orgsim.study.evidence import mean_in
from orgsim.study.findings import Number, Prediction, above, below, within

from .figures import draw_growth, draw_reach, draw_sizes
from .lifts import (
    CONFIG,
    CONVICTION,
    CONVINCED,
    EXAMPLE,
    FEW,
    FOLLOWING,
    LEVELS,
    NONE,
    OTHERS,
    PEOPLE,
    QUICK,
    STRANGER,
    TABLE,
    arrives,
    fit_in_growth,
    founders_lift,
    layer_pays,
    managers_needed,
    passed_on,
)

FOUNDERS = {
    "example": (EXAMPLE, CONVINCED),
    "no_effort": (NONE, CONVINCED),
    "stranger": (NONE, STRANGER),
}
"""Effort and conviction."""

SMALL = {"replications": 3, "set": {"run.weeks": 26}, "vary": {PEOPLE: [20, 200, 600]}}

EXPERIMENT = Experiment(
    sources={
        "sizes": SweepFile("sizes.toml", small=SMALL),
        "growth": SweepFile(
            "growth.toml",
            small=small({"levers.exit_pressure": [FEW, QUICK], "levers.hiring_fit": [0.0, 0.9]}),
        ),
        "levels": ScenarioFile(
            CONFIG,
            change={
                "run.replications": 24,
                **{
                    f"scenarios.{name}": {
                        "organisation": {"people": 2000, "levels": 4},
                        "levers": {"leader_modelling": NONE},
                        "groups": [
                            {
                                "who": "top",
                                "levers": {"leader_modelling": effort},
                                "people": {"habit": {"mean": conviction}},
                            }
                        ],
                    }
                    for name, (effort, conviction) in FOUNDERS.items()
                },
            },
            small={
                "run.replications": 3,
                "run.weeks": 26,
                **{
                    f"scenarios.{name}.organisation": {"people": 200, "levels": 4}
                    for name in FOUNDERS
                },
            },
            scenarios=tuple(FOUNDERS),
        ),
    },
    predictions=(
        Prediction(
            "at_the_table",
            "points",
            mean_in("sizes", founders_lift, TABLE, FOLLOWING[TABLE]),
            above(0.05),
        ),
        Prediction(
            "two_hundred_alone",
            "of the lift at 20 people",
            partial(arrives, people=200, levels=2),
            below(0.5),
        ),
        Prediction(
            "six_hundred_below",
            "of the lift at 20 people",
            partial(arrives, people=600, levels=4),
            below(0.25),
        ),
        Prediction("managers_needed", "people", managers_needed, within(20, 200)),
        Prediction("passed_on", "of the level above", passed_on, below(0.5)),
        Prediction(
            "fit_in_growth",
            "points",
            mean_in("growth", fit_in_growth, what="paired interaction contrast"),
            above(0.03),
        ),
    ),
    numbers=(
        Number(
            "layer_pays",
            "size from which a layer of managers who set an example aligns more than one table",
            "people",
            layer_pays,
        ),
        Number(
            "whole_at_the_table",
            "what conviction and effort add around one table, beside a founder with neither",
            "points",
            mean_in("sizes", founders_lift, TABLE, FOLLOWING[TABLE], beside=STRANGER),
        ),
        Number(
            "whole_two_hundred_alone",
            "of that, left where the founder alone leads two hundred",
            "of that lift",
            partial(arrives, people=200, levels=2, beside=STRANGER),
        ),
        Number(
            "whole_six_hundred_below",
            "of that, left among 600 below managers who make no effort",
            "of that lift",
            partial(arrives, people=600, levels=4, beside=STRANGER),
        ),
        Number(
            "managers_needed_whole",
            "size from which on managers' effort adds more than a founder's conviction and effort",
            "people",
            partial(managers_needed, beside=STRANGER),
        ),
        Number(
            "among_good_managers",
            "of the lift by effort at 20 people, left among 600 below managers who set an example",
            "of the lift",
            partial(arrives, people=600, levels=4, others=EXAMPLE),
        ),
    ),
    ablations=(
        Ablation(
            "arrives_through",
            "What the founder's example adds among 200 people on three levels below managers who make"
            " no effort.",
            "points",
            "sizes",
            partial(founders_lift, people=200, levels=3),
            off=("visibility", "deeds", "peers", "cascade", "trust", "reinforcement", "effort"),
            keep={PEOPLE: (200,), LEVELS: (3,), OTHERS: (NONE,), CONVICTION: (CONVINCED,)},
        ),
        Ablation(
            "alone_through",
            "What the founder's example adds where the founder leads two hundred alone.",
            "points",
            "sizes",
            partial(founders_lift, people=200, levels=2),
            off=("visibility", "deeds", "peers", "cascade", "trust", "reinforcement", "effort"),
            keep={PEOPLE: (200,), LEVELS: (2,), OTHERS: (NONE,), CONVICTION: (CONVINCED,)},
        ),
    ),
    pictures=pictures(draw_sizes, draw_reach, draw_growth),
)
