"""The day on which week 1 begins, by which all weeks of the page have dates."""

from datetime import date

import solara

from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Words

KEY = "run.start_date"


@solara.component
def StartDate(day: date | None) -> None:
    """A day to type or pick; it counts when the field is left or on Enter."""
    shown = day.isoformat() if day else ""
    typed, set_typed = solara.use_state(shown)
    latest = solara.use_ref(shown)

    def write(text: str) -> None:
        latest.current = text or ""
        set_typed(latest.current)

    solara.use_effect(lambda: write(shown), [shown])

    def finish(*_: object) -> None:
        now = session.scenario.peek()
        if latest.current == shown:
            return
        if not latest.current:
            session.change(now.without(KEY))
        elif not session.change(now.with_value(KEY, latest.current)):
            write(shown)

    field = solara.v.TextField(
        v_model=typed,
        on_v_model=write,
        type="date",
        label="Week 1 begins on",
        placeholder=" ",
        dense=True,
        outlined=True,
        hide_details=True,
        attributes={"aria-label": "Week 1 begins on"},
    )
    solara.v.use_event(field, "blur", finish)
    solara.v.use_event(field, "keydown.enter", finish)
    Words(
        "If you choose a day, charts, cards and reports show dates next to weeks; no number"
        " changes."
    )
