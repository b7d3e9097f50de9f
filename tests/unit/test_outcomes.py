"""Outcomes: measures against plain NumPy on the states, and the statistics against hand-made ones."""

import math

import numpy as np
import pytest
from plain_runs import plain
from scipy import stats

from orgsim.analysis.comparison import paired_difference
from orgsim.analysis.convergence_weeks import convergence_time, convergence_week
from orgsim.analysis.intervals import estimate, half_width
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.measures.outcomes import MEASURES, intraclass_correlation, level_outcomes, outcomes
from orgsim.model.parameters import NORMALISED
from orgsim.model.random import run_key
from orgsim.organisation import generate
from orgsim.organise import DrawnOrganisation

WEEKS = 12
CLOSE = {"rtol": 1e-11, "atol": 1e-12}


def anova_icc(groups):
    """ICC(1) by a one-way analysis of variance, from the deviations themselves."""
    values = np.concatenate(groups)
    sizes = np.array([len(group) for group in groups])
    people, units = len(values), len(groups)
    between = sum(len(g) * (np.mean(g) - values.mean()) ** 2 for g in groups) / (units - 1)
    within = sum(((g - np.mean(g)) ** 2).sum() for g in groups) / (people - units)
    size = (people - (sizes**2).sum() / people) / (units - 1)
    return (between - within) / (between + (size - 1) * within)


def icc_of(groups):
    total = np.array([sum(group.sum() for group in groups)])
    squares = np.array([sum((group**2).sum() for group in groups)])
    between = np.array([sum(group.sum() ** 2 / len(group) for group in groups)])
    sizes = np.array([len(group) for group in groups], float)
    return intraclass_correlation(total, squares, between, sizes)[0]


@pytest.mark.parametrize("sizes", [[5, 5, 5, 5], [2, 9, 1, 4, 30], [1, 1, 2], [40, 60]])
@pytest.mark.parametrize("spread", [0.0, 0.3, 3.0])
def test_icc_is_that_of_an_analysis_of_variance(sizes, spread):
    rng = np.random.default_rng([11, *sizes])
    groups = [rng.normal(spread * rng.normal(), 1, size) for size in sizes]
    assert icc_of(groups) == pytest.approx(anova_icc(groups), rel=1e-10)


def test_icc_of_a_worked_example():
    """Two units of (1, 3) and (5, 7): MSB = 16, MSW = 2, k₀ = 2, so (16 − 2) / (16 + 2)."""
    assert icc_of([np.array([1.0, 3.0]), np.array([5.0, 7.0])]) == pytest.approx(14 / 18)


def test_icc_of_units_that_are_all_alike_inside_is_1():
    assert icc_of([np.full(4, 0.2), np.full(3, 0.6)]) == pytest.approx(1)


@pytest.mark.parametrize("sizes", [[7], [1, 1, 1]])
def test_icc_needs_two_units_and_people_to_compare(sizes):
    rng = np.random.default_rng(2)
    assert math.isnan(icc_of([rng.random(size) for size in sizes]))


LANES = (
    {"levers": {"transparency": 0.9, "exit_pressure": 0.01}},
    {
        "parameters": {"engaged_from": 0.4, "commitment_trust": 0.9},
        "levers": {"exit_pressure": 0.02},
    },
    {"groups": [{"who": "leaders", "levers": {"time_constraint": 0.1, "goal_difficulty": 0.9}}]},
)


@pytest.fixture(scope="module")
def simulated():
    """An ensemble, its states before and after the last week, and its recorded sums."""
    key = run_key(5, 0)
    organisation = generate(
        150,
        span_of_control=5,
        span_variation=0.75,
        ties_per_person=6,
        share_within_unit=0.2,
        share_across_levels=0.5,
        key=key,
    )
    configs = [Config.model_validate(plain(tables)) for tables in LANES]
    drawn = DrawnOrganisation(organisation, key)
    ensemble = Ensemble.of(configs, 5, range(len(configs)), drawn)
    sums = [*record(ensemble, WEEKS - 1)]
    before = states_of(ensemble)
    ensemble.step()
    sums.append(ensemble.level_sums())
    return ensemble, configs, before, states_of(ensemble), np.array(sums)


def states_of(ensemble):
    names = ("message", "practice", "engagement", "trust", "modelling", "skill")
    return {name: ensemble.state(name).copy() for name in names}


def naive_measures(simulated, run, people):
    """Measures of a run's people given by a mask, by the words of their definitions; see ELSEWHERE."""
    ensemble, configs, before, after, _ = simulated
    organisation, config = ensemble.organisation, configs[run]
    stated = np.array([theme.stated for theme in config.themes])
    weight = np.array([theme.weight for theme in config.themes])
    weight = weight / weight.sum()
    now = {name: values[people, ..., run] for name, values in after.items()}
    leads = organisation.span[people] > 0
    led = np.flatnonzero(people)[np.flatnonzero(people) > 0]
    gap = np.abs(stated - now["practice"]) @ weight
    own_gap = np.abs(now["message"] - now["practice"]) @ weight
    practice = now["practice"] @ weight
    is_leader = organisation.span > 0

    def lever(name):
        common = getattr(config.levers, name)
        own = getattr(config.groups[0].levers, name) if config.groups else None
        return np.where(is_leader & (own is not None), own if own is not None else 0, common)

    hours = config.parameters.hours * (1 - lever("time_constraint")).astype(float)
    least = config.parameters.least_attention
    hours *= least + (1 - least) * before["engagement"][:, run]
    per_report = (hours / np.maximum(1, organisation.span))[organisation.superior]
    left = ensemble.state("departure") == 1
    commitment = np.array([getattr(config.parameters, name) for name in NORMALISED[2]])
    commitment = commitment / commitment.sum()
    committed = (
        commitment[0] * before["trust"][:, run]
        + commitment[1] * lever("participation")
        + commitment[2] * before["engagement"][:, run]
    )
    performance = committed * np.minimum(lever("goal_difficulty"), before["skill"][:, run])
    with np.errstate(invalid="ignore"):
        return {
            "message_practice_gap": gap.mean(),
            "alignment": 1 - gap.mean(),
            "say_do_gap": own_gap[leads].sum() / leads.sum(),
            "message_fidelity": 1 - (np.abs(stated - now["message"]) @ weight).mean(),
            "practice": practice.mean(),
            "practice_dispersion": practice.std(),
            "engagement": now["engagement"].mean(),
            "engaged_share": (now["engagement"] >= config.parameters.engaged_from).mean(),
            "trust": after["trust"][led, run].sum() / np.float64(len(led)),
            "modelling": now["modelling"][leads].sum() / leads.sum(),
            "skill": now["skill"].mean(),
            "hours_per_report": per_report[led].sum() / np.float64(len(led)),
            "performance": performance[people].mean(),
            "leavers": 52 * left[people, run].mean(),
        }


ELSEWHERE = {"contact", "practice_icc", "engagement_icc"}
"""Drawn from chance, as the plain twin has it; of units, as below."""


@pytest.mark.parametrize("run", range(len(LANES)))
def test_measures_are_what_their_definitions_say(simulated, run):
    ensemble, *_, sums = simulated
    found = outcomes(sums, ensemble.organisation)
    assert list(found) == list(MEASURES)
    expected = naive_measures(simulated, run, np.ones(ensemble.organisation.people, bool))
    assert set(expected) == set(MEASURES) - ELSEWHERE
    for name, value in expected.items():
        np.testing.assert_allclose(found[name][WEEKS, run], value, **CLOSE, err_msg=name)


@pytest.mark.parametrize("run", range(len(LANES)))
def test_measures_by_level_are_those_of_the_level(simulated, run):
    ensemble, *_, sums = simulated
    found = level_outcomes(sums, ensemble.organisation)
    for level in range(ensemble.organisation.levels):
        for name, value in naive_measures(
            simulated, run, ensemble.organisation.level == level
        ).items():
            message = f"{name}, level {level}"
            np.testing.assert_allclose(
                found[name][WEEKS, level, run], value, **CLOSE, err_msg=message
            )


@pytest.mark.parametrize("run", range(len(LANES)))
def test_iccs_are_those_of_the_units(simulated, run):
    ensemble, configs, _, after, sums = simulated
    organisation = ensemble.organisation
    weight = np.array([theme.weight for theme in configs[run].themes])
    values = {
        "practice_icc": after["practice"][..., run] @ (weight / weight.sum()),
        "engagement_icc": after["engagement"][:, run],
    }
    found = outcomes(sums, organisation)
    for name, value in values.items():
        first = organisation.first_report
        units = [value[first[i] : first[i + 1]] for i in organisation.leaders]
        assert found[name][WEEKS, run] == pytest.approx(anova_icc(units), rel=1e-9)


def test_what_happens_in_a_week_has_not_happened_at_the_start(simulated):
    ensemble, *_, sums = simulated
    for found in (outcomes, level_outcomes):
        for name, values in found(sums, ensemble.organisation).items():
            assert np.isnan(values[0]).all() == MEASURES[name].flow, name


def test_somebody_left(simulated):
    assert (simulated[0].state("departure") == 1).any(), "or the test of leavers says nothing"


WEEK_CASES = [
    ([0.9, 0.8, 0.4, 0.4, 0.3], 2),
    ([0.9, 0.4, 0.8, 0.4, 0.3], 3),
    ([0.9, 0.4, 0.4, 0.4, 0.5], math.nan),
    ([0.9, 0.8, 0.7, 0.6, 0.4], 4),
    ([0.4, 0.4, 0.4, 0.4, 0.4], 0),
    ([0.5, 0.4, 0.4, 0.4, 0.4], 1),
]


@pytest.mark.parametrize(("gap", "week"), WEEK_CASES)
def test_convergence_is_for_good(gap, week):
    found = convergence_week(np.array([gap]).T, np.array([0.5]))
    np.testing.assert_array_equal(found, [week])


def test_kaplan_meier_by_hand():
    """Of eight runs, survival is 7/8 after week 3, 5/8 after 5, 4/8 after 9: the median is 9."""
    week = np.array([5, 3, 5, 9, 12, np.nan, np.nan, np.nan])
    found = convergence_time(week, 20)
    assert (found.median, found.converged, found.runs) == (9, 5, 8)


def test_the_interval_of_the_median_by_hand():
    """Brookmeyer and Crowley: weeks whose survival is not told apart from one half."""
    week = np.concatenate([np.arange(2, 32, 2), [np.nan] * 5]).astype(float)
    found = convergence_time(week, 40)
    survival, variance, limits = 1.0, 0.0, []
    for number, when in enumerate(np.sort(week[np.isfinite(week)])):
        at_risk = len(week) - number
        survival *= 1 - 1 / at_risk
        variance += 1 / (at_risk * (at_risk - 1))
        half = stats.norm.ppf(0.975) * math.sqrt(variance) / math.log(survival)
        centre = math.log(-math.log(survival))
        low, high = (math.exp(-math.exp(centre + sign * half)) for sign in (-1, 1))
        limits.append((when, min(low, high), max(low, high)))
    assert found.low == next(when for when, low, _ in limits if low <= 0.5)
    assert found.high == next((when for when, _, high in limits if high <= 0.5), None)
    assert found.median == 20


def test_fewer_than_half_have_no_median():
    found = convergence_time(np.array([4, 6, np.nan, np.nan, np.nan]), 10)
    assert (found.median, found.converged) == (None, 2)
    assert convergence_time(np.full(3, np.nan), 10) == (None, None, None, 0, 3)


def test_all_at_once_have_a_median():
    found = convergence_time(np.full(4, 7.0), 10)
    assert (found.median, found.converged, found.runs) == (7, 4, 4)


@pytest.mark.parametrize("runs", [1, 2, 5, 6])
def test_a_median_has_an_interval_where_so_many_runs_can_hold_it(runs):
    """Earliest to latest holds the median but where all lie on one side of it: 1 − 2·2⁻ⁿ."""
    found = convergence_time(np.arange(3.0, 3.0 + runs), 40)
    enough = 1 - 2 * 0.5**runs >= 0.95
    assert (found.low, found.high) == ((3, 2 + runs) if enough else (None, None))
    assert found.median == np.arange(3, 3 + runs)[(runs - 1) // 2]


def test_estimates_are_those_of_student():
    values = np.random.default_rng(4).normal(3, 2, 15)
    low, high = stats.t.interval(0.95, 14, values.mean(), stats.sem(values))
    assert estimate(values) == pytest.approx((values.mean(), low, high))
    with_gaps = np.concatenate([values, [np.nan, np.nan]])
    assert estimate(with_gaps) == pytest.approx((values.mean(), low, high))
    assert estimate(np.array([2.0]))[0] == 2
    assert all(map(math.isnan, estimate(np.array([2.0]))[1:]))
    assert all(map(math.isnan, estimate(np.array([np.nan]))))


def test_paired_differences_forget_what_both_share():
    rng = np.random.default_rng(6)
    shared, effect = rng.normal(0, 100, 12), rng.normal(1, 0.5, 12)
    found = paired_difference(shared + effect, shared)
    low, high = stats.t.interval(0.95, 11, effect.mean(), stats.sem(effect))
    assert found[:3] == pytest.approx((effect.mean(), low, high))
    assert found.decided
    assert found.replications_more == 0


@pytest.mark.parametrize("mean", [0.07, 0.1, 0.3])
def test_replications_more_are_just_enough(mean):
    """With so many more of the same mean and deviation the interval leaves out 0; with one less not."""
    noise = np.random.default_rng(8).normal(0, 1, 10)
    differences = mean + (noise - noise.mean()) / noise.std(ddof=1)
    found = paired_difference(differences, np.zeros(10))
    assert not found.decided
    total = 10 + found.replications_more
    assert half_width(1, total) < mean <= half_width(1, total - 1)


def test_differences_that_no_number_of_replications_settles():
    balanced = paired_difference(np.array([1.0, -1.0]), np.zeros(2))
    assert (balanced.decided, balanced.replications_more) == (False, None)
    same = paired_difference(np.full(3, 0.3), np.full(3, 0.3))
    assert (same.mean, same.decided, same.replications_more) == (0, False, 0)
    tiny = paired_difference(np.array([1.01, -0.99]), np.zeros(2))
    assert (tiny.decided, tiny.replications_more) == (False, None)  # it would take 80,000
    alone = paired_difference(np.array([1.0]), np.array([0.5]))
    assert (alone.decided, alone.replications_more) == (False, None)
