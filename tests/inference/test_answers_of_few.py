"""Answers of few persons: nobody's answers can be read off what a fit or a backtest shows of means."""

import json

import numpy as np
import pyarrow.parquet as pq
import pytest

import orgsim
from orgsim.inference.findings.backtest_summary import backtest_table
from orgsim.reporting.sentences.fit_text import verdict

OWN = """
[organisation]
chart = "chart.csv"
[run]
most_rest_weeks = 4
"""
UNITS = {"Ben": 7, "Cem": 6}
"""Leaders, and how many report to each; the third of the top's reports has none."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Ben's unit answers in both waves; of Cem's three do in the first, and all in the second."""
    place = tmp_path_factory.mktemp("few")
    led = [f"{leader}{k},{leader}" for leader, number in UNITS.items() for k in range(number)]
    chart = ["id,superior", "Ada,", "Ben,Ada", "Cem,Ada", "Dan,Ada", *led]
    (place / "chart.csv").write_text("\n".join(chart))
    (place / "own.toml").write_text(OWN)
    rows = ["wave,id,engagement"]
    for wave, of_cem in (("0", 3), ("20", 6)):
        told = {"Ada": 9, **{f"Ben{k}": 5 + k % 2 for k in range(7)}}
        told |= {f"Cem{k}": 2 for k in range(of_cem)}
        rows += [f"{wave},{who},{answer}" for who, answer in told.items()]
    (place / "waves.csv").write_text("\n".join(rows))
    orgsim.fit(
        place / "own.toml", place / "waves.csv", scale="0-10", members=50, out=place / "fitted"
    )
    return place / "fitted"


def test_means_of_few_are_counted_and_not_shown(folder):
    found = json.loads((folder / "fit.json").read_text())
    kept = pq.read_table(folder / "answers.parquet")
    hidden = np.array(kept["answers"]) < 5
    assert hidden.sum() == 3  # the top in two waves, and three of Cem's unit in the first
    assert len(found["answers"]) == kept.num_rows - 3
    assert min(row["answers"] for row in found["answers"]) >= 5
    (item,) = found["items"]
    assert item["data"] == kept.num_rows
    assert item["found"] == pytest.approx(np.array(kept["found"])[~hidden].mean())
    assert "means of fewer than 5 answers" in [row["what"] for row in found["not_told"]]
    assert "0.90" not in (folder / "report.html").read_text().split("Found and predicted")[1]


def test_an_item_of_one_person_has_no_mean_to_be_shown(folder):
    waves = folder.parent / "one.csv"
    waves.write_text("wave,id,engagement\n0,Ada,9\n")
    fitted = orgsim.fit(
        folder.parent / "own.toml", waves, scale="0-10", members=50, out=folder.parent / "one"
    )
    (item,) = fitted.summary["items"]
    assert item["data"] == 1
    assert item["found"] is None
    unexplained = fitted.summary | {"explained": False, "items": [item | {"explained": False}]}
    assert "engagement (0 of 1 means outside their 95 % intervals)" in verdict(unexplained)


def test_a_backtest_has_the_units_that_were_known_before(folder):
    """In the first wave, too few of Cem's unit answered for it to be one of them."""
    from orgsim.inference.answer_files import read_inputs
    from orgsim.inference.backtest import backtest
    from orgsim.reporting.folders.fit_folder import read_request

    asked = read_request(folder)
    found = backtest(asked.file, read_inputs(asked.file, asked.answers), members=50)
    assert set(found.last.who) == {"unit:Ben"}
    assert set(backtest_table(found)["who"].to_pylist()) == {"unit:Ben"}


def test_a_fit_that_misses_most_of_few_means_is_not_said_to_explain_them(folder):
    found = json.loads((folder / "fit.json").read_text())
    missed = [row | {"inside": 0.2, "explained": True} for row in found["items"]]
    assert verdict(found | {"explained": True, "items": missed}).startswith("The means are too few")
