"""What `orgsim analyse` prints can be read at 60 to 100 columns: nothing is cut, no line too long."""

import itertools

import numpy as np
import pytest

from orgsim.cli.main import main

LEVELS = {
    "levers.leader_modelling": (0.1, 0.5, 0.9),
    "parameters.commitment_participation": (0.2, 0.7),
    "scenario": ("as_it_is", "leaders_work_beside_their_people"),
}


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_an_analysis_can_be_read(lay, monkeypatch, capsys, columns):
    grid = list(itertools.product(*LEVELS.values()))
    factors = {name: np.array([point[n] for point in grid]) for n, name in enumerate(LEVELS)}
    chance = np.random.default_rng(1).normal(0, 0.01, (len(grid), 6))
    values = 0.3 + 0.5 * factors["levers.leader_modelling"][:, None] + chance
    week = np.where(values > 0.5, np.round(100 * values), np.nan)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["analyse", str(lay("grid", factors, values, week)), "--no-figure"]) == 0
    text = capsys.readouterr().out.rpartition("\nwritten to")[0]
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= columns
    for name in LEVELS:
        assert name in text
    assert "leaders_work_beside_their_people" in text
