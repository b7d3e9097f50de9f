"""Kaplan–Meier curves and log-rank tests against published numbers."""

import warnings

import numpy as np
import pytest
from cases import designed, studied
from scipy import stats

from orgsim.analysis.survival import holm, kaplan_meier, log_rank, median

# Freireich et al. (1963), weeks of remission; numbers as in Collett (2003) and Kleinbaum & Klein (2012).
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
TREATED_CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
TIME = np.array([*TREATED, *TREATED_CENSORED, *PLACEBO], dtype=float)
EVENT = np.repeat([True, False, True], [9, 12, 21])
GROUP = np.repeat([0, 1], 21)


def test_kaplan_meier_of_the_remission_data():
    curve = kaplan_meier(TIME[:21], EVENT[:21])
    share = dict(zip(curve.week.tolist(), curve.share.tolist(), strict=True))
    known = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {week: share[week] for week in known} == pytest.approx(known, abs=5e-4)
    risk = dict(zip(curve.week.tolist(), curve.at_risk.tolist(), strict=True))
    assert [risk[week] for week in known] == [21, 17, 15, 12, 11, 7, 6]
    assert (median(curve), median(kaplan_meier(TIME[21:], EVENT[21:]))) == (23, 8)


@pytest.mark.parametrize("weeks", [15, 1000])
def test_curves_are_those_of_scipy_to_the_last_bit(weeks):
    random = np.random.default_rng(4)
    for people in (1, 7, 60):
        time = np.minimum(np.ceil(random.exponential(20, people)), weeks)
        event = time < weeks
        of_scipy = stats.ecdf(stats.CensoredData.right_censored(time, ~event)).sf
        with warnings.catch_warnings():  # where all or none are left there is no interval
            warnings.simplefilter("ignore", RuntimeWarning)
            limits = of_scipy.confidence_interval(0.95, method="log-log")
        curve = kaplan_meier(time, event)
        np.testing.assert_array_equal(curve.week, of_scipy.quantiles)
        np.testing.assert_array_equal(curve.share, of_scipy.probabilities)
        np.testing.assert_array_equal(curve.low, limits.low.probabilities)
        np.testing.assert_array_equal(curve.high, limits.high.probabilities)


def test_log_rank_of_the_remission_data():
    found = log_rank(TIME, EVENT, GROUP)
    assert found.statistic == pytest.approx(16.79, abs=0.01)
    assert found.p == pytest.approx(4.17e-5, rel=0.01)


def test_two_levels_agree_with_scipy():
    random = np.random.default_rng(1)
    time, event = np.ceil(random.exponential(20, 200)), random.random(200) < 0.7
    level = random.integers(2, size=200)
    samples = [
        stats.CensoredData.right_censored(time[level == n], ~event[level == n]) for n in (0, 1)
    ]
    assert log_rank(time, event, level).p == pytest.approx(stats.logrank(*samples).pvalue)


def test_names_of_levels_do_not_matter():
    random = np.random.default_rng(2)
    time, event = np.ceil(random.exponential(20, 90)), random.random(90) < 0.7
    level, cluster = np.arange(90) % 3, np.arange(90) // 3
    one = log_rank(time, event, level, cluster)
    other = log_rank(time, event, np.array([2, 0, 1])[level], cluster)
    assert one == pytest.approx(other)
    assert one.degrees == 2


def test_alike_runs_of_a_point_deceive_the_plain_test_only():
    """No effect, runs of a point alike: of 300 tests at 5 % the clustered rejects 15 ± 11 (3 s. e.)."""
    random = np.random.default_rng(3)
    plain, clustered = 0, 0
    for _ in range(300):
        time = np.repeat(np.ceil(random.exponential(20, 60)), 6)
        event = time < 40
        cluster = np.repeat(np.arange(60), 6)
        found = log_rank(np.minimum(time, 40), event, cluster % 3, cluster)
        plain += found.p < 0.05
        clustered += found.p_clustered < 0.05
    assert plain > 100
    assert 4 <= clustered <= 30


@pytest.mark.parametrize("design", ["saltelli", "morris"])
def test_points_of_a_block_are_alike_to_the_test(lay, design):
    """Only x1 acts. By points, the test found x2 at 5 % in a quarter to a half of such sweeps."""
    factors = designed(design, [(0, 1)] * 4, 64)
    size = 2 * 4 + 2 if design == "saltelli" else 4 + 1
    noise = np.random.default_rng(4).exponential(2, (len(factors["x1"]), 2))
    week = np.ceil(5 + 20 * factors["x1"][:, None] + noise)
    folder = lay(design, factors, np.ones(week.shape), week)
    (factor,) = [
        each
        for each in studied(folder, "convergence_week").convergence[0].factors
        if each.factor == "x2"
    ]
    point = np.repeat(np.arange(len(week)), 2)
    level = factor.levels.codes[point]
    blocks = log_rank(week.ravel(), np.ones(week.size, bool), level, point // size)
    assert factor.test.p_clustered == pytest.approx(blocks.p_clustered)
    assert factor.p_holm > 0.05


def test_few_blocks_have_no_test(lay):
    factors = designed("saltelli", [(0, 1)] * 3, 8)
    week = np.ceil(20 * factors["x1"])[:, None] + np.arange(2.0)
    found = studied(lay("saltelli", factors, np.ones(week.shape), week), "convergence_week")
    assert [each.p_holm for each in found.convergence[0].factors] == [None] * 3


def test_holm_allows_for_how_many_there_are():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


def test_censored_runs_are_never_dropped(lay):
    """Half of the runs do not converge within 50 weeks: they count 50 in means, and in the curves."""
    x = np.linspace(0, 1, 40)
    week = np.where(x < 0.5, 10.0, np.nan)[:, None] * np.ones(3)
    found = studied(lay("lhs", {"x": x}, np.ones((40, 3)), week, 50), "convergence_week")
    times = found.convergence[0]
    assert (times.runs, times.converged) == (120, 60)
    assert np.nanmean(found.outcomes[0].means) == pytest.approx(30)
    assert found.points.to_pylist()[-1]["convergence_week_censored"] == 3
    left = [round(float(curve.share[-1]), 2) for curve in times.factors[0].curves]
    assert left == [0.0, 0.54, 1.0]
    assert times.factors[0].p_holm < 0.001


def test_runs_of_different_length_are_cut_at_the_shortest(lay):
    week = np.array([[80.0, np.nan], [30.0, np.nan]])
    weeks = np.array([[100, 100], [50, 50]])
    found = studied(
        lay("table", {"run.weeks": np.array([100, 50])}, np.ones((2, 2)), week, weeks),
        "convergence_week",
    )
    assert found.outcomes[0].means.tolist() == [50.0, 40.0]


def test_no_run_converges(lay):
    found = studied(lay("table", {"x": np.arange(3.0)}, np.ones((3, 2))), "convergence_week")
    assert found.convergence[0].converged == 0
    assert found.convergence[0].factors == []
    assert not found.outcomes[0].varies
