"""Variance decomposition on random effects with known components."""

import warnings

import numpy as np
import pytest
from cases import NAME, only, studied

from orgsim.analysis.points import decompose

POINTS, REPLICATIONS = 400, 24
TRUTH = np.array([4.0, 1.0, 2.25])


def crossed(seed: int, points: int = POINTS) -> np.ndarray:
    random = np.random.default_rng(seed)
    parameters, common, own = np.sqrt(TRUTH)
    return (
        10
        + random.normal(0, parameters, (points, 1))
        + random.normal(0, common, (1, REPLICATIONS))
        + random.normal(0, own, (points, REPLICATIONS))
    )


def variances(values: np.ndarray) -> np.ndarray:
    return np.array([part.variance for part in decompose(values).parts.values()])


def test_components_are_found_without_bias():
    """Means of 40 sweeps; σ² of common variation has standard deviation 0.29 (24 draws), so 0.05
    each."""
    found = np.mean([variances(crossed(seed)) for seed in range(40)], axis=0)
    assert found == pytest.approx(TRUTH, abs=0.15)  # three standard errors of the worst


def test_components_of_a_ragged_sweep_are_found_without_bias():
    """Stopping rules and failures leave points with 2 to 24 runs."""
    found = []
    for seed in range(40):
        values = crossed(seed)
        random = np.random.default_rng(seed)
        values[np.arange(REPLICATIONS) >= random.integers(2, 25, POINTS)[:, None]] = np.nan
        found.append(variances(values))
    assert np.mean(found, axis=0) == pytest.approx(TRUTH, abs=0.17)


def test_balanced_components_are_those_of_the_two_way_table():
    values = crossed(1, 30)
    row, column = values.mean(axis=1), values.mean(axis=0)
    left = values - row[:, None] - column + values.mean()
    own = (left**2).sum() / (29 * (REPLICATIONS - 1))
    expected = [
        row.var(ddof=1) - own / REPLICATIONS,
        column.var(ddof=1) - own / 30,
        own,
    ]
    assert variances(values) == pytest.approx(expected)


def test_intervals_hold_the_share_of_noise_as_often_as_they_say():
    """95 % intervals, of 60 sweeps: 51 or more hold it (binomial, p = 0.02 of fewer)."""
    noise = TRUTH[2] / (TRUTH[0] + TRUTH[2])
    held = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        values = random.normal(0, 2, (150, 1)) + random.normal(0, 1.5, (150, 6))
        part = decompose(values).parts["own random variation"]
        held += part.low <= noise <= part.high
    assert held >= 51


def test_intervals_hold_the_share_of_what_all_points_have_in_common():
    """Of 4 replications 3 degrees of freedom tell it; as above, of 60 sweeps 51 or more hold each."""
    truth, sizes = np.array([4.0, 1.0, 1.0]), np.array([2.0, 1.0, 1.0])
    held = np.zeros(3)
    for seed in range(60):
        random = np.random.default_rng(seed)
        shapes = ((40, 1), (1, 4), (40, 4))
        values = sum(random.normal(0, s, shape) for s, shape in zip(sizes, shapes, strict=True))
        parts = decompose(values).parts.values()
        held += [p.low <= share <= p.high for p, share in zip(parts, truth / 6, strict=True)]
    assert held.min() >= 51


def test_points_of_one_block_tell_less_than_as_many_by_themselves():
    values = np.repeat(np.random.default_rng(1).normal(0, 2, (10, 4)), 8, axis=0)
    values += np.random.default_rng(2).normal(0, 1, values.shape)
    alone, blocks = (decompose(values, size).parts["parameters"] for size in (1, 8))
    assert alone.share == blocks.share
    assert blocks.high - blocks.low > 1.3 * (alone.high - alone.low)


def test_points_have_means_with_intervals(lay):
    folder = lay("table", {"x": np.array([1.0, 2.0])}, np.array([[1.0, 2, 3], [5, 5, np.nan]]))
    points = studied(folder).points.to_pylist()
    assert points[0][NAME] == 2
    half = 4.302653 / np.sqrt(3)  # t of 2 degrees of freedom, s = 1
    assert points[0][f"{NAME}_low"] == pytest.approx(2 - half)
    assert (points[1]["runs"], points[1]["failed"], points[1][NAME]) == (3, 1, 5.0)


def test_one_replication_cannot_tell_randomness(lay):
    folder = lay("lhs", {"x": np.linspace(0, 1, 20)}, np.linspace(0, 1, 20) ** 2)
    one = only(folder)
    assert one.variance is None
    assert one.effects[0].factor == "x"


def test_an_outcome_that_is_the_same_everywhere_has_no_shares():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = decompose(np.ones((5, 3)))
    assert all(part.variance == 0 and np.isnan(part.share) for part in found.parts.values())
