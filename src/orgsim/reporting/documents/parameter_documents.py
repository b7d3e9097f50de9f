"""The tables of every number of the model, as Markdown, and their renewal in documents.

A document marks where a table belongs with `<!-- parameters:begin -->` and `<!-- parameters:end -->`,
and likewise for levers, traits, mechanisms, interventions, shocks, sums, measures, and what was read of
trials. `make documents`
renews them all.
"""

import re
import sys
from pathlib import Path

from orgsim.model.parameters import NORMALISED
from orgsim.reporting.neutral_table import as_markdown
from orgsim.reporting.tables.declared import TABLES, sums_table
from orgsim.reporting.tables.evidence_tables import read_table

TITLES = {
    "parameters": "Parameters",
    "levers": "Levers",
    "traits": "People",
    "mechanisms": "Switches",
    "interventions": "Programmes",
    "shocks": "Events",
    "measures": "Measures",
}
"""Titles of the tables, by the names that documents know them by."""


def tables() -> dict[str, str]:
    """Every table by its name, as Markdown."""
    found = {name: as_markdown(TABLES[title]) for name, title in TITLES.items()}
    shares = "; ".join(" + ".join(f"`{name}`" for name in names) for names in NORMALISED)
    found["parameters"] += f"\n\nDivided by their sum before the run: {shares}."
    found["sums"] = as_markdown(sums_table())
    found["read"] = as_markdown(read_table())
    return found


def renew(document: str) -> str:
    """The document with the tables it marks as they are now."""
    for name, table in tables().items():
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        marked = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        document = f"{begin}\n\n{table}\n\n{end}".join(marked.split(document))
    return document


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_text(renew(path.read_text(encoding="utf-8")), encoding="utf-8")
