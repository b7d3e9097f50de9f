"""The command line runs what a project holds, with the numbers of the scenarios themselves."""

import json

import pytest
from typer.testing import CliRunner

from orgsim.cli.main import app
from orgsim.config.files import build
from orgsim.measures.outcomes import at_end
from orgsim.projects.kept_project import KeptScenario, Project
from orgsim.projects.project_place import projects_root
from orgsim.projects.project_saving import save_project
from orgsim.simulation import simulate

GAP = "message_practice_gap"
RUN = {"weeks": 8, "replications": 2, "seed": 5}
ORGANISATION = {"people": 30}
KEPT = {
    "As it is": {"run": RUN, "organisation": ORGANISATION, "levers": {"transparency": 0.3}},
    "More open": {
        "run": RUN,
        "organisation": ORGANISATION,
        "levers": {"transparency": 0.9},
        "before": {"levers": {"transparency": 0.3}},
    },
}


@pytest.fixture
def folder():
    scenarios = tuple(KeptScenario(title, tables) for title, tables in KEPT.items())
    save_project("Work", Project(scenarios[1], scenarios))
    return projects_root() / "Work"


def summary_of(*arguments: str) -> dict:
    done = CliRunner().invoke(app, [*arguments, "--no-figure", "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_scenarios_and_comparison_have_the_numbers_of_the_page(folder, tmp_path):
    configs = {title: build(tables).base for title, tables in KEPT.items()}
    gaps = {
        title: at_end(GAP, result.measures[GAP]).mean()
        for title, result in simulate(configs).items()
    }
    out = str(tmp_path / "out")
    alone = summary_of("run", str(folder / "scenario.toml"), "--out", out)
    whole = summary_of("run", str(folder), "--out", out)
    both = summary_of("compare", str(folder), "--out", out)
    assert alone["scenarios"] == whole["scenarios"]
    ends = {title: found["measures"][GAP]["end"] for title, found in both["scenarios"].items()}
    assert ends == pytest.approx(gaps)
    assert alone["scenarios"]["base"]["measures"][GAP]["end"] == pytest.approx(gaps["More open"])


def test_a_project_without_a_comparison_says_so(folder):
    (folder / "comparison.toml").unlink()
    done = CliRunner().invoke(app, ["compare", str(folder)])
    assert "this project has no comparison.toml" in str(done.exception)
