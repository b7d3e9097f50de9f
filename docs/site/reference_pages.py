"""Reference pages made from what the code declares; nothing in them is kept by hand."""

from collections.abc import Callable
from dataclasses import replace

from command_pages import commands_page
from config_pages import config_page
from python_pages import python_pages

from orgsim.analysis.result_schema import IDENTITY, RESULT_COLUMNS
from orgsim.evidence.recorded import predictions
from orgsim.measures.declarations import MEASURES
from orgsim.number_text import NONE, fixed, plain, span
from orgsim.parameter_sets.typical_values import typical
from orgsim.reporting.neutral_table import Column, Table, as_markdown, words
from orgsim.reporting.tables.declared import TABLES, sums_table
from orgsim.reporting.tables.evidence_tables import (
    band_in_words,
    facts_table,
    read_table,
    trials_table,
)


def reference_pages() -> dict[str, str]:
    """Each page's text in Markdown by its place on the site."""
    pages = {f"{name}.md": made() for name, made in PAGES.items()}
    return {f"reference/{place}": text for place, text in {**pages, **python_pages()}.items()}


def page(title: str, about: str, *tables: Table) -> str:
    """A page of tables, each under its title."""
    parts = [f"# {title}", about]
    for table in tables:
        parts += [f"## {table.title}", table.about, as_markdown(table)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _numbers() -> str:
    about = (
        "Every number of the model: its default, the range that the engine accepts, its unit, what it"
        " means and where it comes from. *In the evidence* is where the middle 80 % of the"
        " [parameter sets](../explanation/uncertainty.md) have it; what has a dash there is in no set,"
        " and all runs have the config's own. `orgsim parameters` prints the same."
    )
    tables = (
        TABLES["Levers"],
        _with_evidence(TABLES["Parameters"], {"in the evidence": "parameters.{}"}),
        _with_evidence(
            TABLES["People"],
            {
                "mean in the evidence": "people.{}.mean",
                "spread in the evidence": "people.{}.spread",
            },
        ),
        TABLES["Switches"],
    )
    return page("Numbers", about, *tables)


def _with_evidence(table: Table, columns: dict[str, str]) -> Table:
    """The table with columns that say where parameter sets have the number of a dotted key."""
    added = tuple(Column(heading, "number") for heading in columns)
    rows = tuple(
        (*row, *(_in_the_evidence(key.format(row[0])) for key in columns.values()))
        for row in table.rows
    )
    return replace(table, columns=(*table.columns, *added), rows=rows)


def _in_the_evidence(key: str) -> str:
    found = typical(key)
    return f"{plain(found.low, 2)} to {plain(found.high, 2)}" if found else NONE


def _programmes() -> str:
    about = (
        "What can be done in an organisation, and what can happen to it. In a config these are"
        " `interventions` and `shocks`."
    )
    return page("Programmes and events", about, TABLES["Programmes"], TABLES["Events"])


def _measures() -> str:
    about = "Quantities measured in each week, and the sums over people that they are made of."
    table = TABLES["Measures"]
    rows = tuple((name, *row) for name, row in zip(MEASURES, table.rows, strict=True))
    named = replace(table, columns=(Column("name", "name"), *table.columns), rows=rows)
    return page("Measures", about, named, sums_table())


def _result_columns() -> str:
    about = (
        "What stands in a row of `runs.parquet`, the table of a [sweep](../guides/sweeps.md): first "
        + ", ".join(f"`{name}`" for name in IDENTITY)
        + " with the values of the point behind the replication, then these columns. What is not there"
        " is null."
    )
    better = {1: "more", -1: "less", 0: NONE}
    rows = [
        (f"`{name}`", each.label, each.unit, better[each.better], "yes" if each.is_time else "")
        for name, each in RESULT_COLUMNS.items()
    ]
    headings = ("column", "what it is", "unit", "better is", "may not be reached (censored)")
    return page("Result columns", about, replace(words(headings, rows), title="Columns"))


def _evidence() -> str:
    about = (
        "What the model is compared with by `orgsim validate`: published findings, the band in which the"
        " model has to come, and what a field trial may be used for."
    )
    return page("Evidence", about, _predicted(), facts_table(), trials_table(), read_table())


def _predicted() -> Table:
    """What all parameter sets together predict of each part, and whether that is in its band."""
    about = (
        "What the [parameter sets](../explanation/uncertainty.md) together predict in a generated"
        " organisation,"
        " as recorded when they were inferred: the median, and where 90 % of new organisations lie."
        " *Tuned*: sizes may have been chosen by it; *held out*: they were not;"
        " *organisation*: no size has a part in it. Trial 9 was not measured then; it was held out, and"
        " fails in [experiment 17](../experiments/17_field_trials/index.md)."
    )
    headings = ("", "fact or trial", "number", "band", "predicted", "in the band", "role")
    rows = [
        (
            f"{each.kind} {each.of.number}",
            each.of.statement,
            each.part.meaning,
            band_in_words((each.part.low, each.part.high)),
            f"{fixed(each.median, 2)} ({span(each.low, each.high, 2)})",
            "yes" if each.inside else "**no**",
            each.role,
        )
        for each in predictions()
    ]
    return replace(words(headings, rows), title="In or out of the band", about=about)


PAGES: dict[str, Callable[[], str]] = {
    "commands": commands_page,
    "config": config_page,
    "columns": _result_columns,
    "numbers": _numbers,
    "programmes": _programmes,
    "measures": _measures,
    "evidence": _evidence,
}
