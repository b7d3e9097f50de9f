"""Formulas as plain functions of what differs from person to person, with numbers filled in."""

from inspect import signature

import pytest

from plain_formulas import formulas_with

NUMBERS = {"trust_gain": 0.02, "trust_loss": 0.1, "trust_fading": 0.5, "trust_in_the_dark": 0.3}


def test_declared_numbers_are_filled_in():
    formulas = formulas_with(NUMBERS)
    assert [*signature(formulas.trust_next).parameters] == ["trust", "evidence_now", "visibility"]
    assert formulas.trust_next(0.5, 0.75, 1.0) == pytest.approx(0.5 + 0.02 * 0.25)
    assert formulas.trust_next(0.5, 0.25, 1.0) == pytest.approx(0.5 - 0.1 * 0.25)
    assert formulas.trust_next(0.5, 0.75, 0.0) == pytest.approx(0.5 - 0.5 * 0.2)


def test_each_has_numbers_of_its_own():
    one, other = (formulas_with({"conformity": each}) for each in (0.0, 1.0))
    assert one.conforming(0.75) == 0.75
    assert other.conforming(0.75) == 0.75 + 0.75 * 0.25 * 0.5


@pytest.mark.parametrize(("x", "held"), [(-0.5, 0.0), (0.25, 0.25), (1.5, 1.0)])
def test_arithmetic_is_written_out(x, held):
    formulas = formulas_with({"trust_propensity": 1.0})
    assert formulas.seen_evidence(x, 0.0) == held
    assert "complement" not in formulas.stubbornness.__code__.co_names
