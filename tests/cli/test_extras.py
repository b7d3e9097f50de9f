"""A plain installation does its work; where an extra is missing, one line says how to add it."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

import orgsim as package
from orgsim.api.fit_frames import BacktestFrames
from orgsim.errors import UserError
from orgsim.extras import EXTRAS, require
from orgsim.shipped import shipped
from orgsim.sweep.design import Range, make_design
from orgsim.sweep.executors import on_cluster

DECLARED = tomllib.loads(
    (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
)["project"]["optional-dependencies"]
WITHOUT = """
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Finder())
from orgsim.cli.main import main
for command in {commands}:
    if main(command):
        sys.exit(f"{{command}} failed")
"""
RANGE = Range.model_validate({"from": 0, "to": 1})
NAME = re.compile(r"[\w.-]+")


def names(requirements) -> set[str]:
    """The distributions that requirements name."""
    return {NAME.match(each)[0].lower().replace("_", "-") for each in requirements}


def line(extra: str) -> str:
    """What is said where an extra is missing."""
    return f'{EXTRAS[extra].purpose} needs the extra {extra}: pip install "orgsim[{extra}]"'


@pytest.fixture(params=[(extra, module) for extra in EXTRAS for module in EXTRAS[extra].modules])
def missing(request, monkeypatch):
    """An extra of which a module is missing."""
    extra, module = request.param
    monkeypatch.setitem(sys.modules, module, None)
    return extra


def test_any_missing_module_of_an_extra_is_told(missing):
    with pytest.raises(UserError) as told:
        require(missing)
    assert str(told.value) == line(missing)


def test_extras_are_those_of_the_project_and_bring_their_modules():
    assert set(DECLARED) == {*EXTRAS, "all", "dev"}
    assert DECLARED["all"] == [f"orgsim[{','.join(EXTRAS)}]"]
    brought_by = packages_distributions()
    for extra, (_, modules) in EXTRAS.items():
        require(extra)
        brought = names(DECLARED[extra])
        brought |= {each for name in brought for each in names(requires(name) or ())}
        for module in modules:
            assert names(brought_by[module]) & brought, module


@pytest.mark.parametrize(
    ("extra", "arguments"),
    [
        ("ui", ("ui", "--no-browser")),
        ("ui", ("replay", "nowhere", "0/0", "--ui")),
        ("slides", ("compare", "several.toml", "--slides")),
        ("fit", ("fit", "clinics", "--survey", shipped("configs/clinics/waves.csv"))),
        ("dask", ("sweep", "first", "--cluster", "tcp://127.0.0.1:1")),
        ("sensitivity", ("sweep", "what_matters")),
    ],
)
def test_a_command_says_which_extra_it_needs(orgsim, folder, monkeypatch, extra, arguments):
    monkeypatch.setitem(sys.modules, EXTRAS[extra].modules[0], None)
    said = orgsim(*arguments)
    assert said.code == 2
    assert said.err.splitlines()[-1].removeprefix("error: ").endswith(line(extra))
    assert not (folder / "results").exists()


@pytest.mark.parametrize(
    ("extra", "call"),
    [
        ("mesa", lambda: package.OrgModel),
        ("frames", lambda: package.load("nowhere")),
        ("frames", lambda: BacktestFrames({}, None).predictions()),
        (
            "sensitivity",
            lambda: make_design("morris", {"a": RANGE}, 4, 1),
        ),
        ("dask", lambda: on_cluster("tcp://127.0.0.1:1")),
    ],
)
def test_python_sessions_are_told_in_the_same_words(monkeypatch, extra, call):
    for module in [name for name in sys.modules if name.startswith("orgsim.mesa")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, EXTRAS[extra].modules[0], None)
    with pytest.raises(UserError) as told:
        call()
    assert str(told.value) == line(extra)


@pytest.mark.slow
def test_without_any_extra_plain_commands_do_their_work(folder):
    """In a process of its own: what is imported already would be found."""
    missing = sorted({module for extra in EXTRAS.values() for module in extra.modules})
    sweep = "base = 'small.toml'\ndesign = 'grid'\nreplications = 2\n[vary]\n"
    (folder / "sweep.toml").write_text(f"{sweep}'levers.transparency' = [0.1, 0.9]\n", "utf-8")
    commands = (
        ["run", "small.toml", "--svg"],
        ["compare", "several.toml", "--report"],
        ["sweep", "sweep.toml", "--out", "swept", "--jobs", "1"],
        ["analyse", "swept", "--measure", "alignment_end"],
        ["organisation", "imported"],
        ["configs"],
    )
    code = WITHOUT.format(missing=missing, commands=commands)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
