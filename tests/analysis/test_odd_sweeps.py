"""Sweeps that leave little to analyse: nothing varies, one point, everything failed, half is missing."""

import json
import shutil
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pyarrow.parquet as pq
import pytest
from cases import NAME, only, studied

from orgsim.analysis.sweep_analysis_tables import tables
from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.sweep.read_results import read_rows
from orgsim.sweep.sweep_folder import Store

X = np.linspace(0, 1, 20)


@pytest.mark.parametrize("design", ["grid", "lhs", "saltelli", "morris", "table"])
def test_what_does_not_vary_says_so_and_has_no_rows(lay, design):
    found = studied(lay(design, {"x": X, "y": X[::-1]}, np.full((20, 3), 0.1 + 0.2)), NAME)
    assert not found.outcomes[0].varies
    made = tables(found)
    for name in ("variance", "effects", "indices", "levels"):
        assert made[name].num_rows == 0
    assert made["points"].num_rows == 20


def test_rounding_is_no_variation(lay):
    values = np.where(np.arange(20) % 2, 0.3, 0.1 + 0.2)
    assert not only(lay("lhs", {"x": X}, values)).varies


def test_one_point_has_randomness_only(lay):
    one = only(lay("table", {"x": np.array([0.5])}, np.array([[1.0, 2, 3, 4]])))
    assert one.varies
    assert one.effects == []
    assert one.variance.parts["own random variation"].share == 1


def test_one_factor_of_truth_values(lay):
    values = np.array([[1.0, 1.2, 0.8], [3.0, 3.1, 2.9]])
    one = only(lay("grid", {"mechanisms.trust": np.array([False, True])}, values))
    (effect,) = one.effects
    assert (effect.rank, effect.direction, effect.above_next) == (1, "rises", None)
    assert effect.effect == pytest.approx(1.0, abs=0.02)


def test_a_factor_that_does_not_vary_is_named(lay):
    one = only(lay("lhs", {"x": X, "y": np.ones(20)}, X))
    assert "y has one value only and was left out." in one.indices.notes


@pytest.mark.parametrize("design", ["grid", "lhs", "saltelli", "morris"])
def test_an_outcome_whose_mean_is_the_same_at_all_points(lay, design, capsys):
    chance = np.tile(np.random.default_rng(1).normal(size=3), (20, 1))
    folder = lay(design, {"x": X, "y": np.roll(X, 7)}, chance)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert main(["analyse", str(folder), "--measure", NAME]) == 0
    said = capsys.readouterr().out
    assert "same at all points" in said
    assert "what matters" not in said
    assert only(folder).variance.parts["common random variation"].share == pytest.approx(1)


def test_parameter_sets_have_no_order(lay):
    """Their numbers are names: none is more than another, whatever comes of them."""
    factors = {"run.parameter_sets": np.repeat(np.arange(4), 5), "x": np.tile(np.arange(5.0), 4)}
    values = factors["run.parameter_sets"][:, None] + np.random.default_rng(1).normal(size=(20, 6))
    first, _ = only(lay("grid", factors, values)).effects
    assert (first.factor, first.direction, first.above_noise) == ("run.parameter_sets", "", True)


def test_many_parameter_sets_make_neither_a_long_table_nor_a_tall_map(lay, capsys):
    """204 of them in two scenarios: curves by scenario only, and figures of usual size."""
    sets = np.repeat(np.arange(204), 2)
    factors = {"run.parameter_sets": sets, "scenario": np.array(["a", "b"] * 204, dtype=object)}
    values = np.random.default_rng(1).normal(sets % 7, 0.1, (2, 408)).T
    folder = lay("grid", factors, values, np.full(values.shape, 5.0) + values.round())
    assert main(["analyse", str(folder), "--measure", NAME, "--measure", "convergence_week"]) == 0
    assert len(capsys.readouterr().out.splitlines()) < 60
    for picture in (folder / "analysis").glob("*.png"):
        width, height = plt.imread(picture).shape[1::-1]
        assert height < 3 * width, picture.name


def test_all_runs_failed(lay):
    found = studied(lay("lhs", {"x": X}, np.full((20, 2), np.nan)), NAME, "convergence_week")
    assert found.failed == 40
    assert [one.known for one in found.outcomes] == [0, 0]
    assert found.warnings[0].startswith("40 of 40 runs failed")
    assert tables(found)["effects"].num_rows == 0


def test_an_unfinished_sweep_is_analysed_with_a_warning_and_left_as_it_is(lay):
    folder = lay("lhs", {"x": X}, np.repeat(X[:, None], 2, axis=1))
    rows = pq.read_table(folder / "runs.parquet")
    (folder / "runs.parquet").unlink()
    for part, (first, count) in enumerate([(0, 16), (16, 16)]):
        pq.write_table(rows.slice(first, count), folder / "parts" / f"000-{part:07d}.parquet")
    damaged = folder / "parts" / "000-0000002.parquet"
    damaged.write_bytes(b"PAR1 cut short")
    found = studied(folder, NAME)
    assert found.warnings == [
        "the sweep is unfinished: this is what its finished parts say so far",
        "1 damaged part was left out",
        "4 of 20 points have no run that succeeded",
    ]
    assert found.outcomes[0].known == 32
    assert damaged.exists()


def test_nothing_to_analyse_is_the_users_mistake(lay, tmp_path):
    with pytest.raises(UserError, match="contains no sweep"):
        read_rows(Store(tmp_path / "nothing"))
    folder = lay("lhs", {"x": X}, X)
    (folder / "runs.parquet").unlink()
    with pytest.raises(UserError, match="has no rows yet; let it run first: orgsim resume"):
        read_rows(Store(folder))
    (folder / "runs.parquet").write_bytes(b"PAR1 cut short")
    with pytest.raises(UserError, match="cannot be read"):
        read_rows(Store(folder))
    (folder / "design.parquet").write_bytes(b"")
    with pytest.raises(UserError, match="missing or damaged"):
        read_rows(Store(folder))


def test_rows_that_are_not_the_manifests_are_told(lay):
    folder = lay("lhs", {"x": X}, X)
    manifest = {"state": "ABORTED", "files": {"runs.parquet": "0" * 64}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert len(studied(folder, NAME).warnings) == 2


def test_only_the_columns_that_are_asked_for_are_read(lay, monkeypatch):
    folder = lay("lhs", {"x": X}, X)
    asked = []
    read = pq.ParquetFile.read

    def noted(file, columns=None):
        asked.append(columns)
        return read(file, columns)

    monkeypatch.setattr(pq.ParquetFile, "read", noted)
    studied(folder, NAME)
    assert [columns for columns in asked if columns] == [
        ["point", "replication", "status", "weeks"],
        [NAME],
    ]


def test_unknown_outcomes_get_a_hint(lay):
    folder = lay("lhs", {"x": X}, X)
    with pytest.raises(UserError, match=r"did you mean 'alignment_end'\?"):
        studied(folder, "alignmnet_end")
    assert studied(folder, "alignment").outcomes[0].outcome.name == NAME
    shutil.rmtree(folder)


def test_a_table_that_lacks_a_column_is_refused_in_a_line(lay):
    folder = lay("lhs", {"x": X}, X)
    rows = pq.read_table(folder / "runs.parquet")
    pq.write_table(rows.drop_columns(["weeks"]), folder / "runs.parquet", write_page_checksum=True)
    with pytest.raises(UserError, match="has no column weeks"):
        read_rows(Store(folder))
