"""Backtest: fit on the waves before the last ones, predict these, compare them with what was found.

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
from orgsim.inference.answer_data import LEAVERS, REST, AnswerData, data_of
from orgsim.inference.answer_groups import groups_told_apart
from orgsim.inference.fit import Fit, Inputs, fit, programmes_dated, with_seed
from orgsim.inference.fitted_folder import write_folder
from orgsim.inference.forecast import forecast
from orgsim.inference.personal_data import personal_data_of, rows_of_persons
from orgsim.inference.randomness import Purpose, draws
from orgsim.inference.rivals import mixed_model, persistence
from orgsim.inference.scores import covered, ranked_probability
from orgsim.organise import draw_organisation

RIVALS = {"persistence": persistence, "mixed model": mixed_model}
MODEL = "orgsim"


class Backtest(NamedTuple):
    """What was predicted of the last waves.

    earlier, last  data of the waves before, and of those that were predicted
    members        by name of who predicts, (members, data of the last waves)
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
    predict: int = 1,
    persons: bool = False,
    members: int = 200,
    jobs: int = 1,
    progress: Callable[[int], None] = lambda members: None,
) -> Backtest:
    """Predict the last waves from those before.

    predict  how many waves
    persons  whether the answers of each person are predicted, and not those of groups

    Raises UserError where there are too few waves.
    """
    waves = inputs.survey.waves
    if len(waves) <= predict:
        raise UserError(
            f"--backtest: needs {predict + 1} waves or more to predict the last of them, there are"
            f" {len(waves)}"
        )
    now = waves[-predict - 1].week
    config = with_seed(file.base, None)
    drawn = draw_organisation(config, config.run.seed)
    known, answers = until(inputs, now), inputs.survey.answers
    groups = groups_told_apart(known.survey.answers, drawn.organisation, drawn.key)
    if persons:
        personal = personal_data_of(answers, groups, drawn.organisation, drawn.key)
        data = rows_of_persons(personal, drawn.organisation)
    else:
        data = data_of(answers, inputs.leavers, groups, drawn.organisation, drawn.key)
    leavers = np.array([data.questions[number].item == LEAVERS for number in data.question])
    asked = np.array([who != REST for who in data.who]) & ~leavers
    earlier = data.where(asked & (data.week <= now))
    last = _asked_before(data.where(asked & (data.week > now)), earlier)
    before = fit(file, known, members=members, jobs=jobs, progress=progress)
    predicted = {MODEL: _forecast(before, inputs, now, last, persons)}
    some = draws(config.run.seed, Purpose.RIVALS)
    predicted |= {name: rival(earlier, last, members, some) for name, rival in RIVALS.items()}
    noise = draws(config.run.seed, Purpose.PREDICTED)
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


def _asked_before(last: AnswerData, earlier: AnswerData) -> AnswerData:
    """Those whom the same was asked of before: of others there is no leaning to be known."""
    before = set(zip(earlier.who, earlier.question.tolist(), strict=True))
    known = [each in before for each in zip(last.who, last.question.tolist(), strict=True)]
    if not any(known):
        raise UserError("--backtest: nobody was asked the same in the last wave as before")
    return last.where(np.array(known))


def _forecast(before: Fit, inputs: Inputs, now: int, last: AnswerData, persons: bool) -> np.ndarray:
    """What members of a fit predict of the data of later waves, (members, data).

    Programmes that began in between were planned: they are part of what is known.
    """
    later = [each for each in inputs.programmes if each.start > now]
    base = before.file.base.model_copy(
        update={"interventions": programmes_dated(later, -now), "shocks": ()}
    )
    with tempfile.TemporaryDirectory() as folder:
        fitted = write_folder(before._replace(file=ConfigFile(base, {})), Path(folder))
        weeks = int(last.week.max()) - now
        found = forecast(fitted, weeks, persons=persons, threads=1)
    rows = {asked: row for row, asked in enumerate(found.asked)}
    at = [
        rows[who, last.questions[number]]
        for who, number in zip(last.who, last.question, strict=True)
    ]
    return np.asarray(found.answers[last.week - now, at].T)
