"""Formulas take first what differs from person to person, then levers, then parameters, as declared."""

from inspect import signature

import pytest

from orgsim.model.filled_formulas import formulas_with, parameters_of
from orgsim.model.parameters import GroupRow, ParameterRow
from orgsim.model.processes.turnover import hazard

ARGUMENTS = {
    name: list(signature(formula.func.py_func).parameters)
    for name, formula in vars(formulas_with({})).items()
}


def kind(argument):
    return (argument in GroupRow.__members__) + 2 * (argument in ParameterRow.__members__)


@pytest.mark.parametrize("formula", ARGUMENTS)
def test_declared_numbers_come_last(formula):
    kinds = [kind(argument) for argument in ARGUMENTS[formula]]
    assert kinds == sorted(kinds)


def test_a_formula_calls_each_parameter_as_it_is_declared():
    taken = {argument for arguments in ARGUMENTS.values() for argument in arguments}
    assert set(ParameterRow.__members__) - taken == {"engaged_from"}  # of a measure


def test_numbers_are_filled_in():
    numbers = {"exit_pressure": 0.01, "exit_base": 0.02, "exit_contagion": 0.5, "hours": 40.0}
    assert parameters_of(hazard) == ["exit_base", "exit_contagion"]
    assert formulas_with(numbers).hazard(1.0, 0.5) == pytest.approx(0.02 * 2.25 + 0.01)
