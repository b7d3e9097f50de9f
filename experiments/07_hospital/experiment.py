"""How soon is a slip of a ward noticed, and made up for: with rounds, with listening, with both?"""

from functools import partial

from orgsim.study.declaration import Calculation, Experiment, pictures
from orgsim.study.evidence import mean_of
from orgsim.study.findings import Number, Prediction, above, below, numbers_of

from .figures import draw_saved, draw_wards
from .recovery import (
    NOTICED,
    back,
    fear_mutes,
    manager_too,
    noticed,
    noticed_sooner,
    recovered,
    rounds_beat,
    save_afraid,
    saves,
    saves_if_run,
    together,
)
from .wards import OFF, SCENARIOS, SLIP, Variant, compute

SCENARIO_LABELS = ("where nothing is done", "with rounds", "with listening", "with both")


def _saved_without(scenario: str, off: str) -> Number:
    return Number(
        f"{scenario}_save_without_{off}",
        f"weeks that {scenario} saves, without {off}",
        "weeks",
        partial(saves_if_run, scenario=scenario, off=off),
    )


EXPERIMENT = Experiment(
    sources={"wards": Calculation(compute)},
    predictions=(
        Prediction("noticed_sooner", "weeks", noticed_sooner, above(8.0)),
        Prediction("recovered_sooner", "weeks", partial(saves, scenario="listening"), above(4.0)),
        Prediction("rounds_beat", "weeks", rounds_beat, above(0.0)),
        Prediction("together", "weeks", together, above(0.0)),
        Prediction("fear_mutes", "weeks beyond half", fear_mutes, below(0.0)),
        Prediction("manager_too", "weeks", manager_too, above(4.0)),
    ),
    numbers=(
        Number(
            "weeks_alone",
            "time until recovered where nothing is done",
            "weeks",
            lambda tables: mean_of(recovered(tables, Variant("nothing", slips=SLIP))),
        ),
        Number(
            "notice_alone",
            "time until noticed where nothing is done",
            "weeks",
            lambda tables: mean_of(noticed(tables, "nothing")),
        ),
        Number(
            "notice_listening",
            "time until noticed where managers listen",
            "weeks",
            lambda tables: mean_of(noticed(tables, "listening")),
        ),
        Number(
            "noticed_sooner_finer",
            "how much sooner a slip is noticed by listening, from half as much effort on",
            "weeks",
            partial(noticed_sooner, more_effort=NOTICED / 2),
        ),
        Number(
            "listening_save",
            "weeks that listening saves",
            "weeks",
            partial(saves, scenario="listening"),
        ),
        Number(
            "listening_save_afraid",
            "weeks that listening saves in a frightened ward",
            "weeks",
            save_afraid,
        ),
        *numbers_of(
            "weeks",
            saves,
            rounds_save=("weeks that rounds save", "rounds"),
            both_save=("weeks that both save", "rounds_and_listening"),
        ),
        *(
            Number(
                f"back_{name}",
                f"time until the gap is what it was before the slip, {label}",
                "weeks",
                partial(back, scenario=name),
            )
            for name, label in zip(SCENARIOS, SCENARIO_LABELS, strict=True)
        ),
        *(_saved_without(scenario, off) for scenario in ("listening", "rounds") for off in OFF),
    ),
    pictures=pictures(draw_wards, draw_saved),
)
