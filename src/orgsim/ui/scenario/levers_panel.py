"""The levers: for everybody or for some, in sections that open."""

import solara

from orgsim.errors import UserError
from orgsim.model.parameters import LEVERS
from orgsim.number_text import count, plain
from orgsim.organisation.group_names import FORMS, check_who
from orgsim.parameter_sets.typical_values import typical_words
from orgsim.ui.scenario.audiences import audiences
from orgsim.ui.scenario.lever_settings import (
    EVERYBODY,
    Setting,
    audience_words,
    fitted_levers,
    groups_of,
    sections,
    setting,
    with_lever,
    without_lever,
)
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Help, NumberField, Quiet, Section, Words
from orgsim.ui.shared.page_colours import named

OTHER = "Somebody else …"


@solara.component
def Levers():
    """Whom it is for, and the levers by section."""
    who, set_who = solara.use_state(EVERYBODY)
    shown, began = session.scenario.value, session.start.value
    config, start = shown.config(), began.config()
    with solara.Div(classes=["os-card"]):
        Words("What the organisation does every week", "os-heading", "h2")
        if fitted_levers(config):
            Words(
                "Sliders show the middle of what your answers leave open; the levers of each"
                " parameter set vary around it. A lever that you move is the same in all of them."
            )
        Audience(who, set_who)
    by_section = sections(lever.name for lever in LEVERS)
    for title, names in by_section.items():
        settings = [setting(config, start, name, who) for name in names]
        moved = sum(one.changed for one in settings)
        first = title == next(iter(by_section))
        with Section(title, note=f"{moved} changed" if moved else "", begin=first):
            LeverRows(settings, who)


@solara.component
def LeverRows(settings: list[Setting], who: str):
    """The levers of a section; one part of it, so that nothing of it is made while that is closed."""
    with solara.Div():
        for one in settings:
            Lever(one, who)


@solara.component
def Audience(who: str, set_who):
    """Picks whom the sliders below are for."""
    typing, set_typing = solara.use_state(False)
    text, set_text = solara.use_state("")
    wrong, set_wrong = solara.use_state("")
    named = [str(g["who"]) for g in groups_of(session.scenario.value) if isinstance(g["who"], str)]
    known = audiences()
    options = {label: key for key, label in known.items()}
    options |= {key: key for key in dict.fromkeys([*named, who]) if key not in known}
    current = next(label for label, key in options.items() if key == who)

    def pick(label: str) -> None:
        set_typing(label == OTHER)
        if label != OTHER:
            set_who(options[label])

    def take(written: str) -> None:
        set_text(written)
        try:
            check_who(written)
        except UserError as error:
            set_wrong(str(error))
            return
        set_wrong("")
        set_typing(False)
        set_who(written.strip())

    solara.Select(
        "For whom", [*options, OTHER], OTHER if typing else current, on_value=pick, dense=True
    )
    if typing:
        solara.InputText("Group, like unit:12 or level:2", text, on_value=take)
        Words(wrong or f"One of {', '.join(FORMS)}.", "os-worse" if wrong else "os-note")
    elif who != EVERYBODY:
        Words(
            f"What you move now applies to: {audience_words(who)}. All others keep what is"
            " set for everyone."
        )


@solara.component
def Lever(one: Setting, who: str):
    """A lever: its name, a slider, a number, what it means."""
    name = one.quantity.name
    helped, set_helped = solara.use_state(False)

    def move(value: float | None) -> None:
        if value is not None and abs(value - one.value) > 1e-9:
            session.change(with_lever(session.scenario.peek(), name, round(value, 4), who))

    def slide(value: float | None) -> None:
        """A slider stands on the step next to a value; only leaving that is a move."""
        if value is not None and abs(value - one.slider_value) > 1e-9:
            move(value)

    with solara.Div(classes=["os-lever"]):
        with solara.Div(classes=["os-row", "os-spread"]):
            with solara.Div(classes=["os-row"], style={"gap": "2px"}):
                Words(one.label, "name", "span")
                Help(one.label, helped, set_helped)
            NumberField(one.value, move, one.label, one.quantity.low, one.quantity.high, one.step)
        solara.v.Slider(
            v_model=one.slider_value,
            on_v_model=slide,
            min=one.quantity.low,
            max=one.slider_end,
            step=one.step,
            hide_details=True,
            dense=True,
            color=named("accent"),
            track_color=named("edge"),
            attributes={"aria-label": f"{one.label}, {one.quantity.unit}"},
        ).key(f"to {one.slider_end}")  # one that is made shorter would move to its new end
        Words(one.quantity.meaning.capitalize() + ".")
        Words(typical_words(f"levers.{name}", one.quantity))
        if helped:
            Words(one.help)
        with solara.Div(classes=["os-row"]):
            if one.changed:
                Words(f"It was {plain(one.start)}.", "changed", "span")
                Quiet("Back", lambda: _back(one, who))
            elif who != EVERYBODY and not one.own:
                Words("As for everyone.", "os-note", "span")
        if one.others:
            with_own = count(
                one.others, "group has its own value", "groups have values of their own"
            )
            Words(f"{with_own}: pick them above to move these, too.")


def _back(one: Setting, who: str) -> None:
    now, name = session.scenario.peek(), one.quantity.name
    if who == EVERYBODY:
        session.change(with_lever(now, name, one.start))
        return
    began = setting(session.start.peek().config(), session.start.peek().config(), name, who)
    back = with_lever(now, name, began.value, who) if began.own else without_lever(now, name, who)
    session.change(back)
