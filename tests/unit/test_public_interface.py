"""What `orgsim.__all__` names is documented by the numpydoc rule, and its examples are executed."""

import inspect
from collections.abc import Collection
from doctest import DocTestFinder, DocTestRunner
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from numpydoc.docscrape import ClassDoc, FunctionDoc
from numpydoc.validate import validate

import orgsim
from orgsim.inference.survey import template
from orgsim.sweep import python_api

TABLES = ("MEASURES",)
"""Public names that are data, documented where their entries are declared."""

FAULTS = {
    *("GL08", "SS01", "SS03", "SS06"),  # no docstring, or none that begins with a sentence
    *(
        "PR01",
        "PR02",
        "PR03",
        "PR04",
        "PR07",
        "PR10",
    ),  # parameters that are not those of the signature
    *("RT01", "RT03", "YD01"),  # what is returned
    "EX01",  # no example
}

RAISE_NOTHING = {"Organisation", "Ensemble", "UserError"}
"""Classes whose own construction refuses nothing that a user gives."""


def public(name: str) -> Any:
    """What a public name stands for; the package `orgsim.sweep` is called as its function."""
    return python_api.sweep if name == "sweep" else getattr(orgsim, name)


DOCUMENTED = [name for name in orgsim.__all__ if name not in TABLES]


def faults(thing: Any, asked: Collection[str] = FAULTS) -> list[str]:
    """What numpydoc finds wrong with a docstring, of what is asked for here."""
    found = validate(f"{thing.__module__}.{thing.__qualname__}")["errors"]
    return [f"{code}: {text}" for code, text in found if code in asked]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_public_name_has_parameters_returns_raises_and_an_example(name):
    thing = public(name)
    assert faults(thing) == []
    is_class = inspect.isclass(thing)
    sections = (ClassDoc if is_class else FunctionDoc)(thing)
    assert sections["Raises"] or name in RAISE_NOTHING
    assert is_class or sections["Returns"]


@pytest.mark.parametrize("name", [name for name in DOCUMENTED if inspect.isclass(public(name))])
def test_public_methods_are_documented(name):
    thing = public(name)
    own = {key: each for key, each in vars(thing).items() if not key.startswith("_")}
    for key, each in own.items():
        if inspect.isfunction(each) or isinstance(each, classmethod):
            assert faults(getattr(thing, key), FAULTS - {"EX01"}) == [], key
        elif isinstance(each, property):
            assert inspect.getdoc(each), key


@pytest.mark.parametrize("name", DOCUMENTED)
def test_public_names_are_typed(name):
    thing = public(name)
    made = thing.__init__ if inspect.isclass(thing) else thing
    for parameter in inspect.signature(made).parameters.values():
        bare = parameter.name in ("self", "data", "args", "kwargs")
        assert bare or parameter.annotation is not inspect.Parameter.empty, parameter
    if not inspect.isclass(thing):
        assert inspect.signature(thing).return_annotation is not inspect.Signature.empty


def bare(weeks: int) -> int:
    """Live some weeks."""
    return weeks


def test_a_name_without_its_sections_is_found():
    assert {fault.partition(":")[0] for fault in faults(bare)} >= {"PR01", "RT01", "EX01"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where examples run: a small sweep that is through, and a small fit with its files."""
    made = tmp_path_factory.mktemp("examples")
    python_api.sweep(
        {
            "base": {
                "organisation": {"people": 40},
                "run": {"weeks": 8, "start": "as_drawn", "parameter_sets": "point"},
            },
            "vary": {"levers.transparency": [0.2, 0.8]},
            "replications": 2,
        },
        made / "sweep",
        jobs=1,
    )
    (made / "chart.csv").write_text(template("chart"))
    (made / "waves.csv").write_text(template("waves"))
    (made / "own.toml").write_text(
        dedent("""
        [organisation]
        chart = "chart.csv"

        [[themes]]
        name = "care"
        """)
    )
    orgsim.fit(made / "own.toml", made / "waves.csv", out=made / "fitted", members=50)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTED)
def test_examples_come_out_as_they_stand_there(name, folder, monkeypatch, tmp_path):
    for kept in folder.iterdir():
        (tmp_path / kept.name).symlink_to(kept)
    monkeypatch.chdir(tmp_path)
    if name == "fit":
        (tmp_path / "fitted").unlink()
    thing, said = public(name), []
    tests = DocTestFinder(recurse=False).find(thing, name, globs={"orgsim": orgsim})
    runner = DocTestRunner()
    assert sum(len(test.examples) for test in tests)
    for test in tests:
        runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)
