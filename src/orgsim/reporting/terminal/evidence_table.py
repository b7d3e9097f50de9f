"""Facts and field trials on the terminal: band, what the model gives, whether that is inside."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.number_text import count
from orgsim.reporting.tables.evidence_tables import NAMED, facts_table, trials_table
from orgsim.reporting.terminal.screen import drawn

CAME_TO = ("band", "in the model", "inside the band")


def validation(summary: Mapping[str, Any]) -> RenderableType:
    """The summary of a validation: facts, and below them the field trials."""
    return Group(facts(summary), *([trials(summary)] if summary["trials"] else []))


def trials(summary: Mapping[str, Any]) -> RenderableType:
    """The field trials; parts of a trial beside its primary one stand below it."""
    found = _found(summary["trials"], "field trials")
    return Group(
        Text("\nField trials\n", style="bold"),
        drawn(trials_table(summary).only(NAMED, *CAME_TO, "role")),
        _legend(_TRIALS_LEGEND, summary["trials"]),
        Text(found, style="bold"),
    )


def facts(summary: Mapping[str, Any]) -> RenderableType:
    """The facts; parts of a fact beside its primary one stand below it."""
    counts = (
        count(summary["people"], "person", "people"),
        count(summary["replications"], "replication"),
        f"seed {summary['seed']}",
        _parameters(summary["parameter_sets"]),
    )
    found = _found(summary["facts"], "facts")
    return Group(
        Text.assemble("\n", (summary["config"], "bold"), " · ", " · ".join(counts), "\n"),
        drawn(facts_table(summary).only(NAMED, "published", *CAME_TO)),
        _legend(_LEGEND, summary["facts"]),
        Text(found, style="bold"),
    )


_LEGEND = (
    "\nModel: mean over replications ± half of its 95 % interval. A fact is inside if all its"
    " numbers are. Open: the mean is outside its band but the interval reaches into it; more"
    " replications would settle it."
)
_TRIALS_LEGEND = (
    "\nStarting at rest under the levers as they are. Most numbers are shares of the gap that an"
    " arm closes relative to its control. Tuned: used to choose parameters; held out: not used."
)


def _found(those: Sequence[Mapping[str, Any]], named: str) -> str:
    """How many are inside, and how many open."""
    inside, open_ = (sum(each[how] for each in those) for how in ("inside", "open"))
    return f"\n{inside} of {len(those)} {named} inside their bands" + (
        f", {open_} open: take more replications" if open_ else ""
    )


def _parameters(sets: str | int) -> str:
    """Which parameters all replications have."""
    return f"parameter set {sets}" if isinstance(sets, int) else "parameters of the config"


def _legend(text: str, those: Sequence[Mapping[str, Any]]) -> Text:
    sources = "; ".join(f"{each['number']} {_one(each['source'])}" for each in those)
    return Text(f"{text}\n\nSources: {sources}.", style="dim")


def _one(source: str) -> str:
    """A source that names several, as one item of a list."""
    return source.replace("; ", ", ")
