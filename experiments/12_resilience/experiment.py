"""How deep do shocks cut, how soon has it recovered, and is turnover poison or medicine?"""

from functools import partial

from orgsim.study.declaration import Ablation, Experiment, SweepFile, pictures, small
from orgsim.study.evidence import mean_in, mean_of
from orgsim.study.findings import Number, Prediction, above, below, numbers_of, within

from .figures import draw_levers, draw_shocks, draw_turnover
from .recovery import (
    BUSY,
    DEEDS,
    FIT,
    GAIN_OF_TURNOVER,
    HALF_YEAR,
    LEAVING,
    LISTENING,
    QUIET,
    deeds_speed,
    depth_of,
    fit_speed,
    merger_moves_it,
    of_practice,
    of_trust,
    top_leader,
    trust_is_slow,
    turning,
    worse_together,
)

EXPERIMENT = Experiment(
    sources={
        "shocks": SweepFile(
            "shocks.toml",
            small=small(weeks=104, record_weeks=[52, 53, 56, 60, 64, 70, 78, 86, 96, 104]),
        ),
        "turnover": SweepFile(
            "turnover.toml",
            small=small({LEAVING: [QUIET, 0.005, BUSY], FIT: [0.0, 0.4, 1.0]}, weeks=78),
        ),
    },
    predictions=(
        Prediction("trust_is_slow", "weeks", trust_is_slow, above(HALF_YEAR)),
        Prediction(
            "deeds_rebuild",
            "weeks",
            mean_in("shocks", deeds_speed),
            below(-8.0),
        ),
        Prediction(
            "fit_speeds_recovery",
            "weeks",
            mean_in("shocks", fit_speed),
            below(-8.0),
        ),
        Prediction("top_leader", "points", top_leader, within(-0.01, 0.01)),
        Prediction("turnover_turns", "hiring fit", partial(turning, merged=0.0), within(0.2, 0.8)),
        Prediction("turnover_helps", "hiring fit", merger_moves_it, below(-0.1)),
    ),
    numbers=(
        *numbers_of(
            "points",
            depth_of,
            depth_of_scandal=("largest loss of trust by a scandal", "trust", "scandal", 1),
            depth_of_merger=(
                "largest widening of the gap by a merger",
                "message_practice_gap",
                "merger",
                -1,
            ),
        ),
        Number(
            "deeds_fall_deeper",
            "how much more trust a scandal costs where leaders make more effort",
            "points",
            lambda tables: mean_of(
                of_trust(tables["shocks"]).contrast(of_trust(tables["shocks"]).depth, DEEDS)
            ),
        ),
        Number(
            "practice_is_slow",
            "time until half of what a merger cost in practice is back",
            "weeks",
            lambda tables: mean_of(of_practice(tables["shocks"]).times.mean(axis=0)),
        ),
        Number(
            "worse_together",
            "damage to practice in the first year, merger and scandal together beyond their sum",
            "points",
            worse_together,
        ),
    ),
    ablations=(
        Ablation(
            "deeds_rebuild_through",
            "How much later half of the trust is back where leaders make more effort.",
            "weeks",
            "shocks",
            deeds_speed,
            off=("visibility", "effort", "deeds", "attention", "turnover"),
            keep={
                "shocks.0.strength": (0.0,),
                "shocks.2.strength": (0.0,),
                FIT: (0.1,),
                LISTENING: (0.1,),
            },
        ),
        Ablation(
            "recovery_through",
            "What turnover adds to alignment after a merger where all newcomers fit.",
            "points",
            "turnover",
            GAIN_OF_TURNOVER,
            off=("character", "peers", "deeds", "effort", "reinforcement"),
        ),
    ),
    pictures=pictures(draw_shocks, draw_levers, draw_turnover),
)
