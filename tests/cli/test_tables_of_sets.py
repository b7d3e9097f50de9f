"""What parameter sets say, in the summary, its tables, the files of a result, reports and pages."""

import json
import re

import numpy as np
import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN
from rich.console import Console
from typer.testing import CliRunner

from orgsim.analysis.decomposition import over_sets
from orgsim.analysis.scenario_comparison import compare
from orgsim.cli.main import app
from orgsim.config.files import build
from orgsim.measures.outcomes import at_end
from orgsim.parameter_sets import set_of
from orgsim.reporting.documents.scenario_html import as_html
from orgsim.reporting.sentences.advice_text import advice
from orgsim.reporting.sentences.certainty_text import change_words
from orgsim.reporting.sentences.scenario_report_text import sureness_sentence
from orgsim.reporting.summary import summarise
from orgsim.reporting.tables.compared_tables import differences_table
from orgsim.reporting.terminal.comparison_tables import comparison
from orgsim.reporting.terminal.scenario_tables import report
from orgsim.simulation import simulate
from orgsim.ui.scenario.outcomes.cards import cards
from orgsim.ui.shared.computing.replication_stream import grow
from orgsim.ui.shared.exports.reports import compose
from orgsim.ui.shared.scenarios.scenario import Scenario
from parameter_sets import write_sets

GAP = "message_practice_gap"
TABLES = {
    "organisation": {"people": 25},
    "run": {**PLAIN, "weeks": 5, "replications": 14, "parameter_sets": "posterior"},
    "scenarios": {
        "idle": {},
        "training": {"interventions": [{"kind": "training_programme", "who": "employees"}]},
    },
}


@pytest.fixture(autouse=True, scope="module")
def posterior(tmp_path_factory):
    path = tmp_path_factory.mktemp("sets") / "sets.parquet"
    write_sets(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGSIM_POSTERIOR", str(path))
        yield path


@pytest.fixture(scope="module")
def results():
    return simulate(build(TABLES).scenarios)


@pytest.fixture(scope="module")
def summary(results):
    return summarise(results, "A name")


def rendered(table, columns: int) -> str:
    console = Console(width=columns, markup=False, highlight=False, emoji=False)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def test_a_summary_says_what_the_sets_say(summary, results):
    assert (summary["parameter_sets"], summary["sets"]) == ("posterior", 10)
    found = summary["paired_differences"]["training"]["engagement"]["over_sets"]
    ends = [
        at_end("engagement", results[name].measures["engagement"]) for name in TABLES["scenarios"]
    ]
    expected = over_sets(ends[1] - ends[0], results["idle"].sets)
    assert (found["sets"], found["same_sign"]) == (10, expected.same_sign)
    assert found["share_parameters"] == expected.share
    assert [found["whole_low"], found["whole_high"]] == list(expected.whole)
    assert [found["sd_parameters_low"], found["sd_parameters_high"]] == list(expected.of_parameters)
    change = summary["scenarios"]["idle"]["measures"]["trust"]["over_sets"]
    assert change["sets"] == 10
    json.dumps(summary, allow_nan=False)


def test_a_summary_of_one_set_says_nothing_of_sets():
    tables = {**TABLES, "run": {**TABLES["run"], "replications": 2, "parameter_sets": 3}}
    found = summarise(simulate(build(tables).scenarios), "A name")
    assert (found["parameter_sets"], found["sets"]) == (3, 1)
    assert found["paired_differences"]["training"][GAP]["over_sets"] is None
    text = rendered(comparison(found, 100), 100)
    assert "parameter set 3" in text
    assert "Same sign" not in text


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_tables_say_in_how_many_sets_and_fit(summary, columns):
    one = {**summary, "scenarios": {"idle": summary["scenarios"]["idle"]}}
    for table in (comparison(summary, columns), report(one, columns)):
        text = rendered(table, columns)
        assert max(map(len, text.splitlines())) <= columns
        assert "Same sign" in text
        assert "10 of 10" in " ".join(text.split())
        assert ("Parameters" in text) == (columns == 100)
        assert "… " not in text
    lines = rendered(comparison(summary, 80), 80).splitlines()
    assert any("Measure" in line and "Same sign" in line for line in lines), (
        "a table, no paragraphs"
    )


def test_sentences_tell_sets_from_randomness(summary):
    said = change_words(summary["paired_differences"]["training"][GAP])
    assert "in 10 of 10 parameter sets" in said
    assert (
        "of the variance between replications is due to parameters, the rest to randomness" in said
    )
    assert "of 10 parameter sets" in sureness_sentence(summary)
    few = {**TABLES, "run": {**TABLES["run"], "replications": 4}}
    found = summarise(simulate(build(few).scenarios), "A name")
    assert "of 4 parameter sets" in sureness_sentence(found)
    assert "randomness" not in change_words(found["paired_differences"]["training"][GAP])


def test_files_of_a_result_name_the_set_of_each_replication(tmp_path, posterior):
    config = tmp_path / "small.toml"
    config.write_text(
        "organisation = { people = 20 }\n[run]\nweeks = 2\nreplications = 3\n"
        'start = "as_drawn"\nparameter_sets = "posterior"\n'
    )
    out = tmp_path / "out"
    made = CliRunner().invoke(app, ["run", str(config), "--out", str(out), "--no-figure"])
    assert made.exit_code == 0, made.output
    expected = [set_of(build(TABLES).base, 1, replication) for replication in range(3)]
    weekly, levels = (pq.read_table(out / f"{name}.parquet") for name in ("weekly", "levels"))
    assert weekly["parameter_set"].to_pylist() == np.repeat(expected, 3).tolist()
    for replication, found in zip(levels["replication"], levels["parameter_set"], strict=True):
        assert found.as_py() == expected[replication.as_py()]
    assert list(json.loads((out / "manifest.json").read_text())["inputs"]) == [str(posterior)]
    again = CliRunner().invoke(
        app, ["run", str(out / "config.toml"), "--out", str(tmp_path / "again"), "--no-figure"]
    )
    assert again.exit_code == 0, again.output
    assert pq.read_table(tmp_path / "again" / "weekly.parquet") == weekly


def test_pages_and_reports_say_what_the_sets_say(results):
    found = compare(results, "idle")
    trust = found["training"].differences["trust"]
    assert trust.over_sets.sets == 10
    cells = [cell for row in differences_table(found).texts for cell in row[1:]]
    assert any(
        re.search(r"; (lower|higher) in \d+ of 10 parameter sets, which make \d+ % of", cell)
        for cell in cells
    )
    said = " ".join(advice(found))
    assert ("of 10 parameter sets" in said) == said.startswith("Do ")
    change = cards({"scenario": results["training"], "reference": results["idle"]})[0]
    assert change.interval
    page = as_html(compose([Scenario(name="idle"), Scenario(name="training")], results))
    for said in ("of 10 parameter sets", "Each parameter set is one version of the model"):
        assert said in page
    alone = as_html(compose(Scenario(name="idle"), {"idle": results["idle"]}))
    for said in ("Same sign", "Parameters: the share of the variance", "10 parameter sets"):
        assert said in alone


def test_results_that_grow_have_the_sets_of_their_replications(results):
    *_, last = grow({"idle": build(TABLES).scenarios["idle"]}, lambda: False)
    grown = last.results["idle"]
    np.testing.assert_array_equal(grown.parameter_set, results["idle"].parameter_set)
    np.testing.assert_array_equal(grown.measures[GAP], results["idle"].measures[GAP])
