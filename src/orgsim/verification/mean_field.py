"""The large, dense and slow limit: one typical employee and one top follow differential equations.

Many employees report to one top; all of them are tied to all others; everybody starts the same. If all
rates are multiplied by a small ε, a unit of time is 1/ε weeks, and two things average out: the
random draws of meetings and slurs over the weeks of that unit, and what random variation is left over
the people of the dense graph. What remains is

    dx/dt = c·F(x, met = 1) + (1 − c)·F(x, met = 0),

F being the change of a person's states in a week, c the chance to meet. F is made of the formulas of
orgsim.model.processes, but for the sums that hold a state in [0, 1] (odd.md 7.3 to 7.10), and solved by
scipy. The simulation differs from them by order ε: a week
is one step of Euler's method, and states that fluctuate by √ε about their mean bend the mean by ε.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from orgsim.model.filled_formulas import formulas_with

STATES = ("message", "practice", "habit", "trust", "engagement", "modelling", "skill")
STATED = 0.85
VALUES = 0.2
"""What everybody has always stood for."""

START = MappingProxyType(
    {
        "message": 0.5,
        "practice": 0.3,
        "habit": 0.25,
        "trust": 0.6,
        "engagement": 0.4,
        "modelling": 0.2,
        "skill": 0.5,
    }
)
TOP = MappingProxyType(
    START | {"message": STATED, "practice": 0.45, "habit": 0.45, "engagement": 0.7}
)
TRAITS = MappingProxyType(
    {"resistance": 0.3, "disposition": 0.2, "aptitude": 0.45, "integrity": 0.15}
)
TIME = 6.0
EVERY = 0.5
"""How long it is followed, and how often it is recorded, in units of time."""

RATES = MappingProxyType(
    {
        "message_uptake": 0.8,
        "practice_change": 0.9,
        "trust_gain": 0.5,
        "trust_loss": 0.9,
        "trust_fading": 0.3,
        "engagement_change": 0.6,
        "peer_contagion": 0.2,
        "leader_contagion": 0.2,
        "voice_effect": 0.9,
        "effort_return": 0.3,
        "development_effect": 0.3,
        "mentoring_effect": 0.2,
        "skill_fading": 0.3,
        "habit_change": 0.5,
        "habit_return": 0.2,
        "mentoring_uptake": 0.2,
        "message_fading": 0.3,
    }
)
RATE_LEVERS = MappingProxyType({"broadcast": 0.1, "training": 0.1, "workshops": 0.15})
SIZES = MappingProxyType(
    {
        "exit_base": 0.0,
        "slur": 0.2,
        "slant_size": 0.0,
        "habit_support": 0.6,
        "clarity_tolerance": 0.6,
        "trust_propensity": 0.2,
        "effort_effect": 0.9,
        "busyness_cost": 0.7,
    }
)
LEVERS = MappingProxyType(
    {"time_constraint": 0.5, "goal_difficulty": 0.6, "feedback": 0.8, "mentoring": 0.3}
)
HOURS = 4.0
"""Hours a week that the top would have for each employee."""

THINNING = 0.6
"""distance_thinning of all employees together: for each of them it is this over their number."""


def parameters_at(epsilon: float) -> dict[str, float]:
    """Parameters that differ from their defaults, with all rates multiplied by ε and no turnover."""
    return {name: rate * epsilon for name, rate in RATES.items()} | SIZES


def levers_at(epsilon: float) -> dict[str, float]:
    """Levers that differ from their defaults, with their rates multiplied by ε."""
    return {name: rate * epsilon for name, rate in RATE_LEVERS.items()} | LEVERS


def change(f, p, lever, me, above, met, seen, has_ties, leads, voice_now) -> np.ndarray:
    """Change of a person's states in a unit of time, in the order of STATES (odd.md 7.3 to 7.10).

    f are the formulas with the numbers p and lever.
    """
    busy = f.busyness(leads)
    practice, skill = me["practice"], me["skill"]
    direct = f.told_to_all()
    from_leader = p["message_uptake"] * met * f.half_at_least(lever["transparency"])
    message = from_leader * (above["message"] - me["message"]) + direct * (STATED - me["message"])
    if not leads:
        message += p["message_fading"] * (me["habit"] - me["message"])
    clear = f.clarity(abs(STATED - me["message"]))

    deed = above["practice"]
    pull = f.pull_of_deed(seen, deed, practice)
    social = f.social_practice(practice, deed, pull, f.conforming(practice), has_ties)
    stubborn = f.stubbornness(TRAITS["resistance"])
    by_itself = (1 - stubborn) * social + stubborn * me["habit"]
    own = f.effort(me["modelling"], busy)
    control = own if leads else own * f.belief(me["trust"])
    practice_change = f.adoption(me["engagement"]) * (
        control * me["message"] + (1 - control) * by_itself - practice
    )
    habit = (
        f.formation(seen, deed) * (practice - me["habit"])
        + p["habit_return"] * (VALUES - me["habit"])
        + lever["workshops"] * (me["message"] - me["habit"])
        + p["training_habit"] * lever["training"] * (STATED - me["habit"])
    )

    gap = abs(above["message"] - above["practice"])
    trust = 0.0
    if not leads:
        found = f.seen_evidence(f.evidence(gap), TRAITS["disposition"])
        trust = f.trust_next(me["trust"], found, seen) - me["trust"]

    learnt = f.learning(skill)
    misfit, progress = abs(STATED - me["habit"]), f.progress(f.reach(skill), clear)
    given = f.resources(me["trust"], met, f.growth(learnt), misfit, clear, progress)
    asked = f.demands(busy, seen, gap, f.overreach(skill), f.criticism(voice_now))
    target = f.engagement_target(given, asked, TRAITS["disposition"])
    engaged = me["engagement"]  # the mood of all others, too
    engagement = f.engagement_next(engaged, target, engaged, above["engagement"], met)
    base = f.effort_base(leads, TRAITS["integrity"])
    base = f.called_forth(base, me["trust"], seen, above["modelling"])
    modelling = p["voice_effect"] * lever["feedback"] * voice_now * (1 - me["modelling"])
    modelling += p["effort_return"] * (base - me["modelling"])
    skill_change = learnt - p["skill_fading"] * (skill - TRAITS["aptitude"])
    return np.array(
        [
            message,
            practice_change,
            habit,
            trust,
            engagement - engaged,
            modelling,
            skill_change,
        ]
    )


def times() -> np.ndarray:
    """Recorded times: 0, ½, 1 and so on, (times,)."""
    return np.arange(0, TIME + EVERY / 2, EVERY)


def solution(p: Mapping[str, float], lever: Mapping[str, float]) -> np.ndarray:
    """States of the typical employee at `times`, (times, states), from numbers at ε = 1.

    Relative weights add up to 1; the chance to meet is that of HOURS for each employee, what is seen at
    a distance that of THINNING for all.
    """
    from scipy.integrate import solve_ivp

    f = formulas_with({**p, **lever, "hours": HOURS, "distance_thinning": THINNING})
    at_distance = f.visibility(0.0, f.seen_at_distance(1.0))

    def flow(_, x):
        me, top = dict(zip(STATES, x[:7], strict=True)), dict(zip(STATES, x[7:], strict=True))
        c = f.contact(f.hours_for_people(top["engagement"]))
        here = change(f, p, lever, me, top, 1.0, 1.0, True, False, 0.0)
        away = change(f, p, lever, me, top, 0.0, at_distance, True, False, 0.0)
        voiced = lever["transparency"] * f.voice(me["trust"], abs(me["message"] - me["practice"]))
        above = change(f, p, lever, top, top, 0.0, 0.0, False, True, voiced)
        return np.concatenate([c * here + (1 - c) * away, above])

    start = [START[name] for name in STATES] + [TOP[name] for name in STATES]
    return solve_ivp(flow, (0, TIME), start, t_eval=times(), rtol=1e-9, atol=1e-11).y[:7].T
