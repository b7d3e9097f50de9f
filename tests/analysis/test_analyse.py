"""`orgsim analyse` from the sweep file to the report."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN

from orgsim.cli.main import main
from orgsim.sweep.executors import in_process
from orgsim.sweep.runner import begin, go_on
from orgsim.sweep.sweep_file import build_sweep

MEASURES = ["--measure", "alignment_end", "--measure", "convergence_week"]
HOSTILE = '<script>alert("x")</script> & <img src=//x>'
TABLES = (
    "points",
    "variance",
    "effects",
    "indices",
    "levels",
    "convergence",
    "convergence_tests",
)


@pytest.fixture(scope="module")
def sweep(tmp_path_factory) -> Path:
    """A real sweep of a scenario with a hostile name, a lever and a truth value."""
    tables = {
        "base": {
            "run": {**PLAIN, "weeks": 8},
            "organisation": {"people": 30},
            "scenarios": {"plain": {}, HOSTILE: {"levers": {"transparency": 0.9}}},
        },
        "design": "grid",
        "replications": 3,
        "vary": {
            "scenario": ["plain", HOSTILE],
            "levers.leader_modelling": {"from": 0.1, "to": 0.9, "steps": 3},
            "mechanisms.peers": [True, False],
        },
    }
    store = begin(build_sweep(tables), tmp_path_factory.mktemp("sweeps") / "tiny")
    go_on(store, in_process)
    return store.folder


@pytest.fixture(scope="module")
def analysed(sweep) -> Path:
    assert main(["analyse", str(sweep), *MEASURES]) == 0
    return sweep / "analysis"


def test_all_tables_are_there_twice_and_alike(analysed):
    for name in TABLES:
        table = pq.read_table(analysed / f"{name}.parquet")
        with (analysed / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == table.column_names
        assert len(rows) == table.num_rows + 1
    points = pq.read_table(analysed / "points.parquet")
    assert points.num_rows == 12
    assert set(points["scenario"].to_pylist()) == {"plain", HOSTILE}


def test_every_file_is_in_the_manifest(analysed):
    manifest = json.loads((analysed / "manifest.json").read_text())
    assert {path.name for path in analysed.iterdir()} == {*manifest["analysis"], "manifest.json"}
    assert manifest["sweep"]["state"] == "SUCCEEDED"


def test_what_matters_is_ranked(analysed):
    rows = pq.read_table(analysed / "effects.parquet").to_pylist()
    ranked = [row for row in rows if row["measure"] == "alignment_end"]
    assert [row["rank"] for row in ranked] == [1, 2, 3]
    assert {row["factor"] for row in ranked} == {
        "scenario",
        "levers.leader_modelling",
        "mechanisms.peers",
    }
    # three replications are too few for intervals of indices
    assert all(row["low"] is None and 0 <= row["effect"] <= 1 for row in ranked)


class Page(HTMLParser):
    """Collects what a page would load and the tags it has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.references: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.references += [value for key, value in attrs if key in ("src", "href", "srcset")]


def test_the_report_needs_nothing_else_and_is_not_fooled_by_names(analysed):
    text = (analysed / "report.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert "script" not in page.tags
    assert page.references
    assert all(reference.startswith("data:image/svg+xml;base64,") for reference in page.references)
    without_data = re.sub(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]+", "", text)
    assert not re.search(r"https?://|url\(|@import", without_data)
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &lt;img src=//x&gt;" in text
    assert "levers.leader_modelling" in text


def test_figures_are_the_same_again(sweep, analysed, tmp_path):
    assert main(["analyse", str(sweep), "--out", str(tmp_path / "again"), *MEASURES]) == 0
    for path in analysed.glob("*.svg"):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
        assert b"DejaVu" in path.read_bytes() or b"<svg" in path.read_bytes()


def test_json_and_no_figures(sweep, tmp_path, capsys):
    arguments = ["analyse", str(sweep), "--out", str(tmp_path / "a"), "--no-figure", "--json"]
    assert main(arguments) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["points"], summary["runs"], summary["failed"]) == (12, 36, 0)
    assert summary["measures"].keys() >= {"alignment_end", "leavers_end", "convergence_week"}
    assert not list((tmp_path / "a").glob("*.png"))


def test_mistakes_are_told_and_change_nothing(sweep, tmp_path, capsys):
    before = {path: path.stat().st_mtime_ns for path in sweep.rglob("*")}
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.json").write_text('{"files": {"precious.txt": ""}}')
    (other / "precious.txt").write_text("mine")
    for arguments, said in [
        ([str(tmp_path / "none")], "contains no sweep"),
        ([str(sweep), "--measure", "allignment"], "did you mean"),
        ([str(sweep), "--out", str(sweep)], "something other than an analysis"),
        ([str(sweep), "--out", str(other)], "something other than an analysis"),
    ]:
        assert main(["analyse", *arguments]) == 2
        assert said in capsys.readouterr().err
    assert (other / "precious.txt").read_text() == "mine"
    assert before == {path: path.stat().st_mtime_ns for path in sweep.rglob("*")}


@pytest.mark.slow
def test_a_sample_draws_all_its_figures(lay, tmp_path):
    """With many long names, text, a factor of truth values, and runs that converge."""
    random = np.random.default_rng(1)
    names = [f"parameters.a_rather_long_name_of_a_factor_{n}" for n in range(5)]
    factors = {name: random.random(120) for name in names}
    factors["scenario"] = np.array(["one", HOSTILE, "three"], dtype=object)[np.arange(120) % 3]
    factors["mechanisms.trust"] = np.arange(120) % 2 == 0
    values = (factors[names[0]] + factors[names[1]] * factors[names[2]])[:, None]
    values = values + random.normal(0, 0.1, (120, 3))
    week = np.ceil(random.exponential(60, (120, 3)))
    week[week > 100] = np.nan
    folder = lay("lhs", factors, values, week)
    out = tmp_path / "out"
    assert main(["analyse", str(folder), "--out", str(out), *MEASURES]) == 0
    kinds = (
        "what_matters",
        "alignment_end_indices",
        "alignment_end_main_effects",
        "alignment_end_pairs",
        "alignment_end_map",
        "convergence_week_curves",
    )
    for kind in kinds:
        assert (out / f"{kind}.png").stat().st_size > 5_000
        assert (out / f"{kind}.svg").stat().st_size > 5_000
