"""Answers of an invented organisation whose truth is known: a config, waves, leavers and programmes."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from orgsim.config.files import ConfigFile, read_config
from orgsim.inference.fit import Inputs, history_of, with_seed
from orgsim.inference.history import Task, simulate_task
from orgsim.inference.survey import read_programmes, read_waves
from orgsim.inference.survey.answers import SMALLEST
from orgsim.inference.unknowns import prior, values_of
from orgsim.organise import draw_organisation
from orgsim.parameter_sets import sets_in_use

ITEMS = ("trust", "engagement", "practice_seen", "modelling")
CONFIG = """\
name = "Made up"

[organisation]
people = {people}

[run]
seed = 3
weeks = 20
replications = 3
most_rest_weeks = 26

[scenarios.as_it_is]

[scenarios.rounds]
[[scenarios.rounds.interventions]]
kind = "presence"
start = 2
"""
PROGRAMMES = "kind,start,weeks\npresence,4,60\n"
HEAD = "wave,group,item,value,answers,scale"


class MadeUp(NamedTuple):
    """Files of an organisation, and what it is in truth."""

    config: Path
    waves: Path
    leavers: Path
    programmes: Path
    file: ConfigFile
    inputs: Inputs
    levers: dict[str, np.ndarray]


def made_up(
    folder: Path, people: int = 60, weeks: tuple[int, ...] = (0, 26), items: tuple[str, ...] = ITEMS
) -> MadeUp:
    """Write the files of an organisation that has a set of its own, drawn from the prior."""
    config, waves = folder / "made_up.toml", folder / "waves.csv"
    config.write_text(CONFIG.format(people=people), encoding="utf-8")
    leavers, programmes = folder / "leavers.csv", folder / "programmes.csv"
    leavers.write_text("week,leavers,weeks\n0,3,26\n", encoding="utf-8")
    programmes.write_text(PROGRAMMES, encoding="utf-8")
    file = read_config(config)
    fixed = with_seed(file.base, None)
    drawn = draw_organisation(fixed, fixed.run.seed)
    organisation = drawn.organisation
    sizes = {
        f"unit:{organisation.label(leader)}": int(organisation.span[leader])
        for leader in np.flatnonzero(organisation.span >= SMALLEST).tolist()
    }
    asked = [
        (week, who, item, max(SMALLEST, round(0.7 * size)))
        for week in weeks
        for who, size in sizes.items()
        for item in items
    ]
    write_waves(waves, asked, np.full(len(asked), 0.5))
    survey = read_waves(waves, organisation, [theme.name for theme in fixed.themes])
    past = read_programmes(programmes, organisation, survey)
    history, unknowns = history_of(fixed, drawn, Inputs(survey, None, past))
    normal = prior(unknowns, sets_in_use(fixed), 202, 999)[[7]]
    values = values_of(unknowns, normal)
    found = simulate_task(Task(history, values, (9_000_000,), False)).outputs[0]
    errors = np.random.default_rng(1).standard_normal(len(found)) * np.sqrt(history.data.error)
    write_waves(waves, asked, np.clip(found + errors, 0.0, 1.0))
    survey = read_waves(waves, organisation, [theme.name for theme in fixed.themes])
    levers = {name: each[0] for name, each in values.levers.items()}
    return MadeUp(config, waves, leavers, programmes, file, Inputs(survey, None, past), levers)


def write_waves(path: Path, asked, values: np.ndarray) -> None:
    """Write a row for each mean of a group."""
    rows = [
        f"{week},{who},{item},{value:.4f},{answers},share"
        for (week, who, item, answers), value in zip(asked, values, strict=True)
    ]
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
