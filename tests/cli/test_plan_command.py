"""`orgsim plan` writes what compare takes, and says mistakes in a line."""

import csv
import json
from pathlib import Path

import pytest

PLAN = """\
config = "small.toml"
horizon = 10
replications = 10

[budget]
money = 6000

[[programmes]]
kind = "town_halls"
strengths = [0.5, 1.0]

[[programmes]]
kind = "workshops"
weeks = 2
"""


@pytest.fixture
def plan_file(folder) -> Path:
    path = folder / "mine.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_folder_holds_all_and_compare_takes_the_plan(orgsim, plan_file):
    said = orgsim("plan", plan_file.name, "--jobs", 1)
    assert said.code == 0
    assert "The plan improves alignment by" in said.out
    *report, written, _ = said.out.splitlines()
    assert written.startswith("written to results/mine-plan/: plan.toml")
    assert max(map(len, report)) <= 100
    out = Path("results/mine-plan")
    files = [
        "frontier.csv",
        "frontier.png",
        "frontier.svg",
        "manifest.json",
        "plan.json",
        "plan.toml",
    ]
    assert sorted(path.name for path in out.iterdir()) == files
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["plan"]) == set(files) - {"manifest.json"}
    assert manifest["question"]["budget"]["money"] == 6000
    summary = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader((out / "frontier.csv").open(encoding="utf-8")))
    assert len(rows) == len(summary["frontier"])
    compared = orgsim("compare", out / "plan.toml", "--no-figure", "--json")
    assert compared.code == 0
    differences = json.loads(compared.out)["paired_differences"]["Recommended plan"]["alignment"]
    assert differences["difference"] == pytest.approx(summary["contenders"][0]["effect"])


def test_options_go_before_the_plan_file_and_json_is_all_there_is(orgsim, plan_file):
    said = orgsim(
        *("plan", "several.toml", "--plan", plan_file),
        *("--money", 3000, "--hours", 100, "--weeks", 8, "--replications", 12, "--seed", 3),
        *("--jobs", 1, "--json", "--no-figure", "--out", "there"),
    )
    assert said.code == 0
    found = json.loads(said.out)
    budget = {"leader_hours_a_week": None, "leader_hours": 100.0, "money": 3000.0}
    assert found["budget"] == budget
    assert (found["horizon"], found["replications"], found["seed"]) == (8, 12, 3)
    assert not list(Path("there").glob("*.png"))


def test_a_second_plan_takes_the_place_of_the_first_and_of_nothing_else(orgsim, plan_file):
    arguments = ("plan", plan_file, "--jobs", 1, "--no-figure", "--out", "there")
    assert orgsim(*arguments).code == orgsim(*arguments).code == 0
    Path("other").mkdir()
    Path("other/plan.toml").write_text("mine", encoding="utf-8")
    said = orgsim(*arguments[:-1], "other")
    assert said.code == 2
    assert "holds a plan.toml that is not of a result" in said.err
    assert Path("other/plan.toml").read_text(encoding="utf-8") == "mine"


def test_nothing_that_helps_is_no_mistake(orgsim, plan_file):
    said = orgsim("plan", plan_file, "--money", 0.01, "--jobs", 1, "--no-figure")
    assert said.code == 0
    assert "not even the cheapest option of any programme is within the budget" in " ".join(
        said.out.split()
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone.toml", "--hours", 1), "gone.toml: no such file"),
        (("small.toml",), "budget: there is none; set budget.leader_hours (--hours)"),
        (("small.toml", "--money", 0), "budget.money: 0.0 is out of range: must be greater than 0"),
        (("mine.toml", "--weeks", 0), "horizon: 0 is out of range"),
        (("small.toml", "--plan", "gone"), "gone: no such file; name a file, or a plan that comes"),
        ((".", "--hours", 5), ".: holds no fitted.toml"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_written(orgsim, plan_file, arguments, said):
    found = orgsim("plan", *arguments)
    assert found.code == 2
    assert said in found.err
    assert len(found.err.splitlines()) == 1
    assert not Path("results").exists()
