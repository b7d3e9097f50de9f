"""The large, dense and slow limit: one typical employee and one top follow differential equations.

Many employees report to one top; all of them are tied to all others; everybody starts the same. If all
rates are multiplied by a small ε, a unit of time is 1/ε weeks, and two things average out: the
random draws of
meetings and slurs over the weeks of that unit, and what random variation is left over the people of
the dense
graph. What remains is

    dx/dt = c·F(x, met = 1) + (1 − c)·F(x, met = 0),

F being the change of a person's states in a week, c the chance to meet. The equations below are written
out of docs/odd.md on their own, and solved by scipy. The simulation differs from them by order ε: a week
is one step of Euler's method, and states that fluctuate by √ε about their mean bend the mean by ε.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

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
        "effort_effect": 0.4,
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
    }
)
LEVERS = MappingProxyType(
    {"time_constraint": 0.5, "goal_difficulty": 0.6, "feedback": 0.8, "mentoring": 0.3}
)
HOURS = 4.0
"""Hours a week that the top would have for each employee."""


def parameters_at(epsilon: float) -> dict[str, float]:
    """Parameters that differ from their defaults, with all rates multiplied by ε and no turnover."""
    return {name: rate * epsilon for name, rate in RATES.items()} | SIZES


def levers_at(epsilon: float) -> dict[str, float]:
    """Levers that differ from their defaults, with their rates multiplied by ε."""
    return {name: rate * epsilon for name, rate in RATE_LEVERS.items()} | LEVERS


def sigmoid(x: float) -> float:
    """σ of docs/odd.md 7."""
    return (1 + x / (1 + abs(x))) / 2


def change(p, lever, me, above, met, seen, has_peers, leads, voice) -> np.ndarray:
    """Change of a person's states in a unit of time, in the order of STATES (odd.md 7.3 to 7.10)."""
    busy = lever["time_constraint"] if leads else lever["workload"]
    open_to = (1 + lever["transparency"]) / 2
    message = p["message_uptake"] * met * open_to * (above["message"] - me["message"])
    direct = lever["broadcast"] + p["mentoring_uptake"] * lever["mentoring"]
    message += direct * (STATED - me["message"])
    clarity = max(0.0, 1 - abs(STATED - me["message"]) / p["clarity_tolerance"])

    mean = me["practice"]
    peers = mean + p["conformity"] * mean * (1 - mean) * (2 * mean - 1)
    pulls = np.array(
        [p["deed_weight"] * seen, p["word_weight"] * me["trust"], p["peer_weight"] * has_peers]
    )
    social = pulls @ [above["practice"], me["message"], peers] / pulls.sum()
    stubborn = 1 - (1 - TRAITS["resistance"] * (1 - lever["coaching"])) * (1 - lever["red_tape"])
    effort = p["effort_effect"] * me["modelling"] * (1 - p["busyness_cost"] * busy)
    effort *= 1 - lever["red_tape"]
    practice = (1 - stubborn) * social + stubborn * me["habit"] - me["practice"]
    practice *= p["practice_change"] * (1 + me["engagement"]) / 2
    practice += effort * (me["message"] - me["practice"])
    practice += lever["training"] * (STATED - me["practice"])

    shown = 1 - p["habit_support"] + p["habit_support"] * seen * above["practice"]
    habit = p["habit_change"] * shown * (me["practice"] - me["habit"])
    habit += p["habit_return"] * (VALUES - me["habit"])
    habit += lever["workshops"] * (me["message"] - me["habit"])

    gap = abs(above["message"] - above["practice"])
    evidence = 1 - gap / p["gap_tolerance"] + p["trust_propensity"] * TRAITS["disposition"]
    evidence = min(1.0, max(0.0, evidence))
    rate = p["trust_gain"] if evidence > me["trust"] else p["trust_loss"]
    trust = seen * rate * (evidence - me["trust"])
    trust += (1 - seen) * p["trust_fading"] * (p["trust_in_the_dark"] - me["trust"])
    trust *= not leads

    goal, skill = lever["goal_difficulty"], me["skill"]
    progress = goal * sigmoid((skill - goal) / p["goal_spread"]) * clarity
    learnt = p["development_effect"] * lever["development"]
    learnt = (learnt + p["mentoring_effect"] * lever["mentoring"]) * (1 - skill)
    growth = learnt / (p["development_effect"] + p["mentoring_effect"])
    skill_change = learnt - p["skill_fading"] * (skill - TRAITS["aptitude"])

    resources = np.dot(
        [
            p[f"resource_{n}"]
            for n in ("trust", "recognition", "autonomy", "growth", "fit", "progress")
        ],
        [
            me["trust"],
            met * lever["recognition"],
            lever["autonomy"],
            growth,
            (1 - abs(STATED - me["habit"])) * clarity,
            progress,
        ],
    )
    demands = np.dot(
        [p[f"demand_{n}"] for n in ("busyness", "hypocrisy", "red_tape", "overreach", "criticism")],
        [busy, seen * gap, lever["red_tape"], max(0.0, goal - skill), lever["feedback"] * voice],
    )
    target = p["engagement_base"] + p["resource_effect"] * resources
    target = sigmoid(target - p["demand_effect"] * demands + TRAITS["disposition"])
    engagement = p["engagement_change"] * (target - me["engagement"])
    engagement += p["leader_contagion"] * met * (above["engagement"] - me["engagement"])

    owned = p["least_ownership"] + p["ownership_of_participation"] * lever["participation"]
    asked = lever["leader_modelling"] if leads else owned
    base = min(1.0, max(0.0, asked + TRAITS["integrity"]))
    modelling = p["voice_effect"] * lever["feedback"] * voice * (1 - me["modelling"])
    modelling += p["effort_return"] * (base - me["modelling"])
    return np.array([message, practice, habit, trust, engagement, modelling, skill_change])


def times() -> np.ndarray:
    """When it is looked at: 0, ½, 1 and so on, (times,)."""
    return np.arange(0, TIME + EVERY / 2, EVERY)


def solution(p: Mapping[str, float], lever: Mapping[str, float]) -> np.ndarray:
    """States of the typical employee at `times`, (times, states), from numbers at ε = 1.

    Relative weights add up to 1; the chance to meet is that of HOURS for each employee.
    """
    from scipy.integrate import solve_ivp

    at_distance = p["visibility_at_distance"] * lever["transparency"]

    def flow(_, x):
        me, top = dict(zip(STATES, x[:7], strict=True)), dict(zip(STATES, x[7:], strict=True))
        willing = p["least_attention"] + (1 - p["least_attention"]) * top["engagement"]
        hours = HOURS * (1 - lever["time_constraint"]) * willing
        c = hours / (hours + p["half_contact_hours"])
        here = change(p, lever, me, top, 1.0, 1.0, True, False, 0.0)
        away = change(p, lever, me, top, 0.0, at_distance, True, False, 0.0)
        voice = lever["transparency"] * me["trust"] * abs(me["message"] - me["practice"])
        above = change(p, lever, top, top, 0.0, 0.0, False, True, voice)
        return np.concatenate([c * here + (1 - c) * away, above])

    start = [START[name] for name in STATES] + [TOP[name] for name in STATES]
    return solve_ivp(flow, (0, TIME), start, t_eval=times(), rtol=1e-9, atol=1e-11).y[:7].T
