"""A scenario made of a config: a point of a sweep, or an organisation fitted to its answers."""

import json

from orgsim.config.files import PATHS
from orgsim.config.models import Config
from orgsim.plain_tables import flat
from orgsim.ui.scenario.lever_settings import without_nothing
from orgsim.ui.shared.scenarios.own_code_left_out import without_code
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario
from orgsim.ui.shared.scenarios.scenario_files import before_of_file


def from_config(config: Config, name: str) -> Scenario:
    """A scenario that says of a config what is not a default; its files stay files."""
    tables = without_code(config.resolved())
    tables.pop("before", None)
    said, defaults = dict(flat(tables | before_of_file(config))), dict(flat(Config().resolved()))
    named = [f"organisation.{key}" for key in PATHS]
    files = {key: said[key] for key in named if key in said}
    changes = {
        key: json.dumps(without_nothing(value), ensure_ascii=False)
        for key, value in said.items()
        if key not in files and key != "name" and defaults.get(key) != value
    }
    scenario = Scenario(OWN, None, "", tuple(sorted(changes.items()))).named(name)
    return scenario.with_paths(files)
