"""Experiments page: what was asked of the model, what it said, and the same again at a small size."""

import solara

from orgsim.errors import UserError, quoted
from orgsim.number_text import percent
from orgsim.ui.experiments.experiment_run import Listed, entry_of, listed, sections_html, try_small
from orgsim.ui.shared.computing.background import Work, use_background
from orgsim.ui.shared.document_html import Came, Reading
from orgsim.ui.shared.inputs import Problem, Words
from orgsim.ui.shared.page_link import PageLink

CSS = """
.os-experiments { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr));
  gap: 14px; margin-top: 16px; }
.os-experiments a { text-decoration: none; display: block; }
.os-experiment { display: flex; flex-direction: column; align-items: flex-start; gap: 6px;
  height: 100%; min-height: 148px; padding: 14px 16px; background: var(--card); border-radius: 12px;
  box-shadow: var(--soft); }
.os-experiments a:hover .os-experiment { background: var(--hover); }
.os-experiment b { font-size: 15.5px; color: var(--link); }
.os-experiment .question { font-size: 13.5px; font-weight: 400; line-height: 1.45; color: var(--ink); }
.os-experiment .came { font-size: 12.5px; font-weight: 400; color: var(--plain); margin-top: auto; }
"""

PATH = "/experiments"


@solara.component
def Page(name: str = "") -> None:
    """The list, or the experiment that the address names after the page."""
    there = solara.use_memo(listed, [])
    found = next((each for each in there if each.name == name), None)
    with solara.Div():
        solara.Style(CSS)
        if found is not None:
            _One(found).key(found.name)
            return
        if name:
            Problem(
                f"The address names an experiment {quoted(name)}, which does not exist; pick one."
            )
        _List(there)


@solara.component
def _List(there: list[Listed]) -> None:
    with solara.Div():
        with solara.Div(classes=["os-card"]):
            Words("Experiments", "os-title", "h1")
            Words(
                "Each experiment puts one question to the model. Predictions were written before"
                " the run and are judged after it, including those that turned out wrong. Read the"
                " results, or run a small version here.",
                "os-note mb-0",
                "p",
            )
        with solara.Div(classes=["os-experiments"]):
            for each in there:
                _Card(each).key(each.name)


@solara.component
def _Card(each: Listed) -> None:
    with PageLink(f"{PATH}/{each.name}"), solara.v.Html(tag="span", class_="os-experiment"):
        solara.v.Html(tag="b", children=[f"{int(each.number)}  {each.title}"])
        Words(each.question, "question", "span")
        Words(came_to(each), "came", "span")


def came_to(each: Listed) -> str:
    """How many predictions came to what, in words."""
    many = sum(count for _, count in each.verdicts)
    if not many:
        return "not run yet"
    counts = ", ".join(f"{count} {verdict.lower()}" for verdict, count in each.verdicts)
    return f"{many} prediction{'s' if many > 1 else ''}: {counts}"


@solara.component
def _One(found: Listed) -> None:
    with solara.Div():
        with solara.Div(classes=["os-row", "mb-3"]), PageLink(PATH):
            Words("← All experiments", "os-note", "span")
        with solara.Div(classes=["os-card"]):
            Words(f"{int(found.number)}  {found.title}", "os-title", "h1")
            Words(came_to(found))
            _Small(found.name)
        try:
            parts = sections_html(entry_of(found.name))
        except UserError as error:
            solara.Error(str(error))
            return
        for heading, html in parts:
            with solara.Div(classes=["os-card"]):
                Words(heading, "os-heading", "h2")
                Reading(html)


@solara.component
def _Small(name: str) -> None:
    """Run it at a small size: a button, progress, and the results."""
    work, start, cancel = use_background(
        f"experiment {name}", lambda teller: try_small(entry_of(name), teller), name
    )
    with solara.Div():
        with solara.Div(classes=["os-row", "mt-3"]):
            if work.running:
                solara.Button("Stop", icon_name="mdi-stop", outlined=True, on_click=cancel)
            else:
                solara.Button(
                    "Run it at a small size",
                    icon_name="mdi-play",
                    color="primary",
                    outlined=True,
                    on_click=start,
                )
            Words(_said(work), "os-note", "span")
        if work.running:
            solara.ProgressLinear(100 * work.share if work.share else True)
        if work.problem:
            solara.Error(work.problem)
        if work.result:
            Came("Done, at the small size: this shows how the experiment works, not what is true.")
            Reading(work.result)


def _said(work: Work) -> str:
    if work.running:
        return (
            f"{percent(work.share)}, {work.doing.replace('_', ' ')}" if work.doing else "preparing"
        )
    return (
        "Few people and few replications, about a minute: this shows how the experiment works; its"
        " numbers mean little."
    )
