"""Presets: configs to start a scenario from: those shipped with the package, and the user's own.

The own config is what `orgsim ui` was given at its start. It is read once; no address names a file.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from orgsim.config.files import PATHS, read_config, read_toml, with_whole_paths
from orgsim.config.models import Config
from orgsim.errors import UserError, quoted
from orgsim.name_text import label_of
from orgsim.number_text import count
from orgsim.organisation.hints import did_you_mean
from orgsim.shipped import shipped_files
from orgsim.ui.shared.scenarios.own_code_left_out import left_out, without_code

PRESETS = {
    "baseline": "A mid-size organisation",
    "startup": "A start-up",
    "hospital": "A hospital",
    "retail": "A retail chain",
    "imported": "An imported chart",
    "clinics": "Clinics with a survey",
}
"""Configs shipped with the package, and their names."""

SENTENCES = {
    "baseline": "400 people; words, deeds and time are average.",
    "startup": "A founder who joins in, until there are too many people to join.",
    "hospital": "Wards, forms, and leaders who are rarely on the wards.",
    "retail": "Shops where training did not last.",
    "imported": "62 people from a chart, with ties and a survey.",
    "clinics": "306 people with three waves of a survey to fit.",
}
"""One sentence for each."""

YOURS = "yours"
"""The preset for the user's own config."""

CONFIG_VARIABLE = "ORGSIM_UI_CONFIG"
"""Environment variable that holds its path."""


class OwnConfig(NamedTuple):
    """The config of one's own.

    title, sentence  what it is called, and what it is
    tables           with whole paths, its scenarios included
    changed          when the files that it names were last changed, ns
    """

    title: str
    sentence: str
    tables: Mapping[str, Any]
    changed: Mapping[Path, int]


def own_config() -> OwnConfig | None:
    """The config that `orgsim ui` was given, None where it was given none."""
    path = os.environ.get(CONFIG_VARIABLE)
    return read_own(Path(path)) if path else None


@cache
def read_own(path: Path) -> OwnConfig:
    """The config of a file; raises UserError with one line for any mistake."""
    file = read_config(path)
    configs = (file.base, *file.scenarios.values())
    said = [f"Your {path.name}"]
    said += ["fitted to your answers"] if file.base.organisation.ensemble else []
    said += [f"with {count(len(file.scenarios), 'scenario')}"] if file.scenarios else []
    tables = read_toml(path)
    return OwnConfig(
        _title(file.base.name, path),
        f"{', '.join(said)}. {left_out(tables)}".strip(),
        without_code(with_whole_paths(tables, path.parent)),
        {named: _last_change(named) for config in configs for named in _files(config)},
    )


def _title(name: str, path: Path) -> str:
    """The config's name; where it has none, that of its folder or file."""
    if name != Config.model_fields["name"].default:
        return name
    from orgsim.inference.fitted_folder import CONFIG  # much else comes with it

    own = path.absolute().parent.name if path.name == CONFIG else path.stem
    return label_of(own) or name


def presets() -> Mapping[str, str]:
    """All presets and their names, the user's own first."""
    own = own_config()
    return {YOURS: own.title, **PRESETS} if own else PRESETS


def sentence(preset: str) -> str:
    """What a preset is."""
    own = own_config()
    return own.sentence if own and preset == YOURS else SENTENCES[preset]


def preset_tables(preset: str) -> Mapping[str, Any]:
    """Tables of a preset, its scenarios included, with whole paths. Not to be changed in place."""
    own, known = own_config(), presets()
    if own and preset == YOURS:
        return own.tables
    if preset == YOURS:
        raise UserError(
            "preset 'yours' is the config that orgsim ui is started with, and it was started"
            " without one; start it with: orgsim ui CONFIG.toml"
        )
    if preset not in known:
        raise UserError(
            f"preset {quoted(preset)} does not exist{did_you_mean(preset, known)}; allowed:"
            f" {', '.join(known)}"
        )
    return _shipped_tables(preset)


@cache
def _shipped_tables(preset: str) -> dict[str, Any]:
    path = shipped_files()[preset]
    return with_whole_paths(read_toml(path), path.parent)


def variants(preset: str) -> tuple[str, ...]:
    """Names of the scenarios in a preset's file."""
    return tuple(preset_tables(preset).get("scenarios", {}))


def refuse_changed_files(configs: Iterable[Config]) -> None:
    """Raise UserError where a file that the own config names was changed since that was read.

    What was fitted anew has another middle, and numbers of the old one would count as set by hand.
    """
    own = own_config()
    known = own.changed if own else {}
    for config in configs:
        for path in _files(config):
            if path in known and known[path] != _last_change(path):
                raise UserError(
                    f"{path.name} was changed since orgsim ui read the config that names it; end it and"
                    " start it again"
                )


def _files(config: Config) -> list[Path]:
    organisation = config.organisation
    return [path for key in PATHS if (path := getattr(organisation, key)) is not None]


def _last_change(path: Path) -> int:
    """When a file was last changed, ns; −1 where it is gone."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return -1
