"""Schedule: what levers, traits and extra ties hold for whom in which week, as tables for the loop.

People whom no group of any run tells apart share a row of the table (a cell of the partition), so the
table stays small however many people there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from orgsim.compilation import njit
from orgsim.config.models import Config, InterventionConfig, Who
from orgsim.model.interventions import SHOCKS, StateChange
from orgsim.model.parameters import (
    LEVERS,
    MECHANISMS,
    NORMALISED,
    PARAMETERS,
    TRAITS,
    GroupRow,
    ParameterRow,
)
from orgsim.model.random import Stream, place, uniform
from orgsim.organisation import Organisation, members
from orgsim.organisation.edges import from_edges

HIGH = np.array([lever.high for lever in LEVERS])

_parameters = attrgetter(*(quantity.name for quantity in PARAMETERS))
_mechanisms = attrgetter(*MECHANISMS)
_levers_and_traits = attrgetter(
    *(f"levers.{lever.name}" for lever in LEVERS),
    *(f"people.{trait.name}.{moment}" for moment in ("mean", "spread") for trait in TRAITS),
)

_ADDING_UP_TO_1 = [np.array([ParameterRow[name] for name in names]) for names in NORMALISED]
_OFF = [
    (ParameterRow[each.name], each.mechanism, 1.0 if each.name == "trust_carried_over" else 0.0)
    for each in PARAMETERS
    if each.mechanism
]


class Partition(NamedTuple):
    """Cells of people whom no group tells apart: cell (people,), and each group's cells."""

    cell: np.ndarray
    cells: int
    within: Mapping[Who, np.ndarray]


def partition(organisation: Organisation, configs: Sequence[Config], key: np.uint64) -> Partition:
    """Split the people by all groups that any config names; random groups are drawn with `key`."""
    named = list(dict.fromkeys(who for config in configs for who in groups_named(config)))
    cell = np.zeros(organisation.people, np.int64)
    masks = {}
    for who in named:
        masks[who] = members(organisation, who, key)
        cell = np.unique(2 * cell + masks[who], return_inverse=True)[1]
    cells = int(cell.max()) + 1
    first = np.zeros(cells, np.int64)
    first[cell[::-1]] = np.arange(organisation.people)[::-1]
    within = {who: mask[first] for who, mask in masks.items()}
    return Partition(cell.astype(np.int32), cells, within)


def groups_named(config: Config) -> Iterator[Who]:
    """Every group that a config names."""
    for group in config.groups:
        yield group.who
    for intervention in config.interventions:
        yield intervention_who(intervention)
    for shock in config.shocks:
        yield shock.who or SHOCKS[shock.kind].who
        for change in SHOCKS[shock.kind].changes:
            if change.who:
                yield change.who


def intervention_who(intervention: InterventionConfig) -> Who:
    """The group an intervention is for."""
    return intervention.who or intervention.declared.who


def is_active(intervention: InterventionConfig, week: int) -> bool:
    """Whether an intervention runs in a week."""
    last = np.inf if intervention.weeks is None else intervention.start + intervention.weeks - 1
    return intervention.start <= week <= last


def change_weeks(configs: Sequence[Config]) -> set[int]:
    """Weeks in which the tables differ from those of the week before."""
    weeks = set()
    for config in configs:
        for intervention in config.interventions:
            weeks.add(intervention.start)
            if intervention.weeks is not None:
                weeks.add(intervention.start + intervention.weeks)
        for shock in config.shocks:
            weeks.update((shock.week, shock.week + 1))
    return weeks


def parameter_column(config: Config) -> np.ndarray:
    """All parameters of a run: relative weights add up to 1, then mechanisms that are off go to 0.

    In this order, so that switching one mechanism off leaves the weight of all others alone.
    """
    values = np.array(_parameters(config.parameters))
    for rows in _ADDING_UP_TO_1:
        total = values[rows].sum()
        if total > 0:
            values[rows] /= total
    if not all(_mechanisms(config.mechanisms)):
        for row, mechanism, off in _OFF:
            if not getattr(config.mechanisms, mechanism):
                values[row] = off
    return values


def group_table(config: Config, cells: Partition, week: int) -> np.ndarray:
    """Levers and traits in a week, (cells, rows by GroupRow)."""
    table = np.empty((cells.cells, len(GroupRow)))
    table[:] = _levers_and_traits(config)
    groups: Sequence[Any] = config.groups
    for group in groups:
        within = cells.within[group.who]
        for name, value in vars(group.levers).items():
            if value is not None:
                table[within, GroupRow[name]] = value
        for trait_name, distribution in vars(group.people).items():
            for moment, value in vars(distribution).items():
                if value is not None:
                    table[within, GroupRow[f"{trait_name}_{moment}"]] = value
    for intervention in config.interventions:
        if is_active(intervention, week):
            within = cells.within[intervention_who(intervention)]
            for name, amount in lever_changes(intervention).items():
                table[within, GroupRow[name]] += amount
    for shock in config.shocks:
        kind = SHOCKS[shock.kind]
        if shock.week == week and kind.exit_pressure:
            within = cells.within[shock.who or kind.who]
            table[within, GroupRow["exit_pressure"]] += kind.exit_pressure * shock.strength
    levers = table[:, : len(LEVERS)]
    np.clip(levers, 0.0, HIGH, out=levers)
    if not all(_mechanisms(config.mechanisms)):
        for lever in LEVERS:
            if lever.mechanism and not getattr(config.mechanisms, lever.mechanism):
                table[:, GroupRow[lever.name]] = 0.0
    return table


def lever_changes(intervention: InterventionConfig) -> dict[str, float]:
    """By how much an intervention moves each lever."""
    change = intervention.change or intervention.declared.change
    return {name: amount * intervention.strength for name, amount in change.items()}


class Layer(NamedTuple):
    """Extra ties among a group: so many for each member.

    rank  among the layers of its config, which draws differ by: whatever other configs stand beside it
    """

    who: Who
    ties: int
    rank: int


def layers_of(config: Config, week: int | None = None) -> dict[Layer, float]:
    """The extra ties a config asks for, in a week or ever, and their weight."""
    layers: dict[Layer, float] = {}
    ranks: dict[tuple[Who, int], int] = {}
    for intervention in config.interventions:
        ties = intervention.declared.ties if intervention.ties is None else intervention.ties
        if ties:
            named = intervention_who(intervention), ties
            layer = Layer(*named, ranks.setdefault(named, len(ranks)))
            if week is None or is_active(intervention, week):
                layers[layer] = intervention.strength
    return layers


def extra_ties(
    organisation: Organisation, cells: Partition, layers: Sequence[Layer], key: np.uint64
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """CSR of the layers' ties, (start, to, layer); partners are drawn evenly from the group."""
    sources, targets, numbers = [], [], []
    for number, layer in enumerate(layers):
        group = np.flatnonzero(cells.within[layer.who][cells.cell])
        if len(group) > 1:
            source, target = _partners(group, layer.ties, layer.rank, key)
            ties = from_edges(
                organisation.people, source, target, np.ones(len(source)), directed=False
            )
            sources.append(np.repeat(np.arange(organisation.people), np.diff(ties.tie_start)))
            targets.append(ties.tie_to)
            numbers.append(np.full(len(ties.tie_to), number))
    if not sources:
        nothing = np.zeros(0, np.int32)
        return np.zeros(1, np.int64), nothing, nothing
    source, target, layer_number = map(np.concatenate, (sources, targets, numbers))
    order = np.lexsort((target, layer_number, source))
    start = np.searchsorted(source[order], np.arange(organisation.people + 1))
    return start, target[order].astype(np.int32), layer_number[order].astype(np.int32)


@njit(cache=True)
def _partners(group, ties, layer, key):
    """Half of the ties of each member, to other members drawn with replacement."""
    half = max(1, (ties + 1) // 2)
    source = np.repeat(group, half)
    target = np.empty_like(source)
    for index in range(group.shape[0]):
        for number in range(half):
            where = place(1024 * layer + number, group[index], Stream.EXTRA_TIE)
            step = 1 + int(uniform(where, key, 1.0) * (group.shape[0] - 1))
            target[index * half + number] = group[(index + step) % group.shape[0]]
    return source, target


def shock_changes(config: Config, week: int) -> list[tuple[Who, StateChange, float]]:
    """The changes of state at the start of a week: for whom, what, and at what strength."""
    return [
        (change.who or shock.who or SHOCKS[shock.kind].who, change, shock.strength)
        for shock in config.shocks
        if shock.week == week
        for change in SHOCKS[shock.kind].changes
    ]
