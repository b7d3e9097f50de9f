"""Backtest: fit on the waves before the last one, predict it, and hold it against what was found.

Beside the forecast stand two rivals that know nothing of organisations, in `rivals`: that all stays as
it was, and a mixed model of the answers. Each predicts the same data by members, errors of observation
included, and is scored alike (see `scores`).
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.files import ConfigFile
from orgsim.errors import UserError
from orgsim.inference.answer_data import LEAVERS, REST, AnswerData
from orgsim.inference.fit import Fit, Inputs, fit, history_of, programmes_dated, with_seed
from orgsim.inference.fitted_folder import write_folder
from orgsim.inference.forecast import forecast
from orgsim.inference.rivals import mixed_model, persistence
from orgsim.inference.scores import covered, ranked_probability
from orgsim.organise import draw_organisation

RIVALS = {"persistence": persistence, "mixed model": mixed_model}
MODEL = "orgsim"


class Backtest(NamedTuple):
    """What was predicted of the last wave.

    earlier, last  data of the waves before, and of the wave that was predicted
    members        by name of who predicts, (members, data of the last wave)
    crps, coverage by name of who predicts, means over the data
    """

    earlier: AnswerData
    last: AnswerData
    members: Mapping[str, np.ndarray]
    crps: Mapping[str, float]
    coverage: Mapping[str, float]


def backtest(
    file: ConfigFile,
    inputs: Inputs,
    *,
    members: int = 200,
    seed: int | None = None,
    jobs: int = 1,
    progress: Callable[[int], None] = lambda members: None,
) -> Backtest:
    """Predict the last wave from those before; UserError where there is one wave only."""
    waves = inputs.survey.waves
    if len(waves) < 2:
        raise UserError(
            "--backtest: needs two waves or more, to predict the last from those before"
        )
    config = with_seed(file.base, seed)
    drawn = draw_organisation(config, config.run.seed)
    history, _ = history_of(config, drawn, inputs)
    data = history.data
    leavers = np.array([data.questions[number].item == LEAVERS for number in data.question])
    asked = np.array([who != REST for who in data.who]) & ~leavers
    earlier = data.where(asked & (data.week < waves[-1].week))
    last = data.where(asked & (data.week == waves[-1].week))
    before = fit(
        file,
        until(inputs, waves[-2].week),
        members=members,
        seed=seed,
        jobs=jobs,
        progress=progress,
    )
    weeks = waves[-1].week - waves[-2].week
    predicted = {MODEL: _forecast(before, inputs, waves[-2].week, weeks, last)}
    some = np.random.default_rng([config.run.seed, 31])
    predicted |= {name: rival(earlier, last, members, some) for name, rival in RIVALS.items()}
    noise = np.random.default_rng([config.run.seed, 32])
    predicted[MODEL] = predicted[MODEL] + noise.standard_normal(predicted[MODEL].shape) * np.sqrt(
        last.error
    )
    return Backtest(
        earlier,
        last,
        predicted,
        {name: float(ranked_probability(x, last.value).mean()) for name, x in predicted.items()},
        {name: float(covered(x, last.value).mean()) for name, x in predicted.items()},
    )


def until(inputs: Inputs, week: int) -> Inputs:
    """What was known in a week: waves, leavers and programmes until then."""
    answers = inputs.survey.answers
    kept = answers.week <= week
    columns: Any = (
        column[kept] if isinstance(column, np.ndarray) else _kept(column, kept)
        for column in answers
    )
    fewer = type(answers)(*columns)
    waves = tuple(wave for wave in inputs.survey.waves if wave.week <= week)
    leavers = inputs.leavers
    if leavers is not None:
        known = leavers.week + leavers.weeks - 1 <= week
        leavers = type(leavers)(
            leavers.week[known],
            _kept(leavers.who, known),
            leavers.count[known],
            leavers.weeks[known],
            leavers.row[known],
        )
        leavers = leavers if known.any() else None
    programmes = tuple(each for each in inputs.programmes if each.start <= week)
    return Inputs(inputs.survey._replace(answers=fewer, waves=waves), leavers, programmes)


def _kept(values: tuple[str, ...], kept: np.ndarray) -> tuple[str, ...]:
    return tuple(one for one, known in zip(values, kept, strict=True) if known)


def _forecast(before: Fit, inputs: Inputs, now: int, weeks: int, last: AnswerData) -> np.ndarray:
    """What members of a fit predict of the data of a later wave, (members, data).

    Programmes that began in between were planned: they are part of what is known.
    """
    later = [each for each in inputs.programmes if each.start > now]
    planned = programmes_dated(later, -now)
    base = before.file.base
    base = base.model_copy(update={"interventions": planned, "shocks": ()})
    with tempfile.TemporaryDirectory() as folder:
        fitted = write_folder(before._replace(file=ConfigFile(base, {})), Path(folder))
        asked = [
            (who, last.questions[number])
            for who, number in zip(last.who, last.question, strict=True)
        ]
        found = forecast(fitted, weeks, threads=1, asked=asked)
    return np.asarray(found.answers[weeks].T)
