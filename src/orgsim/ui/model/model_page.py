"""Model page: what the model is, its equations and numbers, its limits; evidence has its own page."""

from collections.abc import Callable
from typing import Any

import solara

from orgsim.errors import UserError
from orgsim.reporting.declared import TABLES
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.scenario_report_text import LIMITS
from orgsim.ui.model.equations import chapter, chapter_html, sections
from orgsim.ui.shared.document_html import Reading
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.page_link import PageLink
from orgsim.ui.shared.text_html import table_html

PARTS = ("What it is", "Equations", "Numbers", "Limits")

part: solara.Reactive[str] = solara.reactive(PARTS[0])


@solara.component
def Page() -> None:
    """One part of the description at a time."""
    with solara.Div():
        with solara.Div(classes=["os-card", "mb-4"]):
            Words("The model", "os-title")
            Words(
                "All of it: nothing is computed on these pages that does not stand here.",
                "os-note",
                "p",
            )
            _Choice(PARTS, part.value, part.set, "Parts of the description")
            with PageLink("/evidence"):
                Words("What it rests on: facts and field trials", "os-note", "span")
        try:
            shown = {
                "What it is": _Purpose,
                "Equations": _Equations,
                "Numbers": _Numbers,
                "Limits": _Limits,
            }[part.value]
            shown()
        except UserError as error:
            solara.Error(str(error))


@solara.component
def _Choice(names: Any, chosen: str, choose: Callable[[str], None], label: str) -> None:
    with solara.v.Html(
        tag="nav", class_="os-row os-nav", attributes={"aria-label": label, "style": "gap: 4px"}
    ):
        for name in names:
            solara.Button(
                name,
                text=True,
                classes=["os-here"] if name == chosen else [],
                attributes={"aria-pressed": "true" if name == chosen else "false"},
                on_click=lambda name=name: choose(name),
            )


@solara.component
def _Purpose() -> None:
    with solara.Div():
        for number in ("1", "2", "3"):
            of = chapter(number)
            with solara.Div(classes=["os-card"]):
                Words(of.title, "os-heading")
                Reading(chapter_html(of))


@solara.component
def _Equations() -> None:
    there = (chapter("7"), *sections("7"))
    names = tuple("Notation" if each.number == "7" else each.title for each in there)
    chosen, choose = solara.use_state(names[0])
    with solara.Div(classes=["os-card"]):
        _Choice(names, chosen, choose, "Groups of equations")
        Words(
            "Names with a dotted line are numbers of the model; rest on one to see its"
            " meaning and default. A prime marks the value at the end of the week.",
            "os-note mt-2",
            "p",
        )
        Reading(chapter_html(there[names.index(chosen)]))


@solara.component
def _Numbers() -> None:
    names = tuple(TABLES)
    chosen, choose = solara.use_state(names[0])
    wanted, want = solara.use_state("")
    with solara.Div(classes=["os-card"]):
        solara.InputText("Search all tables", value=wanted, on_value=want, continuous_update=True)
        if wanted.strip():
            _Found(wanted)
        else:
            _Choice(names, chosen, choose, "Tables")
            _Table(TABLES[chosen])


@solara.component
def _Found(wanted: str) -> None:
    """What a search found, table by table."""
    found = [table.matching(wanted) for table in TABLES.values()]
    many = sum(len(table.rows) for table in found)
    with solara.Div():
        Words(f"{many} found" if many else "Nothing is found.", "os-note", "p")
        for table in found:
            if table.rows:
                Words(table.title, "os-heading mt-2")
                _Table(table).key(table.title)


@solara.component
def _Table(table: Table) -> None:
    with solara.Div():
        Words(table.about, "os-note mt-2", "p")
        Reading(table_html(table))


@solara.component
def _Limits() -> None:
    with solara.Div():
        with solara.Div(classes=["os-card"]):
            Words("Before you act on what it says", "os-heading")
            with solara.v.Html(tag="ul"):
                for limit in LIMITS:
                    Words(limit, "mb-2", "li")
        for number in ("10.1", "10.2", "10.3"):
            of = chapter(number)
            with solara.Div(classes=["os-card"]):
                Words(of.title, "os-heading")
                Reading(chapter_html(of))
