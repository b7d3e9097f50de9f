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

from orgsim.model.processes.arithmetic import half_at_least
from orgsim.model.processes.attention import (
    contact,
    hours_for_people,
    seen_at_distance,
    visibility,
)
from orgsim.model.processes.communication import clarity, told_to_all
from orgsim.model.processes.engagement import engagement_next, engagement_target, overreach
from orgsim.model.processes.feedback import called_forth, criticism, effort_base, voice
from orgsim.model.processes.goals import progress, reach
from orgsim.model.processes.habit import formation
from orgsim.model.processes.practice import (
    adoption,
    belief,
    conforming,
    effort,
    pull_of_deed,
    social_practice,
    stubbornness,
)
from orgsim.model.processes.skill import growth, learning
from orgsim.model.processes.trust import evidence, seen_evidence, trust_next

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
"""How long it is followed, and how often it is looked at, in units of time."""

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


def change(p, lever, me, above, met, seen, has_peers, leads, voice_now) -> np.ndarray:
    """Change of a person's states in a unit of time, in the order of STATES (odd.md 7.3 to 7.10)."""
    busy = lever["time_constraint"] if leads else lever["workload"]
    practice, goal, skill = me["practice"], lever["goal_difficulty"], me["skill"]
    direct = told_to_all(
        lever["broadcast"], lever["training"], lever["mentoring"], p["mentoring_uptake"]
    )
    from_leader = p["message_uptake"] * met * half_at_least(lever["transparency"])
    message = from_leader * (above["message"] - me["message"]) + direct * (STATED - me["message"])
    if not leads:
        message += p["message_fading"] * (me["habit"] - me["message"])
    clear = clarity(abs(STATED - me["message"]), p["clarity_tolerance"])

    social = social_practice(
        practice,
        above["practice"],
        pull_of_deed(p["deed_weight"] * seen, above["practice"], practice, p["bad_example"]),
        conforming(practice, p["conformity"]),
        p["peer_weight"] * has_peers,
    )
    stubborn = stubbornness(TRAITS["resistance"], lever["coaching"], lever["red_tape"])
    by_itself = (1 - stubborn) * social + stubborn * me["habit"]
    own = effort(me["modelling"], busy, p["effort_effect"], p["busyness_cost"])
    control = own if leads else own * belief(me["trust"])
    practice_change = adoption(me["engagement"], p["practice_change"]) * (
        control * me["message"] + (1 - control) * by_itself - practice
    )
    forming = formation(seen, above["practice"], p["habit_change"], p["habit_support"])
    habit = (
        forming * (practice - me["habit"])
        + p["habit_return"] * (VALUES - me["habit"])
        + lever["workshops"] * (me["message"] - me["habit"])
        + p["training_habit"] * lever["training"] * (STATED - me["habit"])
    )

    gap = abs(above["message"] - above["practice"])
    found = evidence(gap, p["gap_tolerance"])
    trust = 0.0
    if not leads:
        trust = trust_next(
            me["trust"],
            seen_evidence(found, TRAITS["disposition"], p["trust_propensity"]),
            seen,
            p["trust_gain"],
            p["trust_loss"],
            p["trust_fading"],
            p["trust_in_the_dark"],
        )
        trust -= me["trust"]

    effects = (p["development_effect"], p["mentoring_effect"])
    learnt = learning(skill, lever["development"], lever["mentoring"], *effects)
    resources = {
        "trust": me["trust"],
        "recognition": met * lever["recognition"],
        "autonomy": lever["autonomy"],
        "growth": growth(learnt, *effects),
        "fit": (1 - abs(STATED - me["habit"])) * clear,
        "progress": progress(goal, reach(skill, goal, p["goal_spread"]), clear),
    }
    demands = {
        "busyness": busy,
        "hypocrisy": seen * gap,
        "red_tape": lever["red_tape"],
        "overreach": overreach(goal, skill),
        "criticism": criticism(voice_now, lever["feedback"]),
    }
    target = engagement_target(
        sum(p[f"resource_{name}"] * value for name, value in resources.items()),
        sum(p[f"demand_{name}"] * value for name, value in demands.items()),
        TRAITS["disposition"],
        p["engagement_base"],
        p["resource_effect"],
        p["demand_effect"],
    )
    engagement = engagement_next(
        me["engagement"],
        target,
        p["engagement_change"],
        me["engagement"],  # everybody's mood is the same
        p["peer_contagion"],
        above["engagement"],
        met,
        p["leader_contagion"],
    )
    base = effort_base(
        leads,
        lever["leader_modelling"],
        lever["participation"],
        TRAITS["integrity"],
        p["least_ownership"],
        p["ownership_of_participation"],
    )
    base = called_forth(base, me["trust"], seen, above["modelling"], p["example_effect"])
    modelling = p["voice_effect"] * lever["feedback"] * voice_now * (1 - me["modelling"])
    modelling += p["effort_return"] * (base - me["modelling"])
    skill_change = learnt - p["skill_fading"] * (skill - TRAITS["aptitude"])
    return np.array(
        [
            message,
            practice_change,
            habit,
            trust,
            engagement - me["engagement"],
            modelling,
            skill_change,
        ]
    )


def times() -> np.ndarray:
    """When it is looked at: 0, ½, 1 and so on, (times,)."""
    return np.arange(0, TIME + EVERY / 2, EVERY)


def solution(p: Mapping[str, float], lever: Mapping[str, float]) -> np.ndarray:
    """States of the typical employee at `times`, (times, states), from numbers at ε = 1.

    Relative weights add up to 1; the chance to meet is that of HOURS for each employee, what is seen at
    a distance that of THINNING for all.
    """
    from scipy.integrate import solve_ivp

    at_distance = visibility(
        0.0, seen_at_distance(lever["transparency"], 1.0, p["visibility_at_distance"], THINNING)
    )

    def flow(_, x):
        me, top = dict(zip(STATES, x[:7], strict=True)), dict(zip(STATES, x[7:], strict=True))
        hours = hours_for_people(
            lever["time_constraint"], top["engagement"], HOURS, p["least_attention"]
        )
        c = contact(hours, p["half_contact_hours"])
        here = change(p, lever, me, top, 1.0, 1.0, True, False, 0.0)
        away = change(p, lever, me, top, 0.0, at_distance, True, False, 0.0)
        voiced = voice(me["trust"], abs(me["message"] - me["practice"]))
        above = change(p, lever, top, top, 0.0, 0.0, False, True, lever["transparency"] * voiced)
        return np.concatenate([c * here + (1 - c) * away, above])

    start = [START[name] for name in STATES] + [TOP[name] for name in STATES]
    return solve_ivp(flow, (0, TIME), start, t_eval=times(), rtol=1e-9, atol=1e-11).y[:7].T
