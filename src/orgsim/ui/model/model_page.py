"""Model page: what the model is, its equations and numbers, its limits; evidence has its own page."""

import re
from collections.abc import Callable, Sequence

import solara

from orgsim.errors import UserError, quoted
from orgsim.reporting.neutral_table import Table
from orgsim.reporting.sentences.scenario_report_text import LIMITS
from orgsim.reporting.tables.declared import TABLES
from orgsim.ui.model.equations import chapter, chapter_html, sections
from orgsim.ui.shared.document_html import Reading
from orgsim.ui.shared.inputs import Problem, Words
from orgsim.ui.shared.page_link import PageLink
from orgsim.ui.shared.text_html import table_html

PATH = "/model"
PARTS = ("What it is", "Equations", "Numbers", "Limits")


@solara.component
def Page(part: str = "", within: str = "") -> None:
    """One part of the description at a time, and a place within it, as the address has them."""
    shown = named(part, PARTS)
    with solara.Div():
        with solara.Div(classes=["os-card", "mb-4"]):
            Words("The model", "os-title", "h1")
            Words(
                "The whole model: these pages compute nothing that is not described here.",
                "os-note",
                "p",
            )
            _Choice(PARTS, shown, _address, "Parts of the description")
            with PageLink("/evidence"):
                Words("What it rests on: facts and field trials", "os-link", "span")
        if part and in_address(shown) != part:
            Problem(f"The model has no part {quoted(part)}; this is the first of its parts.")
        try:
            if shown == "Equations":
                _Equations(within)
            elif shown == "Numbers":
                _Numbers(within)
            else:
                {"What it is": _Purpose, "Limits": _Limits}[shown]()
        except UserError as error:
            solara.Error(str(error))


def named(part: str, names: Sequence[str]) -> str:
    """Which of the names a part of an address means; the first where it means none."""
    return next((name for name in names if in_address(name) == part), names[0])


def in_address(name: str) -> str:
    """A name as a part of an address: `What it is` as `what-it-is`."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def _address(*names: str) -> str:
    """Where a part is read."""
    return "/".join((PATH, *map(in_address, names)))


@solara.component
def _Choice(names: Sequence[str], chosen: str, address: Callable[[str], str], label: str) -> None:
    with solara.v.Html(
        tag="nav", class_="os-row os-nav", attributes={"aria-label": label, "style": "gap: 4px"}
    ):
        for name in names:
            here = name == chosen
            with PageLink(address(name), here=here):
                Words(name, "os-place os-here" if here else "os-place", "span")


@solara.component
def _Purpose() -> None:
    with solara.Div():
        for number in ("1", "2", "3"):
            of = chapter(number)
            with solara.Div(classes=["os-card"]):
                Words(of.title, "os-heading", "h2")
                Reading(chapter_html(of))


@solara.component
def _Equations(within: str) -> None:
    there = (chapter("7"), *sections("7"))
    names = tuple("Notation" if each.number == "7" else each.title for each in there)
    chosen = named(within, names)
    with solara.Div(classes=["os-card"]):
        _Choice(names, chosen, lambda name: _address("Equations", name), "Groups of equations")
        Words(
            "Underlined names (dotted) are numbers of the model; point at one to see its meaning"
            " and default. A prime marks the value at the end of the week.",
            "os-note mt-2",
            "p",
        )
        Reading(chapter_html(there[names.index(chosen)]))


@solara.component
def _Numbers(within: str) -> None:
    names = tuple(TABLES)
    chosen = named(within, names)
    wanted, want = solara.use_state("")
    with solara.Div(classes=["os-card"]):
        solara.InputText("Search all tables", value=wanted, on_value=want, continuous_update=True)
        if wanted.strip():
            _Found(wanted)
        else:
            _Choice(names, chosen, lambda name: _address("Numbers", name), "Tables")
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
            Words("Before you act on its results", "os-heading", "h2")
            with solara.v.Html(tag="ul"):
                for limit in LIMITS:
                    Words(limit, "mb-2", "li")
        for number in ("10.1", "10.2", "10.3"):
            of = chapter(number)
            with solara.Div(classes=["os-card"]):
                Words(of.title, "os-heading", "h2")
                Reading(chapter_html(of))
