"""Settings of a sweep that override each other are refused, or it is said which one counts."""

import json

import pytest
from small_sweeps import BASE, build, run, tables

from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.sweep.collisions import warnings_of
from orgsim.sweep.python_api import sweep

MODELLING = "levers.leader_modelling"
THEMES = [{"name": "care", "stated": 0.8}, {"name": "speed", "stated": 0.6}]
BOTH = {"scenario": ["base", "walk"], MODELLING: [0.1, 0.5]}


def with_scenarios(**walk):
    """The base with a scenario that changes nothing and one that does."""
    return {**BASE, "scenarios": {"base": {}, "walk": walk}}


REFUSED = {
    "set and varied": (
        {"set": {MODELLING: 0.3}, "vary": {MODELLING: [0.1, 0.5]}},
        f"set.{MODELLING}: sets what vary.{MODELLING} varies",
    ),
    "weeks set and varied": (
        {"set": {"run.weeks": 5}, "vary": {"run.weeks": [4, 6]}},
        "set.run.weeks: sets what vary.run.weeks varies",
    ),
    "set in a table": (
        {"set": {"levers": {"leader_modelling": 0.3}}, "vary": {MODELLING: [0.1, 0.5]}},
        f"set.{MODELLING}",
    ),
    "set in a list": (
        {"set": {"themes": THEMES}, "vary": {"themes.1.stated": [0.1, 0.5]}},
        "set.themes: sets what vary.themes.1.stated",
    ),
    "set, written otherwise": (
        {
            "base": {**BASE, "themes": THEMES},
            "set": {"themes.1.stated": 0.3},
            "vary": {"themes.01.stated": [0.1, 0.5]},
        },
        "set.themes.1.stated",
    ),
    "set twice": (
        {"set": {MODELLING: 0.3, "levers": {"leader_modelling": 0.4}}},
        "occurs twice",
    ),
    "set in parts": (
        {"set": {"themes": THEMES, "themes.0.stated": 0.4}},
        "is set by set.themes, too",
    ),
    "varied twice": (
        {"vary": {MODELLING: [0.1], "levers": {"leader_modelling": [0.4]}}},
        "occurs twice",
    ),
    "varied, written otherwise": (
        {
            "base": {**BASE, "themes": THEMES},
            "vary": {"themes.1.stated": [0.1], "themes.01.stated": [0.4]},
        },
        "is set by vary.themes.1.stated, too",
    ),
    "a value twice": ({"vary": {MODELLING: [0.1, 0.5, 0.1]}}, "0.1 occurs twice"),
    "a scenario twice": ({"vary": {"scenario": ["calm", "calm"]}}, "'calm' occurs twice"),
    "a number twice": (
        {"vary": {"organisation.span_of_control": [4, 4.0]}},
        "4.0 occurs twice",
    ),
    "within scenarios": ({"vary": {f"scenarios.calm.{MODELLING}": [0.1, 0.5]}}, "none is run then"),
    "weeks of facts": (
        {"measures": "facts", "vary": {"run.weeks": [4, 6]}},
        "has no effect on facts",
    ),
    "all of a scenario": (
        {"base": with_scenarios(levers={"leader_modelling": 0.9}), "vary": BOTH},
        "is all in which the scenarios 'base' and 'walk' differ",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_collisions_are_refused(name):
    changes, said = REFUSED[name]
    with pytest.raises(UserError, match=r"^sweep: [^\n]+$") as caught:
        build(**changes)
    assert said in str(caught.value)


def test_a_column_of_a_table_collides_as_well(tmp_path):
    points = tmp_path / "points.csv"
    points.write_text(f"{MODELLING}\n0.1\n0.5\n")
    with pytest.raises(UserError, match=f"set.{MODELLING}: sets what"):
        build(design="table", table=str(points), vary=None, set={MODELLING: 0.3})


ALLOWED = {
    "beside": {"set": {"levers.transparency": 0.3}, "vary": {MODELLING: [0.1, 0.5]}},
    "scenarios that are not run": {
        "base": with_scenarios(levers={"leader_modelling": 0.9}),
        "vary": {MODELLING: [0.1, 0.5]},
    },
    "equal scenarios, as they were asked for": {
        "base": {**BASE, "scenarios": {"one": {}, "two": {}}},
        "vary": {"scenario": ["one", "two"], MODELLING: [0.1]},
    },
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_does_not_collide_is_run_without_a_word(name):
    assert warnings_of(build(**ALLOWED[name])) == []


def test_a_factor_counts_before_a_scenario_and_it_is_said(tmp_path):
    walk = {"levers": {"leader_modelling": 0.9, "feedback": 0.9}}
    found = build(base=with_scenarios(**walk), vary=BOTH)
    [warning] = warnings_of(found)
    assert warning == (
        "scenario 'walk' sets levers.leader_modelling = 0.9, which is varied: the values of [vary]"
        " count, in all scenarios"
    )
    for value in (0.1, 0.5):
        config = found.recipe.config_of({"scenario": "walk", MODELLING: value})
        assert (config.levers.leader_modelling, config.levers.feedback) == (value, 0.9)


def test_a_scenario_counts_before_set_and_it_is_said():
    found = build(
        base=with_scenarios(levers={"leader_modelling": 0.9}),
        set={MODELLING: 0.3},
        vary={"scenario": ["base", "walk"]},
    )
    assert warnings_of(found) == [
        "scenario 'walk' sets levers.leader_modelling, as does [set]: in this scenario, its own counts"
    ]
    values = [
        found.recipe.config_of({"scenario": s}).levers.leader_modelling for s in ("base", "walk")
    ]
    assert values == [0.3, 0.9]


def test_groups_keep_their_own_and_it_is_said():
    leaders = {"who": "leaders", "levers": {"leader_modelling": 0.8}}
    others = {"who": "employees", "people": {"trust": {"mean": 0.2}}}
    base = {**with_scenarios(groups=[others]), "groups": [leaders]}
    vary = {**BOTH, "people.trust.mean": [0.4, 0.6]}
    found = warnings_of(build(base=base, vary=vary))
    assert [line.split(":")[1] for line in found] == [
        " those of 'leaders' have levers.leader_modelling = 0.8 of their own",
        " those of 'employees' have people.trust.mean = 0.2 of their own",
    ]


def test_warnings_are_printed_stored_and_told_again(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    base = with_scenarios(levers={"leader_modelling": 0.9, "feedback": 0.9})
    with pytest.warns(UserWarning, match="the values of \\[vary\\] count") as caught:
        sweep(tables(base=base, vary=BOTH), "swept", jobs=1)
    assert len(caught) == 1
    manifest = json.loads((tmp_path / "swept" / "manifest.json").read_text())
    assert manifest["warnings"] == warnings_of(build(base=base, vary=BOTH))
    assert main(["sweep", "swept/sweep.toml", "--out", "again", "--jobs", "1"]) == 0
    assert f"warning: {manifest['warnings'][0]}\n" in capsys.readouterr().err


def test_a_sweep_without_collisions_stores_none(tmp_path):
    assert run(tmp_path / "sweep").manifest()["warnings"] == []
