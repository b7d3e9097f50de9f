"""Fit: an organisation's levers, starting states and parameters, conditioned on its own answers.

From what is thought before (see `unknowns`) an ensemble is moved towards the answers in STEPS steps by
an ensemble smoother (see `smoother`); then its members' states now are conditioned, too (see
`states_given_answers`). Everything is simulated by the engine, members side by side.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.before import AT_REST
from orgsim.config.files import ConfigFile, build
from orgsim.config.models import POINT, Config
from orgsim.engine.schedule import group_table, partition
from orgsim.errors import UserError
from orgsim.extras import require
from orgsim.inference.answer_data import AnswerData, data_of
from orgsim.inference.answer_groups import AnswerGroups, groups_told_apart
from orgsim.inference.chance import covariance_by_chance
from orgsim.inference.history import (
    History,
    LeversOfGroup,
    Mapped,
    SimulatedMembers,
    entries_of,
    processes,
    simulate_members,
)
from orgsim.inference.personal_data import personal_data_of
from orgsim.inference.randomness import Purpose, draws
from orgsim.inference.smoother import Data, Localisation, inflations, updated
from orgsim.inference.states_given_answers import conditioned, conditioned_by_persons
from orgsim.inference.survey.answers import Survey
from orgsim.inference.survey.leavers_file import Leavers
from orgsim.inference.survey.programmes_file import PastProgramme
from orgsim.inference.unknowns import (
    FREE_OF_GROUPS,
    STARTS,
    Unknowns,
    Values,
    prior,
    unknowns_of,
    values_of,
    wave_key,
)
from orgsim.model.parameters import LEVERS
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.parameter_sets import sets_in_use

STEPS = 3
LEAST_CORRELATION = 3.0
"""Standard errors below which a correlation of the ensemble is none."""

PAIRS = 64
"""Members that are simulated twice before the first step, to see how much replications differ."""


class Inputs(NamedTuple):
    """What is known of an organisation besides its config."""

    survey: Survey
    leavers: Leavers | None = None
    programmes: tuple[PastProgramme, ...] = ()


class Fit(NamedTuple):
    """An ensemble conditioned on answers.

    file       the config that it is of, with its scenarios
    history    what members were simulated over
    before, after  unknowns as numbers of the model
    expected   outputs before the answers, (members, data)
    simulated  outputs and states after them, given the numbers alone
    states     of everybody now, given all answers
    """

    file: ConfigFile
    history: History
    unknowns: Unknowns
    before: Values
    after: Values
    expected: np.ndarray
    simulated: SimulatedMembers
    states: Mapping[str, np.ndarray]


def fit(
    file: ConfigFile,
    inputs: Inputs,
    *,
    members: int = 200,
    seed: int | None = None,
    jobs: int = 1,
    progress: Callable[[int], None] = lambda members: None,
) -> Fit:
    """Condition an organisation on what its people answered.

    members  of the ensemble, 50 or more
    seed     of all draws; by default the config's own
    jobs     processes; results have the same bits for any number
    progress is called with numbers of members that were simulated; all in all `work_of` of them

    Raises UserError where the config or the answers do not allow it.
    """
    require("fit")
    _refuse(file.base, members)
    config = with_seed(file.base, seed)
    drawn = draw_organisation(config, config.run.seed)
    history, unknowns = history_of(config, drawn, inputs)
    sets = sets_in_use(config)
    normal = prior(unknowns, sets, members, config.run.seed)
    with processes(jobs) as mapped:
        return _conditioned(file, history, unknowns, normal, config.run.seed, mapped, progress)


def work_of(members: int) -> int:
    """Members that a fit simulates, counting those again that it simulates again."""
    return members * (STEPS + 2) + min(PAIRS, members)


def _refuse(config: Config, members: int) -> None:
    if members < 50:
        raise UserError(f"--members {members}: an ensemble needs 50 members or more")
    if config.organisation.ensemble is not None:
        raise UserError(
            "organisation.ensemble: the config is a fitted one; fit the config that it was made from"
        )


def with_seed(config: Config, seed: int | None) -> Config:
    """The config at rest, with these draws, of one organisation and without sets of its own."""
    run: dict[str, Any] = {
        "start": AT_REST,
        "parameter_sets": POINT,
        "redraw_organisation": False,
    }
    if seed is not None:
        run["seed"] = seed
    return config.model_copy(
        update={
            "run": config.run.model_copy(update=run),
            "before": None,
            "organisation": config.organisation.model_copy(update={"survey": None}),
        }
    )


def history_of(
    config: Config, drawn: DrawnOrganisation, inputs: Inputs
) -> tuple[History, Unknowns]:
    """What members are simulated over, and what is unknown of them."""
    answers = inputs.survey.answers
    groups = groups_told_apart(answers, drawn.organisation, drawn.key)
    data = data_of(answers, inputs.leavers, groups, drawn.organisation, drawn.key)
    personal = personal_data_of(answers, groups, drawn.organisation, drawn.key)
    levers = levers_of(config, drawn, groups)
    asked = {item.partition(":")[0] for item in data.items}
    states = [name for name in STARTS if name in asked or f"{name}_seen" in asked]
    unknowns = unknowns_of(config, sets_in_use(config), levers, data.items, data.waves, states)
    fitted = [name for name in FREE_OF_GROUPS if name in unknowns.levers]
    tables, entries = entries_of(groups.who, fitted, len(config.groups))
    origin = max(0, -int(data.since.min()), *(1 - each.start for each in inputs.programmes))
    now = max(int(data.week.max()), inputs.survey.waves[-1].week)
    dated = with_groups(config, tables, entries, levers)
    dated = dated.model_copy(
        update={
            "interventions": programmes_dated(inputs.programmes, origin),
            "shocks": (),
        }
    )
    return History(dated, entries, groups, data, personal, origin, origin + now), unknowns


def levers_of(config: Config, drawn: DrawnOrganisation, groups: AnswerGroups) -> np.ndarray:
    """Levers that the config has in week 0, means over each group, then over everybody."""
    bare = config.model_copy(update={"interventions": (), "shocks": ()})
    cells = partition(drawn.organisation, [bare], drawn.key)
    table = group_table(bare, cells, 0)[cells.cell][:, : len(LEVERS)]
    whole = [getattr(config.levers, lever.name) for lever in LEVERS]
    return np.array([*(table[inside].mean(axis=0) for inside in groups.inside), whole])


def with_groups(
    config: Config,
    tables: Sequence[Mapping[str, Any]],
    entries: Sequence[LeversOfGroup],
    levers: np.ndarray,
) -> Config:
    """The config with groups added that hold levers of their own."""
    names = [lever.name for lever in LEVERS]
    added = [
        {
            "who": table["who"],
            "levers": {
                name: float(levers[entry.group, names.index(name)]) for name in entry.levers
            },
        }
        for table, entry in zip(tables, entries, strict=True)
    ]
    if not added:
        return config
    groups = build({"groups": added}).base.groups
    return config.model_copy(update={"groups": (*config.groups, *groups)})


def programmes_dated(programmes: Sequence[PastProgramme], origin: int) -> tuple[Any, ...]:
    """Past programmes as interventions of a config whose week 0 is `origin` weeks before the first wave.

    One that starts in week s, counted from the first wave, is first at work in week s + origin.
    """
    tables = []
    for each in programmes:
        table: dict[str, Any] = {
            "kind": each.kind,
            "start": max(1, each.start + origin),
            "strength": each.strength,
        }
        optional = {"who": each.who, "weeks": each.weeks, "change": each.change}
        tables.append(table | {key: value for key, value in optional.items() if value is not None})
    return build({"interventions": tables}).base.interventions if tables else ()


def _conditioned(
    file: ConfigFile,
    history: History,
    unknowns: Unknowns,
    normal: np.ndarray,
    seed: int,
    mapped: Mapped,
    progress: Callable[[int], None],
) -> Fit:
    before = values_of(unknowns, normal)
    pairs = slice(0, min(PAIRS, len(normal)))
    expected = simulate_members(history, before, mapped, progress=progress).outputs
    again = simulate_members(history, before.of(pairs), mapped, again=1, progress=progress).outputs
    noise = covariance_by_chance(expected[pairs], again, history.data)
    data = Data(history.data.value, history.data.error, noise)
    related = Localisation(LEAST_CORRELATION, related_to(unknowns, history.data))
    outputs = expected
    for step, alpha in enumerate(inflations(STEPS)):
        if step:
            outputs = simulate_members(
                history, values_of(unknowns, normal), mapped, progress=progress
            ).outputs
        some = draws(seed, Purpose.SMOOTHER + step)
        normal = updated(normal, outputs, data, alpha, some, related)
    after = values_of(unknowns, normal)
    simulated = simulate_members(history, after, mapped, states=True, progress=progress)
    twice = simulate_members(history, after, mapped, again=1, states=True, progress=progress)
    states = conditioned(simulated, twice, history.data, history.groups, seed)
    states = conditioned_by_persons(
        states, simulated, twice, history.personal, history.groups, seed
    )
    return Fit(file, history, unknowns, before, after, expected, simulated, states)


def related_to(unknowns: Unknowns, data: AnswerData) -> np.ndarray:
    """Which unknowns which data are informative about, bool (unknowns, data).

    Unknowns of a group are informed only by those who are asked in it, an item's bias by that item.
    """
    items = np.array([data.questions[number].item for number in data.question])
    waves = np.array([wave_key(*each) for each in zip(items, data.week, strict=True)])
    related = np.ones((len(unknowns.each), len(data.value)), bool)
    for column, (kind, key, group) in enumerate(unknowns.each):
        if kind == "item":
            related[column] = items == key
        elif kind == "wave":
            related[column] = waves == key
        elif group >= 0:
            related[column] = data.related[:, group]
    return related
