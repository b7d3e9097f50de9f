"""Where the gap sits, in words that agree with the numbers."""

from pathlib import Path

import numpy as np
import pytest
from plain_runs import PLAIN
from plain_scenarios import plain_scenario

from orgsim.config.models import Config
from orgsim.simulation import simulate
from orgsim.ui.scenario.outcomes.gap_location import level_name, locate_gap


@pytest.fixture(scope="module")
def result():
    run = {**PLAIN, "weeks": 10, "replications": 3}
    config = Config.model_validate({"run": run, "organisation": {"people": 60, "levels": 3}})
    return simulate({"scenario": config})["scenario"]


def test_bars_are_the_ends_of_levels_and_themes(result):
    found = locate_gap(result)
    ends = result.levels["message_practice_gap"][-1].mean(axis=-1)
    assert [bar.points for bar in found.levels] == pytest.approx(ends.tolist())
    assert [bar.label for bar in found.levels] == ["Top", "Level 1", "Level 2 (bottom)"]
    assert sorted(bar.label for bar in found.themes) == ["customers", "quality", "respect"]
    assert [bar.points for bar in found.themes] == sorted(
        result.where.theme_end.mean(axis=1), reverse=True
    )


def test_words_come_first_and_say_where_most_of_it_is(result):
    words = locate_gap(result).words
    ends = result.levels["message_practice_gap"][-1].mean(axis=-1)
    people = np.bincount(result.where.organisation.level)
    share = (ends * people / (ends * people).sum()).max()
    assert words[0].startswith(f"{100 * share:.0f} % of the whole gap sits at the bottom level")
    assert "randomly drawn" in words[-1]
    gap = result.measures["message_practice_gap"][-1, 0]
    assert f"whose gap is {gap:.2f} points per person" in words[-1], (
        "beside which its units are wide"
    )


def test_leaders_of_a_chart_are_called_by_their_names():
    shown = plain_scenario("imported", None, {"run.weeks": 4, "run.replications": 2})
    found = locate_gap(simulate({"": shown.config()})[""])
    assert Path(shown.config().organisation.chart).exists()
    assert not found.leaders[0].label.startswith("leader ")
    assert all(bar.note.count(",") == 2 for bar in (*found.units, *found.leaders))
    assert "randomly drawn" not in " ".join(found.words)
    assert "their gaps are simulated" in found.words[-1], "people with names are not judged"


def test_one_level_needs_no_comparison():
    config = Config.model_validate(
        {"run": {**PLAIN, "weeks": 2, "replications": 2}, "organisation": {"people": 1}}
    )
    found = locate_gap(simulate({"": config})[""])
    assert found.words[0].startswith("There is one level")
    assert found.units == found.leaders == ()
    assert level_name(2, 2) == "Level 2 (bottom)"
