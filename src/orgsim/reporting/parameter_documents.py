"""The tables of every number of the model, as Markdown, and their renewal in documents.

A document marks where a table belongs with `<!-- parameters:begin -->` and `<!-- parameters:end -->`,
and likewise for levers, traits and mechanisms. Renew them all with
`python -m orgsim.reporting.parameter_documents FILE …`.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from orgsim.model.interventions import INTERVENTIONS, SHOCKS, Intervention, Shock
from orgsim.model.parameters import LEVERS, MECHANISMS, NORMALISED, PARAMETERS, TRAITS, Quantity
from orgsim.number_text import percent, plain


def tables() -> dict[str, str]:
    """Every table by its name, as Markdown."""
    return {
        "parameters": _parameters(),
        "levers": _levers(),
        "traits": _traits(),
        "mechanisms": _mechanisms(),
        "interventions": _interventions(),
        "shocks": _shocks(),
    }


def renew(document: str) -> str:
    """The document with the tables it marks as they are now."""
    for name, table in tables().items():
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        marked = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        document = f"{begin}\n\n{table}\n\n{end}".join(marked.split(document))
    return document


def _parameters() -> str:
    head = ("name", "default", "range", "unit", "meaning", "source", "switched off by")
    rows = [
        (f"`{q.name}`", plain(q.default), _range(q), q.unit, q.meaning, q.source, _switch(q))
        for q in PARAMETERS
    ]
    sums = "; ".join(" + ".join(f"`{name}`" for name in names) for names in NORMALISED)
    return f"{_table(head, rows)}\n\nDivided by their sum before the run: {sums}."


def _levers() -> str:
    head = ("name", "default", "range", "unit", "read at", "meaning", "source", "switched off by")
    rows = [
        (
            f"`{q.name}`",
            plain(q.default),
            _range(q),
            q.unit,
            q.held_by,
            q.meaning,
            q.source,
            _switch(q),
        )
        for q in LEVERS
    ]
    return _table(head, rows)


def _traits() -> str:
    head = ("name", "mean", "spread", "range", "meaning", "source")
    rows = [
        (
            f"`{t.name}`",
            plain(t.mean.default),
            plain(t.spread.default),
            _range(t.mean),
            t.mean.meaning,
            t.mean.source,
        )
        for t in TRAITS
    ]
    return _table(head, rows)


def _mechanisms() -> str:
    quantities = (*PARAMETERS, *LEVERS)
    rows = [
        (f"`{name}`", meaning, ", ".join(f"`{q.name}`" for q in quantities if q.mechanism == name))
        for name, meaning in MECHANISMS.items()
    ]
    return _table(("switch", "what it switches", "sets to 0 (`trust_carried_over` to 1)"), rows)


def _interventions() -> str:
    head = (
        "kind",
        "for",
        "change of levers",
        "hours a week of each leader",
        "money a week for each person",
        "meaning",
        "source",
    )
    rows = [
        (
            f"`{name}`",
            f"`{each.who}`",
            intervention_changes(each),
            plain(each.leader_hours),
            plain(each.money),
            each.meaning,
            each.source,
        )
        for name, each in INTERVENTIONS.items()
    ]
    return _table(head, rows)


def intervention_changes(intervention: Intervention) -> str:
    """By how much an intervention changes levers and ties."""
    changes = [
        f"{lever} {plain(amount, sign=True)}" for lever, amount in intervention.change.items()
    ]
    if intervention.ties:
        changes.append(f"ties {plain(intervention.ties, sign=True)}")
    return ", ".join(changes)


def _shocks() -> str:
    head = ("kind", "for", "change of states", "meaning", "source")
    rows = [
        (f"`{name}`", f"`{each.who}`", shock_changes(each), each.meaning, each.source)
        for name, each in SHOCKS.items()
    ]
    return _table(head, rows)


def shock_changes(shock: Shock) -> str:
    """How far a shock moves states towards which level, and of whom if not of its group."""
    changes = [
        f"{change.state} {percent(change.share)} of the way to {plain(change.level)}"
        + (f" ({change.who})" if change.who else "")
        for change in shock.changes
    ]
    return ", ".join(changes + (["must leave"] if shock.exit_pressure else []))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _range(quantity: Quantity) -> str:
    return f"{plain(quantity.low)} … {plain(quantity.high)}"


def _switch(quantity: Quantity) -> str:
    return f"`{quantity.mechanism}`" if quantity.mechanism else ""


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_text(renew(path.read_text(encoding="utf-8")), encoding="utf-8")
