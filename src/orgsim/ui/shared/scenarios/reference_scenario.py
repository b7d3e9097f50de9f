"""What a scenario is set beside: what it started from, as far as that is what was changed."""

import json
from dataclasses import replace
from typing import Any

from orgsim.ui.shared.scenarios.scenario import OWN, Scenario


def started_from(new: Scenario) -> Scenario:
    """What a scenario that comes as a whole is compared with: its preset untouched, or itself."""
    if new.preset == OWN or new.files:
        return new
    return replace(new, changes=(), name="")


def reference_of(shown: Scenario, began: Scenario) -> Scenario | None:
    """What a scenario's results are set beside: its start, run just as long and often, and priced.

    Where the scenario stands for other themes so does its reference: they say which organisation it is.
    A scenario of another preset, or on other files, is another organisation and has none: it may have
    been opened from those compared, and for a moment a new scenario stands beside an old start.
    """
    if (shown.preset, shown.files) != (began.preset, began.files):
        return None
    shared = ("run.", "costs.")
    kept = {key: text for key, text in shown.changes if key.startswith(shared)}
    others = {key: text for key, text in began.changes if not key.startswith(shared)}
    themes = dict(shown.changes).get("themes")
    if themes and theme_names(shown) != theme_names(began):
        kept["themes"] = themes
    if own := {**_own_programmes(shown), **_own_programmes(began)}:  # of which there may be prices
        kept["own_programmes"] = json.dumps([*own.values()], ensure_ascii=False)
    reference = replace(began, changes=tuple(sorted((others | kept).items())), name="")
    return None if reference == replace(shown, name="") else reference


def _own_programmes(of: Scenario) -> dict[str, Any]:
    """The programmes that a scenario's changes declare, by name."""
    declared = json.loads(dict(of.changes).get("own_programmes", "[]"))
    return {each["name"]: each for each in declared}


def theme_names(shown: Scenario) -> list[str]:
    """What a scenario stands for, by name."""
    return [theme.name for theme in shown.config().themes]
