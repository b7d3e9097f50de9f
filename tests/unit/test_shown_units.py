"""Units for people: shares in percent in tables, the same numbers as in the files behind them."""

import pytest

from orgsim.measures.declarations import MEASURES
from orgsim.measures.shown_units import shown
from orgsim.reporting.result_tables import as_shown


def test_shares_are_percent_and_all_else_is_as_declared():
    assert shown("leavers") == ("% a year", 100.0, 1)
    assert shown("engaged_share") == ("%", 100.0, 1)
    for name, measure in MEASURES.items():
        if "share" not in measure.unit:
            assert shown(name)[:2] == (measure.unit, 1.0)


def test_a_summary_is_shown_in_that_unit_and_stays_as_it_is_in_files():
    kept = {
        "start": 0.1,
        "end": 0.2,
        "difference": 0.1,
        "ci_low": None,
        "ci_high": 0.3,
        "unit": "x",
    }
    told = as_shown(kept, "leavers")
    assert told["end"] == pytest.approx(20)
    assert (told["ci_low"], told["unit"]) == (None, "% a year")
    assert kept["end"] == 0.2
