"""The stylised facts as a table: target, band, what the model gives, and whether that is inside."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.number_text import NONE, count, fixed, span
from orgsim.reporting.terminal.screen import table


def facts(summary: Mapping[str, Any]) -> RenderableType:
    """The summary of a validation; parts of a fact beside its primary one stand below it."""
    made = table("", "", "Target", "Band", "Model", "Inside")
    for fact in summary["facts"]:
        first, *others = fact["parts"]
        _row(made, str(fact["number"]), first)
        for part in others:
            _row(made, "", part)
    counts = (
        count(summary["people"], "person", "people"),
        count(summary["replications"], "replication"),
        f"seed {summary['seed']}",
    )
    title = Text.assemble("\n", (summary["config"], "bold"), " · ", " · ".join(counts), "\n")
    found = f"\n{summary['inside']} of {len(summary['facts'])} facts inside their bands"
    sources = "; ".join(f"{fact['number']} {_one(fact['source'])}" for fact in summary["facts"])
    legend = Text(f"{_LEGEND}\n\nSources: {sources}.", style="dim")
    return Group(title, made, legend, Text(found, style="bold"))


_LEGEND = (
    "\nModel: mean over replications ± half of its 95 % interval. A fact is inside when all its"
    " numbers are."
)


def _one(source: str) -> str:
    """A source that names several, as one item of a list."""
    return source.replace("; ", ", ")


def _row(made: Table, fact: str, part: Mapping[str, Any]) -> None:
    low, high = part["interval"]
    model = fixed(part["value"], 2)
    if low is not None:
        model += f" ± {fixed((high - low) / 2, 2)}"
    inside = Text("yes", style="green") if part["inside"] else Text("no", style="red")
    made.add_row(
        f"{fact:<2}  {part['name']}" if fact else f"      {part['name']}",
        fixed(part["target"], 2),
        span(part["low"], part["high"], 2),
        model,
        inside if part["value"] is not None else Text(NONE),
    )
