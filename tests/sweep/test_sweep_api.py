"""Sweeps from Python."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from small_sweeps import build, run, tables

import orgsim.sweep
from orgsim.errors import UserError
from orgsim.sweep import load
from orgsim.sweep.api import sweep
from orgsim.sweep.executors import in_process
from orgsim.sweep.runner import begin, go_on


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
    with pytest.raises(UserError, match="holds a sweep already"):
        sweep(tables(seed=2), tmp_path / "sweep", jobs=1)


def test_other_points_of_a_table_are_another_sweep(tmp_path):
    points = tmp_path / "points.csv"
    table = tables(design="table", table=str(points), vary=None)
    points.write_text("levers.transparency\n0.2\n")
    sweep(table, tmp_path / "sweep", jobs=1)
    points.write_text("levers.transparency\n0.3\n")
    with pytest.raises(UserError, match="holds a sweep already"):
        sweep(table, tmp_path / "sweep", jobs=1)


def test_an_unfinished_sweep_loads_as_far_as_it_is(tmp_path):
    def interrupted(tasks, recipe):
        yield next(in_process(tasks, recipe))
        raise KeyboardInterrupt

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
from small_sweeps import tables

if {guard}:
    print(orgsim.sweep(tables(), "swept", jobs=2))
"""


@pytest.mark.parametrize("guarded", [True, False])
def test_a_script_needs_its_guard_and_is_told_so(guarded, tmp_path):
    guard = "__name__ == '__main__'" if guarded else "True"
    (tmp_path / "script.py").write_text(SCRIPT.format(guard=guard))
    helper = Path(__file__).parent / "small_sweeps.py"
    (tmp_path / "small_sweeps.py").write_text(helper.read_text())
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode == 0) == guarded
    if guarded:
        assert "runs=12, failed=0" in done.stdout
    else:
        assert "needs the line if __name__ == '__main__'" in done.stderr.splitlines()[-1]


def test_importing_is_quick_and_light():
    code = (
        "import sys, orgsim.sweep; print(sorted({'numba', 'pyarrow', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
