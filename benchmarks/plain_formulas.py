"""The formulas of the model's processes as plain Python functions that know the numbers of a run.

Each function of `orgsim/model/processes` as it stands there, but uncompiled, and without the arguments
that are parameters or levers: these it looks up by their names, as a model written by hand would. So a
formula that is given one more parameter or lever is called as before. Its short arithmetic, such as
`complement(x)`, is written out (`1.0 - x`), since a call takes Python longer than what it computes.
"""

import ast
import inspect
import pkgutil
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib import import_module
from types import CodeType, SimpleNamespace

from orgsim.model import processes
from orgsim.model.parameters import GroupRow, ParameterRow
from orgsim.model.processes import arithmetic

DECLARED = {*ParameterRow.__members__, *GroupRow.__members__}

SIMPLE = (ast.Name, ast.Constant, ast.IfExp)
"""Expressions that may stand twice in another: helpers choose between numbers that are at hand."""


def formulas_with(numbers: Mapping[str, float]) -> SimpleNamespace:
    """All formulas by name, with these parameters and levers."""
    found = dict(numbers)
    exec(_compiled(), found)  # the formulas of this package, and nothing else
    return SimpleNamespace(**found)


@cache
def _compiled() -> CodeType:
    """A module of all formulas, compiled by Python."""
    modules = [
        each.name for each in pkgutil.iter_modules(processes.__path__, f"{processes.__name__}.")
    ]
    helpers = {each.name: each for each in _functions(arithmetic.__name__)}
    plain = [_made(helpers, each) for name in modules for each in _functions(name)]
    return compile(ast.fix_missing_locations(ast.Module(plain, [])), "plain formulas", "exec")


def _functions(module: str) -> list[ast.FunctionDef]:
    """The public functions of a module."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    found = (each for each in tree.body if isinstance(each, ast.FunctionDef))
    return [each for each in found if not each.name.startswith("_")]


def _made(helpers: Mapping[str, ast.FunctionDef], formula: ast.FunctionDef) -> ast.FunctionDef:
    """A formula made plain: nothing compiled, no declared arguments, short arithmetic written out."""
    left = [ast.arg(each.arg) for each in formula.args.args if each.arg not in DECLARED]
    plain = _Plain(helpers)
    body = [made for line in formula.body[1:] for made in plain.lines(deepcopy(line))]
    return ast.FunctionDef(formula.name, ast.arguments([], left, None, [], [], None, []), body, [])


class _Plain(ast.NodeTransformer):
    """Writes short arithmetic out."""

    def __init__(self, helpers: Mapping[str, ast.FunctionDef]) -> None:
        self.helpers = helpers

    def lines(self, line: ast.stmt) -> list[ast.stmt]:
        """A line made plain; what the helper of a last line is given is computed in a line before."""
        if not isinstance(line, ast.Return) or not isinstance(line.value, ast.Call):
            return [self.visit(line)]
        call = line.value
        if len(call.args) > 1:
            return [self.visit(line)]
        before = ast.Assign([ast.Name("x", ast.Store())], self.visit(call.args[0]))
        call.args = [ast.Name("x", ast.Load())]
        return [before, self.visit(line)]

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """What a helper returns, if that is one expression which repeats nothing that is computed."""
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "constant":
            return node.args[0]
        if name not in self.helpers:
            return node
        line = self.helpers[name].body[1]
        if not isinstance(line, ast.Return) or line.value is None:
            return node
        plain = self.visit(deepcopy(line.value))
        given = dict(
            zip((each.arg for each in self.helpers[name].args.args), node.args, strict=True)
        )
        used = [each.id for each in ast.walk(plain) if isinstance(each, ast.Name)]
        computed = [key for key, value in given.items() if not isinstance(value, SIMPLE)]
        return node if any(used.count(key) > 1 for key in computed) else _Filled(given).visit(plain)


class _Filled(ast.NodeTransformer):
    """An expression with the arguments of a call in their places."""

    def __init__(self, given: Mapping[str, ast.expr]) -> None:
        self.given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """What is given for the name."""
        return self.given.get(node.id, node)
