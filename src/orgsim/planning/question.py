"""The question of a plan: what the plan file, the config and the options ask together."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.files import ConfigFile, build, read_config, read_toml, with_its_files
from orgsim.config.models import Config
from orgsim.config.programme_config import OwnProgramme, own_kinds
from orgsim.errors import UserError, listed
from orgsim.io.fit_verdict import fit_warning
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.parameter_sets import drawn_sets
from orgsim.planning.outcomes_tried import seen_of
from orgsim.planning.plan_file import PlanTables
from orgsim.planning.plan_source import Source, checked, plan_tables, standard_programmes
from orgsim.planning.portfolio import Space, space_of
from orgsim.planning.runs import Question
from orgsim.shipped import PLANS, find_file, shipped_files

FITTED = "fitted.toml"
"""The config in a folder that holds an organisation fitted to its own answers."""

OF_A_PLAN = ("programmes", "budget", "objective", "horizon")
"""Keys that a plan file has and a config has not."""

ConfigSource = Config | ConfigFile | Mapping[str, Any] | str | PathLike[str] | None


class Asked(NamedTuple):
    """What is planned: the plan's tables, the config with its run, and all portfolios there are.

    drawn  the one organisation that is planned for
    sets   parameter set of each replication, None where all have the same
    """

    tables: PlanTables
    base: Config
    drawn: DrawnOrganisation
    space: Space
    sets: np.ndarray | None

    @property
    def question(self) -> Question:
        """What a process needs to know to simulate it."""
        return Question(self.space, seen_of(self.tables), self.tables.last_weeks)


def ask(
    config: ConfigSource = None,
    plan: Source | None = None,
    changes: Mapping[str, Any] | None = None,
    unexplained: bool = False,
) -> Asked:
    """Assemble a question; UserError with one line for any mistake.

    config   a config, its file, the name of a shipped one, its tables, or a folder with a
             fitted.toml; a plan file that names its config may stand here as well
    plan     a plan file, the name of a shipped one, its tables; None for all programmes there are
    changes  keys of the plan to set, dotted (`budget.money`); None leaves one as it is
    unexplained  whether to plan even where a fit does not explain the answers
    """
    if plan is None and isinstance(config, str | PathLike) and is_plan(config):
        config, plan = None, config
    tables, name, folder = ({}, "plan", Path()) if plan is None else plan_tables(plan)
    for key, value in (changes or {}).items():
        if value is not None:
            _set(tables, key, value)
    with own_kinds(_own_kinds_of(config, tables, folder, name)):
        if plan is None:
            tables["programmes"] = standard_programmes(tables.get("horizon", 156))
        plan_of = checked(tables, name)
    base = _with_run(_base(config, plan_of.config, folder, name), plan_of)
    if (warning := fit_warning(base)) and not unexplained:
        raise UserError(f"{warning}; --unexplained plans anyway")
    drawn = draw_organisation(base, base.run.seed)
    _refuse_unknown_levels(plan_of, drawn, name)
    try:
        space = space_of(base, drawn.organisation, plan_of.programmes, plan_of.budget)
    except UserError as error:
        raise UserError(f"{name}: programmes: {error.whole}") from None
    return Asked(plan_of, base, drawn, space, drawn_sets(base, range(plan_of.replications)))


def _own_kinds_of(
    config: ConfigSource, tables: Mapping[str, Any], folder: Path, name: str
) -> tuple[OwnProgramme, ...]:
    """Kinds that the config declares; mistakes there are reported after the plan's own."""
    named = tables.get("config")
    try:
        base = _base(config, named if isinstance(named, str) else None, folder, name)
    except UserError:
        return ()
    return base.own_programmes or ()


def is_plan(named: str | PathLike[str]) -> bool:
    """Whether a name or path means a plan file and not a config."""
    path = Path(named)
    if str(named) in shipped_files(PLANS) and not path.exists():
        return True
    if path.suffix != ".toml" or not path.is_file():
        return False
    return any(key in read_toml(path) for key in OF_A_PLAN)


def _set(tables: dict[str, Any], key: str, value: Any) -> None:
    table, _, last = key.rpartition(".")
    place = tables.setdefault(table, {}) if table else tables
    if isinstance(place, dict):  # otherwise the plan is refused for it
        place[last] = value


def _base(config: ConfigSource, named: str | None, folder: Path, name: str) -> Config:
    if config is None:
        if named is None:
            raise UserError(
                f"{name}: config is missing; name a config file, or a folder of orgsim fit"
            )
        beside = folder / named
        return _base(beside if beside.exists() else named, None, folder, name)
    if isinstance(config, Config):
        return config
    if isinstance(config, ConfigFile):
        return config.base
    if isinstance(config, Mapping):
        return with_its_files(build(config, "config"), "config").base
    path = Path(config)
    if path.is_dir():
        if not (path / FITTED).is_file():
            raise UserError(
                f"{path}: holds no {FITTED}; name a config file, or a folder of orgsim fit"
            )
        path = path / FITTED
    return read_config(find_file(path)).base


def _with_run(config: Config, tables: PlanTables) -> Config:
    """The config run to the horizon, in one organisation: a plan is for that one."""
    changes: dict[str, Any] = {
        "weeks": tables.horizon,
        "replications": tables.replications,
        "redraw_organisation": False,
    }
    if tables.seed is not None:
        changes["seed"] = tables.seed
    return config.model_copy(update={"run": config.run.model_copy(update=changes)})


def _refuse_unknown_levels(tables: PlanTables, drawn: DrawnOrganisation, name: str) -> None:
    levels = drawn.organisation.levels
    wrong = [str(each.level) for each in tables.limits if (each.level or 0) >= levels]
    if wrong:
        raise UserError(
            f"{name}: limits: level {listed(wrong)} is not there; the organisation has the levels 0 to"
            f" {levels - 1}"
        )
