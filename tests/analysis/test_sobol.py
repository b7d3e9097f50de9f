"""Sobol indices and elementary effects of functions whose indices are known."""

import math

import numpy as np
import pytest
from cases import designed, found, only

# Ishigami & Homma (1990), a = 7, b = 0.1; closed form in Saltelli et al. (2000).
FIRST = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
TOTAL = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}
BLOCKS = 1024
ERROR = 0.055
"""Three standard errors of an index from 1,024 blocks, by SALib's own intervals."""


def ishigami(x: dict[str, np.ndarray]) -> np.ndarray:
    return np.sin(x["x1"]) + 7 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * np.sin(x["x1"])


@pytest.fixture(scope="module")
def design():
    return designed("saltelli", [(-math.pi, math.pi)] * 3, BLOCKS)


def test_indices_of_the_ishigami_function(lay, design):
    one = only(lay("saltelli", design, np.repeat(ishigami(design)[:, None], 2, axis=1)))
    assert found(one, "first") == pytest.approx(FIRST, abs=ERROR)
    assert found(one, "total") == pytest.approx(TOTAL, abs=ERROR)
    assert [effect.factor for effect in one.effects] == ["x1", "x2", "x3"]
    assert one.effects[2].above_noise
    pair = max(one.indices.of("second"), key=lambda index: index.value)
    assert (pair.factor, pair.other) == ("x1", "x3")
    assert pair.value == pytest.approx(0.2437, abs=2 * ERROR)


@pytest.mark.parametrize("common", [0.0, 3.0])
def test_noise_is_told_and_taken_off(lay, design, common):
    """Noise of each point's own lifts total indices and lowers first ones; common variation does
    neither."""
    random = np.random.default_rng(5)
    signal, replications = ishigami(design), 8
    own = 0.5 * signal.var()  # of a mean of 8: 1/16 of the signal's variance
    values = (
        signal[:, None]
        + random.normal(0, math.sqrt(own), (len(signal), replications))
        + random.normal(0, common, replications)
    )
    one = only(lay("saltelli", design, values))
    noise = (1 / 16) / (17 / 16)
    assert one.variance.noise_of_means == pytest.approx(noise, abs=0.005)
    raw = found(one, "total")
    assert raw["x3"] == pytest.approx(TOTAL["x3"] * (1 - noise) + noise, abs=ERROR)
    for kind, known in (("first", FIRST), ("total", TOTAL)):
        corrected = {index.factor: index.without_noise for index in one.indices.of(kind)}
        assert corrected == pytest.approx(known, abs=1.5 * ERROR)
    assert any("is noise" in note for note in one.indices.notes)


def test_whole_blocks_with_a_failed_point_are_left_out_and_counted(lay):
    design = designed("saltelli", [(-math.pi, math.pi)] * 3, 512)
    values = np.repeat(ishigami(design)[:, None], 2, axis=1)
    values[8 * 3 + 5] = np.nan  # the fourth block loses a point
    values[8 * 7, 0] = np.nan  # the eighth only a replication
    one = only(lay("saltelli", design, values))
    assert any(note.startswith("1 of 512 blocks were left out") for note in one.indices.notes)
    assert found(one, "total") == pytest.approx(TOTAL, abs=1.5 * ERROR)


def test_too_few_blocks_say_so(lay):
    design = designed("saltelli", [(0, 1)] * 2, 2)
    values = np.arange(12.0)
    values[:6] = np.nan
    one = only(lay("saltelli", design, values))
    assert one.effects == []
    assert any("Too few whole blocks" in note for note in one.indices.notes)


def test_one_factor_has_all_the_variance(lay):
    design = designed("saltelli", [(0, 1)], 64)
    one = only(lay("saltelli", design, design["x1"] ** 2))
    assert found(one, "total") == pytest.approx({"x1": 1.0}, abs=0.1)


def test_morris_of_a_linear_function_is_exact(lay):
    design = designed("morris", [(0, 1), (0, 10), (0, 1)], 6)
    one = only(lay("morris", design, 3 * design["x1"] - 0.2 * design["x2"] + 0 * design["x3"]))
    assert found(one, "mu_star") == pytest.approx({"x1": 3.0, "x2": 2.0, "x3": 0.0}, abs=1e-9)
    assert found(one, "mu") == pytest.approx({"x1": 3.0, "x2": -2.0, "x3": 0.0}, abs=1e-9)
    assert found(one, "sigma") == pytest.approx({"x1": 0.0, "x2": 0.0, "x3": 0.0}, abs=1e-9)
    assert [effect.direction for effect in one.effects[:2]] == ["rises", "falls"]


def test_morris_trajectories_with_a_failed_point_are_left_out(lay):
    design = designed("morris", [(0, 1)] * 3, 6)
    values = np.repeat((3 * design["x1"])[:, None], 3, axis=1)
    values[6] = np.nan
    one = only(lay("morris", design, values))
    assert any(note.startswith("1 of 6 trajectories were left out") for note in one.indices.notes)
    assert found(one, "mu_star")["x1"] == pytest.approx(3.0)


def test_the_interval_of_a_mean_effect_is_students(lay):
    """Of 6 trajectories: 2.571 standard errors, 5 degrees of freedom."""
    design = designed("morris", [(0, 1)] * 2, 6)
    one = only(lay("morris", design, design["x1"] + 3 * design["x1"] * design["x2"]))
    spread = found(one, "sigma")["x1"]
    (mean,) = [index for index in one.indices.of("mu") if index.factor == "x1"]
    assert spread > 0
    assert mean.high - mean.value == pytest.approx(2.570582 * spread / np.sqrt(6))


def test_morris_says_what_noise_alone_would_give(lay):
    """mu* of an idle factor is the mean size of a difference of noisy means over the step of 2/3."""
    design = designed("morris", [(0, 1)] * 3, 400)
    random = np.random.default_rng(3)
    values = 2 * design["x1"][:, None] + random.normal(0, 0.6, (1600, 4))
    one = only(lay("morris", design, values))
    expected = math.sqrt(2 * 0.36 / 4) / (2 / 3) * math.sqrt(2 / math.pi)
    assert one.indices.floor == pytest.approx(expected, rel=0.05)
    assert found(one, "mu_star")["x3"] == pytest.approx(expected, rel=0.12)  # ± 3 standard errors
    assert [effect.above_noise for effect in one.effects] == [True, False, False]


def test_indices_are_the_same_again(lay, design):
    folder = lay("saltelli", design, ishigami(design))
    assert repr(only(folder).indices) == repr(only(folder).indices)
