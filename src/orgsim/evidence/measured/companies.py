"""Trial 9: companies of soldiers, who are led, and fare, differently from company to company."""

import numpy as np

from orgsim.config.before import AT_REST
from orgsim.config.models import Config, OrganisationConfig
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.rest import expected_weeks
from orgsim.evidence.measured.statistics import correlation, icc
from orgsim.evidence.measured.survey import Question, observed
from orgsim.evidence.people import People, observe, setting_of
from orgsim.evidence.trials import untouched
from orgsim.model.random import run_key
from orgsim.organisation import Organisation
from orgsim.organisation.hierarchy import tree_from_spans
from orgsim.organisation.ties import draw_ties
from orgsim.organise import DrawnOrganisation
from orgsim.parameter_sets import with_one_set

COMPANIES = 30
COMMANDERS = 2
"""Level of those who command a company, below the top and those who command several."""

A_COMMAND = 6
"""Companies under one commander above."""

WITHIN = (4, 3, 5)
"""Spans in a company: platoons, squads of each, people of a squad; 77 with those who lead them, where
Bliese & Halverson (1996) had 75 on average."""

NAMES = ("leadership_icc", "wellbeing_icc", "leadership_wellbeing")


def measure_companies(
    config: Config, replication: int, companies: int = COMPANIES
) -> dict[str, float]:
    """What a survey of so many companies at rest says, by the names of trial 9's parts.

    An organisation of its own, whatever the config's: people, levers, parameters and ties a person
    are the config's; groups, whom another organisation may not have, are left out.
    """
    return differences(*survey(config, replication, companies))


def survey(config: Config, replication: int, companies: int) -> tuple[People, np.ndarray]:
    """Everybody at rest, and the number of each one's company (people,), −1 above them."""
    config = untouched(with_one_set(config), AT_REST).model_copy(update={"groups": ()})
    seed, key = config.run.seed, run_key(config.run.seed, replication)
    organisation = army(config.organisation, companies, key)
    drawn = DrawnOrganisation(organisation, key)
    ensemble = Ensemble.of(config, seed, replication, drawn)
    setting = setting_of(config, organisation, key, key)
    return observe(ensemble, setting, 0), company_of(organisation)


def army(like: OrganisationConfig, companies: int, key: np.uint64) -> Organisation:
    """So many companies below commanders of some and a top, with ties as `like` has them."""
    commands = -(-companies // A_COMMAND)
    of_commands = np.bincount(np.arange(companies) // A_COMMAND)
    below = [np.full(companies * int(np.prod(WITHIN[:n])), WITHIN[n]) for n in range(len(WITHIN))]
    last = np.zeros(companies * int(np.prod(WITHIN)), int)
    tree = tree_from_spans(np.concatenate([[commands], of_commands, *below, last]))
    start, to = draw_ties(
        tree, like.ties_per_person, like.share_within_unit, like.share_across_levels, key
    )
    return Organisation(*tree, start, to, np.ones(len(to), np.float32))


def company_of(organisation: Organisation) -> np.ndarray:
    """Number of the company of each position, (people,); −1 of those above all companies."""
    commands = organisation.level == COMMANDERS
    company = np.where(commands, np.cumsum(commands) - 1, -1)
    for i in np.flatnonzero(organisation.level > COMMANDERS):
        company[i] = company[organisation.superior[i]]
    return company


def differences(people: People, company: np.ndarray) -> dict[str, float]:
    """ICC(1) of leadership climate and of well-being over companies, and r of their means.

    Asked is everybody in a company but its commander. Leadership climate is the mean of two answers,
    standardised: trust in the superior, and recognition by the superior. Well-being is engagement
    as answered. Errors are those of `orgsim.evidence.measured.survey`.
    """
    asked = np.flatnonzero((company >= 0) & (people.setting.organisation.level > COMMANDERS))

    def answers(question: Question, true: np.ndarray) -> np.ndarray:
        return observed(true[asked], question, people.week, asked, people.setting.key)

    climate = _standardised(answers(Question.TRUST, people.trust)) + _standardised(
        answers(Question.RECOGNITION, people.recognised)
    )
    wellbeing = answers(Question.ENGAGEMENT, people.engagement)
    unit = company[asked]
    size = np.bincount(unit)
    means = [np.bincount(unit, each) / size for each in (climate, wellbeing)]
    values = icc(climate, unit), icc(wellbeing, unit), correlation(*means)
    return dict(zip(NAMES, values, strict=True))


def _standardised(values: np.ndarray) -> np.ndarray:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)


def person_weeks(config: Config) -> int:
    """Person-weeks that it takes, as far as can be said beforehand."""
    a_company = 1 + sum(int(np.prod(WITHIN[: n + 1])) for n in range(len(WITHIN)))
    return COMPANIES * a_company * expected_weeks(config.run)
