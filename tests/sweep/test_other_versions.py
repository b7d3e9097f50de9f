"""Other versions go on with a sweep only where that is asked for, and its parts say what made them."""

import json

import pytest
from small_sweeps import build, interrupted, tables

from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.io.atomic_files import description
from orgsim.sweep import runner, sweep_folder, versions
from orgsim.sweep.executors import in_process
from orgsim.sweep.python_api import sweep
from orgsim.sweep.runner import Allowed, begin, go_on, retry_failed

HERE = versions.running_code()


@pytest.fixture
def half(tmp_path):
    """A sweep of two parts, one of them done."""
    store = begin(build(), tmp_path / "swept")
    with pytest.raises(KeyboardInterrupt):
        go_on(store, interrupted)
    assert len(store.log.parts()) == 1
    return store


def other(monkeypatch, **found):
    """From now on, this process has other versions."""
    for module in (versions, runner, sweep_folder):
        monkeypatch.setattr(module, "running_code", lambda: {**HERE, **found})


@pytest.mark.parametrize(
    "name", ["numpy", "numba", "llvmlite", "python", "orgsim", "engine", "rows"]
)
@pytest.mark.parametrize("action", [go_on, retry_failed])
def test_other_versions_are_refused_in_a_line(action, name, half, monkeypatch):
    other(monkeypatch, **{name: "1.0"})
    before = {path: path.read_bytes() for path in half.folder.rglob("*") if path.is_file()}
    with pytest.raises(
        UserError, match=rf"^[^\n]*{name} {HERE[name]} then, 1.0 now[^\n]*$"
    ) as caught:
        action(half, in_process)
    assert f"orgsim resume {half.folder} --other-versions" in str(caught.value)
    assert before == {path: path.read_bytes() for path in half.folder.rglob("*") if path.is_file()}


def test_each_part_says_what_made_it(half, monkeypatch, capsys):
    other(monkeypatch, numpy="1.0")
    assert main(["resume", str(half.folder), "--jobs", "1"]) == 2
    assert main(["resume", str(half.folder), "--jobs", "1", "--other-versions"]) == 0
    parts = sorted(half.parts_folder.iterdir())
    makers = [description(part, "made_by") for part in parts]
    assert [maker["numpy"] for maker in makers] == [HERE["numpy"], "1.0"]
    assert [part["made_by"] for part in half.log.parts().values()] == makers
    assert half.manifest()["also_made_by"] == makers[1:]
    capsys.readouterr()
    assert main(["status", str(half.folder)]) == 0
    assert (
        f"6 runs made by numpy {HERE['numpy']}\n  6 runs made by numpy 1.0"
        in capsys.readouterr().out
    )
    assert main(["verify", str(half.folder), "--sample", "12"]) == 0
    assert "6 runs made by numpy 1.0" in capsys.readouterr().out
    for command in ("status", "verify"):
        assert main([command, str(half.folder), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["made_by"]
        assert [(one["made_by"]["numpy"], one["runs"]) for one in found] == [
            (HERE["numpy"], 6),
            ("1.0", 6),
        ]


def test_whoever_made_a_part_may_go_on(half, monkeypatch):
    with monkeypatch.context() as patch:
        other(patch, numpy="1.0")
        go_on(half, in_process, allowed=Allowed(other_versions=True))
        go_on(half, in_process)
    go_on(half, in_process)
    other(monkeypatch, numpy="2.0")
    with pytest.raises(UserError, match=r"numpy 1\.0 then, 2\.0 now"):
        go_on(half, in_process)


def test_tables_are_the_same_whatever_made_them(half, monkeypatch, tmp_path):
    whole = begin(build(), tmp_path / "whole")
    go_on(whole, in_process)
    other(monkeypatch, numpy="1.0")
    go_on(half, in_process, allowed=Allowed(other_versions=True))
    assert half.runs_file.read_bytes() == whole.runs_file.read_bytes()


def test_python_says_it_in_its_terms(half, monkeypatch):
    other(monkeypatch, numba="1.0")
    with pytest.raises(UserError, match="other_versions=True") as caught:
        sweep(tables(), half.folder, jobs=1)
    assert "--" not in str(caught.value)
    assert sweep(tables(), half.folder, jobs=1, other_versions=True).runs == 12


@pytest.mark.parametrize("lost", ["also_made_by", "manifest"])
def test_older_and_lost_manifests_are_no_way_around(lost, half, monkeypatch):
    manifest = half.manifest()
    manifest.pop("also_made_by")
    half.write_manifest({} if lost == "manifest" else manifest)
    other(monkeypatch, python="3.9.1")
    with pytest.raises(UserError, match=r"python .* then, 3\.9\.1 now"):
        go_on(half, in_process)
