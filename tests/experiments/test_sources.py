"""Sources: sweeps made small, scenarios with changes, calculations, ablations point by point."""

import errno
import os
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from page_blocks import blocks
from plain_runs import PLAIN_TOML
from small_experiments import SWEEP, write_experiment

from orgsim.api.scenario_api import run
from orgsim.errors import UserError
from orgsim.study.catalogue import Entry
from orgsim.study.declaration import Ablation, Calculation, Experiment, ScenarioFile, SweepFile
from orgsim.study.evidence import exactly, mean_of
from orgsim.study.findings import Number
from orgsim.study.run import Silent, _Run, find, reproduce
from orgsim.study.sources import plan_ablation, plan_scenarios, plan_sweep

CONFIG = f"""
[run]
weeks = 8
replications = 3
{PLAIN_TOML}
[organisation]
people = 30

[scenarios.calm]
[scenarios.trained]
levers = {{ training = 0.1 }}
"""


@pytest.fixture
def folder(tmp_path):
    path = write_experiment(tmp_path)
    (path / "several.toml").write_text(CONFIG)
    return path


def test_the_small_size_changes_a_sweep_key_by_key(folder):
    (folder / "training.toml").write_text(
        "replications = 6\n[base.organisation]\npeople = 40\n"
        f"[base.run]\n{PLAIN_TOML}[set]\nrun.weeks = 12\n"
        '"run.converged_gap" = 0.2\n[vary]\nlevers.training = [0.0, 0.1]\n'
        "levers.broadcast = [0.0, 0.1]\n"
        "[small]\nreplications = 2\nset.run.weeks = 4\nset.organisation.people = 30\n"
        'vary."levers.training" = [0.0, 0.1, 0.2]\n'
    )
    full, less = (plan_sweep(SweepFile("training.toml"), folder, s) for s in (False, True))
    assert (full.runs, full.person_weeks) == (24, 24 * 40 * 12)
    assert (less.runs, less.person_weeks) == (12, 12 * 30 * 4)
    assert less.sweep.base["run"]["converged_gap"] == 0.2
    assert set(less.sweep.design.columns["levers.training"]) == {0.0, 0.1, 0.2}


def test_the_small_size_is_the_usual_one_where_the_file_says_nothing(folder):
    (folder / "sizes.toml").write_text(
        f"replications = 2\n[base.run]\n{PLAIN_TOML}[vary]\norganisation.people = [20, 30]\n"
    )
    sweep = plan_sweep(SweepFile("sizes.toml"), folder, True).sweep
    assert (sweep.most_replications, sweep.base["run"]["weeks"]) == (2, 26)
    assert set(sweep.design.columns["organisation.people"]) == {20, 30}
    assert sweep.base.get("organisation", {}).get("people") != 60


def test_the_small_size_that_the_readme_shows(folder):
    (small,) = (each.source for each in blocks("experiments/README.md") if "[small]" in each.source)
    (folder / "told.toml").write_text(
        f"replications = 6\nrecord_weeks = [0, 52]\n[base.run]\nweeks = 52\n{PLAIN_TOML}[vary]\n"
        f'"levers.broadcast" = [0.0, 0.1, 0.2]\n\n{small}'
    )
    sweep = plan_sweep(SweepFile("told.toml"), folder, True).sweep
    assert list(sweep.recipe.record_weeks) == [0, 13, 26]
    assert sweep.base["run"]["weeks"] == 26
    assert set(sweep.design.columns["levers.broadcast"]) == {0.0, 0.2}


@pytest.mark.parametrize(
    ("small", "told"),
    [
        ("[small]\nweeks = 4\n", "[small]: weeks: unknown key"),
        ("[small]\nset.levers.trainin = 0.1\n", "[small]: set: levers.trainin: unknown key"),
        ("[[small]]\n", "[small]: must be a table"),
    ],
)
def test_mistakes_in_the_small_size_are_told_in_a_line(folder, small, told):
    (folder / "training.toml").write_text(SWEEP.split("[small]")[0] + small)
    with pytest.raises(UserError) as error:
        plan_sweep(SweepFile("training.toml"), folder, True)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_an_ablation_sets_what_it_says_and_nothing_else(folder, tmp_path):
    intact = plan_sweep(SweepFile("training.toml"), folder, False)
    off = {
        "no effort": {"mechanisms.effort": False},
        "deaf": {"levers.feedback": 0.0, "levers.training": 0.1},
    }
    ablation = Ablation("a", "", "", "training", lambda _: None, off, {"training": (0.0, 0.2)})
    planned = plan_ablation(ablation, intact, tmp_path / "a")
    columns = planned.planned.sweep.design.columns
    assert planned.variant.tolist() == ["nothing"] * 2 + ["no effort"] * 2 + ["deaf"] * 2
    assert columns["levers.training"].tolist() == [0.0, 0.2, 0.0, 0.2, 0.1, 0.1]
    assert columns["mechanisms.effort"].tolist() == [True, True, False, False, True, True]
    assert planned.factors["levers.training"].tolist() == [0.0, 0.2] * 3
    assert columns["levers.feedback"].tolist() == [0.3] * 4 + [0.0] * 2


def test_a_table_of_an_ablation_is_there_whole_or_as_it_was(folder, tmp_path, monkeypatch):
    """Whoever is killed, or finds the disk full, while it is written."""
    intact = plan_sweep(SweepFile("training.toml"), folder, False)
    off = {"no effort": {"mechanisms.effort": False}}
    ablation = Ablation("a", "", "", "training", lambda _: None, off)
    plan_ablation(ablation, intact, tmp_path / "a")
    before = (tmp_path / "a/a.parquet").read_bytes()

    def full(table, where):
        Path(where).write_bytes(b"half a")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(UserError, match=r"a: cannot be written: No space left .*with --out$"):
        plan_ablation(ablation, intact, tmp_path / "a")
    assert (tmp_path / "a/a.parquet").read_bytes() == before
    assert len(list((tmp_path / "a").iterdir())) == 1


def test_rests_are_part_of_the_work_and_of_ablations(folder, tmp_path):
    lines = (
        'replications = 3\nat_rest = "each"\n[base.organisation]\npeople = 40\n[base.run]\nweeks = 12\n'
        'start = "at_rest"\nmost_rest_weeks = 52\n[vary]\nlevers.training = [0.0, 0.1]\n'
    )
    (folder / "each.toml").write_text(lines)
    (folder / "base.toml").write_text(lines.replace('"each"', '"base"'))
    each, base = (plan_sweep(SweepFile(f"{name}.toml"), folder, False) for name in ("each", "base"))
    assert each.person_weeks == 40 * (6 * 12 + 6 * 52)
    assert base.person_weeks == 40 * (6 * 12 + 3 * 52)
    off = {"no effort": {"mechanisms.effort": False}}
    ablation = Ablation("a", "", "", "training", lambda _: None, off, {})
    ablated = plan_ablation(ablation, each, tmp_path / "a").planned
    assert ablated.sweep.tables.at_rest == "each"
    assert ablated.person_weeks == 40 * (12 * 12 + 12 * 52)


def test_scenarios_are_chosen_and_changed(folder):
    source = ScenarioFile(
        "several.toml", {"run.weeks": 6}, {"run.replications": 2}, scenarios=("trained",)
    )
    (small,) = plan_scenarios(source, folder, small=True).values()
    assert (small.run.weeks, small.run.replications, small.levers.training) == (6, 2, 0.1)
    (full,) = plan_scenarios(source, folder, small=False).values()
    assert full.run.replications == 3
    usual = plan_scenarios(ScenarioFile("several.toml"), folder, small=True)["calm"]
    assert (usual.organisation.people, usual.run.weeks, usual.run.replications) == (60, 26, 3)
    with pytest.raises(UserError, match=r"no scenario 'traned'.*calm, trained"):
        plan_scenarios(ScenarioFile("several.toml", scenarios=("traned",)), folder, False)


def test_all_sources_reach_the_estimates(folder, tmp_path):
    seen = []

    def compute(setting):
        seen.append(setting)
        return {"n": np.arange(3)}

    experiment = Experiment(
        {"several": ScenarioFile("several.toml", small={}), "computed": Calculation(compute)},
        (),
        {},
        numbers=(
            Number(
                "gain",
                "",
                "points",
                lambda t: mean_of(
                    t["several"].end("trained", "practice") - t["several"].end("calm", "practice")
                ),
            ),
            Number("sum", "", "", lambda t: exactly(t["computed"]["n"].sum())),
        ),
    )
    going = _Run(Entry(folder), experiment, tmp_path / "out", True, 1, Silent())
    going.plan()
    tables = going.sources()
    gain, total = find(experiment, tables, {}).numbers
    expected = run(folder / "several.toml", "trained").measures["practice"][-1].mean()
    expected -= run(folder / "several.toml", "calm").measures["practice"][-1].mean()
    assert gain.evidence.value == pytest.approx(expected)
    assert total.evidence.value == 3
    assert seen[0].small
    assert tables["several"].levels("calm", "trust").shape[0] == 9


def test_progress_adds_up_to_what_was_planned(folder, tmp_path):
    class Told(Silent):
        total, done, steps = 0.0, 0.0, ()

        def begin(self, person_weeks):
            self.total = person_weeks

        def doing(self, what):
            self.steps += (what,)

        def advance(self, person_weeks):
            self.done += person_weeks

    for _ in range(2):  # the second time everything is there already
        told = Told()
        reproduce(Entry(folder), tmp_path / "out", jobs=1, progress=told)
        assert told.steps == ("training", "through")
        assert told.done == pytest.approx(told.total)
        assert told.total == (3 * 6 + 2 * 3 * 6) * 40 * 12


def test_two_tables_of_one_name_are_refused():
    sweep = SweepFile("a.toml")
    ablation = Ablation("a", "", "", "a", lambda _: None, off=("deeds",))
    with pytest.raises(ValueError, match="two things: a"):
        Experiment({"a": sweep}, (), {}, ablations=(ablation,))
    with pytest.raises(ValueError, match="two things: predictions"):
        Experiment({"predictions": sweep}, (), {})
