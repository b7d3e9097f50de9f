"""Why does training not stick, and what makes it stick?"""

from functools import partial

from orgsim.study import (
    Ablation,
    Experiment,
    Number,
    Picture,
    Prediction,
    ScenarioFile,
    SweepFile,
    above,
    mean_of,
    within,
)

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
    after_beats_before,
    complementarity,
    floor_keeps,
    half_dose,
    kept_by_floor,
    lost,
    share_of_shop_managers,
    together,
    used_alone,
)

SMALL = {"organisation.people": 60}

EXPERIMENT = Experiment(
    sources={
        "chain": ScenarioFile(
            "../../configs/retail.toml",
            change={"run.replications": 30, "run.weeks": 156},
            small={"organisation.people": 60, "run.replications": 3, "run.weeks": 76},
        ),
        "support": SweepFile(
            "support.toml",
            small={
                "replications": 3,
                "set": {**SMALL, "run.weeks": 76},
                "vary": {SHOP: [0.0, 0.5, 1.0]},
                "record_weeks": [0, TRAINED, HALF_YEAR, YEAR],
            },
        ),
        "timing": SweepFile(
            "timing.toml",
            small={"replications": 3, "set": SMALL, "vary": {START: [BEFORE, AFTER, NEVER]}},
        ),
    },
    predictions=(
        Prediction(
            "half_year", "Of a training alone, 38 to 50 % are in use half a year later.",
            "of the gap", partial(used_alone, week=HALF_YEAR), within(0.38, 0.50)),
        Prediction(
            "one_year", "Of a training alone, 28 to 40 % are in use a year later.",
            "of the gap", partial(used_alone, week=YEAR), within(0.28, 0.40)),
        Prediction(
            "floor_keeps",
            "A year after it, trained shops whose managers work on the floor keep at least a tenth more"
            " of the gap closed than trained shops whose managers do not.",
            "of the gap", floor_keeps, above(0.1)),
        Prediction(
            "together",
            "A year after it, training and managers on the floor together close more than the sum of"
            " what each closes alone.",
            "of the gap", together, above(0.0)),
        Prediction(
            "shop_managers",
            "Shop managers alone bring at least four fifths of what shop and regional managers together"
            " bring.",
            "of what both bring", share_of_shop_managers, above(0.8)),
        Prediction(
            "after_not_before",
            "Half a year on the floor right after the training leaves at least a twentieth more of its"
            " first lift after two years than half a year right before it.",
            "of the first lift", after_beats_before, above(0.05)),
    ),
    numbers=(
        Number("at_once", "in use when the training ends, training alone", "of the gap",
               partial(used_alone, week=TRAINED)),
        Number("together_in_the_end", "together beyond the sum of each alone, at the end",
               "of the gap",
               lambda tables: mean_of(complementarity(
                   tables["support"], int(tables["support"].recorded["week"].to_numpy().max())))),
        Number("half_dose", "shop managers' time on the floor that brings half of what all of it does",
               "of full", half_dose),
    ),
    ablations=(
        Ablation(
            "together_through",
            "What training and managers on the floor close together beyond the sum of each alone, a"
            " year after.",
            "of the gap", "support", complementarity,
            off=("reinforcement", "habit", "deeds", "effort", "character", "turnover"),
            keep={SHOP: (0.0, 1.0), REGION: (0.0, 1.0)}),
        Ablation(
            "floor_keeps_through",
            "What trained shops have closed more with managers on the floor, a year after.",
            "of the gap", "support", kept_by_floor,
            off=("reinforcement", "habit", "deeds", "visibility", "effort", "trust"),
            keep={SHOP: (0.0, 1.0), REGION: (0.0, 1.0)}),
        Ablation(
            "lost_through",
            "What of a training alone is lost within a year.",
            "of the gap", "support", lost,
            off=("character", "habit", "peers", "deeds", "turnover", "imitation"),
            keep={SHOP: (0.0,), REGION: (0.0,)}),
    ),
    pictures={
        "decay": Picture(
            draw_decay,
            "Left: what assistants use of what they were taught (weeks shaded), alone, beside shops"
            " where managers are on the floor either way, and together with what these achieve."
            " Right: share of the gap closed by how much shop managers are on the floor. Means with"
            " 95 % bands."),
        "timing": Picture(
            draw_timing,
            "Left: what is left of training's first lift, by when managers spend half a year on the"
            " floor (training shaded). Right: what training and managers close together beyond the"
            " sum of each alone, in the whole model (dotted) and with one mechanism off. 95 % bands and"
            " intervals."),
    },
)  # fmt: skip
