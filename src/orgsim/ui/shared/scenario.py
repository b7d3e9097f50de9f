"""Scenario: what a page shows and an address holds: a preset and what is changed of it.

The same scenario is a config file, a query (`?preset=retail&levers.transparency=0.8`) and a list of
arguments of the command line. A scenario never changes; a change makes another one. Where people begin
at rest, a changed lever changes from week 1 on: before, the preset's or the file's levers held.
"""

import copy
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import tomli_w

from orgsim.config.before import resting, with_before_of
from orgsim.config.files import ADDED, PATHS, build, lay_value, merged
from orgsim.config.models import FITTED, Config
from orgsim.errors import UserError, quoted, shortened
from orgsim.measures.own_code import installed_measures
from orgsim.plain_tables import flat
from orgsim.ui.shared.own_code_left_out import refuse_code, without_code
from orgsim.ui.shared.presets import YOURS, own_config, preset_tables, presets, variants
from orgsim.ui.shared.without_fit import without_fit

OWN = "own"
"""The preset of a scenario that was uploaded as a file: the defaults, and all that the file says."""

MOST_PEOPLE, MOST_WEEKS, MOST_REPLICATIONS = 200_000, 1040, 200
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
        """What the scenario is called on the page."""
        if self.name:
            return self.name
        start = "Your file" if self.preset == OWN else presets()[self.preset]
        return f"{start}: {self.variant.replace('_', ' ')}" if self.variant else start

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
        """The scenario with one value changed; what is as the preset has it is no change."""
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
        return replace(new, changes=_changes(plain))

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
        _refuse_others(config, reference)
    installed_measures(config)
    limits = (
        ("organisation.people", config.organisation.people, MOST_PEOPLE),
        ("run.weeks", config.run.weeks, MOST_WEEKS),
        ("run.replications", config.run.replications, MOST_REPLICATIONS),
    )
    for key, value, most in limits:
        if value > most:
            raise UserError(
                f"{key} = {value:,} is more than the {most:,} that a page takes; use the command"
                " line for more"
            )
    return config


@lru_cache(maxsize=16)
def _reference(preset: str, files: tuple[tuple[str, str], ...]) -> Config:
    """What holds before week 1 where nothing is said of it: a preset's base, or the defaults."""
    return build(Scenario(preset, files=files).tables(), preset).base


def drawn_as_fitted(config: Config) -> bool:
    """Whether a fit's states are those of people whom size, shape and seed draw again."""
    return config.run.start == FITTED and config.organisation.chart is None


def _refuse_others(config: Config, fitted: Config) -> None:
    """Refuse to give states of the people that were fitted to others who are drawn in their place."""
    drawn = [
        (each.organisation, each.run.seed, each.run.redraw_organisation)
        for each in (config, fitted)
    ]
    if drawn_as_fitted(fitted) and drawn[0] != drawn[1]:
        raise UserError(
            "organisation: the answers are those of the people that were fitted, whom size, shape and"
            " seed draw again; leave these as they are"
        )


def first_scenario() -> Scenario:
    """What a visitor finds: the config of one's own, or the first preset."""
    return Scenario(YOURS) if own_config() else Scenario()


class Link(NamedTuple):
    """What an address says.

    query     its own words
    scenario  without the files that it needs
    kinds     of these files, as PATHS has them
    """

    query: str
    scenario: Scenario
    kinds: tuple[str, ...]

    def to_query(self) -> str:
        """The address again, as a scenario has one."""
        return self.query


def from_query(query: str) -> Scenario:
    """The scenario of an address; raises UserError where it is none, or needs files."""
    link = read_link(query)
    if link.kinds:
        raise UserError(f"{NEEDS}: the link needs {' and '.join(link.kinds)}; upload them again")
    link.scenario.config()
    return link.scenario


def read_link(query: str) -> Link:
    """What an address says, not checked yet beyond that; raises UserError where it is none."""
    said = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    preset, variant = said.pop("preset", "baseline"), said.pop("variant", None)
    name, needs = said.pop("name", ""), said.pop(NEEDS, "")
    if preset != OWN:
        preset_tables(preset)
        if variant is not None and variant not in variants(preset):
            allowed = ", ".join(variants(preset)) or "none"
            raise UserError(f"variant {quoted(variant)} is not in {preset}; allowed: {allowed}")
    kinds = tuple(part for part in needs.split(",") if part)
    if not set(kinds) <= set(PATHS):
        raise UserError(f"{NEEDS}={shortened(needs)}: allowed are {', '.join(PATHS)}")
    changes = []
    for key, text in said.items():
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            raise UserError(f"{key}={text[:40]}: is no number, text in quotes or list") from None
        changes.append((key, text))
    scenario = Scenario(preset, variant, "", tuple(sorted(changes))).named(name)
    _refuse_files(scenario)
    refuse_code(scenario.tables())
    return Link(query, scenario, kinds)


def _refuse_files(scenario: Scenario) -> None:
    """Refuse an address that names files of the server, however it does."""
    begins = {key.partition(".")[0] for key, _ in scenario.changes}
    if "scenarios" in begins:
        raise UserError("scenarios: an address holds one scenario; name it with variant=")
    ours, theirs = (_paths(tables) for tables in (scenario.start(), scenario.tables()))
    for key, path in theirs.items():
        if path != ours.get(key) or any(key.startswith(told) for told, _ in scenario.changes):
            raise UserError(f"{key}: an address names no files; upload them on the page")


def _paths(tables: Mapping[str, Any]) -> dict[str, Any]:
    organisation = tables.get("organisation")
    found = organisation if isinstance(organisation, dict) else {}
    return {f"organisation.{key}": found[key] for key in PATHS if key in found}


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
                remedy = "take the line out, and upload both"
                if key == "ensemble":
                    remedy = (
                        "give this one to orgsim ui when it starts, and have the other beside it"
                    )
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
        found.append(Scenario(OWN, None, "", _changes(whole)).named(title))
        found[-1].config()
    return found


def from_tables(tables: Mapping[str, Any], title: str, files: Mapping[str, str]) -> Scenario:
    """The scenario that tables of a config say, on files by their keys of the config."""
    plain = {key: value for key, value in tables.items() if key not in ("name", "scenarios")}
    refuse_code(plain)
    plain |= before_of_file(build(_with_paths(plain, files), title).base)
    scenario = Scenario(OWN, None, "", _changes(plain)).named(title).with_paths(files)
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


def toml_of(tables: dict[str, Any]) -> str:
    """Tables of a config as TOML; files by their plain names, beside which it is to be put."""
    organisation = tables.get("organisation", {})
    for key in PATHS:
        if key in organisation:
            organisation[key] = str(organisation[key]).replace("\\", "/").rsplit("/", 1)[-1]
    return tomli_w.dumps(tables)


def _changes(tables: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """All that tables say, as changes."""
    return tuple(
        sorted((k, json.dumps(v, ensure_ascii=False, default=str)) for k, v in flat(tables))
    )


def _tables_of(value: Any) -> list[dict[str, Any]]:
    items = value.values() if isinstance(value, dict) else ()
    return [item for item in items if isinstance(item, dict)]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < 1e-9
    return bool(one == other)


def _short(value: Value) -> Value:
    """Numbers as an address shows them: six significant figures."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return value
