"""Companies: who is in which, and what a survey of them says, on made-up answers."""

from dataclasses import replace

import numpy as np
import pytest
from fact_worlds import KEY, ONE_THEME, people

from orgsim.config.files import build
from orgsim.config.models import Config
from orgsim.evidence.field_measures import measure_trials
from orgsim.evidence.measured.companies import (
    NAMES,
    army,
    company_of,
    differences,
    measure_companies,
)
from orgsim.evidence.measured.statistics import icc
from orgsim.evidence.measured.survey import RELIABILITY, Question, observed
from orgsim.evidence.people import setting_of
from orgsim.model.parameters import GroupRow

FEW = 6


def of_companies(companies):
    config = Config.model_validate(dict(ONE_THEME))
    organisation = army(config.organisation, companies, KEY)
    return setting_of(config, organisation, KEY, KEY), company_of(organisation)


def naive_icc(values, unit):
    """ICC(1) of Bliese (2000), unit by unit: (MSB − MSW)/(MSB + (k − 1)·MSW)."""
    groups = [values[unit == number] for number in sorted(set(unit.tolist()))]
    people, units = len(values), len(groups)
    between = sum(len(g) * (g.mean() - values.mean()) ** 2 for g in groups) / (units - 1)
    within = sum(((g - g.mean()) ** 2).sum() for g in groups) / (people - units)
    size = (people - sum(len(g) ** 2 for g in groups) / people) / (units - 1)
    return (between - within) / (between + (size - 1) * within)


def test_the_icc_is_the_naive_one():
    rng = np.random.default_rng(4)
    unit = np.repeat(np.arange(7), rng.integers(2, 9, 7))
    values = 0.5 * rng.normal(size=7)[unit] + rng.normal(size=len(unit))
    assert icc(values, unit) == pytest.approx(naive_icc(values, unit), rel=1e-12)
    assert np.isnan(icc(values, np.zeros(len(unit), int)))


def test_a_company_is_the_branch_of_its_commander():
    setting, company = of_companies(8)
    organisation = setting.organisation
    assert organisation.people == 1 + 2 + 8 * 77
    assert np.bincount(company[company >= 0]).tolist() == [77] * 8
    for i in range(1, organisation.people):
        above = company[organisation.superior[i]]
        assert (above == company[i]) if organisation.level[i] > 2 else above == -1
    assert organisation.span[organisation.level == 1].tolist() == [6, 2]


def test_what_differs_between_companies_is_found_but_for_errors():
    """Trust and engagement of variance share ρ between companies: answers have the share R·ρ of it.

    Nobody is recognised more than others, so that climate is trust; the companies' effects are the same
    of both, so that means go together.
    """
    setting, company = of_companies(120)
    rng = np.random.default_rng(9)
    effect = np.where(company >= 0, rng.normal(size=120)[company], 0.0)
    count = setting.organisation.people

    def varied(between):
        return 0.5 + np.sqrt(between) * effect + np.sqrt(1 - between) * rng.normal(size=count)

    trust, engagement = varied(0.3), varied(0.15)
    seen = people(setting, trust=trust, engagement=np.full(count, 0.5))
    assert np.isnan(differences(seen, company)["leadership_wellbeing"])
    found = differences(_unrecognised(setting, trust, engagement), company)
    assert found["leadership_icc"] == pytest.approx(RELIABILITY * 0.3, abs=0.05)
    assert found["wellbeing_icc"] == pytest.approx(RELIABILITY * 0.15, abs=0.03)
    # reliability of means of 76: ICC(2) = k·ICC/(1 + (k − 1)·ICC), .96 and .91
    assert found["leadership_wellbeing"] == pytest.approx(np.sqrt(0.96 * 0.91), abs=0.03)


def _unrecognised(setting, trust, engagement):
    levers = setting.levers.copy()
    levers[:, GroupRow["recognition"]] = 0.0
    return people(replace(setting, levers=levers), trust=trust, engagement=engagement)


def test_climate_is_made_of_trust_and_of_recognition():
    setting, company = of_companies(FEW)
    organisation, rng = setting.organisation, np.random.default_rng(2)
    engagement = np.where(company >= 0, 0.2 + 0.1 * company, 0.5)
    seen = people(setting, trust=rng.uniform(size=organisation.people), engagement=engagement)
    recognised = seen.contact[organisation.superior] * setting.lever("recognition")
    asked = [i for i in range(organisation.people) if organisation.level[i] > 2]
    answers = [
        observed(true[asked], question, seen.week, np.array(asked), KEY)
        for true, question in ((seen.trust, Question.TRUST), (recognised, Question.RECOGNITION))
    ]
    climate = sum((each - each.mean()) / each.std() for each in answers)
    found = differences(seen, company)
    assert found["leadership_icc"] == pytest.approx(naive_icc(climate, company[asked]), rel=1e-9)
    assert seen.recognised[0] == 0


def test_companies_are_measured_whatever_the_organisation_of_the_config():
    tables = {
        "organisation": {"people": 3},
        "run": {"most_rest_weeks": 13},
        "groups": [{"who": "level:1", "levers": {"red_tape": 0.2}}],
    }
    found = measure_companies(build(tables).base, 0, FEW)
    assert tuple(found) == NAMES
    assert all(np.isfinite(value) for value in found.values())


def test_the_trial_is_measured_only_where_it_is_wanted():
    tables = {"organisation": {"people": 20}, "run": {"most_rest_weeks": 13}}
    without = measure_trials(build(tables).base, 0, without={9})
    assert np.isnan(without["leadership_icc"])
    assert np.isfinite(without["words"])
