"""`orgsim reproduce`: what it says, writes and refuses."""

import errno
import json
import os
import shutil
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from small_experiments import EXPERIMENT, README, SWEEP, write_experiment

from orgsim.cli.main import main
from orgsim.study.catalogue import Entry, entries, named
from orgsim.study.results import results_of
from orgsim.study.run import reproduce as run

RESULTS = Path("build/experiments/01_training")


@pytest.fixture
def there(tmp_path):
    return write_experiment(tmp_path / "there")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A folder in which the experiment was reproduced, and what the command printed."""
    folder, out = tmp_path_factory.mktemp("whole"), StringIO()
    write_experiment(folder / "there")
    with pytest.MonkeyPatch.context() as patch, chdir(folder), redirect_stdout(out):
        patch.delenv("COLUMNS", raising=False)
        assert main(["reproduce", "training", "--experiments", "there", "--jobs", "1"]) == 0
    return folder, out.getvalue()


@pytest.fixture
def reproduced(whole, tmp_path):
    """A copy of that folder, which is the current one where `reproduce` is asked for, too."""
    shutil.copytree(whole[0], tmp_path, dirs_exist_ok=True)
    return tmp_path / "there" / "01_training"


def test_without_a_name_it_lists_the_questions(there, reproduce):
    said = reproduce()
    assert said.code == 0
    assert "01  training    Does training lift practice?" in said.out
    assert not Path("build").exists()


@pytest.mark.parametrize("name", ["training", "01", "1", "01_training"])
def test_an_experiment_has_a_name_and_a_number(there, name):
    write_experiment(there.parent, "02_other")
    assert named(name, entries(there.parent)).folder == there


def test_small_results_stand_apart(there, reproduce):
    said = reproduce("training", "--small")
    assert said.code == 0
    assert "its verdicts say nothing" in said.out
    found = json.loads(Path("build/experiments/small/01_training/results.json").read_text())
    assert (found["size"], found["runs"]) == ("small", 2 * 3 + 2 * 3 * 3)


def test_a_run_says_what_held_and_what_did_not(whole):
    _, out = whole
    assert max(map(len, out.splitlines())) <= 100
    held, refuted = (line for line in out.splitlines() if line.startswith("Training "))
    assert held.endswith("SUPPORTED")
    assert refuted.endswith("REFUTED")
    assert "It adds 0." in out
    assert "practice.png" in out


def test_a_run_writes_tables_figures_and_results(whole):
    written = whole[0] / RESULTS
    found = json.loads((written / "results.json").read_text())
    by_name = {each["name"]: each for each in found["predictions"]}
    assert [by_name[name]["verdict"] for name in ("it_lifts", "it_harms")] == [
        "SUPPORTED",
        "REFUTED",
    ]
    assert by_name["it_lifts"]["value"] == by_name["it_harms"]["value"] > 0.1
    variants = {each["off"]: each for each in found["ablations"]["through"]["variants"]}
    assert list(variants) == ["nothing", "forgetting", "training, by levers"]
    assert variants["nothing"]["value"] == by_name["it_lifts"]["value"]
    assert variants["training, by levers"]["value"] == 0.0
    assert 0.5 < variants["forgetting"]["share"]["value"] < 2.0
    assert found["runs"] == 3 * 6 + 2 * 3 * 6
    points = pq.read_table(written / "training.parquet").to_pydict()
    assert points["levers.training"] == [0.0, 0.1, 0.2]
    gain = points["practice_end"][2] - points["practice_end"][0]
    assert gain == pytest.approx(by_name["it_lifts"]["value"])
    names = {path.name for path in written.iterdir()}
    stems = ("training", "predictions", "ablations")
    tables = {f"{stem}.{ending}" for stem in stems for ending in ("csv", "parquet")}
    assert names == {
        "practice.png",
        "practice.svg",
        "results.json",
        "manifest.json",
        "sweeps",
        *tables,
    }


def test_the_same_again_is_the_same_and_takes_the_sweeps_that_are_there(reproduced, reproduce):
    names = ("results.json", "practice.png", "practice.svg", "training.parquet", "ablations.csv")
    first = {name: (RESULTS / name).read_bytes() for name in names}
    log = RESULTS / "sweeps" / "training" / "log.jsonl"
    parts = log.read_text().count('"part"')
    assert parts > 0
    assert reproduce("training").code == 0
    assert {name: (RESULTS / name).read_bytes() for name in names} == first
    assert log.read_text().count('"part"') == parts


def test_a_changed_sweep_is_run_anew(reproduced, reproduce):
    (reproduced / "training.toml").write_text(SWEEP.replace("people = 40", "people = 50"))
    before = (RESULTS / "results.json").read_bytes()
    assert reproduce("training").code == 0
    assert (RESULTS / "results.json").read_bytes() != before


def test_the_readme_is_renewed_and_says_what_is_refuted(there, reproduce):
    assert reproduce("training", "--update-readme").code == 0
    text = (there / "README.md").read_text(encoding="utf-8")
    before, result = text.split("<!-- result:begin -->")
    result, after = result.split("<!-- result:end -->")
    assert before == README.split("<!-- result:begin -->")[0]
    assert "- **Refuted:** Training harms practice. Expected < 0 points, found 0." in result
    assert "| `it_lifts` | > 0 points | 0." in result
    assert "Of 2 predictions: 1 supported, 1 refuted." in result
    assert "| training, by levers | 0 | exact | 0 % | exact |" in result
    assert "![Practice after a quarter, by training.](practice.png)" in result
    assert "It adds <!-- n:it_lifts -->0." in after
    assert "points: <!-- v:it_lifts -->SUPPORTED<!-- /v -->." in after
    assert (there / "practice.png").read_bytes() == (RESULTS / "practice.png").read_bytes()
    assert (there / "results.json").read_bytes() == (RESULTS / "results.json").read_bytes()
    assert reproduce("training", "--update-readme").code == 0
    assert (there / "README.md").read_text(encoding="utf-8") == text


def test_all_goes_on_when_one_fails_and_says_so(there, reproduce):
    broken = "raise ZeroDivisionError('oh')\n"
    write_experiment(there.parent, "02_broken", experiment=broken)
    write_experiment(there.parent, "03_again")
    (there.parent / "README.md").write_text("<!-- index:begin -->\n<!-- index:end -->\n")
    said = reproduce("--all", "--update-readme")
    assert said.code == 3
    where = Path("there") / "02_broken" / "experiment.py"
    assert f"error: 02_broken: {where}, line 1: ZeroDivisionError: oh; correct it" in said.err
    assert "1 of 3 could not be run: 02_broken" in said.err
    assert Path("build/experiments/03_again/results.json").exists()
    index = (there.parent / "README.md").read_text()
    assert "| [01_training](01_training/README.md) | Does training lift practice? |" in index
    assert index.count("| 1 supported, 1 refuted |") == 2
    assert index.count("not run yet") == 1


def test_what_code_of_ones_own_raises_is_not_called_a_mistake_in_orgsim(
    there, reproduce, monkeypatch
):
    """At the line that raises, or in the file whose declaration asks for what is not there."""
    broken = EXPERIMENT.replace("training=0.2", "trainin=0.2")
    lines = [n for n, line in enumerate(broken.splitlines(), 1) if "trainin=0.2" in line]
    write_experiment(there.parent, "02_broken", experiment=broken)
    said = reproduce("broken", "--small")
    assert said.code == 2
    where = Path("there") / "02_broken" / "experiment.py"
    assert said.err.startswith(f"error: {where}, line {lines[0]}: KeyError: trainin: 0 factors")
    assert "did you mean 'levers.training'?" in said.err
    assert "mistake in orgsim" not in said.err
    monkeypatch.setenv("ORGSIM_DEBUG", "1")
    assert "Traceback" in reproduce("broken", "--small").err


def test_what_an_experiment_of_ours_raises_is_a_mistake_in_orgsim(there, reproduce, monkeypatch):
    write_experiment(there.parent, "02_broken", experiment="raise ZeroDivisionError('oh')\n")
    monkeypatch.setattr("orgsim.study.catalogue.standard_folder", lambda: there.parent)
    said = reproduce("broken")
    assert said.code == 1
    assert "ZeroDivisionError: oh; this is a mistake in orgsim" in said.err


FAILING = """\
"parameters.engagement_change" = [0.1, 0.65]
"parameters.leader_contagion" = [0.15, 0.35]
"""
"""Each is fine alone, and together they exceed 1."""

MISTAKES = {
    "unknown name": ((), ("trainin",), "did you mean 'training'?); allowed: training"),
    "two wishes": ((), ("training", "--all"), "--all: runs all experiments"),
    "small into the README": ((), ("training", "--small", "--update-readme"), "leave out --small"),
    "no marks": (
        {"README": README.replace("<!-- result:end -->", "")},
        ("training", "--update-readme"),
        "needs the marks <!-- result:begin --> and <!-- result:end --> once each",
    ),
    "a number of nothing": (
        {"README": README.replace("n:it_lifts", "n:it_floats")},
        ("training",),
        "<!-- n:it_floats --> names no prediction or number of experiment.py; allowed: it_lifts",
    ),
    "a verdict on nothing": (
        {"README": README.replace("v:it_lifts", "v:it_floats")},
        ("training",),
        "<!-- v:it_floats --> names no prediction of experiment.py; allowed: it_lifts, it_harms",
    ),
    "a prediction without its words": (
        {"README": README.replace(" <!-- p:it_lifts -->", "")},
        ("training",),
        "README.md: <!-- p:it_lifts --> must end a statement in its list of predictions",
    ),
    "words without a prediction": (
        {"README": README.replace("p:it_lifts", "p:it_floats")},
        ("training",),
        "must end a statement in its list of predictions, and experiment.py must have a prediction",
    ),
    "no experiment in it": ({"experiment": "x = 1\n"}, ("training",), "declares no EXPERIMENT"),
    "no such sweep": (
        {"experiment": EXPERIMENT.replace('sweeps("training")', 'sweeps("none")')},
        ("training",),
        "none.toml: no such file",
    ),
    "a sweep with a mistake": (
        {"training": SWEEP.replace("levers.training", "levers.trainin")},
        ("training",),
        "unknown key (did you mean 'training'?)",
    ),
    "failed runs": (
        {"training": SWEEP.replace("\n[small]", f"{FAILING}\n[small]")},
        ("training",),
        "of 72 runs failed: parameters.engagement_change",
    ),
}


@pytest.mark.parametrize(("files", "arguments", "expected"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_one_line(tmp_path, reproduce, files, arguments, expected):
    write_experiment(tmp_path / "there", **dict(files))
    said = reproduce(*arguments)
    assert said.code == 2, said
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("error: ")
    assert expected in said.err


def test_a_folder_without_experiments_is_a_mistake(tmp_path, reproduce):
    said = reproduce("training")
    assert said.code == 2
    assert "there: no such folder" in said.err
    (tmp_path / "there").mkdir()
    assert "holds no experiment" in reproduce("training").err


def test_a_readme_that_cannot_be_written_is_left_as_it_was(there, reproduce, monkeypatch):
    replace, before = os.replace, (there / "README.md").read_bytes()

    def replace_no_readme(path, target):
        if Path(target).name == "README.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(path, target)

    monkeypatch.setattr(os, "replace", replace_no_readme)
    said = reproduce("training", "--update-readme")
    assert (said.code, "README.md: cannot be written (No space left" in said.err) == (2, True)
    assert (there / "README.md").read_bytes() == before


def test_an_interruption_says_how_to_go_on(there, reproduce, monkeypatch):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("orgsim.study.run.run_sweep", interrupted)
    said = reproduce("training")
    assert said.code == 130
    assert said.err.splitlines() == [
        "interrupted; finished sweeps are kept, and the same command continues with them"
    ]
    assert reproduce("--all").code == 130


@pytest.mark.slow
def test_numbers_do_not_depend_on_jobs(tmp_path, monkeypatch):
    path = write_experiment(
        tmp_path, experiment=EXPERIMENT.replace("ablations=", "ablations=() and ")
    )
    alone = run(Entry(path), tmp_path / "one", jobs=1)
    monkeypatch.setattr("orgsim.study.sources.FEW_PERSON_WEEKS", 0)
    assert results_of(run(Entry(path), tmp_path / "two", jobs=2)) == results_of(alone)


WITHOUT_DATA = """\
from orgsim.study.declaration import Calculation, Experiment, Skipped


def read(setting):
    raise Skipped("no data here; name a folder")


EXPERIMENT = Experiment(sources={"data": Calculation(read)}, predictions=(), pictures={})
"""


def test_an_experiment_without_its_data_is_skipped_in_a_line(there, reproduce):
    write_experiment(there.parent, "02_private", experiment=WITHOUT_DATA, README="# Private")
    said = reproduce("private")
    assert (said.code, said.out) == (0, "skipped: 02_private: no data here; name a folder\n")
    assert not Path("build/experiments/02_private/results.json").exists()


def test_skipped_experiments_are_counted_and_are_no_failures(there, reproduce):
    write_experiment(there.parent, "02_private", experiment=WITHOUT_DATA, README="# Private")
    said = reproduce("--all", "--small")
    assert said.code == 0
    assert said.out.endswith("1 of 2 skipped: 02_private\n")
