"""History: members of an ensemble simulated over the weeks of a survey, and their simulated answers.

An organisation is at rest under its levers before the first thing that is known of it; starts are added
to its states then, programmes run as they did, and in the week of each wave everybody is asked. Members
stand side by side in the engine, MEMBERS at a time, with draws of their own, which depend on a member's
number alone: results have the same bits for any number of processes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.widths import WIDTHS
from orgsim.inference.answer_data import LEAVERS, AnswerData
from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.observed import answered
from orgsim.inference.personal_data import PersonalData
from orgsim.inference.unknowns import Values
from orgsim.measures.declarations import WEEKS_A_YEAR
from orgsim.model.parameters import LEVERS
from orgsim.model.states import STATES
from orgsim.organise import draw_organisation
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parallel.spawned import spawned
from orgsim.parameter_sets import with_numbers

MEMBERS = WIDTHS[-1]
FIRST_REPLICATION = 500_000
"""Members' draws have numbers from here on, so that none is drawn again in a run that follows."""

HELD_BY_LEADERS = frozenset(lever.name for lever in LEVERS if lever.held_by == "leader")


class LeversOfGroup(NamedTuple):
    """A group of the config with fitted levers: its number there, and which answers' group it is of."""

    number: int
    group: int
    levers: tuple[str, ...]


class History(NamedTuple):
    """What members are simulated over.

    config   with groups for fitted levers, programmes dated from `origin`, no sets of its own
    entries  its groups that hold fitted levers
    groups   those that answers distinguish
    data     what is asked, week by week
    personal answers of persons, each by itself
    origin   weeks between week 0 of the config and the first wave
    weeks    of the config until now
    """

    config: Config
    entries: tuple[LeversOfGroup, ...]
    groups: AnswerGroups
    data: AnswerData
    personal: PersonalData
    origin: int
    weeks: int


class SimulatedMembers(NamedTuple):
    """What members came to.

    outputs  (members, data)
    personal what persons would answer, (members, persons, columns)
    states   by name, (members, people·themes), single precision; empty unless asked for
    """

    outputs: np.ndarray
    personal: np.ndarray
    states: Mapping[str, np.ndarray]


class Task(NamedTuple):
    """Some members, by their numbers of replications, and whether their states are wanted."""

    history: History
    values: Values
    replications: tuple[int, ...]
    states: bool


Mapped = Callable[[list[Task]], Iterator[SimulatedMembers]]
"""Results of tasks, in their order."""


def simulate_members(
    history: History,
    values: Values,
    mapped: Mapped,
    *,
    again: int = 0,
    states: bool = False,
    progress: Callable[[int], None] = lambda members: None,
) -> SimulatedMembers:
    """Members simulated over a history; `again` numbers other draws of the same members.

    `progress` is called with numbers of members that are done.
    """
    members = len(next(iter(values.levers.values())))
    tasks = []
    for first in range(0, members, MEMBERS):
        last = min(members, first + MEMBERS)
        numbers = range(
            FIRST_REPLICATION * (1 + again) + first, FIRST_REPLICATION * (1 + again) + last
        )
        tasks.append(Task(history, values.of(slice(first, last)), tuple(numbers), states))
    found = []
    for task, outcome in zip(tasks, mapped(tasks), strict=True):
        found.append(outcome)
        progress(len(task.replications))
    names = found[0].states
    return SimulatedMembers(
        np.concatenate([each.outputs for each in found]),
        np.concatenate([each.personal for each in found]),
        {name: np.concatenate([each.states[name] for each in found]) for name in names},
    )


def member_configs(history: History, values: Values) -> list[Config]:
    """The config of each member."""
    members = len(next(iter(values.levers.values())))
    return [with_numbers(history.config, numbers_of(history, values, m)) for m in range(members)]


def numbers_of(history: History, values: Values, member: int) -> dict[str, float]:
    """Numbers of a member by dotted key of the config."""
    numbers = {key: float(each[member]) for key, each in values.sets.items()}
    for name, levers in values.levers.items():
        numbers[f"levers.{name}"] = float(levers[member, -1])
        for entry in history.entries:
            if name in entry.levers:
                key = f"groups.{entry.number}.levers.{name}"
                numbers[key] = float(levers[member, entry.group])
    return numbers


def simulate_task(task: Task) -> SimulatedMembers:
    """Results of some members, side by side."""
    history = task.history
    config = history.config
    drawn = draw_organisation(config, config.run.seed)
    configs = member_configs(history, task.values)
    ensemble = Ensemble.of(configs, config.run.seed, list(task.replications), drawn)
    _move_starts(ensemble, history.groups, task.values)
    left = _LeaversCounted(history, ensemble)
    outputs = np.zeros((len(task.replications), len(history.data.value)))
    personal = np.zeros((len(task.replications), *history.personal.value.shape))
    _ask(ensemble, history, task.values, outputs, personal)
    for _ in range(history.weeks):
        ensemble.step()
        left.count(ensemble)
        _ask(ensemble, history, task.values, outputs, personal)
    left.write(outputs)
    states = {}
    if task.states:
        states = {
            name: ensemble.state(name).astype(np.float32).reshape(-1, ensemble.runs).T.copy()
            for name in STATES
        }
    return SimulatedMembers(outputs, personal, states)


def _move_starts(ensemble: Ensemble, groups: AnswerGroups, values: Values) -> None:
    """Add what states are off their rest in week 0; habits go with practice."""
    for name, moved in values.starts.items():
        each = moved[:, groups.cell].T
        for state in ("practice", "habit") if name == "practice" else (name,):
            target = ensemble.state(state)
            shift = each if target.ndim == 2 else each[:, None]
            low, high = STATES[state].low, STATES[state].high
            target[...] = np.clip(target + shift, low, high)
    ensemble.observe()


def _ask(
    ensemble: Ensemble,
    history: History,
    values: Values,
    outputs: np.ndarray,
    personal: np.ndarray,
) -> None:
    """Write what everybody would answer, where there is a wave in this week."""
    data, themes = history.data, [each.name for each in history.config.themes]
    week = ensemble.week - history.origin
    now = data.week == week
    for number in np.unique(data.question[now]).tolist():
        question = data.questions[number]
        if question.item == LEAVERS:
            continue
        rows = np.flatnonzero(now & (data.question == number))
        said = answered(ensemble, question, values.leaning(question.item, week), themes)
        outputs[:, rows] = (data.weight[rows] @ said).T
    persons = history.personal
    for column in np.flatnonzero(persons.week == week):
        question = persons.questions[persons.question[column]]
        said = answered(ensemble, question, values.leaning(question.item, week), themes)
        personal[:, :, column] = said[persons.position].T


class _LeaversCounted:
    """Counts departures over the weeks that the leavers' file covers."""

    def __init__(self, history: History, ensemble: Ensemble) -> None:
        data = history.data
        chosen = [n for n, question in enumerate(data.questions) if question.item == LEAVERS]
        self._rows = np.flatnonzero(np.isin(data.question, chosen))
        self._first = data.since[self._rows] + history.origin
        self._last = data.week[self._rows] + history.origin
        self._weight = data.weight[self._rows] if len(self._rows) else None
        self._share = np.zeros((len(self._rows), ensemble.runs))

    def count(self, ensemble: Ensemble) -> None:
        if self._weight is None:
            return
        counted = (self._first <= ensemble.week) & (ensemble.week <= self._last)
        if counted.any():
            left = (ensemble.state("departure") == 1.0).astype(np.float64)
            self._share += counted[:, None] * (self._weight @ left)

    def write(self, outputs: np.ndarray) -> None:
        if len(self._rows):
            years = (self._last - self._first + 1) / WEEKS_A_YEAR
            outputs[:, self._rows] = (self._share / years[:, None]).T


@contextmanager
def processes(jobs: int) -> Iterator[Mapped]:
    """A pool of processes, this one included, which start when there is work."""
    if jobs == 1:
        use_threads(0, 1)
        yield lambda tasks: map(simulate_task, tasks)
        return
    with spawned(jobs) as mapped:
        yield lambda tasks: mapped(simulate_task, tasks)


def entries_of(
    groups: Sequence[str], levers: Sequence[str], first: int
) -> tuple[list[dict[str, Any]], tuple[LeversOfGroup, ...]]:
    """Groups of a config for fitted levers, their levers to be filled in, and what stands where.

    A unit does not hold its leader, whose levers are held at the leader's own position.
    """
    of_leaders = tuple(name for name in levers if name in HELD_BY_LEADERS)
    of_people = tuple(name for name in levers if name not in HELD_BY_LEADERS)
    tables: list[dict[str, Any]] = []
    entries = []
    for group, who in enumerate(groups):
        form, colon, identifier = who.partition(":")
        parts = [(who, tuple(levers))]
        if colon and form.strip() == "unit":
            parts = [(f"position:{identifier.strip()}", of_leaders), (who, of_people)]
        for theirs, names in parts:
            entries.append(LeversOfGroup(first + len(tables), group, names))
            tables.append({"who": theirs, "names": names})
    return tables, tuple(entries)
