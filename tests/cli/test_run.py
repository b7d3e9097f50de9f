"""`orgsim run` and `orgsim compare`: what they print and what they say in JSON."""

import json
import re

import pytest
from small_configs import SMALL

from orgsim.measures.outcomes import MEASURES

MEASURE = {
    "label": str,
    "unit": str,
    "better": int,
    "matters": float,
    "weeks_averaged": int,
    "start": float,
    "end": float,
    "difference": float,
    "ci_low": float,
    "ci_high": float,
    "over_sets": type(None),
}
CONVERGENCE = {"threshold", "median", "low", "high", "converged", "runs", "censored"}
PAIRED = {"difference", "ci_low", "ci_high", "decided", "replications_more", "over_sets"}
ANSI = "\x1b"


@pytest.fixture
def run(orgsim):
    """The summary of a small run."""
    said = orgsim("run", "small.toml", "--json", "--no-figure")
    assert said.code == 0
    return json.loads(said.out)


def test_a_summary_has_its_schema(run):
    assert list(run) == [
        "schema",
        "config",
        "weeks",
        "start_date",
        "replications",
        "seed",
        "parameter_sets",
        "sets",
        "start",
        "fitted",
        "people",
        "scenarios",
        "reference",
        "best",
        "paired_differences",
        "money",
    ]
    assert run["schema"] == 1
    assert (run["config"], run["weeks"], run["replications"], run["seed"]) == (
        "Sixty people",
        10,
        3,
        7,
    )
    assert (run["people"], run["reference"], run["paired_differences"]) == (60, "base", {})
    scenario = run["scenarios"]["base"]
    assert set(scenario) == {
        "people",
        "rest",
        "measures",
        "convergence_week",
        "convergence",
        "levels",
        "themes",
        "units",
        "leaders",
        "located_in",
    }
    assert list(scenario["measures"]) == list(MEASURES)
    for measure in scenario["measures"].values():
        assert {key: type(value) for key, value in measure.items()} == MEASURE
        assert measure["ci_low"] <= measure["difference"] <= measure["ci_high"]
    for found in scenario["convergence"].values():
        assert set(found) == CONVERGENCE
        assert found["converged"] + found["censored"] == found["runs"] == 3
    assert scenario["convergence_week"] == scenario["convergence"]["share"]["median"]


def test_a_summary_says_where_the_gap_sits(run):
    scenario = run["scenarios"]["base"]
    assert [level["level"] for level in scenario["levels"]] == list(range(len(scenario["levels"])))
    assert sum(level["people"] or 0 for level in scenario["levels"]) == 60
    assert [theme["theme"] for theme in scenario["themes"]] == ["customers", "quality", "respect"]
    assert sum(theme["weight"] for theme in scenario["themes"]) == pytest.approx(1)
    for rows, key in ((scenario["units"], "gap"), (scenario["leaders"], "say_do_gap")):
        assert len(rows) == 5
        assert [row[key] for row in rows] == sorted((row[key] for row in rows), reverse=True)
        assert all(row["name"] is None and row["reports"] > 0 for row in rows)
    assert scenario["rest"] is None
    assert scenario["located_in"] == {
        "replications": 1,
        "redrawn": True,
        "from_chart": False,
    }


def test_a_gap_is_weighed_over_levels_and_themes_alike(orgsim):
    one = ("run", "small.toml", "--json", "--no-figure", "--replications", "1")
    scenario = json.loads(orgsim(*one).out)["scenarios"]["base"]
    gap = scenario["measures"]["message_practice_gap"]
    for end in ("start", "end"):
        by_level = sum(level["people"] * level[end] for level in scenario["levels"]) / 60
        by_theme = sum(theme["weight"] * theme[end] for theme in scenario["themes"])
        assert by_level == pytest.approx(gap[end])
        assert by_theme == pytest.approx(gap[end])


def test_one_replication_has_no_intervals(orgsim):
    said = orgsim("run", "small.toml", "--json", "--no-figure", "--replications", 1)
    gap = json.loads(said.out)["scenarios"]["base"]["measures"]["message_practice_gap"]
    assert gap["ci_low"] is gap["ci_high"] is None
    assert "NaN" not in said.out


def test_a_comparison_pairs_with_the_first_scenario(orgsim):
    said = orgsim("compare", "several.toml", "--json", "--no-figure")
    assert said.code == 0
    summary = json.loads(said.out)
    assert list(summary["scenarios"]) == ["as_it_is", "told", "shown"]
    assert summary["reference"] == "as_it_is"
    assert list(summary["paired_differences"]) == ["told", "shown"]
    for name, paired in summary["paired_differences"].items():
        assert list(paired) == list(MEASURES)
        for measure, found in paired.items():
            assert set(found) == PAIRED
            ends = [
                summary["scenarios"][scenario]["measures"][measure]["end"]
                for scenario in (name, "as_it_is")
            ]
            assert found["difference"] == pytest.approx(ends[0] - ends[1], abs=1e-12)
            assert not (found["decided"] and found["replications_more"])
    modelling = summary["paired_differences"]["shown"]["modelling"]
    assert modelling["decided"]
    assert modelling["difference"] > 0.2


def test_options_lie_over_the_config(orgsim):
    said = orgsim(
        "run",
        "small.toml",
        "--json",
        "--no-figure",
        "--weeks",
        4,
        "--replications",
        2,
        "--seed",
        3,
        "--set",
        "organisation.people=20",
        "--set",
        "name=Twenty",
        "--set",
        "run.weeks=9",
    )
    summary = json.loads(said.out)
    assert [summary[key] for key in ("weeks", "replications", "seed", "people", "config")] == [
        4,
        2,
        3,
        20,
        "Twenty",
    ]


def test_a_table_fits_and_is_plain(orgsim):
    said = orgsim("run", "small.toml", "--no-figure")
    assert said.code == 0
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 100 or max(map(len, lines)) == len(lines[-1])
    assert ANSI not in said.out + said.err
    assert not any(line != line.rstrip() for line in lines)
    for expected in ("Message–practice gap", "95 % interval", "Convergence", "Unit of", "Leader"):
        assert expected in said.out
    assert "of the first one" in said.out
    assert lines[-1].startswith("written to results/small/: summary.json, ")


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_a_comparison_fits(orgsim, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = orgsim("compare", "several.toml", "--no-figure", "--weeks", 3).out.splitlines()
    assert max(map(len, lines[:-1])) <= min(columns, 100)
    assert any(line.startswith("told against as_it_is") for line in lines)
    assert any(re.search(r"open|better|worse|the same", line) for line in lines)


def test_run_says_that_it_leaves_scenarios_alone(orgsim):
    said = orgsim("run", "several.toml", "--no-figure", "--json")
    assert "simulating the base of several.toml" in said.err.splitlines()[0]
    assert "as_it_is, told, shown" in said.err
    assert list(json.loads(said.out)["scenarios"]) == ["base"]


def test_censored_runs_are_told(orgsim):
    said = orgsim("run", "small.toml", "--no-figure")
    assert "not in 10 weeks (0 of 3)" in said.out
    at_once = "run", "small.toml", "--no-figure", "--set", "run.converged_gap=1", "--replications"
    assert "week 0 (0 to 0)" in orgsim(*at_once, "6").out
    few = orgsim(*at_once, "5").out
    assert "week 0" in few
    assert "week 0 (" not in few


def test_fewest_people_and_weeks(orgsim, folder):
    smallest = ("--set", "organisation.people=1", "--weeks", "1", "--replications", "1")
    assert orgsim("run", "small.toml", *smallest).code == 0
    assert orgsim("compare", "several.toml", "--svg", *smallest).code == 0
    assert (folder / "results/several-compare/report.svg").stat().st_size > 1000


def test_a_drawing_is_made_where_it_is_asked_for(orgsim, folder):
    assert orgsim("run", "small.toml", "--weeks", "2").code == 0
    assert (folder / "results/small/report.png").exists()
    assert not (folder / "results/small/report.svg").exists()
    said = orgsim("run", "small.toml", "--no-figure", "--svg")
    assert said.code == 2
    assert said.err == (
        "error: --no-figure and --svg contradict each other: leave one of them out\n"
    )


def test_a_chart_gives_names(orgsim, folder):
    (folder / "chart.csv").write_text(
        "id,superior,name\nb,,Bea\n" + "".join(f"p{k},b,Pia {k}\n" for k in range(5)),
        encoding="utf-8",
    )
    config = SMALL.replace("people = 60", 'chart = "chart.csv"')
    (folder / "chart.toml").write_text(config, encoding="utf-8")
    said = orgsim("run", "chart.toml", "--no-figure", "--json")
    scenario = json.loads(said.out)["scenarios"]["base"]
    assert scenario["units"][0] | {"gap": 0} == {
        "leader": "b",
        "name": "Bea",
        "level": 0,
        "reports": 5,
        "gap": 0,
    }
    assert scenario["located_in"] == {
        "replications": 3,
        "redrawn": False,
        "from_chart": True,
    }
    said = orgsim("run", "chart.toml", "--no-figure").out
    assert "Bea (b)" in said
    assert "were not measured of these people" in " ".join(said.split())


def test_what_does_not_come_to_rest_is_told(orgsim):
    soon = "--set", 'run.start="at_rest"', "--set", "run.most_rest_weeks=26"
    said = orgsim("run", "small.toml", "--no-figure", *soon)
    assert said.code == 0
    assert "Not at rest in 3 of 3 replications: after 26 weeks" in " ".join(said.out.split())
    rest = json.loads(orgsim("run", "small.toml", "--no-figure", "--json", *soon).out)
    assert rest["scenarios"]["base"]["rest"]["not_at_rest"] == 3
