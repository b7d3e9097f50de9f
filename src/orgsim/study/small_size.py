"""The small size: few people, weeks and replications, to check that all of an experiment works."""

from collections.abc import Mapping
from typing import Any

Change = Mapping[str, Any]

BRIEF_REST = 26
"""Maximum weeks of a rest, enough to run its code."""

REPLICATIONS = 3
SIZE = {"organisation.people": 60, "run.weeks": 26, "run.most_rest_weeks": BRIEF_REST}


def small_sweep(tables: Change, less: Change) -> dict[str, Any]:
    """A sweep's tables at the small size: the usual one, and its own [small] laid over that.

    `set` and `vary` are laid over key by key, others (`replications`, `points`) whole. The usual size
    sets nothing that is varied, and is of no more replications than the full one.
    """
    vary = {**tables.get("vary", {}), **less.get("vary", {})}
    usual = {key: value for key, value in SIZE.items() if key not in vary}
    changed = {**tables.get("set", {}), **usual, **less.get("set", {})}
    full = tables.get("replications")
    replications = min(full, REPLICATIONS) if isinstance(full, int) else REPLICATIONS
    found = {**tables, "replications": replications, **less, "set": changed}
    return found | ({"vary": vary} if vary else {})


def small_scenarios(
    people: int | None = SIZE["organisation.people"],
    weeks: int | None = SIZE["run.weeks"],
    replications: int = REPLICATIONS,
) -> Change:
    """What makes the scenarios of a config small; None: as many as the config says."""
    found = {**SIZE, "organisation.people": people, "run.weeks": weeks}
    found["run.replications"] = replications
    return {key: value for key, value in found.items() if value is not None}
