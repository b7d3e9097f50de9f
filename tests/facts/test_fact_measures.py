"""Measures of surveys and units on made-up people: closed forms and plain loops."""

import numpy as np
import pytest
from fact_worlds import people, setting, star

from orgsim.evidence.measured.attitudes import attitudes
from orgsim.evidence.measured.survey import RELIABILITY
from orgsim.evidence.measured.units import (
    business_units,
    engaged_managers,
    engagement_icc,
    manager_share,
    unit_engagement_turnover,
)

MANY = star(40, 50)


@pytest.fixture
def rng():
    """Numbers of each test's own."""
    return np.random.default_rng(12)


def correlated(x: np.ndarray, r: float, rng: np.random.Generator) -> np.ndarray:
    """Numbers that correlate with x at r exactly."""
    z = rng.normal(size=len(x))
    one, other = ((v - v.mean()) / v.std() for v in (x, z - x * (x @ z) / (x @ x)))
    other -= one * (one @ other) / (one @ one)
    return r * one + np.sqrt(1 - r**2) * other / other.std()


def test_attitudes_correlate_as_they_do_but_for_errors(rng):
    """r observed = r true · reliability; with 2,041 people its error is about 0.02."""
    of = setting(MANY, parameters={"exit_misfit": 0.0, "commitment_trust": 0.0})
    trust = rng.normal(size=of.organisation.people - 1)
    engagement = correlated(trust, 0.6, rng)
    # close to one half, so that whatever curve intentions follow is a line
    trust, engagement = (np.append(0.5, 0.5 + 0.02 * x / x.std()) for x in (trust, engagement))
    left = engagement < 0.49
    found = attitudes(people(of, trust=trust, engagement=engagement, habit=trust, skill=0.1), left)
    for name, expected in {
        "integrity_attitudes": 0.6 * RELIABILITY,
        "trust_quitting": -0.6 * RELIABILITY,
        "trust_performance": 0.6 * RELIABILITY,
        "engagement_performance": RELIABILITY,
    }.items():
        assert found[name] == pytest.approx(expected, abs=0.06), name
    raw = np.corrcoef(engagement[1:], left[1:])[0, 1]
    fit = 1 - np.abs(1 - trust[1:])
    fits = np.corrcoef(fit, -engagement[1:])[0, 1], np.corrcoef(fit, left[1:])[0, 1]
    assert raw < 0
    assert found["fit_quitting"] == pytest.approx(fits[0] * RELIABILITY, abs=0.06)
    assert found["fit_turnover"] == pytest.approx(fits[1] * np.sqrt(RELIABILITY), abs=0.06)


def test_errors_lower_the_icc_by_what_they_add_within_units(rng):
    """Units differ with variance 0.04, people within with 0.16, answers with a quarter of both."""
    of = setting(MANY)
    unit = of.unit
    level = rng.normal(0, 0.2, len(of.leaders))
    engagement = np.concatenate([[0.5], level[unit] + rng.normal(0, 0.4, len(unit))])
    assert engagement_icc(people(of, engagement=engagement)) == pytest.approx(
        0.04 / (1.25 * 0.2), abs=0.06
    )


@pytest.mark.parametrize(("of_leader", "share"), [(0.2, 1.0), (0.0, 0.0), (0.1, 0.25)])
def test_managers_account_for_what_follows_from_their_states(of_leader, share, rng):
    """Units differ by of_leader·(leader's engagement) + rng, with the variance 0.04 in all."""
    # 8 reports of the top, 8 of each of them, and of these again, all units of one size
    of = setting([0, *np.repeat(np.arange(1 + 8 + 64 + 512), 8).tolist()])
    leaders, unit = of.leaders, of.unit
    own = rng.normal(size=len(leaders))
    of_errors = np.sqrt(max(0.0, 0.04 - of_leader**2))
    means = of_leader * own + of_errors * rng.normal(size=len(leaders))
    disposition = rng.normal(size=of.organisation.people)
    engagement = np.zeros(of.organisation.people)
    engagement[1:] = means[unit] + 0.05 * rng.normal(size=len(unit))
    engagement += 0.5 * (1 + disposition / (1 + np.abs(disposition)))
    practice = np.zeros(of.organisation.people)
    practice[leaders] = own
    found = manager_share(
        people(of, engagement=engagement, practice=practice, disposition=disposition)
    )
    assert found == pytest.approx(share, abs=0.1)


def test_business_units_are_the_smallest_branches_of_ten():
    """A head of 9 and a head of 12 below one leader, who is of neither; a branch of 3 is of none."""
    superior = [0, 0, 0, 1, 1, 2, 2, *[3] * 9, *[4] * 12]
    unit = business_units(setting(superior))
    assert set(unit.tolist()) == {-1, 0, 1}
    first, second = (np.flatnonzero(unit == number).tolist() for number in (0, 1))
    assert first == [3, *range(7, 16)]
    assert second == [4, *range(16, 28)]


def test_engagement_and_turnover_of_business_units(rng):
    """Who leaves follows from the unit alone, so all that lowers r is errors, averaged in units."""
    of = setting(star(40, 12))
    branch = business_units(of)
    share = rng.uniform(0, 1, 40)
    engagement = np.where(branch >= 0, 1 - share[branch], 0.5)
    left = np.zeros(of.organisation.people, bool)
    for number in range(40):
        members = np.flatnonzero(branch == number)
        left[members[: round(share[number] * len(members))]] = True
    found = unit_engagement_turnover([(people(of, engagement=engagement), left)])
    assert -1 < found < -0.95
    apart = people(of, week=52, engagement=1 - engagement)
    both = unit_engagement_turnover([(people(of, engagement=engagement), left), (apart, left)])
    assert abs(both) < 0.05


def test_shares_of_engaged_managers_and_others():
    of = setting(star(200, 5), parameters={"engaged_from": 0.6})
    leads = np.flatnonzero(of.leads[1:]) + 1
    engagement = np.full(of.organisation.people, 0.3)
    engagement[leads[:100]] = 0.9
    engagement[201:301] = 0.9
    found = engaged_managers(people(of, engagement=engagement))
    assert found["engaged_managers"] == pytest.approx(0.5, abs=0.05)
    assert found["engaged_others"] == pytest.approx(0.1, abs=0.05)
    assert found["managers_more_engaged"] == pytest.approx(
        found["engaged_managers"] - found["engaged_others"]
    )
