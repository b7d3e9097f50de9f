"""Sweeps from Python."""

import re
import subprocess
import sys
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from patience import PATIENCE
from plain_runs import PLAIN
from small_sweeps import BASE, GRID, build, interrupted, run, tables

import orgsim.sweep
from orgsim.errors import UserError
from orgsim.parallel.spawned import without_script
from orgsim.sweep import load
from orgsim.sweep.advice import for_python
from orgsim.sweep.executors import in_process
from orgsim.sweep.python_api import sweep
from orgsim.sweep.runner import begin, go_on
from orgsim.sweep.sweep_folder import Store


def test_a_sweep_from_tables(tmp_path):
    seen = []
    done = sweep(tables(), tmp_path / "sweep", jobs=1, report=lambda tally: seen.append(tally.done))
    assert done == (tmp_path / "sweep", 12, 0)
    assert seen[-1] == 12
    rows = load(done.folder)
    assert isinstance(rows, pd.DataFrame)
    assert len(rows) == 12
    assert list(load(done.folder, columns=["point", "trust_end"])) == ["point", "trust_end"]
    assert len(load(done.folder, "design")) == 6


def test_the_package_is_the_function(tmp_path):
    done = orgsim.sweep(tables(), str(tmp_path / "sweep"), jobs=1)
    assert done.runs == 12


def test_the_same_sweep_goes_on_and_another_is_refused(tmp_path):
    sweep(tables(), tmp_path / "sweep", jobs=1)
    kept = []
    sweep(tables(), tmp_path / "sweep", jobs=1, report=lambda tally: kept.append(tally.kept))
    assert kept[-1] == 12
    with pytest.raises(UserError, match=r"another sweep \(seed is 1 there, 2 here\)") as caught:
        sweep(tables(seed=2), tmp_path / "sweep", jobs=1)
    assert "give another folder as out" in str(caught.value)
    assert not re.search(r"--|orgsim resume", str(caught.value))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"replications": 3}, "replications is 2 there, 3 here"),
        ({"base": {**BASE, "run": {**PLAIN, "weeks": 7}}}, "base.run.weeks is 6 there, 7 here"),
        ({"record_weeks": [1]}, r"record_weeks is \[\] there, \[1\] here"),
        ({"vary": dict(reversed(GRID.items()))}, "its factors stand in another order"),
    ],
)
def test_what_differs_is_named(changes, said, tmp_path):
    begin(build(), tmp_path / "sweep")
    with pytest.raises(UserError, match=said):
        sweep(tables(**changes), tmp_path / "sweep", jobs=1)


def test_python_is_advised_in_its_own_terms(tmp_path):
    store = Store(tmp_path / "sweep", for_python)
    begin(build(), store.folder)
    with store.locked(), pytest.raises(UserError, match="another process works on it") as caught:
        go_on(Store(store.folder, for_python), in_process)
    assert "--" not in str(caught.value)
    for advice in for_python(store.folder):
        assert "--" not in advice
        assert "orgsim resume" not in advice


def test_other_points_of_a_table_are_another_sweep(tmp_path):
    points = tmp_path / "points.csv"
    table = tables(design="table", table=str(points), vary=None)
    points.write_text("levers.transparency\n0.2\n")
    sweep(table, tmp_path / "sweep", jobs=1)
    points.write_text("levers.transparency\n0.3\n")
    with pytest.raises(UserError, match=r"another sweep \(its points are others\)"):
        sweep(table, tmp_path / "sweep", jobs=1)


def test_an_unfinished_sweep_loads_as_far_as_it_is(tmp_path):
    store = begin(build(record_weeks=[1, 2]), tmp_path / "sweep")
    with pytest.raises(UserError, match=r"has no runs \(yet\)"):
        load(store.folder)
    with pytest.raises(KeyboardInterrupt):
        go_on(store, interrupted)
    assert len(load(store.folder)) == 6
    assert len(load(store.folder, "weeks")) == 12


def test_mistakes_are_user_errors(tmp_path):
    with pytest.raises(UserError, match="sweep: replications: 0"):
        sweep(tables(replications=0), tmp_path / "sweep")
    assert not (tmp_path / "sweep").exists()
    with pytest.raises(UserError, match="has no runs"):
        load(tmp_path / "none")
    store = run(tmp_path / "sweep")
    store.runs_file.write_bytes(b"no Parquet")
    with pytest.raises(UserError, match="cannot be read"):
        load(store.folder)


def test_threads_are_as_many_as_before(tmp_path):
    import numba

    before = numba.get_num_threads()
    sweep(tables(), tmp_path / "sweep", jobs=1)
    assert numba.get_num_threads() == before


SCRIPT = """
import orgsim.sweep

print("once")
run = {"weeks": 6, "start": "as_drawn", "parameter_sets": "point"}
tables = {"base": {"organisation": {"people": 30}, "run": run}, "replications": 2,
          "vary": {"levers.transparency": [0.2, 0.8]}}
print(orgsim.sweep(tables, "swept", jobs=2))
"""


@pytest.mark.parametrize("from_input", [True, False])
def test_a_script_needs_no_guard_and_is_run_once(from_input, tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, "-" if from_input else "script.py"],
        input=SCRIPT if from_input else "",
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, "")
    once, swept = done.stdout.splitlines()
    assert once == "once"
    assert "runs=4, failed=0" in swept


def test_the_script_that_sweeps_is_as_before(monkeypatch):
    script = ModuleType("__main__")
    script.__file__, script.__spec__ = "script.py", None
    monkeypatch.setitem(sys.modules, "__main__", script)
    before = dict(vars(script))
    with without_script():
        assert not hasattr(script, "__file__")
    assert vars(script) == before


def test_importing_is_quick_and_light():
    code = (
        "import sys, orgsim.sweep; print(sorted({'numba', 'pyarrow', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("jobs", [-1, 0, 1.5, "2"])
def test_fewer_processes_than_one_are_refused_and_no_sweep_begins(tmp_path, jobs):
    """-1 processes simulated nothing, and said that no run had failed."""
    with pytest.raises(UserError, match=rf"jobs = '?{jobs}'? is out of range"):
        sweep(tables(), tmp_path / "sweep", jobs=jobs)
    assert not (tmp_path / "sweep").exists()


def test_values_may_be_columns_and_numbers_of_numpy(tmp_path):
    levels = {"levers.transparency": [0.2, 0.8], "organisation.people": [30, 40]}
    numpy = {
        "levers.transparency": pd.Series(levels["levers.transparency"]),
        "organisation.people": list(np.array(levels["organisation.people"])),
    }
    sweep(tables(vary=levels, replications=2), tmp_path / "plain", jobs=1)
    sweep(tables(vary=numpy, replications=np.int64(2)), tmp_path / "numpy", jobs=1)
    files = [tmp_path / name / "runs.parquet" for name in ("plain", "numpy")]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_an_outcome_may_be_given_by_itself_and_a_table_that_is_none_is_named(tmp_path):
    sweep(tables(), tmp_path / "sweep", jobs=1)
    for outcomes in ("trust_end", np.array(["trust_end"])):
        (one,) = orgsim.analyse(tmp_path / "sweep", outcomes).study.outcomes
        assert one.outcome.name == "trust_end"
    with pytest.raises(UserError, match="'points' is not known; allowed: runs, weeks, design"):
        load(tmp_path / "sweep", "points")
