"""Reference pages made from what the code declares; nothing in them is kept by hand."""

from collections.abc import Callable

from orgsim.reporting.declared import TABLES, sums_table
from orgsim.reporting.evidence_tables import facts_table, read_table, trials_table
from orgsim.reporting.neutral_table import Table, as_markdown


def reference_pages() -> dict[str, str]:
    """Each page's text in Markdown by its place on the site."""
    return {f"reference/{name}.md": made() for name, made in PAGES.items()}


def page(title: str, about: str, *tables: Table) -> str:
    """A page of tables, each under its title."""
    parts = [f"# {title}", about]
    for table in tables:
        parts += [f"## {table.title}", table.about, as_markdown(table)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _numbers() -> str:
    about = (
        "Every number of the model: its default, the range that the engine accepts, its unit, what it"
        " means and where it comes from. `orgsim parameters` prints the same."
    )
    return page(
        "Numbers", about, *(TABLES[n] for n in ("Levers", "Parameters", "People", "Switches"))
    )


def _programmes() -> str:
    about = (
        "What can be done in an organisation, and what can happen to it. In a config these are"
        " `interventions` and `shocks`."
    )
    return page("Programmes and events", about, TABLES["Programmes"], TABLES["Events"])


def _measures() -> str:
    about = (
        "What is told of an organisation in each week, and the sums over people that it is made of."
    )
    return page("Measures", about, TABLES["Measures"], sums_table())


def _evidence() -> str:
    about = (
        "What the model is held against by `orgsim validate`: published findings, the band in which the"
        " model has to come, and what a field trial may be used for."
    )
    return page("Evidence", about, facts_table(), trials_table(), read_table())


PAGES: dict[str, Callable[[], str]] = {
    "numbers": _numbers,
    "programmes": _programmes,
    "measures": _measures,
    "evidence": _evidence,
}
