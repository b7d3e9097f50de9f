"""Facts 1, 2, 3 and 14: correlations in a survey of people."""

import numpy as np

from orgsim.evidence.measured.statistics import correlation
from orgsim.evidence.measured.survey import Question, observed
from orgsim.evidence.people import People


def answers(people: People, question: Question, true: np.ndarray) -> np.ndarray:
    """Answers of all with a superior, from true values (people,)."""
    who = people.setting.led
    return observed(true[who], question, people.week, who, people.setting.key)


def attitudes(people: People, left_within_a_year: np.ndarray) -> dict[str, float]:
    """Correlations in a survey of all with a superior.

    Perceived integrity is trust, engagement stands for attitudes (Davis & Rothstein 2006); the
    intention to quit is what a person's engagement and misfit add to the hazard of leaving (Dirks &
    Ferrin 2002); fit is 1 − misfit of habits with what is stated (Kristof-Brown et al. 2005: person
    and organisation); performance is commitment·min(difficulty, skill), as rated by the superior.
    Whether somebody left, `left_within_a_year` (people,), is known without error. Assumed: reliability
    of survey.RELIABILITY, also of ratings; errors of different answers do not correlate.
    """
    trust = answers(people, Question.TRUST, people.trust)
    engagement = answers(people, Question.ENGAGEMENT, people.engagement)
    quitting = answers(people, Question.QUITTING, people.quitting)
    performance = answers(people, Question.PERFORMANCE, people.performance)
    fit = answers(people, Question.FIT, 1 - people.misfit)
    left = left_within_a_year[people.setting.led].astype(float)
    return {
        "integrity_attitudes": correlation(trust, engagement),
        "trust_quitting": correlation(trust, quitting),
        "trust_performance": correlation(trust, performance),
        "engagement_performance": correlation(engagement, performance),
        "fit_quitting": correlation(fit, quitting),
        "fit_turnover": correlation(fit, left),
    }
