"""Forecast: how a fitted organisation develops, and what its people will answer.

Every member of the ensemble goes on from its own states now, with its own numbers and draws: so
intervals hold what is unknown of parameters, of this organisation, and what chance will do.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.widths import cut
from orgsim.errors import UserError
from orgsim.inference.answer_data import LEAVERS, REST, Question
from orgsim.inference.fitted_folder import FittedFolder
from orgsim.inference.observed import answered
from orgsim.inference.randomness import Purpose, draws
from orgsim.inference.survey.items import item_of
from orgsim.inference.unknowns import wave_spread
from orgsim.measures.outcomes import outcomes
from orgsim.model.random import run_key
from orgsim.organisation import Organisation, members
from orgsim.organise import draw_organisation
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parameter_sets import sets_in_use, with_set


class Forecast(NamedTuple):
    """Of every member, week by week from now on.

    measures   by name, (weeks + 1, members)
    asked      whom what was asked of, in the order of `answers`
    answers    means of what they would answer, errors of measurement left out, (weeks + 1, asked,
               members)
    """

    weeks: int
    measures: Mapping[str, np.ndarray]
    asked: tuple[tuple[str, Question], ...]
    answers: np.ndarray


def forecast(
    folder: FittedFolder,
    weeks: int,
    scenario: str | None = None,
    persons: bool = False,
    threads: int | None = None,
    progress: Callable[[int], None] = lambda person_weeks: None,
) -> Forecast:
    """Continue for some weeks, with nothing done or as a scenario of the config says.

    persons  whether answers are those of each person, and not of groups
    """
    file = folder.file
    if scenario is not None and scenario not in file.scenarios:
        known = ", ".join(file.scenarios) or "none, the config has no scenarios"
        raise UserError(f"--scenario {scenario!r}: is not in the config; allowed: {known}")
    config = file.base if scenario is None else file.scenarios[scenario]
    drawn = draw_organisation(config, config.run.seed)
    organisation = drawn.organisation
    use_threads(organisation.people, threads)
    asked = folder.asked.persons if persons else _of_groups(folder)
    weights = _weights(asked, organisation, drawn.key)
    count = len(sets_in_use(config).sets)
    some = draws(config.run.seed, Purpose.WAVES)
    moods = {
        item: wave_spread(item) * some.standard_normal((weeks + 1, count))
        for item in folder.asked.bias
    }
    measures, answers = [], []
    for numbers in (range(*stretch) for stretch in cut(count)):
        members = slice(numbers.start, numbers.stop)
        ensemble = Ensemble(
            drawn, [with_set(config, number) for number in numbers], _keys(config, numbers)
        )
        bias = {item: values[members] for item, values in folder.asked.bias.items()}
        mood = {item: moods[item][:, members] for item in bias}
        sums, said = [], []
        for week in range(weeks + 1):
            if week:
                ensemble.step()
                progress(organisation.people * len(numbers))
            sums.append(ensemble.level_sums())
            said.append(_answers(ensemble, asked, weights, bias, mood, config))
        measures.append(outcomes(np.array(sums), organisation))
        answers.append(np.array(said))
    return Forecast(
        weeks,
        {name: np.concatenate([each[name] for each in measures], axis=-1) for name in measures[0]},
        asked,
        np.concatenate(answers, axis=-1),
    )


def _of_groups(folder: FittedFolder) -> tuple[tuple[str, Question], ...]:
    return tuple(
        (who, question)
        for who, question in folder.asked.questions
        if question.item != LEAVERS and who != REST
    )


def _keys(config: Config, numbers: range) -> list[np.uint64]:
    """Each member has draws of its own, those of the replication of its number."""
    return [run_key(config.run.seed, number) for number in numbers]


def _weights(
    asked: tuple[tuple[str, Question], ...], organisation: Organisation, key: np.uint64
) -> Any:
    """Of people in what is asked, sparse (asked, people)."""
    from scipy import sparse

    start, at, weight = [0], [], []
    for who, question in asked:
        inside = members(organisation, who, key)
        inside[0] &= not item_of(question.item).of_led
        people = np.flatnonzero(inside)
        at.append(people)
        weight.append(np.full(len(people), 1 / max(1, len(people))))
        start.append(start[-1] + len(people))
    shape = len(asked), organisation.people
    return sparse.csr_array((np.concatenate(weight), np.concatenate(at), start), shape=shape)


def _answers(
    ensemble: Ensemble,
    asked: tuple[tuple[str, Question], ...],
    weights: Any,
    bias: Mapping[str, np.ndarray],
    mood: Mapping[str, np.ndarray],
    config: Config,
) -> np.ndarray:
    """Means of what would be answered now, (asked, runs)."""
    names = [theme.name for theme in config.themes]
    said = np.empty((len(asked), ensemble.runs))
    week = ensemble.week

    def leaning(item: str) -> np.ndarray:
        """What the item leans by, and the mood of the week in all of its answers."""
        return bias[item] + mood[item][week]

    felt = {
        question: answered(ensemble, question, leaning(question.item), names)
        for question in dict.fromkeys(question for _, question in asked)
    }
    for question, values in felt.items():
        rows = [row for row, (_, each) in enumerate(asked) if each == question]
        said[rows] = weights[rows] @ values
    return said
