"""Kaplan–Meier bands where runs belong together: by hand, by differences, and how often they hold."""

import numpy as np
import pytest
from cases import studied
from scipy import stats

from orgsim.analysis import survival
from orgsim.analysis.convergence_weeks import convergence_time
from orgsim.analysis.factors.main_effects import pieces_of_runs
from orgsim.analysis.outcome_rows import SweepRows
from orgsim.analysis.survival import Curve, has_band, kaplan_meier
from orgsim.analysis.sweep_analysis import study
from orgsim.sweep.read_results import read_rows
from orgsim.sweep.sweep_folder import Store

# Freireich et al. (1963), weeks of remission under treatment; standard errors as in Collett (2003).
TIME = np.array([6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35.0])
EVENT = np.repeat([True, False], [9, 12])
WEEK = np.where(TIME < 30, TIME, np.nan)
GREENWOOD = {6: 0.0764, 7: 0.0869, 10: 0.0963, 13: 0.1068, 16: 0.1141, 22: 0.1282, 23: 0.1346}


def deviations(curve: Curve, clusters: int | None = None) -> np.ndarray:
    """Standard deviation of S by week, back from the width of its band, without C / (C − 1)."""
    quantile = stats.norm.ppf(0.975) if clusters is None else widened(clusters)
    with np.errstate(divide="ignore", invalid="ignore"):  # where all or none are left
        width = np.log(-np.log(curve.low)) - np.log(-np.log(curve.high))
        return width / 2 / quantile * np.abs(np.log(curve.share)) * curve.share


def widened(clusters: int) -> float:
    """What a band of clusters has in place of 1.96."""
    return float(stats.t.ppf(0.975, clusters - 1) * np.sqrt(clusters / (clusters - 1)))


def twice(values: np.ndarray) -> np.ndarray:
    return np.concatenate([values, values])


def clustered_times(random: np.random.Generator, sets: int, each: int, shared: float):
    """Lognormal weeks of sets, of whose variance a share is the set's; a third may be censored."""
    of_set = np.repeat(random.standard_normal(sets), each)
    own = random.standard_normal(sets * each)
    time = np.ceil(20 * np.exp(0.8 * (np.sqrt(shared) * of_set + np.sqrt(1 - shared) * own)))
    censored = np.where(random.random(len(own)) < 0.3, random.integers(5, 80, len(own)), 1000)
    return np.minimum(time, censored), time <= censored, np.repeat(np.arange(sets), each)


def coverage(
    sets: int, each: int, shared: float, plain: bool = False, samples: int = 1500
) -> float:
    """How often the band of week 20, whose true share is one half, holds it."""
    random, hits, known = np.random.default_rng(11), 0, 0
    for _ in range(samples):
        time, event, cluster = clustered_times(random, sets, each, shared)
        curve = kaplan_meier(time, event, None if plain else cluster)
        place = np.searchsorted(curve.week, 20, side="right") - 1
        if place >= 0 and np.isfinite(curve.low[place]):
            known += 1
            hits += curve.low[place] <= 0.5 <= curve.high[place]
    assert known > 0.95 * samples
    return hits / known


def test_runs_by_themselves_have_the_published_standard_errors():
    for cluster in (None, np.arange(21)):
        curve = kaplan_meier(TIME, EVENT, cluster)
        found = dict(zip(curve.week.tolist(), deviations(curve).tolist(), strict=True))
        assert {week: found[week] for week in GREENWOOD} == pytest.approx(GREENWOOD, abs=1e-4)


def test_each_run_twice_in_its_cluster_says_no_more_than_once():
    once = kaplan_meier(TIME, EVENT)
    together = kaplan_meier(twice(TIME), twice(EVENT), twice(np.arange(21)))
    apart = kaplan_meier(twice(TIME), twice(EVENT))
    np.testing.assert_allclose(deviations(together, 21), deviations(once), rtol=1e-9)
    np.testing.assert_allclose(deviations(apart), deviations(once) / np.sqrt(2), rtol=1e-12)


def test_a_band_of_pairs_by_hand():
    """Nothing is censored: S(4) is the share of 20 runs after week 4, a mean of numbers 0 and 1.

    Of ten pairs, three end before, four after, and in three one each does: S = 11/20, pairs differ
    from 2S = 1.1 by −1.1, 0.9 and −0.1, and Var(S) = (3·1.1² + 4·0.9² + 3·0.1²) / 20² = 6.9/400.
    """
    time = np.array([[2, 3]] * 3 + [[8, 9]] * 4 + [[4, 7]] * 3, dtype=float)
    curve = kaplan_meier(time.ravel(), np.ones(20, bool), np.repeat(np.arange(10), 2))
    place = curve.week.tolist().index(4)
    assert curve.share[place] == 0.55
    half = (
        2.2622 * np.sqrt(10 / 9 * 6.9 / 400) / (0.55 * -np.log(0.55))
    )  # t of 9 degrees of freedom
    assert curve.low[place] == pytest.approx(0.55 ** np.exp(half), rel=1e-4)
    assert curve.high[place] == pytest.approx(0.55 ** np.exp(-half), rel=1e-4)


def test_the_variance_is_that_of_weights_moved_a_little():
    """Infinitesimal jackknife: Σ over clusters of (∂S/∂w)², here by differences of weighted curves."""
    time, event, cluster = clustered_times(np.random.default_rng(5), 15, 4, 0.6)
    week = np.unique(time)

    def share(weight: np.ndarray) -> np.ndarray:
        died = np.array([(weight * event * (time == one)).sum() for one in week])
        risk = np.array([(weight * (time >= one)).sum() for one in week])
        return np.cumprod(1 - died / risk)

    step = 1e-5
    moved = [(cluster == one) * step for one in range(15)]
    slopes = np.array([(share(1 + by) - share(1 - by)) / (2 * step) for by in moved])
    found = deviations(kaplan_meier(time, event, cluster), 15)
    known = np.isfinite(found)
    assert known.sum() > 20
    np.testing.assert_allclose(found[known], np.sqrt((slopes**2).sum(axis=0))[known], rtol=1e-6)


def test_names_and_order_of_clusters_do_not_matter():
    time, event, cluster = clustered_times(np.random.default_rng(6), 12, 3, 0.5)
    one, order = kaplan_meier(time, event, cluster), np.random.default_rng(7).permutation(36)
    other = kaplan_meier(time[order], event[order], (100.5 - 7 * cluster)[order])
    np.testing.assert_allclose(one.low, other.low, rtol=1e-12)


@pytest.mark.parametrize(
    ("sets", "each", "shared"), [(4, 8, 0.7), (7, 8, 0.7), (20, 2, 0.9), (20, 8, 0.7)]
)
def test_bands_hold_the_truth_where_those_of_single_runs_do_not(sets, each, shared):
    """Of 1,500 bands 95 % ± 1.7 % (3 s. e.) hold it, a little more between few sets."""
    assert 0.93 < coverage(sets, each, shared) < 0.985
    assert coverage(sets, each, shared, plain=True) < 0.91


def test_runs_of_a_set_that_have_nothing_in_common_are_not_made_to():
    assert 0.93 < coverage(20, 2, 0.0) < 0.97
    assert 0.93 < coverage(20, 2, 0.0, plain=True) < 0.97


def test_normal_quantiles_would_be_too_small_between_few_clusters(monkeypatch):
    monkeypatch.setattr(survival.special, "stdtrit", lambda _, share: stats.norm.ppf(share))
    assert coverage(4, 8, 0.7) < 0.92


def test_few_clusters_have_no_band():
    cluster = np.arange(21) % 2
    assert np.isnan(kaplan_meier(TIME, EVENT, cluster).low).all()
    assert not has_band(cluster)
    assert has_band(np.arange(5)), "of runs by themselves Greenwood's variance needs no clusters"
    found = convergence_time(WEEK, 40, cluster)
    assert (found.median, found.low, found.high) == (16, None, None)


def test_the_interval_of_the_median_follows():
    once, apart = convergence_time(WEEK, 40), convergence_time(twice(WEEK), 40)
    together = convergence_time(twice(WEEK), 40, twice(np.arange(21)))
    assert once[:3] == (16, 9, 22)
    assert together[:3] == (16, 7, 22), "t of 20 degrees of freedom is 6 % wider"
    assert apart[:3] == (16, 10, 20)


def test_bands_of_a_sweep_come_from_its_pieces(lay):
    """Points of a sample; replications of a full grid, which share draws and parameter sets."""
    week = np.ceil(np.random.default_rng(8).exponential(20, (40, 1)))
    factors = {"x": np.linspace(0, 1, 40), "y": np.linspace(1, 0, 40)}
    once, more = (
        studied(lay("lhs", factors, np.ones(of.shape), of, name=name), "convergence_week")
        for name, of in (("once", week), ("more", np.repeat(week, 3, axis=1)))
    )
    apart, together = (each.convergence[0].whole for each in (once, more))
    np.testing.assert_allclose(deviations(together, 40), deviations(apart), rtol=1e-9)
    assert np.isfinite(apart.low).sum() > 10
    grid = {"a": np.repeat([0.0, 1], 2), "b": np.tile([0.0, 1], 2)}
    alike = np.tile(week[:12, 0], (4, 1))
    of_grid = studied(lay("grid", grid, np.ones((4, 12)), alike, name="g"), "convergence_week")
    curve = kaplan_meier(week[:12, 0], np.ones(12, bool))
    for found in (of_grid.convergence[0].whole, of_grid.convergence[0].factors[0].curves[0]):
        np.testing.assert_allclose(deviations(found, 12), deviations(curve), rtol=1e-9)


def test_replications_of_one_set_are_one_piece_of_a_grid(lay):
    week = np.ceil(np.random.default_rng(9).exponential(20, 12))
    grid = {"a": np.array([0.0, 1]), "b": np.array([0.5, 0.5])}
    rows, _ = read_rows(Store(lay("grid", grid, np.ones((2, 24)), np.tile(twice(week), (2, 1)))))
    shared = SweepRows(**{**vars(rows), "sets": twice(np.arange(12.0))})
    found = study(shared, ["convergence_week"]).convergence[0].factors[0].curves[0]
    once = kaplan_meier(week, np.ones(12, bool))
    np.testing.assert_allclose(deviations(found, 12), deviations(once), rtol=1e-9)


def test_blocks_of_a_design_stay_together():
    point, repetition = np.repeat(np.arange(8), 2), np.tile([0, 1], 8)
    factors = {"x": np.linspace(0, 1, 8)}
    saltelli = pieces_of_runs("saltelli", factors, point, repetition)
    assert saltelli.tolist() == np.repeat([0, 1], 8).tolist()
    assert (
        pieces_of_runs("lhs", {**factors, "y": factors["x"]}, point, repetition) is not repetition
    )
