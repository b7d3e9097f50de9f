"""Measures that a config names as code: refused unless allowed, and then in every table and report."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from own_code import CONFIG, own_code_folder, ran

import orgsim as package
from orgsim.config.files import read_config
from orgsim.io.provenance import config_hash
from orgsim.measures.own_code import own_code


@pytest.fixture
def own(folder):
    return own_code_folder(folder / "study")


@pytest.mark.parametrize("command", ["run", "compare"])
def test_code_is_refused_unless_it_is_allowed(orgsim, own, command):
    said = orgsim(command, own / "own.toml", "--out", own / "out")
    assert said.code == 2
    assert said.err.splitlines()[-1] == (
        f"error: {own}/own.toml: own_measures: trust_spread is code, my_measures:trust_spread in {own}"
        " or installed, and runs only if you allow it: read it, then add --allow-code"
    )
    assert not ran(own)
    assert not (own / "out").exists()
    assert not (own / "__pycache__").exists()


def test_an_allowed_measure_stands_in_tables_and_reports(orgsim, own):
    out = own / "out"
    said = orgsim("compare", own / "own.toml", "--allow-code", "--report", "--out", out)
    assert said.code == 0
    assert ran(own)
    assert said.out.count("Spread of trust") == 2
    summary = json.loads((out / "summary.json").read_bytes())
    told = summary["scenarios"]["open"]["measures"]["trust_spread"]
    assert (told["label"], told["unit"], told["better"]) == ("Spread of trust", "points", -1)
    assert summary["paired_differences"]["open"]["trust_spread"]["difference"] > 0
    weekly = pd.read_parquet(out / "weekly.parquet")
    last = weekly[(weekly["week"] == 6) & (weekly["scenario"] == "open")]["trust_spread"]
    assert last.mean() == pytest.approx(told["end"])
    html = (out / "report.html").read_text(encoding="utf-8")
    assert "Spread of trust [points]" in html
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert len(manifest["own_measures"]["trust_spread"]) == 64


def test_a_written_config_finds_the_code_again(orgsim, own):
    assert (
        orgsim("run", own / "own.toml", "--allow-code", "--no-figure", "--out", own / "a").code == 0
    )
    assert orgsim("run", own / "a/config.toml").code == 2
    again = orgsim(
        "run", own / "a/config.toml", "--allow-code", "--no-figure", "--out", own / "b", "--report"
    )
    assert again.code == 0
    assert "Spread of trust" in again.out
    one, two = (pd.read_parquet(own / name / "weekly.parquet") for name in "ab")
    pd.testing.assert_frame_equal(one, two)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("no_such:thing", "there is no module no_such in {own}, and none is installed"),
        ("my_measures:thing", "my_measures:thing: there is no thing in {own}/my_measures.py"),
        ("my_measures:NUMBER", "my_measures:NUMBER is not a function"),
        ("broken:thing", "broken:thing cannot be imported: ZeroDivisionError: division by zero"),
        ("leaves:thing", "leaves:thing cannot be imported: SystemExit: 0"),
        (
            "lacks:thing",
            "lacks:thing cannot be imported: ModuleNotFoundError: No module named 'gone'",
        ),
        (
            "my_measures:raises",
            "raised RuntimeError: no luck, in week 0; correct my_measures:raises",
        ),
        ("my_measures:no_number", "gave nan in week 0; it must give a finite number"),
        (
            "my_measures:everybody",
            "gave an array (40, 1) of float64 in week 0; it must give one number",
        ),
        ("my_measures:words", "gave an array () of <U4 in week 0"),
        ("my_measures.trust_spread", "function: 'my_measures.trust_spread'"),
    ],
)
def test_what_is_wrong_with_code_is_told_in_a_line(orgsim, own, function, said):
    (own / "broken.py").write_text("1 / 0")
    (own / "leaves.py").write_text("raise SystemExit(0)")
    (own / "lacks.py").write_text("import gone")
    text = CONFIG.replace("my_measures:trust_spread", function)
    (own / "own.toml").write_text(text, encoding="utf-8")
    found = orgsim("compare", own / "own.toml", "--allow-code", "--out", own / "out")
    assert found.code == 2
    assert found.err.startswith("error: ")
    assert len(found.err.splitlines()) == 1
    assert said.format(own=own) in found.err
    assert not (own / "out").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "trust_spread"', 'name = "trust"', "own_measures: trust already exists"),
        ('name = "trust_spread"', 'name = "week"', "own_measures: week already exists"),
        ('better = "less"', 'better = "up"', "own_measures.0.better"),
        ('unit = "points"', 'units = "points"', "own_measures.0.units: unknown key"),
    ],
)
def test_mistakes_in_the_table_are_told_in_a_line(orgsim, own, old, new, said):
    (own / "own.toml").write_text(CONFIG.replace(old, new), encoding="utf-8")
    found = orgsim("compare", own / "own.toml", "--allow-code", "--out", own / "out")
    assert found.code == 2
    assert said in found.err
    assert not ran(own)


def test_python_sessions_allow_it_in_words_of_their_own(own):
    with pytest.raises(package.UserError, match="add allow_code=True"):
        package.run(own / "own.toml", "open")
    assert not ran(own)
    found = package.run(own / "own.toml", "open", allow_code=True)
    assert found.measures["trust_spread"].shape == (7, 3)
    with pytest.raises(package.UserError, match="trust_spread is one of the config's own"):
        package.run(
            own / "own.toml", "open", allow_code=True, measures={"trust_spread": lambda run: 1.0}
        )


def test_an_edited_function_counts_at_once_and_changes_its_hash_but_not_the_config_s(own):
    file = read_config(own / "own.toml")
    first = own_code(file.base, True, "own.toml").sources
    (own / "spreads.py").write_text("def spread(values):\n    return values.max(axis=0)\n")
    found = package.run(own / "own.toml", allow_code=True)
    assert found.measures["trust_spread"].mean() > 0.5
    assert own_code(file.base, True, "own.toml").sources != first
    plain = file.base.model_copy(update={"own_measures": None})
    assert config_hash(file) == config_hash(
        type(file)(
            plain,
            {n: plain.model_copy(update={"levers": c.levers}) for n, c in file.scenarios.items()},
        )
    )


def test_one_run_is_seen_at_a_time_and_cannot_be_changed(own):
    seen = []

    def careless(run):
        seen.append((run.runs, run.state("message").shape, run.lever("transparency").shape))
        run.state("trust")[:] = 0
        run.stated()[:] = 0
        return run.parameter("exit_base")

    tables = read_config(own / "own.toml").base.model_copy(update={"own_measures": None})
    plain = package.run(tables)
    looked = package.run(tables, measures={"careless": careless})
    assert set(seen) == {(1, (40, 3, 1), (40, 1))}
    for name, values in plain.measures.items():
        assert np.array_equal(values, looked.measures[name], equal_nan=True)


def test_installed_modules_come_before_those_of_the_folder(own):
    (own / "statistics.py").write_text("def mean(run):\n    return 1.0\n")
    text = CONFIG.replace("my_measures:trust_spread", "statistics:no_such")
    (own / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(package.UserError, match=r"there is no no_such in .*statistics\.py"):
        package.run(own / "own.toml", allow_code=True)


def test_other_folders_have_modules_of_the_same_name(own, tmp_path):
    other = own_code_folder(tmp_path / "other")
    (other / "spreads.py").write_text("def spread(values):\n    return 7.0\n")
    here = package.run(own / "own.toml", allow_code=True).measures["trust_spread"]
    there = package.run(other / "own.toml", allow_code=True).measures["trust_spread"]
    assert (there == 7).all()
    assert (here < 1).all()
    assert Path("study").is_dir()
