"""Does the model do what field experiments found, in trials it was tuned on and in others?"""

from orgsim.evidence.field_trials import FIELD_TRIALS, FieldTrial, Role
from orgsim.study.declaration import Calculation, Experiment
from orgsim.study.findings import above, below, named, predict, report, within
from orgsim.study.pictures import pictures
from orgsim.study.quantities import Estimated

from .bands import HALF, TAIL, How, count, inside, number_of_sets, part, reached
from .figures import draw_courses, draw_trials
from .trials import compute

TUNED = tuple(trial for trial in FIELD_TRIALS if trial.role == Role.TUNED)
PUT_ASIDE = tuple(trial for trial in FIELD_TRIALS if trial.number >= 13)
"""The six that were held out from the beginning."""


def counted(trials: tuple[FieldTrial, ...], how: How, share: float, what: str) -> Estimated:
    """How many trials have so large a share of replications in all their bands, or beyond."""
    return Estimated(lambda tables: count(tables["trials"], trials, how, share, what), "trials")


def _said(trial: FieldTrial) -> str:
    return f"trial {trial.number}, {trial.role}: {trial.parts[0].meaning}"


EXPERIMENT = Experiment(
    sources={"trials": Calculation(compute)},
    predictions=named(
        held_out_predicted=predict(
            above(3.5), counted(PUT_ASIDE, reached, TAIL, "trials predicted")
        ),
        tuned_inside=predict(above(8.5), counted(TUNED, inside, HALF, "trials inside")),
        attention_fails=predict(below(0.35), part("attention")),
        load_fails=predict(above(-0.04), part("load")),
        deeds_last=predict(above(0.0), "share", part("deeds_kept") - part("words_kept")),
        leaders_on_top_fit=predict(within(0.08, 0.25), part("leaders_on_top")),
        companies_alike=predict(below(0.10), part("leadership_icc")),
        development_overdone=predict(above(1.1), part("development_effort")),
    ),
    numbers=named(
        held_out_inside=report(
            "trials 13 to 18 with the median of every part inside its band",
            counted(PUT_ASIDE, inside, HALF, "trials inside"),
        ),
        sets=report("parameter sets", Estimated(number_of_sets, "sets")),
        **{trial.name: report(_said(trial), part(trial.name)) for trial in FIELD_TRIALS},
    ),
    pictures=pictures(draw_trials, draw_courses),
)
