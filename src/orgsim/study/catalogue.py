"""Catalogue: which experiments there are, what their READMEs say, and reading their experiment.py."""

import re
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from orgsim.errors import UserError
from orgsim.organisation.hints import did_you_mean
from orgsim.shipped import shipped
from orgsim.study.declaration import Experiment

NAME = re.compile(r"(\d\d)_(\w+)")
STATEMENT = re.compile(r"^- ((?:(?!^- ).)*?) ?<!-- p:(\w+) -->", re.MULTILINE | re.DOTALL)
"""A prediction in the README: what stands in an item of a list before the mark with its name."""

SECTIONS = (
    "Question",
    "Prediction",
    "Design",
    "Result",
    "What it means for a leader",
    "Caveats",
)
"""Sections of an experiment's README, in this order."""


@dataclass(frozen=True)
class Entry:
    """An experiment's folder."""

    folder: Path

    @property
    def number(self) -> str:
        """The two digits its folder begins with."""
        return self.folder.name[:2]

    @property
    def name(self) -> str:
        """What it is called, without its number."""
        return self.folder.name[3:]

    @property
    def readme(self) -> Path:
        """Its README."""
        return self.folder / "README.md"

    @cached_property
    def text(self) -> str:
        """The README's text."""
        try:
            return self.readme.read_text(encoding="utf-8")
        except OSError as error:
            raise UserError(
                f"{self.readme}: cannot be read ({error.strerror}); an experiment needs one"
            ) from None

    @property
    def title(self) -> str:
        """The README's heading."""
        found = re.search(r"^# (.+)$", self.text, re.MULTILINE)
        return found[1].strip() if found else self.folder.name

    @property
    def question(self) -> str:
        """The first paragraph of the README's question, in one line."""
        return " ".join(self.section("Question").split("\n\n")[0].split())

    def section(self, heading: str) -> str:
        """What stands under a heading of the README, "" where there is none."""
        found = re.search(
            rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", self.text, re.MULTILINE | re.DOTALL
        )
        return found[1].strip() if found else ""

    def load(self) -> Experiment:
        """What experiment.py declares as EXPERIMENT; it may import files beside it with a dot."""
        path = self.folder / "experiment.py"
        module_name = f"orgsim_experiment_{self.folder.name}"
        spec = spec_from_file_location(
            module_name, path, submodule_search_locations=[str(self.folder)]
        )
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        for known in [name for name in sys.modules if name.partition(".")[0] == module_name]:
            del sys.modules[known]
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
        found = getattr(module, "EXPERIMENT", None)
        if not isinstance(found, Experiment):
            raise UserError(f"{path}: declares no EXPERIMENT = Experiment(…); add it")
        return self.with_statements(found)

    def with_statements(self, experiment: Experiment) -> Experiment:
        """The experiment with its predictions in the words of the README, which alone has them."""
        words = {
            name: " ".join(text.replace("**", "").replace("`", "").split())
            for text, name in STATEMENT.findall(self.section("Prediction"))
        }
        names = [each.name for each in experiment.predictions]
        for name in (*names, *words):
            if name not in words or name not in names:
                raise UserError(
                    f"{self.readme}: <!-- p:{name} --> must end a statement in its list of predictions,"
                    f" and experiment.py must have a prediction {name}; add the one that is missing"
                )
        stated = [replace(each, statement=words[each.name]) for each in experiment.predictions]
        return replace(experiment, predictions=tuple(stated))


def standard_folder() -> Path:
    """The experiments of the clone, or those that came with the package."""
    return shipped("experiments")


def entries(folder: Path) -> list[Entry]:
    """All experiments in a folder, by number."""
    if not folder.is_dir():
        raise UserError(f"{folder}: no such folder; name one of experiments with --experiments")
    found = [
        Entry(path)
        for path in sorted(folder.iterdir())
        if NAME.fullmatch(path.name) and (path / "experiment.py").is_file()
    ]
    if not found:
        raise UserError(
            f"{folder}: holds no experiment, a folder NN_name with an experiment.py; name another"
            " with --experiments"
        )
    return found


def named(name: str, there: list[Entry]) -> Entry:
    """The experiment of a name (leader_modelling), a number (01) or both (01_leader_modelling)."""
    for entry in there:
        if name in (entry.name, entry.number, entry.folder.name) or name.zfill(2) == entry.number:
            return entry
    names = [entry.name for entry in there]
    raise UserError(
        f"{name}: no such experiment{did_you_mean(name, names)}; allowed: {', '.join(names)}"
    )
