"""`orgsim fit` and `orgsim forecast` end to end: what they write, what takes it, and mistakes."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

import numpy as np
import pyarrow.parquet as pq
import pytest
from made_up_answers import ITEMS, made_up

import orgsim
from orgsim.cli.main import main
from orgsim.inference.fitted_folder import read_folder
from orgsim.inference.forecast import forecast
from orgsim.io.atomic_files import sha256_of
from orgsim.reporting.folders.fit_folder import FILES
from orgsim.reporting.tables.fit_tables import parameters_table
from orgsim.reporting.terminal.fit_screen import fitted as told
from orgsim.reporting.terminal.screen import out, show

MEMBERS, SEED = 50, 3


class Said(NamedTuple):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


def call(*arguments) -> Said:
    """A command called as the shell would."""
    said, aside = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(aside):
        code = main([str(argument) for argument in arguments])
    return Said(code, said.getvalue(), aside.getvalue())


def fit(files, folder, *more) -> Said:
    """The made-up organisation fitted into a folder, by another seed than its config's."""
    asked = ("--survey", files.waves, "--leavers", files.leavers, "--programmes", files.programmes)
    seeds = ("--set", "run.seed=9", "--seed", SEED)
    return call(
        *("fit", files.config, *asked, *seeds),
        *("--members", MEMBERS, "--jobs", 1, "--out", folder, *more),
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("own")


@pytest.fixture(scope="module")
def files(place):
    return made_up(place)


@pytest.fixture(scope="module")
def fitted(files, place):
    """The folder of a fit."""
    said = fit(files, place / "fitted")
    assert said.code == 0, said.err
    return place / "fitted"


@pytest.fixture(scope="module")
def summary(fitted):
    return json.loads((fitted / "fit.json").read_bytes())


def test_all_files_are_there_and_are_what_the_manifest_says(fitted, files):
    assert {path.name for path in fitted.iterdir()} == set(FILES)
    manifest = json.loads((fitted / "manifest.json").read_bytes())
    assert manifest["fit"] == {
        name: sha256_of(fitted / name) for name in FILES if name != "manifest.json"
    }
    assert next(iter(manifest["fit"])) == "ensemble.parquet"  # of a mixture, it tells
    for path in (files.waves, files.leavers, files.programmes):
        assert manifest["inputs"][str(path)] == sha256_of(path)


def test_the_summary_says_what_was_asked_and_found(summary, fitted, files):
    assert (summary["people"], summary["members"], summary["seed"]) == (60, MEMBERS, SEED)
    assert orgsim.read_config(fitted / "fitted.toml").base.run.seed == SEED
    assert [wave["week"] for wave in summary["waves"]] == [0, 26]
    assert summary["now"] == 26
    assert [row["item"] for row in summary["items"]] == [*ITEMS, "leavers"]
    written = [line.split(",") for line in files.waves.read_text().splitlines()[1:]]
    for row in summary["items"][:-1]:
        theirs = [float(value) for _, _, item, value, *_ in written if item == row["item"]]
        assert row["data"] == len(theirs)
        assert row["found"] == pytest.approx(np.mean(theirs), abs=1e-4)


def test_a_fit_to_answers_of_the_model_explains_them(summary):
    assert summary["explained"] is True
    inside = [row["after_low"] <= row["found"] <= row["after_high"] for row in summary["answers"]]
    assert np.mean(inside) > 0.8


def test_answers_narrow_levers_and_do_not_move_them_away_from_the_truth(summary, files):
    """Of levers times groups 90 % intervals hold about as many truths as they should."""
    rows = summary["levers"]
    groups = ["everybody", *(group["who"] for group in summary["groups"])]
    held, narrower = [], []
    for row in rows:
        number = groups.index(row["who"]) - 1
        true = files.levers[row["lever"]][number]
        held.append(row["after_low"] <= true <= row["after_high"])
        narrower.append(row["narrower"])
    assert np.mean(held) > 0.7
    assert max(narrower) > 0.2
    assert np.mean(narrower) > 0.03


def test_gaps_are_those_that_a_forecast_begins_with(summary, fitted):
    now = forecast(read_folder(fitted), 1).measures
    for row in summary["gaps"]:
        if row["who"] == "everybody":
            quantiles = np.quantile(now[row["measure"]][0], (0.5, 0.05, 0.95))
            assert [row[key] for key in ("median", "low", "high")] == pytest.approx(
                quantiles, abs=1e-5
            )


def test_what_the_terminal_shows_fits_into_100_columns(summary, capsys):
    show(out(), told(summary))
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 100
    assert "Leader modelling" in said
    assert "The fit explains the answers" in said


def test_the_report_needs_nothing_else_and_holds_every_group(fitted, summary):
    page = (fitted / "report.html").read_text(encoding="utf-8")
    assert all(group["who"] in page for group in summary["groups"])
    assert "http" not in page.partition("<body>")[2]
    assert '<td title="leader_modelling">Leader modelling</td>' in page
    called = {row[0].text for row in parameters_table(summary, narrower=-9).cells}
    assert "Trust gain" in called
    assert not any("." in name or "_" in name for name in called)


def test_run_draws_the_members_of_a_moved_folder(fitted, tmp_path):
    moved = shutil.copytree(fitted, tmp_path / "elsewhere" / "moved")
    told = call(
        "run", moved / "fitted.toml", "--no-figure", "--weeks", 4, "--out", tmp_path / "run"
    )
    assert told.code == 0, told.err
    weekly = pq.read_table(tmp_path / "run" / "weekly.parquet").to_pydict()
    sets = sorted(set(weekly["parameter_set"]))
    assert len(sets) == 3
    assert all(0 <= number < MEMBERS for number in sets)
    inputs = json.loads((tmp_path / "run" / "manifest.json").read_bytes())["inputs"]
    assert str(moved / "ensemble.parquet") in inputs
    first = orgsim.run(moved / "fitted.toml", weeks=4, replications=1, parameter_sets=int(sets[0]))
    number = weekly["parameter_set"].index(sets[0])
    replication = weekly["replication"][number]
    again = orgsim.run(moved / "fitted.toml", weeks=4)
    week_0 = again.measures["alignment"][0, replication]
    assert first.measures["alignment"][0, 0] == pytest.approx(week_0, abs=1e-12)


def test_compare_has_the_scenarios_of_the_config(fitted, tmp_path):
    told = call(
        "compare", fitted / "fitted.toml", "--no-figure", "--weeks", 6, "--out", tmp_path, "--json"
    )
    assert told.code == 0, told.err
    assert list(json.loads(told.out)["scenarios"]) == ["as_it_is", "rounds"]


def test_a_forecast_goes_on_and_a_scenario_changes_it(fitted, tmp_path):
    ends = {}
    for name, more in (("nothing", ()), ("rounds", ("--scenario", "rounds"))):
        told = call(
            "forecast",
            fitted,
            "--weeks",
            12,
            "--out",
            tmp_path / name,
            "--json",
            "--no-figure",
            *more,
        )
        assert told.code == 0, told.err
        rows = {row["measure"]: row for row in json.loads(told.out)["measures"]}
        ends[name] = rows["hours_per_report"]["end"]["median"]
        table = pq.read_table(tmp_path / name / "forecast.parquet").to_pandas()
        last = table[(table.week == 12) & (table.what == "alignment")].iloc[0]
        found = rows["alignment"]["end"]
        assert [last[key] for key in found] == pytest.approx(list(found.values()), abs=1e-12)
        assert set(table[table.kind == "answer"].what) == set(ITEMS)
    assert ends["rounds"] > ends["nothing"]


def test_forecast_draws_its_figure(fitted, tmp_path):
    told = call("forecast", fitted, "--weeks", 5, "--out", tmp_path / "out")
    assert told.code == 0, told.err
    assert max(map(len, told.out.splitlines()[:-1])) <= 100
    kept = ("parquet", "json", "png", "svg")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *(f"forecast.{ending}" for ending in kept),
        "manifest.json",
    }


@pytest.mark.slow
def test_a_backtest_scores_the_last_wave_beside_the_rivals(fitted, tmp_path):
    """Folder and survey may be moved together; a survey that has changed is not the one."""
    place = shutil.copytree(fitted.parent, tmp_path / "moved")
    asked = ("forecast", place / "fitted", "--backtest", "--jobs", 1, "--out", tmp_path / "out")
    told = call(*asked, "--json")
    assert told.code == 0, told.err
    scores = json.loads(told.out)["scores"]
    assert [row["item"] for row in scores] == [*ITEMS, "all items"]
    assert set(scores[-1]["crps"]) == {"orgsim", "persistence", "mixed model"}
    assert scores[-1]["crps"]["orgsim"] < 2 * scores[-1]["crps"]["persistence"]
    with (place / "waves.csv").open("a", encoding="utf-8") as file:
        file.write("26,everybody,trust,0.5,40,share\n")
    told = call(*asked)
    assert told.code == 2
    assert "has changed since" in told.err


@pytest.mark.slow
def test_two_processes_give_the_same_bits_as_one(fitted, files, tmp_path):
    told = fit(files, tmp_path / "two", "--jobs", 2, "--json", "--no-figure")
    assert told.code == 0, told.err
    assert told.out == (fitted / "fit.json").read_text(encoding="utf-8")
    for name in ("ensemble.parquet", "answers.parquet"):
        assert pq.read_table(tmp_path / "two" / name).equals(pq.read_table(fitted / name))


@pytest.mark.slow
def test_answers_that_nobody_could_give_are_not_explained(files, tmp_path, monkeypatch):
    """Engagement that jumps from group to group and wave to wave is no organisation's."""
    lines = files.waves.read_text().splitlines()
    odd = [lines[0]]
    for number, line in enumerate(lines[1:]):
        wave, who, item, value, *rest = line.split(",")
        value = str((0.05, 0.95)[number // len(ITEMS) % 2]) if item == "engagement" else value
        odd.append(",".join([wave, who, item, value, *rest]))
    (tmp_path / "odd.csv").write_text("\n".join(odd), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = orgsim.fit(files.config, "odd.csv", members=MEMBERS, out="odd")
    assert "engagement" in found.unexplained
    assert not found.explained
    told = call("forecast", "odd", "--weeks", 1, "--no-figure")
    assert told.code == 0
    assert "does not explain the answers to" in told.err
    assert "engagement" in told.err
    page = (tmp_path / "odd" / "report.html").read_text(encoding="utf-8")
    assert page.index("does NOT explain") < page.index("<table")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fit", "{config}", "--survey", "nowhere.csv"), "nowhere.csv"),
        (("fit", "nowhere.toml", "--survey", "{waves}"), "nowhere.toml: no such file"),
        (("fit", "{config}", "--survey", "{leavers}"), "no column item"),
        (("fit", "{config}", "--survey", "{waves}", "--members", "10"), "50 members or more"),
        (("fit", "{config}", "--survey", "{waves}", "--leavers-sheet", "x"), "--leavers"),
        (("fit", "{config}", "--survey", "{waves}", "--set", "run.sed=1"), "run.sed"),
        (("fit", "{fitted}/fitted.toml", "--survey", "{waves}"), "is a fitted one"),
        (("fit", "{config}", "--survey", "{one}", "--out", "{fitted}/../run"), "other than a fit"),
        (("forecast", "{place}"), "is not what orgsim fit wrote"),
        (("forecast", "{fitted}", "--scenario", "nobody"), "as_it_is, rounds"),
        (("forecast", "{fitted}", "--backtest", "--scenario", "rounds"), "--scenario"),
        (("forecast", "{fitted}", "--out", "{fitted}"), "something other than a forecast"),
    ],
)
def test_a_mistake_is_told_in_a_line_and_writes_nothing(
    arguments, said, files, fitted, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    other = fitted.parent / "run"
    other.mkdir(exist_ok=True)
    (other / "manifest.json").write_text('{"files": []}', encoding="utf-8")
    names = {"config": files.config, "waves": files.waves, "leavers": files.leavers}
    names |= {"fitted": fitted, "place": tmp_path, "one": files.waves}
    told = call(*(argument.format(**names) for argument in arguments))
    assert told.code == 2
    assert said in told.err
    assert "Traceback" not in told.err
    assert not list(tmp_path.iterdir())


def test_one_wave_is_too_few_for_a_backtest(fitted, tmp_path):
    folder = shutil.copytree(fitted, tmp_path / "fit")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    waves = (fitted.parent / "waves.csv").read_text().splitlines()
    one = tmp_path / "one.csv"
    one.write_text(
        "\n".join(line for line in waves if not line.startswith("26,")), encoding="utf-8"
    )
    manifest["asked"] |= {"answers": {"survey": "../one.csv"}, "hashes": [sha256_of(one)]}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    told = call("forecast", folder, "--backtest", "--out", tmp_path / "out")
    assert told.code == 2
    assert "needs 2 waves or more" in told.err
    assert not (tmp_path / "out").exists()


def test_an_interrupted_fit_leaves_nothing(files, tmp_path, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("orgsim.inference.fit.simulate_members", stopped)
    told = fit(files, tmp_path / "out")
    assert told.code == 130
    assert told.err.strip() == "interrupted; nothing was written"
    assert not list(tmp_path.iterdir())


def test_data_frames_have_a_row_for_everything(fitted, summary):
    found = orgsim.Fitted(fitted)
    groups = len(summary["groups"])
    levers = found.levers()
    assert set(levers.groupby("lever").size()) == {1, 1 + groups}
    assert (levers.before_low <= levers.before).all()
    assert len(found.gaps()) == 4 * (1 + groups)
    assert list(found.items().item) == [*ITEMS, "leavers"]
    assert len(found.answers()) == len(summary["answers"])
    assert {"parameter", "narrower"} <= set(found.parameters().columns)
    ahead = orgsim.forecast(found, weeks=3)
    assert {"now_median", "end_low_50", "change_high_90"} <= set(ahead.measures().columns)
    assert len(ahead.items()) == groups * len(ITEMS)
    assert ahead.weeks().week.max() == 3
