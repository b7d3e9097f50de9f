"""Large organisations beside what they tend to: the mean field, and the law of large numbers."""

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.schedule import parameter_column
from orgsim.model.parameters import ParameterRow
from orgsim.parallel.compiled_threads import use_threads
from orgsim.study.calculations import Columns, columns_of
from orgsim.study.declaration import Setting
from orgsim.verification.mean_field import (
    EVERY,
    HOURS,
    START,
    STATED,
    STATES,
    THINNING,
    TIME,
    TOP,
    TRAITS,
    VALUES,
    levers_at,
    parameters_at,
    solution,
    times,
)

from .worlds import EXACT, MET, dense, organisation_of, practice, still, watch

FLAT, HIERARCHY = "flat", "hierarchy"
SPAN = 5
MEAN, TOP_PRACTICE, TRUST = 0.5, 0.8, 0.6
BY_CHANCE = {
    "message_uptake": 0.2,
    "slur": 0.3,
    "practice_change": 0.5,
    "deed_weight": 1.5,
    "peer_weight": 1.5,
    "effort_effect": 0.3,
}
"""Messages are slurred in chance meetings; practice follows deeds seen there, peers, and the message."""


def slow_config(epsilon: float, employees: int) -> Config:
    """The whole model but turnover, with rates times ε; how many the leader has does not matter."""
    usual = Config().model_dump()["parameters"]["half_contact_hours"]
    hours = {"hours": 40.0, "half_contact_hours": usual * 40.0 / (HOURS * employees)}
    attention = {**hours, "distance_thinning": THINNING / employees}
    return Config.model_validate(
        {
            "themes": [{"name": "theme", "stated": STATED}],
            "parameters": {**parameters_at(epsilon), **attention},
            "levers": levers_at(epsilon),
            "run": EXACT,
        }
    )


def mean_field(setting: Setting) -> dict[str, np.ndarray]:
    """Mean states of the employees and the solution, by ε, replication, time and state."""
    employees, replications = (60, 3) if setting.small else (400, 16)
    whole = Config.model_validate({"levers": levers_at(1.0)})
    named = dict(zip([row.name for row in ParameterRow], parameter_column(whole), strict=True))
    expected = solution(named | parameters_at(1.0), whole.model_dump()["levers"])
    people = employees + 1
    states = {name: np.array([TOP[name]] + [START[name]] * employees) for name in STATES}
    states |= {name: np.full(people, value) for name, value in TRAITS.items()}
    states["values"] = np.full(people, VALUES)
    organisation = dense(employees)
    use_threads(people, setting.jobs)

    def look(ensemble):
        each = [ensemble.state(name).reshape(people, -1)[1:] for name in STATES]
        return np.array([state.mean(axis=0) for state in each])

    rates = (0.1, 0.05, 0.025)
    found = np.stack(
        [
            watch(
                organisation,
                slow_config(rate, employees),
                replications,
                round(TIME / rate),
                look,
                every=round(EVERY / rate),
                **states,
            )
            for rate in rates
        ]
    )  # (ε, times, states, replications)
    epsilon, time, state, replication = np.meshgrid(
        rates, times(), STATES, np.arange(replications), indexing="ij"
    )
    return {
        "epsilon": epsilon.ravel(),
        "time": time.ravel(),
        "state": state.ravel().astype(object),
        "replication": replication.ravel(),
        "found": found.ravel(),
        "expected": np.broadcast_to(expected[None, ..., None], found.shape).ravel(),
    }


def chance_config(reports: int) -> Config:
    """Every second week, on average, a leader of so many reports is met by each of them."""
    hours = {**MET, "half_contact_hours": 40.0 / reports}
    return still({**BY_CHANCE, **hours}, stated=MEAN)


def finite_size(setting: Setting) -> Columns:
    """Difference of the employees' mean from what it is expected to be, by shape and size."""
    replications = 40 if setting.small else 320
    flat = (8, 32, 128) if setting.small else (8, 16, 32, 64, 128, 256, 512)
    depths = (2, 3) if setting.small else (2, 3, 4, 5)
    found = [
        (FLAT, state, employees, off)
        for employees in flat
        for state, off in _flat(employees, replications).items()
    ]
    found += [(HIERARCHY, "message", *_hierarchy(depth, replications)) for depth in depths]
    names = ("shape", "state", "employees", "replication", "deviation")
    return columns_of(
        dict(zip(names, (*those, replication, deviation), strict=True))
        for *those, off in found
        for replication, deviation in enumerate(off)
    )


def _flat(employees: int, replications: int, weeks: int = 40) -> dict[str, np.ndarray]:
    """Deviations of mean message and mean practice under one top, (replications,) each."""
    people = employees + 1
    start = np.full(people, MEAN)
    start[0] = TOP_PRACTICE

    def look(ensemble):
        message = ensemble.state("message")[:, 0]
        return np.stack([message[1:].mean(axis=0), practice(ensemble)[1:].mean(axis=0)])

    message, found = watch(
        dense(employees),
        chance_config(employees),
        replications,
        weeks,
        look,
        every=weeks,
        message=np.full(people, MEAN),
        practice=start,
        habit=start,
        engagement=np.ones(people),
        trust=np.full(people, TRUST),
        modelling=1 - np.eye(people)[0],
        resistance=np.eye(people)[0],
    )[-1]
    return {"message": message - MEAN, "practice": found - _expected_practice(weeks)}


def _expected_practice(weeks: int) -> float:
    """Whether one meets the top is independent of one's practice, so the mean obeys a map of its own."""
    deeds, peers = BY_CHANCE["deed_weight"], BY_CHANCE["peer_weight"]
    control = BY_CHANCE["effort_effect"] * 2 * TRUST / (1 + TRUST)
    mean = MEAN
    for _ in range(weeks):
        here = (deeds * TOP_PRACTICE + peers * mean) / (deeds + peers)
        by_itself = (here + mean) / 2
        tends_to = control * MEAN + (1 - control) * by_itself
        mean += BY_CHANCE["practice_change"] * (tends_to - mean)
    return mean


def _hierarchy(depth: int, replications: int, weeks: int = 150) -> tuple[int, np.ndarray]:
    """People below the top of a tree with spans of 5, and deviations of their mean message."""
    leaders = sum(SPAN**level for level in range(depth))
    organisation = organisation_of([SPAN] * leaders + [0] * SPAN**depth)
    people = organisation.people
    found = watch(
        organisation,
        chance_config(SPAN),
        replications,
        weeks,
        lambda ensemble: ensemble.state("message")[1:, 0].mean(axis=0),
        every=weeks,
        message=np.full(people, MEAN),
        practice=np.full(people, MEAN),
    )[-1]
    return people - 1, found - MEAN
