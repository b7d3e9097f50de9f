"""The client's own values: themes added, renamed, removed and weighted, and where they are kept."""

import pytest

from orgsim.errors import UserError
from orgsim.reporting.summary import summarise
from orgsim.reporting.tables.where_tables import gaps_table
from orgsim.simulation import simulate
from orgsim.ui.scenario.theme_rows import (
    theme_rows,
    themes_stay,
    with_another,
    with_theme,
    without_theme,
)
from orgsim.ui.shared.scenarios.reference_scenario import reference_of
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query

SMALL = (
    Scenario()
    .with_value("organisation.people", 40)
    .with_value("run.weeks", 8)
    .with_value("run.replications", 2)
)


def own() -> Scenario:
    """A scenario that stands for quality and for listening."""
    renamed = with_theme(with_another(without_theme(SMALL, 0)), 2, name="  listening ")
    return without_theme(with_theme(renamed, 2, weight=3.0, stated=0.6), 1)


def test_own_themes_are_in_the_config_the_address_and_the_file():
    assert theme_rows(own()) == [
        {"name": "quality", "stated": 0.8, "habit_shift": 0.1},
        {"name": "listening", "stated": 0.6, "weight": 3.0},
    ]
    themes = own().config().themes
    assert from_query(own().to_query()).config().themes == themes
    assert from_toml(own().to_toml(), "x.toml")[0].config().themes == themes


def test_a_theme_that_is_put_back_is_no_change():
    changed = with_theme(SMALL, 0, weight=4.0)
    assert changed != SMALL
    assert with_theme(changed, 0, weight=2.0) == SMALL
    assert without_theme(with_another(SMALL), 3) == SMALL


def test_added_themes_have_names_of_their_own():
    twice = with_another(with_another(SMALL))
    assert [row["name"] for row in theme_rows(twice)][-2:] == ["new theme", "new theme 2"]


@pytest.mark.parametrize(
    ("name", "told"), [("quality", "different names"), ("  ", "name"), ("x" * 41, "name")]
)
def test_a_name_that_does_not_do_is_told_in_a_line(name, told):
    with pytest.raises(UserError, match=told) as said:
        with_theme(SMALL, 0, name=name).config()
    assert "\n" not in str(said.value)


def test_a_reference_stands_for_the_same_themes_but_states_what_it_did():
    stated = with_theme(SMALL, 0, stated=0.5)
    assert "themes" not in dict(reference_of(stated, SMALL).changes)
    moved = own().with_value("levers.transparency", 0.9)
    reference = reference_of(moved, SMALL)
    assert reference.config().themes == own().config().themes
    assert reference.config().levers == SMALL.config().levers


def test_gaps_of_scenarios_with_different_themes_stand_under_their_names():
    results = simulate({"before": SMALL.config(), "own": own().config()})
    table = gaps_table(summarise(results, "before"), "themes")
    assert [column.heading for column in table.columns][1:] == [
        "customers",
        "quality",
        "respect",
        "listening",
    ]
    assert [[value is None for value in row[1:]] for row in table.rows] == [
        [False, False, False, True],
        [True, False, True, False],
    ]
    assert not themes_stay(own().config())
