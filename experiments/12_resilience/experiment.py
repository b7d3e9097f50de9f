"""How deep do shocks cut, how soon is it healed, and is turnover poison or medicine?"""

from functools import partial

from orgsim.study import (
    Ablation,
    Experiment,
    Number,
    Picture,
    Prediction,
    SweepFile,
    above,
    below,
    mean_of,
    within,
)

from .figures import draw_levers, draw_shocks, draw_turnover
from .healing import (
    BUSY,
    DEEDS,
    FIT,
    HALF_YEAR,
    LEAVING,
    LISTENING,
    MERGED,
    QUIET,
    deeds_speed,
    depth_of,
    fit_speed,
    healing,
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
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 104},
                "record_weeks": [52, 53, 56, 60, 64, 70, 78, 86, 96, 104],
            },
        ),
        "turnover": SweepFile(
            "turnover.toml",
            small={
                "replications": 3,
                "set": {"organisation.people": 60, "run.weeks": 78},
                "vary": {LEAVING: [QUIET, 0.005, BUSY], FIT: [0.0, 0.4, 1.0]},
            },
        ),
    },
    predictions=(
        Prediction(
            "trust_is_slow",
            "Half of the trust that a scandal costs is not back within half a year, on average over all"
            " organisations.",
            "weeks", trust_is_slow, above(HALF_YEAR)),
        Prediction(
            "deeds_rebuild",
            "Where leaders do what they say, that half is back at least eight weeks sooner.",
            "weeks", lambda tables: mean_of(deeds_speed(tables["shocks"])), below(-8.0)),
        Prediction(
            "fit_mends",
            "Hiring for fit brings back half of the practice that a merger costs at least eight weeks"
            " sooner.",
            "weeks", lambda tables: mean_of(fit_speed(tables["shocks"])), below(-8.0)),
        Prediction(
            "top_leader",
            "An organisation survives the loss of the one at the top: over the year after it the gap"
            " differs by less than 0.01 points.",
            "points", top_leader, within(-0.01, 0.01)),
        Prediction(
            "turnover_turns",
            "Turnover turns from harm to help where newcomers are hired for fit: in calm times the"
            " effect of turnover changes its sign at a hiring fit between 0.2 and 0.8.",
            "hiring fit", partial(turning, merged=0.0), within(0.2, 0.8)),
        Prediction(
            "turnover_heals", "After a merger that point lies at least 0.1 lower.",
            "hiring fit", merger_moves_it, below(-0.1)),
    ),
    numbers=(
        Number("depth_of_scandal", "largest loss of trust by a scandal", "points",
               partial(depth_of, measure="trust", shock="scandal", better=1)),
        Number("depth_of_merger", "largest widening of the gap by a merger", "points",
               partial(depth_of, measure="message_practice_gap", shock="merger", better=-1)),
        Number("deeds_fall_deeper",
               "how much more trust a scandal costs where leaders make more effort", "points",
               lambda tables: mean_of(of_trust(tables["shocks"]).contrast(
                   of_trust(tables["shocks"]).depth, DEEDS))),
        Number("practice_is_slow", "time until half of what a merger cost in practice is back",
               "weeks",
               lambda tables: mean_of(of_practice(tables["shocks"]).times.mean(axis=0))),
        Number("worse_together",
               "damage to practice in the first year, merger and scandal together beyond their sum",
               "points", worse_together),
    ),
    ablations=(
        Ablation(
            "deeds_rebuild_through",
            "How much later half of the trust is back where leaders make more effort.",
            "weeks", "shocks", deeds_speed,
            off=("visibility", "effort", "deeds", "attention", "turnover"),
            keep={"shocks.0.strength": (0.0,), "shocks.2.strength": (0.0,), FIT: (0.1,),
                  LISTENING: (0.1,)}),
        Ablation(
            "healing_through",
            "What turnover adds to alignment after a merger where all newcomers fit.",
            "points", "turnover", healing,
            off=("character", "peers", "deeds", "effort", "reinforcement"),
            keep={MERGED: (1.0,), LEAVING: (QUIET, BUSY), FIT: (1.0,)}),
    ),
    pictures={
        "shocks": Picture(
            draw_shocks,
            "Left and middle: what shocks cost in practice and in trust beside the unshaken twin, mean"
            " of 16 organisations with 95 % bands. Right: share of runs in which more than half of it"
            " is left (Kaplan–Meier, 95 % bands)."),
        "levers": Picture(
            draw_levers,
            "What four properties change in the depth of the fall and in the time until half of it is"
            " healed, high level less low. Means with 95 % intervals."),
        "turnover": Picture(
            draw_turnover,
            "Left: alignment at a pressure to leave of 0.01 a week less that without, by hiring fit,"
            " with 95 % bands. Middle and right: the same for every pressure; the line is where turnover"
            " changes nothing."),
    },
)  # fmt: skip
