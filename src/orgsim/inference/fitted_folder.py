"""The folder of a fit: fitted.toml and ensemble.parquet, with the request and the findings.

fitted.toml       the fitted config
ensemble.parquet  a row a member: numbers by dotted key, states of everybody now, leanings of items
answers.parquet   a row a datum: what was found, expected before, and predicted after
persons.parquet   a row an answer of a person
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from orgsim.config.files import ConfigFile, read_config
from orgsim.config.written import config_toml
from orgsim.errors import UserError
from orgsim.inference.answer_data import Question
from orgsim.inference.fit import Fit
from orgsim.inference.fitted_config import centre, fitted_file, member_numbers
from orgsim.inference.personal_data import rows_of_persons
from orgsim.inference.randomness import Purpose, draws
from orgsim.io.atomic_files import described, description, parquet, read, write
from orgsim.organise import draw_organisation
from orgsim.parameter_sets.sets_file import FITTED_TO, ITEM, STATE

CONFIG, ENSEMBLE, ANSWERS = "fitted.toml", "ensemble.parquet", "answers.parquet"
PERSONS = "persons.parquet"
ABOUT = "answers"
LOW, HIGH = 0.05, 0.95


def ensemble_table(fit: Fit, middle: dict[str, float]) -> pa.Table:
    """A row a member."""
    config = fit.history.config
    organisation = draw_organisation(config, config.run.seed).organisation
    columns: dict[str, pa.Array] = {
        key: pa.array(values, pa.float64()) for key, values in member_numbers(fit).items()
    }
    for item, values in fit.after.bias.items():
        columns[f"{ITEM}{item}"] = pa.array(values, pa.float64())
    for name, states in fit.states.items():
        flat = pa.array(np.ascontiguousarray(states, np.float32).ravel(), pa.float32())
        columns[f"{STATE}{name}"] = pa.FixedSizeListArray.from_arrays(flat, states.shape[1])
    fitted_to = {"base": middle, "people": organisation.ids_digest}
    return described(pa.table(columns), **{FITTED_TO: fitted_to})


def answers_table(fit: Fit) -> pa.Table:
    """A row per datum: when, who and what, found and its error, before and after the answers."""
    data = fit.history.data
    columns: dict[str, Any] = {
        "week": data.week,
        "since": data.since,
        "who": list(data.who),
        "item": [data.questions[number].item for number in data.question],
        "favourable": [data.questions[number].favourable for number in data.question],
        "noise": [data.questions[number].noise for number in data.question],
        "answers": data.answers,
        "found": data.value,
        "error": np.sqrt(data.error),
    }
    rng = draws(fit.history.config.run.seed, Purpose.PREDICTED)
    for name, outputs in (("before", fit.expected), ("after", fit.simulated.outputs)):
        noisy = outputs + rng.standard_normal(outputs.shape) * np.sqrt(data.error)
        columns[name] = outputs.mean(axis=0)
        columns[f"{name}_low"], columns[f"{name}_high"] = np.quantile(noisy, (LOW, HIGH), axis=0)
    about = {"now": fit.history.weeks - fit.history.origin, "groups": list(fit.history.groups.who)}
    return described(pa.table(columns), **{ABOUT: about})


def fitted(fit: Fit, folder: Path) -> tuple[ConfigFile, dict[str, float]]:
    """The config that a folder is to hold, and the middle of its ensemble."""
    middle = centre(member_numbers(fit))
    return fitted_file(fit, middle, (folder / ENSEMBLE).absolute()), middle


def persons_table(fit: Fit) -> pa.Table:
    """A row per answer of a person: when, who and what, found and its error."""
    config = fit.history.config
    organisation = draw_organisation(config, config.run.seed).organisation
    data = rows_of_persons(fit.history.personal, organisation)
    return pa.table(
        {
            "week": data.week,
            "who": pa.array(data.who, pa.string()),
            "item": pa.array([data.questions[k].item for k in data.question], pa.string()),
            "found": data.value,
            "error": np.sqrt(data.error),
        }
    )


class Asked(NamedTuple):
    """What a fitted organisation was asked.

    now        weeks between the first wave and week 0 of the fitted config
    questions  each with the group that it was asked of
    persons    each with the person who answered it
    bias       what answers to an item lie above states, (members,) by item
    found      the table of answers
    """

    now: int
    questions: tuple[tuple[str, Question], ...]
    persons: tuple[tuple[str, Question], ...]
    bias: dict[str, np.ndarray]
    found: pa.Table


class FittedFolder(NamedTuple):
    """A folder of a fit, read."""

    path: Path
    file: ConfigFile
    asked: Asked


def read_folder(folder: Path) -> FittedFolder:
    """Read a folder that `orgsim fit` wrote; UserError if it is not one."""
    try:
        about = description(folder / ANSWERS, ABOUT)
        found = read(folder / ANSWERS)
        persons = read(folder / PERSONS, ["who", "item"])
        leanings = read(folder / ENSEMBLE, _leanings(folder / ENSEMBLE))
    except (OSError, pa.ArrowException, json.JSONDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(
            f"{folder}: is not what orgsim fit wrote: {reason}; name the folder given to its --out"
        ) from None
    if about is None:
        raise UserError(f"{folder}: its {ANSWERS} is not what orgsim fit wrote; fit again")
    rows = found.select(["who", "item", "favourable", "noise"]).to_pylist()
    asked = dict.fromkeys(
        (row["who"], Question(row["item"], row["favourable"], row["noise"])) for row in rows
    )
    bias = {
        name.removeprefix(ITEM): np.array(leanings[name].to_pylist())
        for name in leanings.column_names
    }
    file = read_config(folder / CONFIG)
    each = dict.fromkeys((row["who"], Question(row["item"])) for row in persons.to_pylist())
    return FittedFolder(folder, file, Asked(about["now"], tuple(asked), tuple(each), bias, found))


def _leanings(path: Path) -> list[str]:
    import pyarrow.parquet as pq

    return [name for name in pq.read_schema(path).names if name.startswith(ITEM)]


def write_folder(fit: Fit, folder: Path) -> FittedFolder:
    """Write a fit's config, ensemble and answers, and read them again."""
    file, middle = fitted(fit, folder)
    write(folder / ENSEMBLE, parquet(ensemble_table(fit, middle)))
    write(folder / ANSWERS, parquet(answers_table(fit)))
    write(folder / PERSONS, parquet(persons_table(fit)))
    write(folder / CONFIG, config_toml(file, folder).encode())
    return read_folder(folder)
