"""Scenario: what a page shows and an address holds: a preset and what is changed of it.

The same scenario is a config file (scenario_files), a query (scenario_links; as in
`?preset=retail&levers.transparency=0.8`) and a list of arguments of the command line. A scenario never
changes; a change makes another one. Where people begin at rest, a changed lever changes from week 1 on:
before, the preset's or the file's levers held.
"""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import tomli_w

from orgsim.config.before import with_before_of
from orgsim.config.files import ADDED, PATHS, build, lay_value, merged
from orgsim.config.models import Config
from orgsim.measures.own_code import installed_measures
from orgsim.plain_tables import flat
from orgsim.ui.shared.page_limits import refuse_beyond_pages, refuse_others
from orgsim.ui.shared.scenarios.presets import (
    PRESETS,
    YOURS,
    own_config,
    preset_tables,
    presets,
)
from orgsim.ui.shared.scenarios.without_fit import without_fit

OWN = "own"
"""The preset of a scenario that was uploaded as a file: the defaults, and all that the file says."""

YOUR_ORGANISATION = "Your organisation"
"""Name of an organisation whose chart a visitor uploaded."""

MOST_NAME = 60

NEEDS = "files"
"""What an address says of files, which are no part of it: their kinds."""

Value = float | int | bool | str | list[Any] | dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """A preset, one of its variants or its base, a name, and changed values.

    changes  (dotted key, JSON of the value), sorted by key; tables inside lists stand whole
    files    (key, path) of uploaded chart, ties and survey; never part of an address
    """

    preset: str = "baseline"
    variant: str | None = None
    name: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Name of the scenario on the page."""
        if self.name:
            return self.name
        start = self.organisation_title
        return f"{start}: {self.variant.replace('_', ' ')}" if self.variant else start

    @property
    def organisation_title(self) -> str:
        """What its organisation is called: a visitor's own chart is none of the presets'."""
        if self.preset == OWN:
            return "Your file"
        uploaded = "chart" in self.kinds and self.preset in PRESETS
        return YOUR_ORGANISATION if uploaded else presets()[self.preset]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the files are: chart, ties, survey."""
        return tuple(key.rpartition(".")[2] for key, _ in self.files)

    def start(self) -> dict[str, Any]:
        """Tables of the preset and variant, before any change."""
        if self.preset == OWN:
            return {}
        tables = copy.deepcopy(dict(preset_tables(self.preset)))
        scenarios = tables.pop("scenarios", {})
        return merged(tables, scenarios[self.variant]) if self.variant else tables

    def tables(self) -> dict[str, Any]:
        """The whole scenario as tables of a config file."""
        tables = self.start()
        former: dict[str, Any] = {}
        if any(key == "organisation.chart" for key, _ in self.files):
            former, tables["organisation"] = tables.get("organisation", {}), {}
        for key, text in self.changes:
            lay_value(tables, key, json.loads(text))
        for key, path in self.files:
            lay_value(tables, key, path)
        if "ensemble" in former:
            tables = without_fit(tables, Path(former["ensemble"]))
        if self.name:
            tables["name"] = self.name
        return tables

    def config(self) -> Config:
        """The scenario's config, checked; raises UserError with one line for what is wrong."""
        return _checked(self)

    def value(self, key: str) -> Any:
        """The value of a dotted key of the whole config, default or not."""
        place: Any = self.config().model_dump(mode="json")
        for part in key.split("."):
            place = place[int(part)] if isinstance(place, list) else place[part]
        return place

    def with_value(self, key: str, value: Value) -> "Scenario":
        """The scenario with one value changed; a value equal to the preset's is not a change."""
        changes = {k: v for k, v in self.changes if k != key}
        if not isinstance(value, list | dict) and _same(self.unchanged(key), value):
            return replace(self, changes=tuple(sorted(changes.items())))
        changes[key] = json.dumps(_short(value), ensure_ascii=False)
        return replace(self, changes=tuple(sorted(changes.items())))

    def without(self, key: str) -> "Scenario":
        """The scenario with a key as its preset has it."""
        return replace(self, changes=tuple((k, v) for k, v in self.changes if k != key))

    def with_files(self, files: Mapping[str, str]) -> "Scenario":
        """The scenario on uploaded files, by their keys of the config.

        What described the former organisation goes, and so does what was fitted to it.
        """
        kept = tuple((k, v) for k, v in self.changes if not k.startswith("organisation."))
        new = replace(self, changes=kept, files=tuple(sorted(files.items())))
        fitted = dict(self.files).get("organisation.ensemble")  # that of a sweep's point
        if fitted is None:
            return new
        plain = without_fit(replace(new, files=(), name="").tables(), Path(fitted))
        return replace(new, changes=changes_of(plain))

    def with_paths(self, files: Mapping[str, str]) -> "Scenario":
        """The scenario with files of this machine, by their keys of the config."""
        return replace(self, files=tuple(sorted(files.items())))

    def named(self, name: str) -> "Scenario":
        """The scenario under another name."""
        return replace(self, name=" ".join(name.split())[:MOST_NAME])

    def unchanged(self, key: str) -> Any:
        """The value of a key as the preset has it."""
        return replace(self, changes=(), name="").value(key)

    # to and from elsewhere

    def to_toml(self) -> str:
        """The scenario as a config file; uploaded files by their plain names."""
        return toml_of(self.whole_tables())

    def whole_tables(self) -> dict[str, Any]:
        """The whole scenario as tables that say what held before week 1, too."""
        return self.tables() | self._before()

    def to_query(self) -> str:
        """The scenario as a query of an address."""
        said: list[tuple[str, str]] = [("preset", self.preset)]
        said += [("variant", self.variant)] if self.variant else []
        said += [("name", self.name)] if self.name else []
        said += [(NEEDS, ",".join(self.kinds))] if self.files else []
        return urlencode([*said, *self.changes])

    def to_command(self, file: str = "") -> str:
        """The command that simulates the scenario: its file, or its shipped preset and changes."""
        if (
            file
            or self.preset in (OWN, YOURS)
            or self.variant
            or any(k in (*ADDED, "own_programmes", "own_measures") for k, _ in self.changes)
        ):
            return f"orgsim run {file or 'scenario.toml'}"
        parts = [f"orgsim run {self.preset}"]
        before = ((key, json.dumps(value, default=str)) for key, value in flat(self._before()))
        parts += (f"--set '{key}={text}'" for key, text in dict((*self.changes, *before)).items())
        return " ".join(parts)

    def _before(self) -> dict[str, Any]:
        """The table `before` that says what held before week 1, if that is not what holds since."""
        return self.config().model_dump(mode="json", include={"before"}, exclude_none=True)


@lru_cache(maxsize=512)
def _checked(scenario: Scenario) -> Config:
    config = build(scenario.tables(), scenario.title).base
    reference = _reference(scenario.preset, scenario.files)
    config = with_before_of(config, reference)
    if scenario.preset != OWN:
        refuse_others(config, reference)
    installed_measures(config)
    refuse_beyond_pages(config)
    return config


@lru_cache(maxsize=16)
def _reference(preset: str, files: tuple[tuple[str, str], ...]) -> Config:
    """What holds before week 1 where nothing is said of it: a preset's base, or the defaults."""
    return build(Scenario(preset, files=files).tables(), preset).base


def forget_configs() -> None:
    """Forget the configs of scenarios that were asked for."""
    _checked.cache_clear()
    _reference.cache_clear()


def first_scenario() -> Scenario:
    """What a visitor starts with: the user's own config, or the first preset."""
    return Scenario(YOURS) if own_config() else Scenario()


def toml_of(tables: dict[str, Any]) -> str:
    """Tables of a config as TOML; files by their plain names, beside which it is to be put."""
    organisation = tables.get("organisation", {})
    for key in PATHS:
        if key in organisation:
            organisation[key] = str(organisation[key]).replace("\\", "/").rsplit("/", 1)[-1]
    return tomli_w.dumps(tables)


def changes_of(tables: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """All that tables say, as changes."""
    return tuple(
        sorted((k, json.dumps(v, ensure_ascii=False, default=str)) for k, v in flat(tables))
    )


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < 1e-9
    return bool(one == other)


def _short(value: Value) -> Value:
    """Numbers as an address shows them: six significant figures."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return value
