"""Analysis of variance of grids against hand computations, and rank regression of samples."""

import numpy as np
import pytest
from cases import designed, found, only

from orgsim.analysis.factors.anova import analyse_grid, grid_shape

# Two factors; means of rows 2 and 5, of columns 1.5, 3 and 6, of all 3.5. Sums of squares by hand:
# rows 13.5, columns 21, interaction 7, total 41.5.
TABLE = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 9.0]])
ROWS, COLUMNS, TOGETHER, TOTAL = 13.5, 21.0, 7.0, 41.5


def grid(*levels):
    columns = np.meshgrid(*(np.arange(len(level)) for level in levels), indexing="ij")
    return {
        name: np.array(level, dtype=object if isinstance(level[0], str) else None)[index.ravel()]
        for name, level, index in zip("abcdef", levels, columns, strict=False)
    }


@pytest.mark.parametrize("levels", [([0.1, 0.9], [1, 2, 3]), (["words", "deeds"], [5, 7, 11])])
def test_shares_of_a_balanced_table_by_hand(lay, levels):
    one = only(lay("grid", grid(*levels), TABLE.ravel()))
    assert found(one, "first") == pytest.approx({"a": ROWS / TOTAL, "b": COLUMNS / TOTAL})
    total = {"a": (ROWS + TOGETHER) / TOTAL, "b": (COLUMNS + TOGETHER) / TOTAL}
    assert found(one, "total") == pytest.approx(total)
    assert found(one, "second") == pytest.approx({"a": TOGETHER / TOTAL})
    assert any("noise counts as interaction" in note for note in one.indices.notes)
    assert one.effects[0].factor == "b"
    assert one.effects[0].above_noise is None


def test_order_of_rows_and_truth_values_do_not_matter(lay):
    factors = grid([False, True], [1, 2, 3])
    order = np.random.default_rng(1).permutation(6)
    mixed = {name: column[order] for name, column in factors.items()}
    one = only(lay("table", mixed, TABLE.ravel()[order]))
    assert found(one, "first") == pytest.approx({"a": ROWS / TOTAL, "b": COLUMNS / TOTAL})


def test_intervals_of_a_grid_hold_shares_without_noise_as_often_as_they_say():
    """60 sweeps of 6 replications, idle factor c of five levels: 95 % intervals hold 51 or more of 60
    (binomial, p = 0.02 of fewer); the mean without noise is right within 0.02 (three standard errors),
    where the raw share of c is 0.07, all of it noise.
    """
    factors = grid([0, 1], [0, 1, 2], [0, 1, 2, 3, 4])
    known = {"a": (ROWS + TOGETHER) / TOTAL, "b": (COLUMNS + TOGETHER) / TOTAL, "c": 0.0}
    signal = TABLE[factors["a"].astype(int), factors["b"].astype(int)][:, None]
    held, raw, without = dict.fromkeys(known, 0), [], []
    for seed in range(60):
        random = np.random.default_rng(seed)
        values = signal + random.normal(0, 2, (30, 6)) + random.normal(0, 5, 6)
        indices = analyse_grid(values, factors, *grid_shape(factors)).of("total")
        for index in indices:
            held[index.factor] += index.low <= known[index.factor] <= index.high
        raw.append([index.value for index in indices])
        without.append([index.without_noise for index in indices])
    assert min(held.values()) >= 51
    assert np.mean(without, axis=0) == pytest.approx(list(known.values()), abs=0.02)
    assert np.mean(raw, axis=0)[2] > 0.06


def test_a_grid_with_a_failed_point_says_that_shares_are_not_exact(lay):
    factors = grid([0, 1, 2, 3], [0, 1, 2, 3])
    values = (factors["a"] + 2.0 * factors["b"]).astype(float)
    values[5] = np.nan
    one = only(lay("grid", factors, values))
    assert "The grid is incomplete, so its shares are not exact." in one.indices.notes
    assert any(note.startswith("1 of 16 points were left out") for note in one.indices.notes)
    assert [effect.factor for effect in one.effects] == ["b", "a"]


def test_rank_regression_of_a_monotone_function(lay):
    """x1 + x2³ − x3 with an idle x4: PRCC of ±1 but for the idle one (its interval holds 0)."""
    design = designed("lhs", [(0, 1)] * 4, 300)
    values = np.exp(2 * design["x1"] + design["x2"] - 0.5 * design["x3"])
    one = only(lay("lhs", design, values))
    partial = found(one, "prcc")
    assert partial["x1"] > 0.97 > partial["x2"] > 0.9
    assert partial["x3"] < -0.75
    assert [effect.direction for effect in one.effects[:3]] == ["rises", "rises", "falls"]
    assert one.effects[3].factor == "x4"
    assert one.effects[3].above_noise is False


def test_prcc_equals_the_correlation_of_residuals(lay):
    from scipy import stats

    design = designed("lhs", [(0, 1)] * 3, 80)
    random = np.random.default_rng(1)
    values = design["x1"] - 0.5 * design["x2"] + random.normal(0, 0.2, 80)
    ranks = {name: stats.rankdata(column) for name, column in design.items()}
    others = np.column_stack([np.ones(80), ranks["x2"], ranks["x3"]])
    left = [
        column - others @ np.linalg.lstsq(others, column)[0]
        for column in (ranks["x1"], stats.rankdata(values))
    ]
    one = only(lay("lhs", design, values))
    assert found(one, "prcc")["x1"] == pytest.approx(np.corrcoef(*left)[0, 1], abs=1e-9)


def test_what_rises_and_falls_is_missed_by_ranks_and_said_so(lay):
    design = designed("sobol", [(-1, 1)] * 2, 256)
    one = only(lay("sobol", design, design["x1"] ** 2 + 0.02 * design["x2"]))
    assert abs(found(one, "prcc")["x1"]) < 0.2
    assert found(one, "share")["x1"] > 0.9
    assert any("little" in note for note in one.indices.notes)


def test_text_is_a_factor_among_others(lay):
    design = designed("lhs", [(0, 1)], 90)
    names = np.array(["as_it_is", "packed", "open"], dtype=object)[np.arange(90) % 3]
    values = 0.1 * design["x1"] + np.where(names == "packed", 1.0, 0.0)
    one = only(lay("lhs", {**design, "scenario": names}, values))
    assert one.effects[0].factor == "scenario"
    assert one.effects[0].direction == ""
    assert found(one, "prcc")["scenario"] > 0.9
    assert "scenario" not in found(one, "srrc")


def test_intervals_of_ranks_lie_within_bounds_where_points_drawn_again_are_all_alike(lay):
    """One point of twelve differs: a third of the drawings leave it out."""
    factors = {"x": np.arange(12.0), "y": np.arange(12.0)[::-1] % 5}
    one = only(lay("lhs", factors, np.eye(12)[3]))
    ends = [end for kind in ("prcc", "srrc") for i in one.indices.of(kind) for end in i[4:6]]
    assert np.abs(ends).max() < 2


def test_factors_that_move_together_are_not_told_apart(lay):
    design = designed("lhs", [(0, 1)], 40)
    one = only(lay("table", {**design, "twin": 2 * design["x1"]}, design["x1"]))
    assert any(note.startswith("twin moves with") for note in one.indices.notes)
    assert [effect.factor for effect in one.effects] == ["x1"]


def test_too_few_points_for_so_many_factors(lay):
    design = designed("lhs", [(0, 1)] * 6, 7)
    one = only(lay("lhs", design, design["x1"]))
    assert one.effects == []
    assert any("too few" in note for note in one.indices.notes)
