"""Functions of the engine stay readable: few arguments, because what they read travels together."""

import ast
from pathlib import Path

import pytest

import orgsim

MOST = 6
ENGINE = sorted((Path(orgsim.__file__).parent / "engine").glob("*.py"))


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.stem)
def test_no_function_of_the_engine_takes_more_than_six_arguments(path):
    functions = [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)
    ]
    for function in functions:
        taken = function.args
        names = [each.arg for each in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)]
        assert len(names) <= MOST, f"{function.name}({', '.join(names)})"


def test_the_engine_is_looked_at():
    assert len(ENGINE) >= 8
