"""A folder of results: whole, the same for the same seed, and enough to do it again."""

import errno
import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from own_path import environment

from orgsim import __version__
from orgsim.config.files import read_config
from orgsim.config.written import config_toml
from orgsim.errors import UserError
from orgsim.measures.outcomes import MEASURES
from orgsim.reporting.folders.result_folder import FILES, ResultsFolder, read_results

SMALL, SEVERAL = Path("results/small"), Path("results/several-compare")


def test_a_folder_holds_what_the_manifest_says(orgsim, folder):
    assert orgsim("run", "small.toml", "--svg", "--set", "run.seed=9").code == 0
    manifest = json.loads((SMALL / "manifest.json").read_bytes())
    assert sorted(path.name for path in SMALL.iterdir()) == sorted(FILES)
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((SMALL / name).read_bytes()).hexdigest() == digest
    assert set(manifest["files"]) == set(FILES) - {"manifest.json"}
    assert manifest["versions"]["orgsim"] == __version__
    assert manifest["versions"]["numpy"] == np.__version__
    assert manifest["seed"] == 9
    assert manifest["person_weeks"] == 60 * 10 * 3
    assert len(manifest["config_hash"]) == 64
    assert manifest["machine"]["processors"] == os.cpu_count()
    assert set(manifest["checkout"] or ()) <= {"commit", "dirty"}


def test_the_summary_file_is_what_json_prints(orgsim, folder):
    said = orgsim("compare", "several.toml", "--no-figure", "--json")
    assert (SEVERAL / "summary.json").read_text(encoding="utf-8") == said.out


def test_tables_are_tidy(orgsim, folder):
    orgsim("compare", "several.toml", "--no-figure")
    weekly = pd.read_parquet(SEVERAL / "weekly.parquet")
    assert list(weekly) == ["scenario", "replication", "parameter_set", "week", *MEASURES]
    keys = ["scenario", "replication", "week"]
    expected = pd.MultiIndex.from_product([["as_it_is", "told", "shown"], range(3), range(11)])
    assert list(map(tuple, weekly[keys].to_numpy())) == list(expected)
    assert all(weekly[name].dtype == np.float64 for name in MEASURES)
    at_start = weekly[weekly["week"] == 0]
    flows = [name for name, measure in MEASURES.items() if measure.flow]
    assert at_start[flows].isna().all().all()
    assert weekly[weekly["week"] > 0][flows].notna().all().all()
    levels = pd.read_parquet(SEVERAL / "levels.parquet")
    assert list(levels)[:5] == [*keys[:2], "parameter_set", "week", "level"]
    top = levels[levels["level"] == 0]
    assert len(top) == len(weekly)


def test_tables_hold_what_the_summary_sums_up(orgsim, folder):
    orgsim("compare", "several.toml", "--no-figure")
    results = read_results(SEVERAL)
    weekly = results.weekly.to_pandas()
    last = weekly[weekly["week"] == 10].pivot(
        index="replication", columns="scenario", values="trust"
    )
    told = results.summary["paired_differences"]["told"]["trust"]["difference"]
    assert (last["told"] - last["as_it_is"]).mean() == pytest.approx(told)
    levels = results.levels.to_pandas()
    top = levels[(levels["level"] == 0) & (levels["week"] == 10) & (levels["scenario"] == "told")]
    assert top["message_practice_gap"].mean() == pytest.approx(
        results.summary["scenarios"]["told"]["levels"][0]["end"]
    )
    assert results.manifest["seed"] == 7


def test_no_folder_of_results_is_a_mistake(folder):
    with pytest.raises(UserError, match="not a folder of results"):
        read_results(folder)


@pytest.mark.parametrize("options", [("--threads", 2), ("--threads", 1, "--out", "elsewhere")])
def test_same_seed_same_bytes(orgsim, folder, options):
    people = ("--set", "organisation.people=2500", "--weeks", 4, "--replications", 2, "--no-figure")
    orgsim("run", "small.toml", *people, "--threads", 1)
    once = (SMALL / "weekly.parquet").read_bytes()
    orgsim("run", "small.toml", *people, *options)
    again = Path("elsewhere" if "elsewhere" in options else SMALL)
    assert (again / "weekly.parquet").read_bytes() == once
    orgsim("run", "small.toml", *people, "--seed", 8)
    assert (SMALL / "weekly.parquet").read_bytes() != once


def test_a_scenario_alone_and_beside_others_is_the_same(orgsim, folder):
    orgsim("run", "several.toml", "--no-figure")
    orgsim("compare", "several.toml", "--no-figure")
    alone = pd.read_parquet("results/several/weekly.parquet").drop(columns="scenario")
    beside = pd.read_parquet(SEVERAL / "weekly.parquet").query("scenario == 'as_it_is'")
    pd.testing.assert_frame_equal(alone, beside.drop(columns="scenario").reset_index(drop=True))


@pytest.mark.parametrize("command", ["run", "compare"])
def test_the_config_written_does_it_again(orgsim, folder, command):
    orgsim(command, "several.toml", "--no-figure", "--set", "levers.training=0.1")
    first = SMALL.with_name("several" + "-compare" * (command == "compare"))
    orgsim(command, first / "config.toml", "--no-figure", "--out", "again")
    assert Path("again/weekly.parquet").read_bytes() == (first / "weekly.parquet").read_bytes()
    hashes = [
        json.loads((place / "manifest.json").read_bytes())["config_hash"]
        for place in (first, Path("again"))
    ]
    assert hashes[0] == hashes[1]


FULL = """
name = "All kinds of keys: \\"quotes\\", ünïcode"
[organisation]
chart = "data/chart.csv"
ties = "data/ties.csv"
weight = "n"
[[themes]]
name = "a"
stated = 0.123456789012345
[people.trust]
mean = 0.1
[mechanisms]
habit = false
[[groups]]
who = ["level:1", "position:b"]
levers = { autonomy = 0.25 }
people = { skill = { spread = 0.3 } }
[[interventions]]
kind = "custom"
change = { training = 0.05 }
weeks = 4
[[shocks]]
kind = "merger"
week = 3
[run]
seed = 9223372036854775807
[scenarios.same]
[scenarios.other]
levers.training = 0.3
people.trust.mean = 0.2
mechanisms.habit = true
themes = [{ name = "b" }]
organisation.survey = "data/survey.csv"
groups = [{ who = "everybody", levers = { training = 0.01 } }]
interventions = [{ kind = "coaching", who = "top", ties = 2 }]
shocks = [{ kind = "layoffs", week = 9, strength = 0.5 }]
"""


def whole(config):
    """A config with the paths of its files from the root."""
    resolved = config.resolved()
    for key in ("chart", "ties", "survey"):
        if key in resolved["organisation"]:
            resolved["organisation"][key] = os.path.realpath(resolved["organisation"][key])
    return resolved


def its_files(folder):
    """The files that FULL names; only that they are there matters."""
    (folder / "data").mkdir(parents=True)
    for name in ("chart.csv", "ties.csv", "survey.csv"):
        (folder / "data" / name).write_text("id,superior\n1,\n", encoding="utf-8")


@pytest.mark.parametrize("place", ["results/deep/down", ".", "/"])
def test_a_written_config_reads_the_same(folder, place):
    its_files(folder / "configs")
    (folder / "configs/full.toml").write_text(FULL, encoding="utf-8")
    file = read_config(Path("configs/full.toml"))
    to = Path(place) if place != "/" else folder / "elsewhere"
    to.mkdir(parents=True, exist_ok=True)
    (to / "config.toml").write_text(config_toml(file, to), encoding="utf-8")
    again = read_config(to / "config.toml")
    assert whole(again.base) == whole(file.base)
    assert list(again.scenarios) == list(file.scenarios)
    for name, config in file.scenarios.items():
        assert whole(again.scenarios[name]) == whole(config)
    chart = Path(again.base.organisation.chart)
    assert os.path.realpath(chart) == os.path.realpath("configs/data/chart.csv")


def test_a_written_config_finds_files_through_a_link(folder):
    (folder / "far/away").mkdir(parents=True)
    (folder / "results").symlink_to(folder / "far/away")
    its_files(folder)
    (folder / "full.toml").write_text(FULL, encoding="utf-8")
    text = config_toml(read_config(Path("full.toml")), Path("results"))
    Path("results/config.toml").write_text(text, encoding="utf-8")
    chart = read_config(Path("results/config.toml")).base.organisation.chart
    assert os.path.realpath(chart) == str(folder.resolve() / "data/chart.csv")


def test_a_new_result_takes_the_place_of_the_old(orgsim, folder):
    orgsim("run", "small.toml", "--svg")
    assert (SMALL / "report.png").exists()
    assert (SMALL / "report.svg").exists()
    (SMALL / "notes.txt").write_text("mine", encoding="utf-8")
    orgsim("run", "small.toml", "--no-figure")
    left = {path.name for path in SMALL.iterdir()}
    assert left == (set(FILES) | {"notes.txt"}) - {"report.png", "report.svg"}


@pytest.mark.parametrize(
    "manifest",
    [
        '{"files": {"sweep.toml": "a1"}, "state": "SUCCEEDED"}',
        '{"fit": {"config.toml": "a1"}}',
        '{"files": {"organisation.json": "a1"}}',
        '{"files": 1}',
        "",
    ],
)
def test_a_folder_of_something_else_is_left_alone(orgsim, folder, manifest):
    Path("other").mkdir()
    Path("other/manifest.json").write_text(manifest, encoding="utf-8")
    said = orgsim("run", "small.toml", "--out", "other")
    assert said.code == 2
    assert "other: contains something other than results; name another folder" in said.err
    assert Path("other/manifest.json").read_text(encoding="utf-8") == manifest
    assert len(list(Path("other").iterdir())) == 1


@pytest.mark.parametrize("existing", [True, False])
@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_an_error_leaves_a_folder_as_it_was(folder, existing, error):
    def fail() -> None:
        with ResultsFolder(Path("new/deep")) as new:
            new.write_text("summary.json", "{}")
            raise error

    if existing:
        Path("new").mkdir()
    with pytest.raises(error):
        fail()
    assert Path("new").exists() == existing
    assert not Path("new/deep").exists()


def test_a_full_disk_is_told_in_the_words_of_the_system(folder):
    """Arrow tells of bytes that it was writing, and a number."""

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "Error writing bytes to file. Detail: [errno 28] No space left")

    told = pytest.raises(UserError, match="here: No space left on device; name")
    with told, ResultsFolder(Path("new")) as new:
        new.write("weekly.parquet", full)
    assert not Path("new").exists()


def test_a_folder_whose_name_is_not_utf_8_is_told_before_any_work(orgsim, folder):
    said = orgsim("run", "small.toml", "--out", "old\udcff")
    assert said.code == 2
    assert (
        "old\\udcff: results cannot be written here: its name is not UTF-8; name another folder"
        in said.err
    )


def test_a_manifest_names_a_file_whose_name_is_not_utf_8(folder):
    command = ["orgsim", "run", "old\udcff.toml"]
    with ResultsFolder(Path("new")) as new:
        new.write_json("manifest.json", command)
    assert json.loads(Path("new/manifest.json").read_bytes()) == command


def _write(who: str) -> ResultsFolder:
    folder = ResultsFolder(Path("both"), ("summary.json", "manifest.json"))
    folder.__enter__()
    folder.write_text("summary.json", who)
    folder.write_json("manifest.json", {"summary.json": folder.hashes["summary.json"], "by": who})
    return folder


def _is_of(who: str) -> bool:
    found = json.loads(Path("both/manifest.json").read_bytes())
    return found["by"] == who == Path("both/summary.json").read_text()


def test_two_results_that_are_written_at_once_stay_apart(folder):
    """As by two containers, whose processes have the same number."""
    first, second = _write("first"), _write("second")
    for result, who in ((first, "first"), (second, "second")):
        result.__exit__(None, None, None)
        assert _is_of(who)
    assert {path.name for path in Path("both").iterdir()} == {"summary.json", "manifest.json"}


KILLED = """
import os, signal
from pathlib import Path
from orgsim.reporting.folders.result_folder import ResultsFolder
with ResultsFolder(Path("results/small")) as folder:
    folder.write_text("summary.json", "{}")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="only there processes are killed")
def test_what_a_killed_run_has_left_goes_with_the_next(orgsim, folder):
    subprocess.run([sys.executable, "-c", KILLED], env=environment())
    assert len(list(SMALL.iterdir())) == 2
    assert orgsim("run", "small.toml", "--svg").code == 0
    assert {path.name for path in SMALL.iterdir()} == set(FILES)


@pytest.mark.skipif(os.name != "posix", reason="only there folders can be locked")
def test_of_two_results_that_end_at_once_the_last_is_there(folder, monkeypatch):
    first, second = _write("first"), _write("second")
    other = threading.Thread(target=second.__exit__, args=(None, None, None))
    replace = Path.replace

    def replace_while_the_other_tries(path, target):
        replace(path, target)
        if other.ident is None:
            other.start()
            other.join(0.5)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace_while_the_other_tries)
        first.__exit__(None, None, None)
        other.join()
    assert _is_of("second")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_a_mistake(orgsim, folder):
    Path("results").mkdir(mode=0o500)
    said = orgsim("run", "small.toml")
    assert said.code == 2
    assert "Permission denied" in said.err


def test_pictures_are_the_same_each_time(orgsim, folder):
    orgsim("compare", "several.toml", "--svg")
    orgsim("compare", "several.toml", "--svg", "--out", "again")
    for name in ("report.png", "report.svg"):
        assert (SEVERAL / name).read_bytes() == Path("again", name).read_bytes()
    assert b"<dc:date>" not in (SEVERAL / "report.svg").read_bytes()
