"""Scenarios of the page as a project keeps them, and back.

A project's config is the truth: the page's own address of a scenario counts only as long as it says the
same, so that a file that was changed by hand is opened as it stands.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from orgsim.config.files import PATHS
from orgsim.errors import UserError
from orgsim.io.atomic_files import sha256_of
from orgsim.projects.kept_project import UPLOADS, KeptScenario
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_tables
from orgsim.ui.shared.scenarios.scenario_links import read_link


def kept(scenario: Scenario) -> tuple[KeptScenario, dict[str, Path]]:
    """What a project keeps of a scenario, and the files of it by the names that they have there."""
    tables = scenario.whole_tables()
    organisation, files = dict(tables.get("organisation", {})), {}
    for key in PATHS:
        if key in organisation:
            path = Path(organisation[key])
            name = kept_name(key, path)
            organisation[key], files[name] = f"{UPLOADS}/{name}", path
    if organisation:
        tables["organisation"] = organisation
    return KeptScenario(scenario.title, tables, scenario.to_query()), files


def kept_name(kind: str, path: Path) -> str:
    """What a file is called in a project: the same content has the same name."""
    return f"{kind}-{_digest(path, path.stat().st_mtime_ns)[:16]}{path.suffix}"


@lru_cache(maxsize=64)
def _digest(path: Path, _changed: int) -> str:
    return sha256_of(path)


def scenario_of(found: KeptScenario, places: Mapping[str, Path]) -> Scenario:
    """The scenario of the page; `places` says where the project's files are now, by their names.

    Raises UserError for whatever is wrong with its config.
    """
    organisation = dict(found.tables.get("organisation", {}))
    files = {
        f"organisation.{key}": str(places[organisation.pop(key).removeprefix(f"{UPLOADS}/")])
        for key in PATHS
        if key in organisation
    }
    known = _of_address(found, files)
    if known is not None:
        return known
    plain = {**found.tables, "organisation": organisation} if organisation else dict(found.tables)
    if not organisation:
        plain.pop("organisation", None)
    return from_tables(plain, found.title, files)


def _of_address(found: KeptScenario, files: Mapping[str, str]) -> Scenario | None:
    """The scenario that the address says, None where that is not what the config says."""
    try:
        link = read_link(found.address)
        needed = {f"organisation.{kind}" for kind in link.kinds}
        scenario = link.scenario.with_paths({k: p for k, p in files.items() if k in needed})
        return scenario if kept(scenario)[0].tables == found.tables else None
    except (UserError, OSError):
        return None
