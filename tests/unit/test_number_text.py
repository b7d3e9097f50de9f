"""Numbers as they are written for people."""

import math

import pytest

from orgsim.number_text import count, fixed, levels, p_value, percent, plain, rounded, span


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (fixed(-1234.5, 1), "−1,234.5"),
        (fixed(0.25, 2, sign=True), "+0.25"),
        (fixed(-0.0004), "0.000"),
        (fixed(0.0004, sign=True), "0.000"),
        (fixed(0.0, 0), "0"),
        (fixed(None), "–"),
        (fixed(math.inf), "–"),
        (plain(-0.25), "−0.25"),
        (plain(10_000), "10000"),
        (plain(-0.0), "0"),
        (plain(0.2, sign=True), "+0.2"),
        (plain(0.0, sign=True), "0"),
        (plain(math.nan), "–"),
        (rounded(99.96), "100"),
        (rounded(0.456), "0.46"),
        (percent(0.1234, 1), "12.3 %"),
        (percent(None), "–"),
        (span(-0.1, 0.2, 1, sign=True), "−0.1 to +0.2"),
        (span(math.nan, 1.0), "–"),
        (p_value(0.00099), "< 0.001"),
        (p_value(0.05), "0.050"),
        (count(1, "person", "people"), "1 person"),
        (count(1200, "person", "people"), "1,200 people"),
        (count(2, "week"), "2 weeks"),
    ],
)
def test_a_number_is_written_in_one_way(written, expected):
    assert written == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.5, 0.9375, 1.0), ["0.50", "0.94", "1.00"]),
        ((0.0, 0.25, 0.5), ["0.00", "0.25", "0.50"]),
        ((4.0, 8.0, 12.0), ["4", "8", "12"]),
        ((0.0, 0.1 + 0.2, 0.6), ["0.0", "0.3", "0.6"]),
        ((-0.00025, 0.0, 0.00025), ["−0.00025", "0.00000", "0.00025"]),
        ((-1 / 3, 1 / 3), ["−0.3", "0.3"]),
        ((2000.0, 1000.0), ["2,000", "1,000"]),
        ((0.25, 0.25), ["0.25", "0.25"]),
        ((), []),
    ],
)
def test_levels_of_an_axis_have_the_same_decimals_and_stay_apart(values, expected):
    assert levels(values) == expected
