"""A plan's question: budget, weeks, what is to improve, and which programmes are allowed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import solara

from orgsim.errors import UserError
from orgsim.measures.declarations import MEASURES
from orgsim.planning.plan_file import DIRECTED
from orgsim.ui.plan.plan_state import PlanQuestion, kinds_of, weeks_or_numbers
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Choice, NumberField, Words
from orgsim.ui.shared.page_limits import MOST_WEEKS
from orgsim.ui.shared.panel import Panel

AUDIENCES = {"": "Whom each is meant for", "everybody": "Everybody", "leaders": "All leaders"}
Set = Callable[[PlanQuestion], None]


@solara.component
def Question(asked: PlanQuestion, put: Set) -> None:
    """Fields for all that is asked."""

    def set_to(**values: object) -> None:
        put(replace(asked, **values))  # type: ignore[arg-type]

    currency = session.scenario.value.config().costs.currency
    with Panel("Question"):
        with solara.Div(classes=["os-editor"]):
            for label, key, value in (
                ("Leader hours in all", "hours", asked.hours),
                (f"Money in all ({currency})", "money", asked.money),
                ("Weekly hours, any leader", "a_week", asked.a_week),
            ):
                NumberField(
                    value,
                    lambda new, key=key: set_to(**{key: new}),
                    label,
                    0,
                    1e12,
                    1,
                    False,
                    True,
                    True,
                )
            NumberField(
                asked.weeks,
                lambda new: set_to(weeks=int(new or 52)),
                "Horizon (weeks)",
                1,
                MOST_WEEKS,
                1,
                True,
                True,
            )
            labels = {name: MEASURES[name].label for name in DIRECTED}
            Choice("To improve", labels, asked.objective, lambda new: set_to(objective=new))
            Choice("For whom", AUDIENCES, asked.who, lambda new: set_to(who=new))
            _Listed("May start in weeks", asked.starts, lambda new: set_to(starts=new), True)
            _Listed(
                "May last (weeks, for good)", asked.lengths, lambda new: set_to(lengths=new), True
            )
            _Listed(
                "Strengths (1: full, 0.5: half)", asked.strengths, lambda new: set_to(strengths=new)
            )
            _Several("Must not get worse", labels, asked.kept, "kept", set_to)
        _Several(
            "Programmes that are allowed",
            kinds_of(session.scenario.value),
            asked.programmes,
            "programmes",
            set_to,
        )
        Words("An empty budget field means no limit; fill in at least one.", "os-note mt-2")


@solara.component
def _Several(
    label: str,
    texts: Mapping[Any, str],
    value: tuple[Any, ...],
    key: str,
    set_to: Callable[..., None],
) -> None:
    """Several of some values, each with its text."""
    solara.v.Select(
        label=label,
        items=[{"text": text, "value": each} for each, text in texts.items()],
        v_model=list(value),
        on_v_model=lambda new: set_to(**{key: tuple(each for each in texts if each in new)}),
        multiple=True,
        dense=True,
        outlined=True,
        hide_details=True,
    )


@solara.component
def _Listed(
    label: str,
    values: tuple[Any, ...],
    put: Callable[[tuple[Any, ...]], None],
    whole: bool = False,
) -> None:
    """Numbers between commas, which count on Enter or when the field is left."""
    typed, set_typed = solara.use_state(", ".join(map(str, values)))
    problem, set_problem = solara.use_state("")
    latest = solara.use_ref(typed)

    def write(text: str) -> None:
        latest.current = text  # Enter may come before the page is drawn again
        set_typed(text)

    def finish(*_: object) -> None:
        try:
            put(weeks_or_numbers(latest.current, whole))
            set_problem("")
        except UserError as error:
            set_problem(str(error))

    field = solara.v.TextField(
        label=label,
        v_model=typed,
        on_v_model=write,
        dense=True,
        outlined=True,
        hide_details="auto",
        error_messages=[problem] if problem else [],
    )
    solara.v.use_event(field, "blur", finish)
    solara.v.use_event(field, "keydown.enter", finish)
