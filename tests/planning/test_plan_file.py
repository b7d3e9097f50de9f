"""Mistakes in plans: one line each, with what is wrong and what is allowed."""

import copy
from pathlib import Path

import pytest
from small_plans import asked, programmes

from orgsim.errors import UserError
from orgsim.planning.plan_source import STANDARD
from orgsim.planning.question import ask, is_plan
from orgsim.shipped import PLANS, shipped_files

GOOD = {"horizon": 24, "budget": {"money": 1000}, "programmes": programmes("workshops")}

MISTAKES = [
    ({"objective": "alinment"}, r"objective: 'alinment' is no measure .did you mean 'alignment'"),
    ({"objective": "practice_icc"}, "has no better direction"),
    ({"objective": {"alignment": 0.0}}, "weights must be greater than 0"),
    ({"programmes": programmes("workshop")}, "'workshop' is not known; allowed: .*workshops"),
    ({"programmes": []}, "programmes: none is allowed; add"),
    ({"budget": {}}, r"there is none; set budget.leader_hours \(--hours\)"),
    ({"budget": {"money": 0}}, "budget.money: 0 is out of range: must be greater than 0"),
    ({"budget": {"leader_hours": -3}}, "must be greater than 0"),
    ({"budget": {"monney": 5}}, r"unknown key .did you mean 'money'"),
    (
        {"programmes": programmes("workshops", starts=[1, 25])},
        "starts in week 25, after the horizon of 24",
    ),
    ({"programmes": programmes("workshops", weeks=["forever"])}, 'allowed: numbers, "for good"'),
    ({"programmes": programmes("workshops", weeks=[0])}, "weeks: 0 is out of range"),
    ({"programmes": programmes("workshops", strengths=[11])}, "strength: 11.* out of range"),
    ({"programmes": programmes("workshops", strengths=[0.0, 1.0])}, "0 is not a programme"),
    ({"programmes": programmes("workshops", starts=[1, 1])}, "holds a value twice"),
    ({"programmes": programmes("workshops", "workshops")}, "'workshops' occurs twice"),
    ({"programmes": programmes("custom")}, "needs change"),
    ({"programmes": programmes("workshops", who="unit:999")}, "999"),
    (
        {"limits": [{"measure": "trusst"}]},
        r"limits.0.measure: 'trusst' is no measure .did you mean",
    ),
    ({"limits": [{"measure": "trust", "level": 40}]}, "level 40 is not there; .* levels 0 to"),
    ({"last_weeks": 25}, "last_weeks: 25 is more than the horizon"),
    ({"risk": "median"}, "'median' is not known; allowed: 'mean' or 'worst_tenth'"),
    ({"replications": 3}, "must be at least 10"),
    ({"horizon": 0}, "horizon: 0 is out of range"),
    ({"horison": 4}, r"unknown key .did you mean 'horizon'"),
]


@pytest.mark.parametrize(("changes", "said"), MISTAKES)
def test_a_mistake_is_one_line(changes, said):
    with pytest.raises(UserError, match=said) as told:
        asked(GOOD, **copy.deepcopy(changes))
    assert "\n" not in str(told.value)
    assert str(told.value).startswith("plan: ")


def test_a_plan_without_a_config_says_so():
    with pytest.raises(UserError, match="config is missing; name a config file"):
        ask(None, GOOD)


def test_a_folder_without_a_fit_says_so(tmp_path):
    with pytest.raises(UserError, match=r"holds no fitted.toml; name a config file"):
        ask(tmp_path, GOOD)


def test_a_folder_with_a_fit_is_a_config(tmp_path):
    (tmp_path / "fitted.toml").write_text(
        'name = "mine"\n[organisation]\npeople = 20\n', encoding="utf-8"
    )
    assert ask(tmp_path, GOOD).base.name == "mine"


def test_a_chart_that_is_missing_is_told(tmp_path):
    config = tmp_path / "mine.toml"
    config.write_text('[organisation]\nchart = "gone.csv"\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"there is no file .*gone.csv"):
        ask(config, GOOD)


def test_a_plan_file_names_its_config_from_its_own_folder(tmp_path, monkeypatch):
    folder = tmp_path / "there"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        'name = "mine"\n[organisation]\npeople = 20\n', encoding="utf-8"
    )
    plan = folder / "plan.toml"
    plan.write_text(
        'config = "mine.toml"\nhorizon = 9\n[budget]\nmoney = 5\n[[programmes]]\nkind = "presence"\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert is_plan(plan)
    assert not is_plan(folder / "mine.toml")
    question = ask(plan, changes={"horizon": 12, "budget.leader_hours": 7})
    assert question.base.name == "mine"
    assert question.base.run.weeks == question.tables.horizon == 12
    assert question.tables.budget.leader_hours == 7
    assert not question.base.run.redraw_organisation


def test_without_a_plan_every_programme_is_allowed_as_far_as_it_fits():
    question = ask({"organisation": {"people": 20}}, None, {"budget.money": 100, "horizon": 20})
    titles = question.space.titles
    assert "Custom" not in titles
    assert {"Presence", "Task force"} <= set(titles)
    ways = len(STANDARD["strengths"]) * len(STANDARD["weeks"])
    assert len(question.space.options) == ways * len(titles)  # week 27 is after the horizon


@pytest.mark.parametrize("name", shipped_files(PLANS))
def test_a_plan_that_comes_along_can_be_asked_by_its_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert is_plan(Path(name))
    question = ask(name)
    assert question.space.affordable(question.space.costs([(0,)])).all()
