"""Presets: the configs that come with the package, to start a scenario from."""

from functools import cache
from typing import Any

from orgsim.config.files import read_toml, with_whole_paths
from orgsim.errors import UserError
from orgsim.organisation.hints import did_you_mean
from orgsim.shipped import shipped_files

PRESETS = {
    "baseline": "A mid-size organisation",
    "startup": "A start-up",
    "hospital": "A hospital",
    "retail": "A retail chain",
    "imported": "An imported chart",
    "clinics": "Clinics with a survey",
}
"""Configs to start from, and what they are called."""


@cache
def _tables(preset: str) -> dict[str, Any]:
    if preset not in PRESETS:
        raise UserError(
            f"preset {preset!r} does not exist{did_you_mean(preset, PRESETS)}; allowed:"
            f" {', '.join(PRESETS)}"
        )
    path = shipped_files()[preset]
    return with_whole_paths(read_toml(path), path.parent)


def preset_tables(preset: str) -> dict[str, Any]:
    """Tables of a preset, its scenarios included, with whole paths. Not to be changed in place."""
    return _tables(preset)


def variants(preset: str) -> tuple[str, ...]:
    """Names of the scenarios in a preset's file."""
    return tuple(_tables(preset).get("scenarios", {}))
