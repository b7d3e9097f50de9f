"""Measure: the value of every part of every fact, in one replication."""

from orgsim.config.models import Config
from orgsim.evidence.facts import PARTS
from orgsim.evidence.lanes import Lanes
from orgsim.evidence.measured.attitudes import attitudes
from orgsim.evidence.measured.contagion import turnover_contagion
from orgsim.evidence.measured.feedback_trials import feedback
from orgsim.evidence.measured.management import management
from orgsim.evidence.measured.minority import committed_minority
from orgsim.evidence.measured.purpose import purpose
from orgsim.evidence.measured.training import Look, support_transfer, training
from orgsim.evidence.measured.trickle import trickle_down
from orgsim.evidence.measured.trust_trials import GAIN_OR_LOSS_WEEKS, trust_asymmetry
from orgsim.evidence.measured.units import (
    engaged_managers,
    engagement_icc,
    manager_share,
    unit_engagement_turnover,
)
from orgsim.evidence.replication import HALF_YEAR, PANEL_WEEKS, YEAR, Seen, replicate
from orgsim.evidence.trials import END, FEEDBACK_SEEN, START, SURVEY, TRAINED, Trial

UNTOUCHED = Trial.UNTOUCHED


def measure(config: Config, replication: int, lanes: Lanes | None = None) -> dict[str, float]:
    """Value of every part by its name (see PARTS), NaN where there is none, e.g. in a flat organisation.

    The config's seed and `replication` give the draws, its organisation, people, levers, groups,
    parameters, mechanisms and themes hold; its interventions and shocks are left out. `lanes` are those
    of the config, where another replication has them already. Threads are used as they are set.
    """
    lanes = lanes or Lanes(config)
    seen = replicate(lanes, replication)
    values = {
        **_survey(seen),
        **_trials(seen),
        **purpose(seen.performance, seen.setting.organisation.levels),
        "committed_minority": committed_minority(lanes.minority, config.run.seed, replication),
    }
    return {name: values[name] for name in PARTS}


def _survey(seen: Seen) -> dict[str, float]:
    """What is found in the untouched run."""
    people = seen.survey()
    within_a_year = seen.has_left(SURVEY + 1, END, UNTOUCHED)
    year_before = seen.people[UNTOUCHED, START - 1], seen.has_left(START, SURVEY, UNTOUCHED)
    panels = [
        (seen.people[UNTOUCHED, week], seen.has_left(week + 1, week + PANEL_WEEKS, UNTOUCHED))
        for week in range(START - 1, END, PANEL_WEEKS)
    ]
    return {
        **attitudes(people, within_a_year),
        "unit_engagement_turnover": unit_engagement_turnover(
            [year_before, (people, within_a_year)]
        ),
        "engagement_icc": engagement_icc(people),
        "manager_share": manager_share(people),
        **engaged_managers(people),
        "turnover_contagion": turnover_contagion(panels),
        **management(people),
    }


def _trials(seen: Seen) -> dict[str, float]:
    """What is found by comparing runs."""
    at_once, half_year, one_year = (_look(seen, week) for week in (TRAINED, HALF_YEAR, YEAR))
    tested = START - 1 + GAIN_OR_LOSS_WEEKS
    integrity, hypocrisy = (
        seen.people[Trial.INTEGRITY, tested],
        seen.people[Trial.HYPOCRISY, tested],
    )
    return {
        **training(at_once, half_year, one_year),
        "support_transfer": support_transfer(half_year),
        **trickle_down(
            seen.people[Trial.MODELLING, SURVEY], seen.people[Trial.BLOCKED, SURVEY], seen.survey()
        ),
        **feedback(
            seen.people[Trial.FEEDBACK, FEEDBACK_SEEN],
            seen.people[UNTOUCHED, FEEDBACK_SEEN],
            ~seen.has_left(START, FEEDBACK_SEEN, UNTOUCHED, Trial.FEEDBACK),
        ),
        "trust_asymmetry": trust_asymmetry(
            integrity, hypocrisy, ~seen.has_left(START, tested, Trial.INTEGRITY, Trial.HYPOCRISY)
        ),
    }


def _look(seen: Seen, week: int) -> Look:
    """The trained and the untouched run in a week, and who stayed in both since training began."""
    return Look(
        seen.people[Trial.TRAINED, week],
        seen.people[UNTOUCHED, week],
        ~seen.has_left(START, week, UNTOUCHED, Trial.TRAINED),
    )
