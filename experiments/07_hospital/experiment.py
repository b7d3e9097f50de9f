"""How soon is a slip of a ward noticed and mended, with rounds, with listening, with both?"""

from functools import partial

from orgsim.study import (
    Calculation,
    Experiment,
    Number,
    Picture,
    Prediction,
    above,
    below,
    mean_of,
)

from .figures import draw_saved, draw_wards
from .mending import (
    NOTICED,
    back,
    fear_mutes,
    manager_too,
    mended,
    noticed,
    noticed_sooner,
    rounds_beat,
    save_afraid,
    saves,
    saves_if_run,
    together,
)
from .wards import OFF, SCENARIOS, SLIP, Variant, compute

SCENARIOS_TOLD = ("where nothing is done", "with rounds", "with listening", "with both")


def _saved_without(scenario: str, off: str) -> Number:
    return Number(
        f"{scenario}_save_without_{off}", f"weeks that {scenario} saves, without {off}", "weeks",
        partial(saves_if_run, scenario=scenario, off=off),
    )  # fmt: skip


EXPERIMENT = Experiment(
    sources={"wards": Calculation(compute)},
    predictions=(
        Prediction(
            "noticed_sooner", "Ward managers who listen notice a slip at least eight weeks sooner.",
            "weeks", noticed_sooner, above(8.0)),
        Prediction(
            "mended_sooner",
            "Where managers listen, a ward that has slipped is mended at least four weeks sooner.",
            "weeks", partial(saves, scenario="listening"), above(4.0)),
        Prediction(
            "rounds_beat", "Rounds mend sooner than listening does.",
            "weeks", rounds_beat, above(0.0)),
        Prediction(
            "together",
            "Rounds and listening help each other: together they save more weeks than the sum of what"
            " each saves alone.",
            "weeks", together, above(0.0)),
        Prediction(
            "fear_mutes",
            "Fear mutes listening: in a ward that has lost most of its trust, listening saves less than"
            " half of the weeks it saves elsewhere.",
            "weeks beyond half", fear_mutes, below(0.0)),
        Prediction(
            "manager_too",
            "Where the ward manager slips with the ward, it takes at least four weeks longer to mend.",
            "weeks", manager_too, above(4.0)),
    ),
    numbers=(
        Number("weeks_alone", "time until mended where nothing is done", "weeks",
               lambda tables: mean_of(mended(tables, Variant("nothing", slips=SLIP)))),
        Number("notice_alone", "time until noticed where nothing is done", "weeks",
               lambda tables: mean_of(noticed(tables, "nothing"))),
        Number("notice_listening", "time until noticed where managers listen", "weeks",
               lambda tables: mean_of(noticed(tables, "listening"))),
        Number("noticed_sooner_finer",
               "how much sooner a slip is noticed by listening, from half as much effort on", "weeks",
               partial(noticed_sooner, more_effort=NOTICED / 2)),
        Number("listening_save", "weeks that listening saves", "weeks",
               partial(saves, scenario="listening")),
        Number("listening_save_afraid", "weeks that listening saves in a frightened ward", "weeks",
               save_afraid),
        Number("rounds_save", "weeks that rounds save", "weeks", partial(saves, scenario="rounds")),
        Number("both_save", "weeks that both save", "weeks",
               partial(saves, scenario="rounds_and_listening")),
        *(
            Number(f"back_{name}", f"time until the gap is what it was before the slip, {told}",
                   "weeks", partial(back, scenario=name))
            for name, told in zip(SCENARIOS, SCENARIOS_TOLD, strict=True)
        ),
        *(_saved_without(scenario, off) for scenario in ("listening", "rounds") for off in OFF),
    ),
    pictures={
        "wards": Picture(
            draw_wards,
            "Left: how much wider the gap of wards is than their twins' after they slipped. Right: how"
            " much more effort their managers make. Means with 95 % bands."),
        "saved": Picture(
            draw_saved,
            "Weeks by which a ward is mended sooner with listening, or with rounds, than where nothing"
            " is done: in the whole model and with one mechanism off. Means with 95 % intervals."),
    },
)  # fmt: skip
