"""A fitted config for other people: without what only the fit knows."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orgsim.config.models import FITTED, Config
from orgsim.parameter_sets import sets_in_use


def without_fit(tables: Mapping[str, Any], ensemble: Path) -> dict[str, Any]:
    """Tables of a config without its ensemble, and without its consequences.

    The start that it gives, the groups that it has levers of, and numbers that stand at its middle go
    (to defaults, in place of which the evidence has sets of its own). Raises UserError where the
    ensemble cannot be read.
    """
    found = copy.deepcopy(dict(tables))
    base = sets_in_use(Config.model_validate({"organisation": {"ensemble": ensemble}})).base
    found.get("organisation", {}).pop("ensemble", None)
    if found.get("run", {}).get("start") == FITTED:
        del found["run"]["start"]
    groups = {int(key.split(".")[1]) for key in base if key.startswith("groups.")}
    if "groups" in found:
        kept = [group for number, group in enumerate(found["groups"]) if number not in groups]
        found["groups"] = kept
    for key, middle in base.items():
        *parts, last = key.split(".")
        place: Any = found
        for part in parts:
            place = place.get(part, {}) if isinstance(place, dict) else {}
        if place.get(last) == middle:
            del place[last]
    return found
