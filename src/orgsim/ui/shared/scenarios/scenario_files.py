"""Scenarios of config files and of their tables, which have the pages' defaults as their preset."""

import copy
import tomllib
from collections.abc import Mapping
from typing import Any

from orgsim.config.before import resting, with_before_of
from orgsim.config.files import PATHS, build, lay_value, merged
from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.ui.shared.scenarios.own_code_left_out import refuse_code, without_code
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario, changes_of


def from_toml(text: str, where: str) -> list[Scenario]:
    """The scenarios of a config file: its base, or all its variations; errors call it `where`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{where}: not valid TOML: {error}") from None
    except (ValueError, RecursionError):
        raise UserError(f"{where}: not valid TOML: too long or too deep") from None
    for place in (tables, *_tables_of(tables.get("scenarios"))):
        organisation = place.get("organisation")
        for key in reversed(PATHS):  # the ensemble, which cannot be uploaded, first
            if isinstance(organisation, dict) and key in organisation:
                remedy = "remove the line, and upload both"
                if key == "ensemble":
                    remedy = "start orgsim ui with this one, with the other next to it"
                raise UserError(
                    f"{where}: organisation.{key}: a file cannot name another one here; {remedy}"
                )
    tables = without_code(tables)
    file = build(tables, where)
    variations = tables.pop("scenarios", {}) or {"": {}}
    found = []
    for name, changes in variations.items():
        whole = merged(tables, changes)
        whole |= before_of_file(file.scenarios[name] if name else file.base)
        title = str(whole.pop("name", "")) if not name else name.replace("_", " ")
        found.append(Scenario(OWN, None, "", changes_of(whole)).named(title))
        found[-1].config()
    return found


def from_tables(tables: Mapping[str, Any], title: str, files: Mapping[str, str]) -> Scenario:
    """The scenario that tables of a config say, on files by their keys of the config."""
    plain = {key: value for key, value in tables.items() if key not in ("name", "scenarios")}
    refuse_code(plain)
    plain |= before_of_file(build(_with_paths(plain, files), title).base)
    scenario = Scenario(OWN, None, "", changes_of(plain)).named(title).with_paths(files)
    scenario.config()
    return scenario


def _with_paths(tables: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, Any]:
    found = copy.deepcopy(dict(tables))
    for key, path in files.items():
        lay_value(found, key, path)
    return found


def before_of_file(config: Config) -> dict[str, Any]:
    """The table `before` of an uploaded config, as what it has other than the defaults.

    The page has no file to go back to once somebody has moved a lever.
    """
    plain = Config(organisation=config.organisation, run=config.run)
    told = with_before_of(plain, resting(config))
    return told.model_dump(mode="json", include={"before"}, exclude_none=True)


def _tables_of(value: Any) -> list[dict[str, Any]]:
    items = value.values() if isinstance(value, dict) else ()
    return [item for item in items if isinstance(item, dict)]
