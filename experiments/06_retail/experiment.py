"""Why does training not stick, and what makes it stick?"""

from functools import partial

from orgsim.study.declaration import Ablation, Experiment, ScenarioFile, SweepFile, pictures, small
from orgsim.study.evidence import mean_in, mean_of
from orgsim.study.findings import Number, Prediction, above, within

from .figures import draw_decay, draw_timing
from .shares import (
    AFTER,
    BEFORE,
    HALF_YEAR,
    NEVER,
    REGION,
    SHOP,
    START,
    TRAINED,
    YEAR,
    after_over_before,
    complementarity,
    half_dose,
    kept_by_floor,
    lost,
    share_of_shop_managers,
    used_alone,
)

EXPERIMENT = Experiment(
    sources={
        "chain": ScenarioFile(
            "../../configs/retail.toml",
            change={"run.replications": 30, "run.weeks": 156},
            small={"organisation.people": 60, "run.replications": 3, "run.weeks": 76},
        ),
        "support": SweepFile(
            "support.toml",
            small=small(
                {SHOP: [0.0, 0.5, 1.0]}, weeks=76, record_weeks=[0, TRAINED, HALF_YEAR, YEAR]
            ),
        ),
        "timing": SweepFile(
            "timing.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60},
                "vary": {START: [BEFORE, AFTER, NEVER]},
            },
        ),
    },
    predictions=(
        Prediction(
            "half_year", "of the gap", partial(used_alone, week=HALF_YEAR), within(0.38, 0.50)
        ),
        Prediction("one_year", "of the gap", partial(used_alone, week=YEAR), within(0.28, 0.40)),
        Prediction("floor_keeps", "of the gap", mean_in("support", kept_by_floor), above(0.1)),
        Prediction(
            "together",
            "of the gap",
            mean_in("support", complementarity, what="paired interaction contrast"),
            above(0.0),
        ),
        Prediction("shop_managers", "of what both bring", share_of_shop_managers, above(0.8)),
        Prediction(
            "after_not_before",
            "of the first lift",
            mean_in("timing", after_over_before),
            above(0.05),
        ),
    ),
    numbers=(
        Number(
            "at_once",
            "in use when the training ends, training alone",
            "of the gap",
            partial(used_alone, week=TRAINED),
        ),
        Number(
            "together_in_the_end",
            "together beyond the sum of each alone, at the end",
            "of the gap",
            lambda tables: mean_of(
                complementarity(
                    tables["support"], int(tables["support"].recorded["week"].to_numpy().max())
                )
            ),
        ),
        Number(
            "half_dose",
            "shop managers' time on the floor that brings half of what all of it does",
            "of full",
            half_dose,
        ),
    ),
    ablations=(
        Ablation(
            "together_through",
            "What training and managers on the floor close together beyond the sum of each alone, a"
            " year after.",
            "of the gap",
            "support",
            complementarity,
            off=("reinforcement", "habit", "deeds", "effort", "character", "turnover"),
            keep={SHOP: (0.0, 1.0), REGION: (0.0, 1.0)},
        ),
        Ablation(
            "floor_keeps_through",
            "What trained shops have closed more with managers on the floor, a year after.",
            "of the gap",
            "support",
            kept_by_floor,
            off=("reinforcement", "habit", "deeds", "visibility", "effort", "trust"),
            keep={SHOP: (0.0, 1.0), REGION: (0.0, 1.0)},
        ),
        Ablation(
            "lost_through",
            "What of a training alone is lost within a year.",
            "of the gap",
            "support",
            lost,
            off=("character", "habit", "peers", "deeds", "turnover", "imitation"),
            keep={SHOP: (0.0,), REGION: (0.0,)},
        ),
    ),
    pictures=pictures(draw_decay, draw_timing),
)
