"""Stylised facts and field trials as tables: band, what the model gives, and whether that is inside."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.number_text import NONE, count, fixed, span
from orgsim.reporting.terminal.screen import table


def validation(summary: Mapping[str, Any]) -> RenderableType:
    """The summary of a validation: facts, and below them the field trials."""
    return Group(facts(summary), *([trials(summary)] if summary["trials"] else []))


def trials(summary: Mapping[str, Any]) -> RenderableType:
    """The field trials; parts of a trial beside its primary one stand below it."""
    made = table("", "", "Band", "Model", "Inside", "Role")
    for trial in summary["trials"]:
        for number, part in enumerate(trial["parts"]):
            _trial_row(made, trial, part, number == 0)
    found = (
        f"\n{summary['trials_inside']} of {len(summary['trials'])} field trials inside their bands"
    )
    legend = _legend(_TRIALS_LEGEND, summary["trials"])
    return Group(Text("\nField trials\n", style="bold"), made, legend, Text(found, style="bold"))


def _trial_row(made: Table, trial: Mapping[str, Any], part: Mapping[str, Any], first: bool) -> None:
    if part["high"] is None:
        band = f"≥ {fixed(part['low'], 2)}"
    elif part["low"] is None:
        band = f"≤ {fixed(part['high'], 2)}"
    else:
        band = span(part["low"], part["high"], 2)
    made.add_row(
        _name(trial, part, first),
        band,
        _model(part),
        _inside(part),
        trial["role"] if first else "",
    )


def facts(summary: Mapping[str, Any]) -> RenderableType:
    """The facts; parts of a fact beside its primary one stand below it."""
    made = table("", "", "Target", "Band", "Model", "Inside")
    for fact in summary["facts"]:
        for number, part in enumerate(fact["parts"]):
            _row(made, fact, part, number == 0)
    counts = (
        count(summary["people"], "person", "people"),
        count(summary["replications"], "replication"),
        f"seed {summary['seed']}",
    )
    title = Text.assemble("\n", (summary["config"], "bold"), " · ", " · ".join(counts), "\n")
    found = f"\n{summary['inside']} of {len(summary['facts'])} facts inside their bands"
    legend = _legend(_LEGEND, summary["facts"])
    return Group(title, made, legend, Text(found, style="bold"))


_LEGEND = (
    "\nModel: mean over replications ± half of its 95 % interval. A fact is inside when all its"
    " numbers are."
)
_TRIALS_LEGEND = (
    "\nAfter five years under the levers as they are. Most numbers are shares of the gap that an arm"
    " closes beyond its control. Tuned: parameters may be chosen by it; held out: they may not."
)


def _legend(text: str, those: Sequence[Mapping[str, Any]]) -> Text:
    sources = "; ".join(f"{each['number']} {_one(each['source'])}" for each in those)
    return Text(f"{text}\n\nSources: {sources}.", style="dim")


def _one(source: str) -> str:
    """A source that names several, as one item of a list."""
    return source.replace("; ", ", ")


def _name(fact: Mapping[str, Any], part: Mapping[str, Any], first: bool) -> str:
    return f"{fact['number']:<2}  {part['name']}" if first else f"      {part['name']}"


def _row(made: Table, fact: Mapping[str, Any], part: Mapping[str, Any], first: bool) -> None:
    made.add_row(
        _name(fact, part, first),
        fixed(part["target"], 2),
        span(part["low"], part["high"], 2),
        _model(part),
        _inside(part),
    )


def _model(part: Mapping[str, Any]) -> str:
    low, high = part["interval"]
    error = f" ± {fixed((high - low) / 2, 2)}" if low is not None else ""
    return f"{fixed(part['value'], 2)}{error}"


def _inside(part: Mapping[str, Any]) -> Text:
    if part["value"] is None:
        return Text(NONE)
    return Text("yes", style="green") if part["inside"] else Text("no", style="red")
