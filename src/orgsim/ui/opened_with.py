"""Opened with: what `orgsim ui` is given, and the page that it opens with."""

import os
from pathlib import Path
from typing import NamedTuple

from orgsim.errors import UserError
from orgsim.inference.fitted_folder import CONFIG
from orgsim.organise import people_of
from orgsim.parameter_sets import refuse_unknown
from orgsim.shipped import find_file, shipped_files
from orgsim.sweep.sweep_folder import Store
from orgsim.ui.organisation.uploaded_files import refuse_many
from orgsim.ui.shared.scenarios.presets import CONFIG_VARIABLE, PRESETS, YOURS, variants
from orgsim.ui.shared.scenarios.scenario import Scenario


class OpenedWith(NamedTuple):
    """What is shown first.

    folder  of a sweep
    path    of the page, with its query
    """

    folder: Path | None = None
    path: str = "/"


def opened_with(given: Path | None) -> OpenedWith:
    """Open a sweep's folder, a config, the name of a shipped one, or the folder of a fit.

    A config becomes a preset of its own. Raises UserError where it is none of these, or is one that
    pages cannot show.
    """
    if given is None:
        return OpenedWith()
    name = str(given)
    if given.is_dir():
        if Store(given).exists():
            return OpenedWith(given, "/sweep")
        if (given / CONFIG).is_file():
            return _own(given / CONFIG)
        if name not in shipped_files():
            raise UserError(
                f"{given}: holds neither a sweep nor {CONFIG}; name a config, or a folder that orgsim"
                " sweep or orgsim fit wrote"
            )
    path = find_file(given)
    return OpenedWith(None, f"/?preset={name}") if name in PRESETS and path != given else _own(path)


def _own(path: Path) -> OpenedWith:
    """Make a config the own preset, if all of its scenarios can be shown."""
    os.environ[CONFIG_VARIABLE] = str(path)
    try:
        for variant in (None, *variants(YOURS)):
            config = Scenario(YOURS, variant).config()
            refuse_many(people_of(config.organisation))
            refuse_unknown(config)
    except UserError:
        del os.environ[CONFIG_VARIABLE]
        raise
    return OpenedWith(None, f"/?preset={YOURS}")
