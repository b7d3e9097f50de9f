"""Field trials measured: the value of every part in one replication.

Everything is a difference between arms that see the same draws, or is read from the arm to which nothing
is done.
"""

from collections.abc import Callable

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.rest import expected_weeks
from orgsim.evidence.field_arms import BAD, GOOD, Arm, arms, bundle
from orgsim.evidence.field_run import Course, TrialStart, follow, groups_of, rest
from orgsim.evidence.field_trials import FIELD_PARTS
from orgsim.evidence.people import People
from orgsim.evidence.training import Look, in_use

WEEKS = 104
BUNDLE_WEEKS = 52
PROGRAMME, AFTERWARDS = 39, 78
"""Weeks of Friebel et al.'s programme, and until which its people were followed."""

LOOKS = 2 * AFTERWARDS + 8
"""How often everybody is looked at, in all arms together."""

PULSES = 16
LAGS = (1, 4, 8, 15)
RELIABILITY = 0.86
"""Of a weekly answer of banddat."""

TRAINED = (12, 38, 64)
TENTH = 0.1
LEAST_LEADERS = 10
RATES = (0.0, 0.01, 0.03)
"""Rates of training that are tried for the bundle, a week; between them G is interpolated."""

BUNDLE_AT = (0.25, 0.30)
"""G of the bundle after 26 and 52 weeks: 23 → 42 → 46 % of Huis et al. (2013), on the way to all."""


def measure_trials(config: Config, replication: int) -> dict[str, float]:
    """Value of every part by its name (see FIELD_PARTS), NaN where there is none.

    The config's seed and `replication` give the draws; its interventions and shocks are left out.
    """
    rested = rest(config, replication)
    if not groups_of(rested.drawn.organisation)["led"].any():
        return dict.fromkeys(FIELD_PARTS, np.nan)
    course = follow(rested, arms(config), WEEKS, _looks)

    def on_top(course: Course, week: int) -> float:
        return course.closed("led", "with_leaders", week, "bundle")

    fitted = _fitted_bundle(rested)
    values = {
        **_rest(course),
        **_examples(course),
        "leaders_on_top": on_top(fitted, 26) if fitted else np.nan,
        "leaders_on_top_year": on_top(fitted, 52) if fitted else np.nan,
        **_words_and_deeds(course),
        **_time_for_people(course),
        **_pulses(course),
        **_training(course),
        "load": course.difference("practice", "employees", "last_hour", 4, "first_hour"),
        **_by_leader(course.people["control", 0]),
        **_programmes(course),
    }
    return {name: float(values[name]) for name in FIELD_PARTS}


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
    """above / below; NaN where there is nothing to divide by."""
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
    led = course.groups["led"]

    def mean(arm: str, quantity: str, first: int, last: int) -> float:
        weeks = range(first, last)
        return float(np.mean([getattr(course.people[arm, w], quantity)[led].mean() for w in weeks]))

    def change(quantity: str, first: int, last: int) -> float:
        helped, control = (
            mean(arm, quantity, first, last) for arm in ("time_for_people", "control")
        )
        return _ratio(helped, control) - 1

    return {
        "quits_meanwhile": change("hazard", 0, PROGRAMME),
        "quits_afterwards": change("hazard", PROGRAMME, AFTERWARDS),
        "performance_meanwhile": mean("time_for_people", "performance", 0, PROGRAMME)
        - mean("control", "performance", 0, PROGRAMME),
    }


def _pulses(course: Course) -> dict[str, float]:
    """Trial 8: correlation of answers over people, so many weeks apart, mean over the weeks there are.

    Errors of answers of a week are independent of those of others: r = reliability · r of engagement.
    """
    stayed = ~course.left["control", PULSES - 1] & ~course.setting.leads
    weeks = np.stack([course.people["control", w].engagement[stayed] for w in range(PULSES)])
    if weeks.shape[1] < 3 or not (weeks.std(axis=1) > 0).all():
        return {f"engagement_lag_{lag}": np.nan for lag in LAGS}
    r = np.corrcoef(weeks)
    return {f"engagement_lag_{lag}": RELIABILITY * np.diagonal(r, lag).mean() for lag in LAGS}


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


def _by_leader(people: People) -> dict[str, float]:
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


def _fitted_bundle(rested: TrialStart) -> Course | None:
    """Trial 3: a bundle that closes what Huis et al.'s did, alone and with leaders; None if none does.

    Rates of training are fitted first, those of weeks 1 to 26 and then of weeks 27 to 52.
    """
    early = _rate_for(rested, 26, lambda rate: bundle(rate, 0.0))
    if early is None:
        return None
    late = _rate_for(rested, 52, lambda rate: bundle(early, rate))
    if late is None:
        return None
    tried = {"bundle": bundle(early, late), "with_leaders": bundle(early, late, leaders=True)}
    return follow(rested, tried, BUNDLE_WEEKS)


def _rate_for(rested: TrialStart, week: int, made: Callable[[float], Arm]) -> float | None:
    """The rate of training at which the bundle closes what it should by a week, None without one."""
    tried = {"control": Arm(), **{f"rate_{rate}": made(rate) for rate in RATES}}
    course = follow(rested, tried, week)
    closed = [course.closed("led", f"rate_{rate}", week) for rate in RATES]
    wanted = BUNDLE_AT[week > 26]
    if not closed[0] <= wanted <= closed[-1]:
        return RATES[0] if wanted < closed[0] else None
    return float(np.interp(wanted, closed, RATES))


def person_weeks(config: Config, people: int) -> int:
    """Person-weeks that the trials of a replication take, as far as can be said beforehand."""
    fits = (1 + len(RATES)) * (BUNDLE_WEEKS // 2 + BUNDLE_WEEKS)
    rest = expected_weeks(config.run)
    return people * (rest + len(arms(config)) * WEEKS + fits + 2 * BUNDLE_WEEKS)
