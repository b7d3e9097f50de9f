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
from orgsim.model.parameters import BY_NAME
from orgsim.model.processes import arithmetic

CALLED_OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "seen_at_distance": {"thinning": "distance_thinning"},
    "message_next": {"uptake": "message_uptake", "fading": "message_fading"},
    "clarity": {"tolerance": "clarity_tolerance"},
    "overreach": {"difficulty": "goal_difficulty"},
    "engagement_target": {"base": "engagement_base"},
    "engagement_next": {"change": "engagement_change"},
    "reach": {"difficulty": "goal_difficulty", "spread": "goal_spread"},
    "progress": {"difficulty": "goal_difficulty"},
    "commitment": {
        "trust_weight": "commitment_trust",
        "participation_weight": "commitment_participation",
        "engagement_weight": "commitment_engagement",
    },
    "performance": {"difficulty": "goal_difficulty"},
    "skill_next": {"fading": "skill_fading"},
    "evidence": {"tolerance": "gap_tolerance"},
    "seen_evidence": {"propensity": "trust_propensity"},
    "trust_next": {"gain": "trust_gain", "loss": "trust_loss", "fading": "trust_fading"},
    "trust_after_succession": {"carried_over": "trust_carried_over"},
    "discontent": {"of_disengagement": "exit_disengagement", "of_misfit": "exit_misfit"},
    "hazard": {
        "pressure": "exit_pressure",
        "base": "exit_base",
        "of_departures": "exit_contagion",
    },
    "departure_next": {"remembered": "departure_memory"},
}
"""Formula → argument → the parameter or lever that it is, where their names differ."""

OF_THE_WEEK: Mapping[str, frozenset[str]] = {
    "called_forth": frozenset({"leader_modelling"}),
    "social_practice": frozenset({"deed_weight", "peer_weight"}),
}
"""Formula → arguments that are called like a parameter or lever, but differ from week to week."""

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
    plain = [_Plain(helpers, each).made() for name in modules for each in _functions(name)]
    return compile(ast.fix_missing_locations(ast.Module(plain, [])), "plain formulas", "exec")


def _functions(module: str) -> list[ast.FunctionDef]:
    """The public functions of a module."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    found = (each for each in tree.body if isinstance(each, ast.FunctionDef))
    return [each for each in found if not each.name.startswith("_")]


class _Plain(ast.NodeTransformer):
    """Makes a formula plain: nothing compiled, no declared arguments, short arithmetic written out."""

    def __init__(self, helpers: Mapping[str, ast.FunctionDef], formula: ast.FunctionDef) -> None:
        self.helpers, self.formula = helpers, formula
        called = CALLED_OTHERWISE.get(formula.name, {})
        names = {each.arg: called.get(each.arg, each.arg) for each in formula.args.args}
        of_the_week = OF_THE_WEEK.get(formula.name, ())
        self.declared = {
            argument: ast.Name(name, ast.Load())
            for argument, name in names.items()
            if name in BY_NAME and argument not in of_the_week
        }

    def made(self) -> ast.FunctionDef:
        """The function with the arguments that are left."""
        left = [
            ast.arg(each.arg) for each in self.formula.args.args if each.arg not in self.declared
        ]
        body = [plain for line in self.formula.body[1:] for plain in self.lines(deepcopy(line))]
        arguments = ast.arguments([], left, None, [], [], None, [])
        return ast.FunctionDef(self.formula.name, arguments, body, [])

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

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A declared number by its own name."""
        return self.declared.get(node.id, node)

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
