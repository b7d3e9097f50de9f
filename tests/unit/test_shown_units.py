"""Units for people: shares in percent in tables, the same numbers as in the files behind them."""

import pytest

from orgsim.measures.declarations import MEASURES
from orgsim.measures.shown_units import shown
from orgsim.reporting.tables.forecast_tables import measures_forecast_table
from orgsim.reporting.tables.result_tables import as_shown


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


def test_a_forecast_of_leavers_is_in_percent_a_year():
    ends = {"median": 0.2, "low_90": 0.1, "high_90": 0.3, "low_50": 0.15, "high_50": 0.25}
    row = {"measure": "leavers", "now": ends, "end": ends, "change": {**ends, "rises": 3}}
    (cells,) = measures_forecast_table({"weeks": 5, "measures": [row]}).texts
    assert cells[1:] == [
        "% a year",
        "20.0 (10.0–30.0)",
        "20.0",
        "15.0–25.0",
        "10.0–30.0",
        "+20.0 (+10.0 to +30.0)",
    ]
