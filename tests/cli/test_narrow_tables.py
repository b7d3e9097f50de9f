"""Tables that are printed can be read at 80 and 100 columns: nothing is cut, no column squeezed."""

import json
import re
from itertools import pairwise

import pytest
from rich.console import Console
from small_configs import SCENARIOS, SMALL

from orgsim.reporting.terminal.fitting import LEAST
from orgsim.reporting.terminal.screen import table

WORDS = "how far a transparent leader's deeds are seen without meeting (assumed; size: Simons 2002)"
LONG = SMALL + SCENARIOS.replace("[scenarios.shown", "[scenarios.leaders_show_it_every_week")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Summaries of a run, a comparison and a validation."""
    from orgsim.config.files import read_config
    from orgsim.evidence.validation import validate
    from orgsim.evidence.validation_summary import summary
    from orgsim.reporting.summary import summarise
    from orgsim.simulation import simulate

    path = tmp_path_factory.mktemp("results") / "long.toml"
    path.write_text(LONG, encoding="utf-8")
    file = read_config(path, ["run.replications=3", "run.weeks=104", "organisation.people=30"])
    facts = summary(validate(file.base, 2, 1, None))
    return {
        "run": summarise(simulate({"base": file.base}), "A name"),
        "compare": summarise(simulate(file.scenarios), "A name"),
        "validate": {**facts, "people": 30},
    }


def rendered(name, results, columns):
    from orgsim.reporting.terminal.comparison_tables import comparison
    from orgsim.reporting.terminal.evidence_table import validation
    from orgsim.reporting.terminal.scenario_tables import report

    console = Console(width=columns, markup=False, highlight=False, emoji=False)
    made = {
        "run": lambda: report(results["run"], columns),
        "compare": lambda: comparison(results["compare"], columns),
        "validate": lambda: validation(results["validate"]),
    }[name]
    with console.capture() as capture:
        console.print(made())
    return capture.get()


def check(text, columns):
    """Nothing is cut, no line is too long, and no run of lines holds a word each."""
    lines = [line.rstrip() for line in text.splitlines()]
    assert "…" not in text
    assert max(map(len, lines)) <= columns
    alone = [bool(re.fullmatch(r"\s{20,}\S+", line)) for line in lines]
    assert not any(one and other for one, other in pairwise(alone))


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("name", ["run", "compare", "validate"])
def test_tables_of_results_can_be_read(results, name, columns):
    text = rendered(name, results, columns)
    check(text, columns)
    words = " ".join(text.split())
    for said in {
        "run": ["Dispersion of practice", "Say–do gap"],
        "validate": ["Davis & Rothstein", "Friebel et al."],
        "compare": ["leaders_show_it_every_week", "Dispersion of practice"],
    }[name]:
        assert said in words


@pytest.mark.parametrize("columns", ["80", "100", None])
@pytest.mark.parametrize(
    "command", [("parameters",), ("configs",), ("reproduce",), ("organisation", "imported")]
)
def test_tables_of_declarations_can_be_read(orgsim, monkeypatch, command, columns):
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    said = orgsim(*command, *(["--no-figure"] if command[0] == "organisation" else []))
    assert said.code == 0
    config = said.out.find("[organisation]")  # what follows is a config, and not wrapped
    check(
        said.out[: None if config < 0 else config].replace("department=…", ""), int(columns or 100)
    )


def test_every_meaning_is_printed_in_full(orgsim, monkeypatch):
    listed = json.loads(orgsim("parameters", "--json").out)
    monkeypatch.setenv("COLUMNS", "80")
    words = " ".join(orgsim("parameters").out.split())
    for kind in ("parameters", "levers"):
        for name, quantity in listed[kind].items():
            assert name in words
            assert f"{quantity['meaning']} ({quantity['source']})" in words


def made(*columns, note=False):
    found = table("Title", *columns, left=len(columns), note=note)
    found.add_row("a_name", "0.25", WORDS)
    return found


def lines_of(what, width):
    console = Console(width=width)
    with console.capture() as capture:
        console.print(what)
    return [line.rstrip() for line in capture.get().splitlines()]


def test_a_table_is_one_as_long_as_its_columns_have_room():
    needed = made("", "Size", "Meaning").needs()
    assert lines_of(made("", "Size", "Meaning"), needed)[1].split() == ["Size", "Meaning"]
    narrower = lines_of(made("", "Size", "Meaning"), needed - 1)
    assert narrower[:3] == ["Title", "a_name", "    Size: 0.25"]
    assert " ".join(" ".join(narrower[3:]).split()) == f"Meaning: {WORDS}"
    assert max(map(len, narrower)) < needed
    note = lines_of(made("", "Size", "Meaning", note=True), needed - 1)
    assert " ".join(" ".join(note[3:]).split()) == WORDS


def test_a_long_word_is_kept_whole():
    found = table("", "", "Size")
    found.add_row("a_name_that_is_longer_than_a_column_of_text_needs", "1")
    for width in (found.needs(), found.needs() - 1):
        assert "a_name_that_is_longer_than_a_column_of_text_needs" in "".join(
            lines_of(found, width)
        )


def test_lines_of_a_cell_follow_each_other_where_rows_are_paragraphs():
    found = table("", "", "Expected", "Found")
    found.add_row("a_name", "> 0.1\nof the gap", "0.2")
    assert lines_of(found, found.needs() - 1) == [
        "a_name",
        "    Expected: > 0.1 of",
        "    the gap · Found: 0.2",
    ]


def test_text_columns_keep_their_least_width():
    assert len(WORDS) > LEAST
    body = lines_of(made("", "Size", "Meaning"), made("", "Size", "Meaning").needs())[3:]
    start = body[0].index("how far")
    assert all(LEAST - 12 < len(line[start:]) <= LEAST for line in body[:-1])
