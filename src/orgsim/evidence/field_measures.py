"""Field trials measured: the value of every part in one replication.

Everything is a difference between arms that see the same draws, or is read from the arm to which nothing
is done.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.rest import expected_weeks
from orgsim.evidence.field_arms import BAD, GOOD, arms
from orgsim.evidence.field_run import Course, follow, groups_of, rest
from orgsim.evidence.field_trials import FIELD_PARTS, FIELD_TRIALS
from orgsim.evidence.fitted_bundle import FITTING_WEEKS, fitted_bundle
from orgsim.evidence.measured import companies
from orgsim.evidence.measured.companies import measure_companies
from orgsim.evidence.measured.training import Look, in_use
from orgsim.evidence.people import People

WEEKS = 104
PROGRAMME, AFTERWARDS = 39, 78
"""Weeks of Friebel et al.'s programme, and until which its people were followed."""

LOOKS = 2 * AFTERWARDS + 8
"""Number of observations of everybody, over all arms."""

PULSES = 16
LAGS = (1, 4, 8, 15)
RELIABILITY = 0.86
"""Of a weekly answer of banddat."""

COMPANIES_TRIAL = 9
"""The trial that needs an organisation of its own."""

TRAINED = (12, 38, 64)
TENTH = 0.1
LEAST_LEADERS = 10


class TrialRuns(NamedTuple):
    """What became of all arms of a replication.

    course  of all trials that begin at rest in the config's organisation, but of the fitted bundle
    fitted  of the bundle alone and with leaders beside its control; None where no bundle does enough
    """

    course: Course
    fitted: Course | None


def measure_trials(
    config: Config, replication: int, without: Collection[int] = ()
) -> dict[str, float]:
    """Value of every part by its name (see FIELD_PARTS), NaN where there is none.

    The config's seed and `replication` give the draws; its interventions and shocks are left out.
    Trials whose numbers are in `without` are not measured where that saves something: 9 does.
    """
    runs = run_trials(config, replication)
    if runs is None:
        return dict.fromkeys(FIELD_PARTS, np.nan)
    if COMPANIES_TRIAL in without:
        companies = {part.name: np.nan for part in FIELD_TRIALS[COMPANIES_TRIAL - 1].parts}
    else:
        companies = measure_companies(config, replication)
    values = measured(runs) | companies
    return {name: values[name] for name in FIELD_PARTS}


def run_trials(config: Config, replication: int) -> TrialRuns | None:
    """Follow all arms in the config's organisation; None where it has no line leaders."""
    rested = rest(config, replication)
    if not groups_of(rested.drawn.organisation)["led"].any():
        return None
    return TrialRuns(follow(rested, arms(config), WEEKS, _looks), fitted_bundle(rested))


def measured(runs: TrialRuns) -> dict[str, float]:
    """Value of every part but those of trial 9, which has an organisation of its own."""
    course, fitted = runs

    def on_top(week: int) -> float:
        return fitted.closed("led", "with_leaders", week, "bundle") if fitted else np.nan

    values = {
        **_rest(course),
        **_examples(course),
        "leaders_on_top": on_top(26),
        "leaders_on_top_year": on_top(52),
        **_words_and_deeds(course),
        **_time_for_people(course),
        **_pulses(course),
        **_training(course),
        "load": course.difference("practice", "employees", "last_hour", 4, "first_hour"),
        **by_leader(course.people["control", 0]),
        **_programmes(course),
    }
    return {name: float(value) for name, value in values.items()}


def _looks(arm: str, week: int) -> bool:
    """Whose people are needed one by one."""
    if arm == "control":
        return week <= AFTERWARDS
    if arm == "time_for_people":
        return week < AFTERWARDS
    return (arm == "training" and week in TRAINED) or (
        arm in ("rounds", "development") and week in (12, 26)
    )


def _ratio(above: float, below: float) -> float:
    """above / below; NaN if the divisor is 0."""
    return above / below if below > 0 else np.nan


def _rest(course: Course) -> dict[str, float]:
    """Trial 1: change in a year of an organisation to which nothing is done."""

    def change(quantity: str) -> float:
        first, last = (course.mean(quantity, "everybody", "control", week) for week in (0, WEEKS))
        return (last - first) * 52 / WEEKS

    return {f"drift_{name}": change(name) for name in ("gap", "engagement", "trust", "effort")}


def _examples(course: Course) -> dict[str, float]:
    """Trials 2 and 18: what a good and a bad senior do to juniors in four weeks.

    All seniors are held at 94 and at 20 %, and everybody meets them every week. How strongly an example
    pulls is the change of juniors by the distance of the example from what seniors did before.
    """
    own, good, bad = (
        course.mean("practice", "employees", f"{name}_seniors", 4)
        for name in ("own", "good", "bad")
    )
    seniors = course.mean("practice", "leaders", "own_seniors", 0)
    pull_of_bad = _ratio(own - bad, seniors - BAD)
    return {
        "juniors_follow": (good - bad) / (GOOD - BAD),
        "bad_example": _ratio(pull_of_bad, _ratio(good - own, GOOD - seniors)),
    }


def _words_and_deeds(course: Course) -> dict[str, float]:
    """Trials 4, 5, 6, 10 and 13."""

    def closed(arm: str, week: int, group: str = "everybody") -> float:
        return course.closed(group, arm, week)

    attention, deeds = closed("attention", 8, "led"), closed("deeds", 26, "led")
    words = closed("words", 26)
    return {
        "attention": attention,
        "attention_kept": _ratio(closed("attention", 30, "led"), attention),
        "printed_matter": course.difference("practice", "everybody", "words", 26),
        "opinion_leaders": course.difference("practice", "others", "opinion_leaders", 26),
        "campaign_kept": _ratio(closed("course", 104), closed("course", 52)),
        "campaign_with_heads_kept": _ratio(
            closed("course_and_leaders", 104), closed("course_and_leaders", 52)
        ),
        "words": words,
        "words_kept": _ratio(closed("words", 52), words),
        "deeds": deeds,
        "deeds_kept": _ratio(closed("deeds", 52, "led"), deeds),
        "words_by_deeds": _ratio(words, deeds),
        "words_for_a_year": closed("words_for_a_year", 52),
    }


def _time_for_people(course: Course) -> dict[str, float]:
    """Trial 7, by the chance of leaving: quits themselves would have to be counted for longer."""
    helped, control = (led_by_week(course, arm, "hazard") for arm in ("time_for_people", "control"))
    done, undone = (
        led_by_week(course, arm, "performance")[:PROGRAMME].mean()
        for arm in ("time_for_people", "control")
    )

    def change(first: int, last: int) -> float:
        return _ratio(helped[first:last].mean(), control[first:last].mean()) - 1

    return {
        "quits_meanwhile": change(0, PROGRAMME),
        "quits_afterwards": change(PROGRAMME, AFTERWARDS),
        "performance_meanwhile": done - undone,
    }


def led_by_week(course: Course, arm: str, quantity: str) -> np.ndarray:
    """Mean of a quantity over line leaders' people in an arm of trial 7, (AFTERWARDS,)."""
    led = course.groups["led"]
    weeks = range(AFTERWARDS)
    return np.array([getattr(course.people[arm, w], quantity)[led].mean() for w in weeks])


def _pulses(course: Course) -> dict[str, float]:
    """Trial 8: correlation over people of answers a number of weeks apart, averaged over all pairs."""
    answers = autocorrelations(course)
    return {f"engagement_lag_{lag}": answers[lag] for lag in LAGS}


def autocorrelations(course: Course) -> np.ndarray:
    """Autocorrelation of weekly answers of employees who stay, 0 … PULSES − 1 weeks apart.

    Errors of answers of a week are independent of those of others: r = reliability · r of engagement.
    """
    stayed = ~course.left["control", PULSES - 1] & ~course.setting.leads
    weeks = np.stack([course.people["control", w].engagement[stayed] for w in range(PULSES)])
    if weeks.shape[1] < 3 or not (weeks.std(axis=1) > 0).all():
        return np.full(PULSES, np.nan)
    r = np.corrcoef(weeks)
    return np.array([RELIABILITY * np.diagonal(r, lag).mean() for lag in range(PULSES)])


def _training(course: Course) -> dict[str, float]:
    """Trial 11: fact 8 once more, from rest."""
    looks = [
        Look(
            course.people["training", week],
            course.people["control", week],
            ~(course.left["training", week] | course.left["control", week]),
        )
        for week in TRAINED
    ]
    names = ("in_use_at_once", "in_use_half_year", "in_use_year")
    return {name: in_use(look, looks[0]) for name, look in zip(names, looks, strict=True)}


def by_leader(people: People) -> dict[str, float]:
    """Trials 14 and 15: people of the tenth of leaders who are trusted most and least.

    Assumed: a good leader is one whose people trust them.
    """
    of = people.setting
    led = of.led
    size = np.bincount(of.unit, minlength=len(of.leaders))
    trust = np.bincount(of.unit, people.trust[led], len(of.leaders)) / size
    if len(of.leaders) < LEAST_LEADERS:
        return {"leavers_by_leader": np.nan, "performance_by_leader": np.nan}
    number = max(1, round(TENTH * len(of.leaders)))
    order = np.argsort(trust, kind="stable")
    worst, best = (led[np.isin(of.unit, chosen)] for chosen in (order[:number], order[-number:]))
    return {
        "leavers_by_leader": _ratio(people.hazard[best].mean(), people.hazard[worst].mean()),
        "performance_by_leader": _ratio(
            people.performance[best].mean(), people.performance[worst].mean()
        )
        - 1,
    }


def _programmes(course: Course) -> dict[str, float]:
    """Trials 16 and 17: differences in standard deviations of the control arm."""

    def d(arm: str, quantity: str, group: np.ndarray, week: int) -> float:
        helped, control = (
            getattr(course.people[each, week], quantity)[group] for each in (arm, "control")
        )
        spread = control.std(ddof=1) if len(control) > 1 else 0.0
        return _ratio(helped.mean() - control.mean(), spread)

    groups = course.groups
    return {
        "rounds": d("rounds", "trust", groups["employees"], 12),
        "development_effort": d("development", "modelling", groups["leaders"], 26),
        "development_engagement": d("development", "engagement", ~groups["leaders"], 26),
    }


def person_weeks(config: Config, people: int) -> int:
    """Person-weeks that the trials of a replication take, as far as can be said beforehand."""
    rest = expected_weeks(config.run)
    here = people * (rest + len(arms(config)) * WEEKS + FITTING_WEEKS)
    return here + companies.person_weeks(config)
