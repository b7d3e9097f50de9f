"""Forecast: what becomes of a fitted organisation, and what its people will answer.

Every member of the ensemble goes on from its own states now, with its own numbers and draws: so
intervals hold what is unknown of parameters, of this organisation, and what chance will do.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from orgsim.config.models import Config
from orgsim.engine.ensemble import WIDTHS, Ensemble
from orgsim.errors import UserError
from orgsim.inference.answer_data import LEAVERS, REST, Question
from orgsim.inference.fitted_folder import FittedFolder
from orgsim.inference.observed import answered
from orgsim.inference.survey.items import item_of
from orgsim.measures.outcomes import outcomes
from orgsim.model.random import run_key
from orgsim.organisation import Organisation, members
from orgsim.organise import draw_organisation
from orgsim.parameter_sets import sets_in_use, with_set
from orgsim.simulation import use_threads


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
    threads: int | None = None,
    progress: Callable[[int], None] = lambda person_weeks: None,
    asked: Sequence[tuple[str, Question]] | None = None,
) -> Forecast:
    """Go on for so many weeks, by default with nothing done; or as a scenario of the config has it.

    asked  whom what will be asked of; by default what was asked before
    """
    file = folder.file
    if scenario is not None and scenario not in file.scenarios:
        known = ", ".join(file.scenarios) or "none, the config has no scenarios"
        raise UserError(f"--scenario {scenario!r}: is not in the config; allowed: {known}")
    config = file.base if scenario is None else file.scenarios[scenario]
    drawn = draw_organisation(config, config.run.seed)
    organisation = drawn.organisation
    use_threads(organisation.people, threads)
    asked = tuple(
        (who, question)
        for who, question in (folder.asked.questions if asked is None else asked)
        if question.item != LEAVERS and who != REST
    )
    weights = _weights(asked, organisation, drawn.key)
    count = len(sets_in_use(config).sets)
    measures, answers = [], []
    for first in range(0, count, WIDTHS[-1]):
        numbers = range(first, min(count, first + WIDTHS[-1]))
        configs = [with_set(config, number) for number in numbers]
        ensemble = Ensemble(drawn, configs, _keys(config, numbers))
        bias = {
            item: values[numbers.start : numbers.stop] for item, values in folder.asked.bias.items()
        }
        sums, said = [ensemble.level_sums()], [_answers(ensemble, asked, weights, bias, config)]
        for _ in range(weeks):
            ensemble.step()
            sums.append(ensemble.level_sums())
            said.append(_answers(ensemble, asked, weights, bias, config))
            progress(organisation.people * len(numbers))
        measures.append(outcomes(np.array(sums), organisation))
        answers.append(np.array(said))
    return Forecast(
        weeks,
        {name: np.concatenate([each[name] for each in measures], axis=-1) for name in measures[0]},
        asked,
        np.concatenate(answers, axis=-1),
    )


def _keys(config: Config, numbers: range) -> list[np.uint64]:
    """Each member has draws of its own, those of the replication of its number."""
    return [run_key(config.run.seed, number) for number in numbers]


def _weights(
    asked: tuple[tuple[str, Question], ...], organisation: Organisation, key: np.uint64
) -> np.ndarray:
    """Of people in what is asked, (asked, people)."""
    rows = np.zeros((len(asked), organisation.people))
    for row, (who, question) in zip(rows, asked, strict=True):
        inside = members(organisation, who, key)
        inside[0] &= not item_of(question.item).of_led
        row[:] = inside / max(1, inside.sum())
    return rows


def _answers(
    ensemble: Ensemble,
    asked: tuple[tuple[str, Question], ...],
    weights: np.ndarray,
    bias: Mapping[str, np.ndarray],
    config: Config,
) -> np.ndarray:
    """Means of what would be answered now, (asked, runs)."""
    names = [theme.name for theme in config.themes]
    said = np.empty((len(asked), ensemble.runs))
    felt = {
        question: answered(ensemble, question, bias.get(question.item), names)
        for question in dict.fromkeys(question for _, question in asked)
    }
    for question, values in felt.items():
        rows = [row for row, (_, each) in enumerate(asked) if each == question]
        said[rows] = weights[rows] @ values
    return said
