"""Numbers typed into fields: what is taken, and the line that tells what is not."""

import pytest

from orgsim.errors import UserError
from orgsim.ui.shared.inputs import typed_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("1", 1), ("0.25", 0.25), ("1e-3", 0.001)])
def test_a_number_within_its_limits_is_taken(text, number):
    assert typed_number(text, 0, 1) == number


@pytest.mark.parametrize("text", ["7", "-0.1", "nan", "inf", "much", ""])
def test_what_is_no_number_within_the_limits_is_refused_with_them(text):
    with pytest.raises(UserError, match=rf"'{text}' is not taken; type a number from 0 to 1"):
        typed_number(text, 0, 1)


def test_a_part_is_no_whole_number():
    assert typed_number("20", 1, 200, whole=True) == 20
    with pytest.raises(UserError, match=r"'7\.5' is not taken; type a whole number from 1 to 200"):
        typed_number("7.5", 1, 200, whole=True)
