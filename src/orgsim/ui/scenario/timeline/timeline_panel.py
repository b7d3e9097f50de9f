"""The timeline: programmes and events, as bars over the weeks."""

import solara

from orgsim.errors import UserError
from orgsim.organisation.group_names import check_who
from orgsim.ui.scenario.audiences import audiences
from orgsim.ui.scenario.timeline.programme_costs import OwnCosts
from orgsim.ui.scenario.timeline.strip import NOWHERE, Strip
from orgsim.ui.scenario.timeline.timeline_rows import (
    ADDING,
    Offer,
    Row,
    added,
    altered,
    entries,
    menu,
    removed,
    rows,
)
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import NumberField, Quiet, Words
from orgsim.ui.shared.page_colours import LINK

AS_USUAL = "The usual group"
HOW = (
    "Drag a bar to move it and its end to change its length, or use the arrow keys; click it to"
    " edit its numbers."
)
NONE_YET = "Nothing yet: the organisation continues as it is. Add what its leaders could do."


@solara.component
def Timeline():
    """Bars along the weeks of the chart above, the entry that is open, and a menu of more."""
    shown = session.scenario.value
    weeks, found = shown.config().run.weeks, rows(shown)
    opened, set_opened = solara.use_state(NOWHERE)
    adding, set_adding = solara.use_state("")
    with solara.Div():
        Strip(found, weeks, opened, set_opened)
        with solara.Div(classes=["os-row", "os-spread"]):
            Words("Programmes and events", "os-heading", "h2")
            with solara.Div(classes=["os-row"]):
                for list_name, label in ADDING.items():
                    Quiet(
                        label, lambda n=list_name: set_adding("" if adding == n else n), "mdi-plus"
                    )
        Words(HOW if found else NONE_YET)
        if adding:
            Menu(adding, lambda: set_adding(""), set_opened)
        for row in found:
            if (row.list_name, row.number) == opened:
                Editor(row, weeks, lambda: set_opened(NOWHERE))


@solara.component
def Menu(list_name: str, close, open_row):
    """What can be added, with meaning and cost."""
    with solara.Div(classes=["os-menu"]):
        for offer in menu(list_name, session.scenario.value):
            Choice(list_name, offer, close, open_row)
        Quiet("Close the menu", close)


@solara.component
def Choice(list_name: str, offer: Offer, close, open_row):
    """An offer of the menu."""

    def take() -> None:
        now = session.scenario.peek()
        number = len(entries(now, list_name))
        if session.change(added(now, list_name, offer.kind)):
            open_row((list_name, number))
            close()

    with solara.Div(classes=["os-offer"]):
        with solara.Div(style={"flex": "1 1 auto"}):
            Words(offer.label, "name")
            Words(f"{offer.meaning.capitalize()}. {offer.details}")
        solara.Button(
            "Add",
            on_click=take,
            small=True,
            outlined=True,
            color=LINK,
            attributes={"aria-label": f"Add {offer.label}"},
        )


@solara.component
def Editor(row: Row, weeks: int, close):
    """Start, length, strength and whom it is for."""
    entry = entries(session.scenario.value, row.list_name)[row.number]

    def put(**values) -> None:
        session.change(altered(session.scenario.peek(), row, **values))

    with solara.Div(classes=["os-editor"]):
        if row.shock:
            NumberField(row.first, lambda v: put(week=v), "Week", 1, weeks, 1, True, True)
        else:
            NumberField(row.first, lambda v: put(start=v), "First week", 1, weeks, 1, True, True)
            NumberField(
                entry.get("weeks"),
                lambda v: put(weeks=v),
                "Weeks (empty: no end)",
                1,
                weeks,
                1,
                True,
                True,
                empty=True,
            )
        most = 1.0 if row.shock else 10.0
        NumberField(
            row.strength,
            lambda v: put(strength=v),
            "Strength (1 is usual)",
            0,
            most,
            0.1,
            False,
            True,
        )
        Whom(entry.get("who"), lambda who: put(who=who))
        if not row.shock:
            OwnCosts(entry, session.scenario.value.config(), put)
        if row.costs:
            Words(row.costs)
        with solara.Div(classes=["os-row"]):
            Quiet("Remove", lambda: _remove(row, close), "mdi-delete-outline")
            Quiet("Done", close)


@solara.component
def Whom(who, set_who):
    """Whom an entry is for: one of the usual groups, or any that is typed."""
    text, set_text = solara.use_state("")
    wrong, set_wrong = solara.use_state("")
    labels = {AS_USUAL: None} | {label: key for key, label in audiences().items()}
    if who is not None and who not in labels.values():
        labels[str(who)] = who
    current = next(label for label, key in labels.items() if key == who)

    def take(written: str) -> None:
        set_text(written)
        try:
            check_who(written)
        except UserError as error:
            set_wrong(str(error) if written else "")
            return
        set_wrong("")
        set_who(written.strip())

    solara.Select(
        "For whom", list(labels), current, on_value=lambda v: set_who(labels[v]), dense=True
    )
    solara.InputText("or a group like unit:12, level:2, random:0.3", text, on_value=take)
    if wrong:
        Words(wrong, "os-worse")


def _remove(row: Row, close) -> None:
    close()
    session.change(removed(session.scenario.peek(), row))
