"""Maps and tornados against scenarios that are simulated one by one."""

import numpy as np
import pytest
from plain_scenarios import plain_scenario

from orgsim.engine.rest import EXPECTED
from orgsim.measures.outcomes import at_end
from orgsim.model.interventions import INTERVENTIONS
from orgsim.simulation import simulate
from orgsim.ui.explore import explore_state
from orgsim.ui.explore.bar_charts import bars, tornado_chart
from orgsim.ui.explore.explore_charts import NARROW, heat_map
from orgsim.ui.explore.explore_factors import ASSUMED_STEPS, FACTORS, LEVER_FACTORS
from orgsim.ui.explore.explore_state import affordable, explore, placed, tornado
from orgsim.ui.explore.explore_text import cell_words, map_words, surface_progress, tornado_words
from orgsim.ui.shared.computing.replication_stream import GivenUp
from orgsim.ui.shared.scenarios.scenario import Scenario

MODELLING, TIME = FACTORS["levers.leader_modelling"], FACTORS["levers.time_constraint"]
GAP = "message_practice_gap"


@pytest.fixture(scope="module")
def small() -> Scenario:
    return (
        plain_scenario()
        .with_value("organisation.people", 30)
        .with_value("run.weeks", 8)
        .with_value("run.replications", 4)
    )


@pytest.fixture(scope="module")
def surfaces(small):
    sides = ((MODELLING, 0.0, 1.0), (TIME, 0.2, 1.0))
    return list(explore(small, *sides, lambda: False))


@pytest.fixture(scope="module")
def blown(small):
    factors = [MODELLING, FACTORS["levers.training"], FACTORS["levers.exit_pressure"]]
    return list(tornado(small, factors, lambda: False))[-1]


def test_a_map_gets_finer_and_keeps_what_it_knew(surfaces):
    sizes = [(len(each.across), each.replications) for each in surfaces if each.ends]
    assert list(dict.fromkeys(sizes)) == [(5, 2), (9, 4), (17, 4), (17, 8)]
    coarse, last = next(each for each in surfaces if each.ends), surfaces[-1]
    assert (last.ends[GAP][::4, ::4, :2] == coarse.ends[GAP]).all()
    shares = [each.share for each in surfaces]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_cell_is_what_its_scenario_comes_to(surfaces, small):
    last = surfaces[-1]
    column, row = 3, 12
    cell = placed(small, {MODELLING.key: last.across[column], TIME.key: last.up[row]})
    measures = simulate({"": cell.with_value("run.replications", 8).config()})[""].measures
    for name in (GAP, "leavers"):
        assert last.ends[name][row, column] == pytest.approx(at_end(name, measures[name]))


def test_bars_are_paired_differences_from_the_scenario(blown, small):
    rows = bars(blown, GAP)
    modelling = next(bar for bar in rows if bar.factor is MODELLING)
    moved = small.with_value(MODELLING.key, 0.65).with_value("run.replications", 20).config()
    base = small.with_value("run.replications", 20).config()
    results = simulate({"moved": moved, "base": base})
    ends = {name: result.measures[GAP][-1] for name, result in results.items()}
    assert modelling.high[0] == pytest.approx(0.65), "by 0.4, as presence moves it"
    assert modelling.high[1].mean == pytest.approx((ends["moved"] - ends["base"]).mean())
    assert [bar.size for bar in rows] == sorted((bar.size for bar in rows), reverse=True)
    pressure = next(bar for bar in rows if bar.factor.label == "Exit pressure")
    assert pressure.low is None


def test_words_agree_with_the_numbers(surfaces, blown):
    last = surfaces[-1]
    words = map_words(last, GAP, (MODELLING, TIME))
    means = last.ends[GAP].mean(axis=-1)
    assert f"{means.min():.3f} points" in words[0]
    assert words[0].startswith("Best here: Leader modelling")
    assert surface_progress(last) == "17 × 17 points, 8 replications each"
    assert "What moves Message–practice gap most" in tornado_words(bars(blown, GAP), blown, GAP)[0]


def test_a_lever_that_moves_most_is_told_with_both_of_its_ends(blown):
    """Its better end alone may do less than that of a lever told after it."""
    first = next(bar for bar in bars(blown, GAP) if bar.decided)
    said = tornado_words(bars(blown, GAP), blown, GAP)[0]
    sides = [side for side in (first.low, first.high) if side]
    better, *worse = (f"{side[1].mean:+.3f}".replace("-", "−") for side in sorted(sides, key=_mean))
    assert f": {better} points" in said
    assert said.index(better) < min((said.index(each) for each in worse), default=len(said))


def _mean(side) -> float:
    return side[1].mean


def test_leavers_are_told_in_percent_a_year(surfaces, blown):
    last = surfaces[-1]
    means = last.ends["leavers"].mean(axis=-1)
    assert f"{100 * means.min():.1f} % a year" in map_words(last, "leavers", (MODELLING, TIME))[0]
    assert cell_words(last, "leavers", 0, 0).startswith(f"Leavers there: {100 * means[0, 0]:.1f} %")
    map_shown = heat_map(last, "leavers", (MODELLING, TIME), (0.25, 0.65))
    assert map_shown["series"][0]["data"][0]["value"][2] == pytest.approx(100 * means[0, 0])
    (first, *_) = bars(blown, "leavers")
    value, difference = first.high or first.low
    ends = blown.ends[first.factor.key, value]["leavers"] - blown.base["leavers"]
    assert difference.mean == pytest.approx(100 * ends.mean())
    assert "[% a year]" in tornado_chart([first], "leavers")["title"]["text"]


def test_charts_have_a_cell_or_bar_for_each_number(surfaces, blown):
    option = heat_map(surfaces[-1], GAP, (MODELLING, TIME), (0.25, 0.65))
    assert len(option["series"][0]["data"]) == 17 * 17
    (narrow, wide) = option["media"]
    assert narrow["query"] == {"maxWidth": NARROW}
    assert narrow["option"]["grid"].keys() == wide["option"]["grid"].keys(), "so that it turns back"
    assert narrow["option"]["visualMap"].keys() == wide["option"]["visualMap"].keys()
    assert option["series"][1]["data"][0]["value"] == [4, 9]
    for axis in ("xAxis", "yAxis"):
        written = option[axis]["data"]
        assert len({len(text) for text in written}) == 1
        assert len(set(written)) == 17
    assert len(tornado_chart(bars(blown, GAP), GAP)["series"][0]["data"]) == 3


def test_what_takes_too_long_is_left_out(small, monkeypatch):
    monkeypatch.setattr(explore_state, "MOST_WORK", 1)
    assert affordable(small.config(), [(25, 2), (81, 4)]) == [(25, 2)]
    last = list(explore(small, (MODELLING, 0, 1), (TIME, 0, 1), lambda: False))[-1]
    assert "finer would take too long" in surface_progress(last)


def test_rests_are_work_once_or_for_each_point(small, monkeypatch):
    rested = small.with_value("run.start", "at_rest").config()
    stages = [(25, 2), (81, 4)]
    for sharing, rests in ((True, 1), (False, 81)):
        work = 30 * 4 * (81 * 8 + rests * EXPECTED)
        for most, left in ((work, stages), (work - 1, stages[:1])):
            monkeypatch.setattr(explore_state, "MOST_WORK", most)
            assert affordable(rested, stages, sharing) == left


def test_exploring_can_be_given_up(small):
    asked = iter([False] * 100)
    run = explore(small, (MODELLING, 0, 1), (TIME, 0, 1), lambda: next(asked, True))
    with pytest.raises(GivenUp):
        list(run)


def test_every_factor_can_be_set_over_its_range():
    for factor in FACTORS.values():
        assert factor.low <= factor.start < factor.end <= factor.high, factor.key
        if factor.key != "parameters.engagement_change":
            for value in (factor.start, factor.end):
                placed(Scenario(), {factor.key: value}).config()
    assert len(LEVER_FACTORS) == 19
    assert FACTORS["levers.training"].step == 0.095
    assert all(factor.step > 0 for factor in LEVER_FACTORS)
    assert np.isfinite([factor.step for factor in FACTORS.values()]).all()


def test_levers_move_by_what_the_programme_does_that_moves_them_most():
    for factor in LEVER_FACTORS:
        name = factor.key.removeprefix("levers.")
        moves = {kind: abs(each.change.get(name, 0)) for kind, each in INTERVENTIONS.items()}
        if factor.moved_by:
            assert factor.step == max(moves.values()) == moves[factor.moved_by]
        else:
            assert not any(moves.values())
            assert factor.label.lower() in ASSUMED_STEPS
    assert ASSUMED_STEPS == "goal difficulty by 0.1, workload by 0.1, exit pressure by 0.001"


def test_two_levers_are_compared_by_what_programmes_do():
    """Over a map from 0 to 1 the first moves by 0.5 and the second by 0.3."""
    ends = np.array([[[0.0] * 4, [0.5] * 4], [[0.3] * 4, [0.8] * 4]])
    surface = explore_state.Surface(np.array([0, 1]), np.array([0, 1]), {GAP: ends}, 1.0, False)
    said = map_words(surface, GAP, (MODELLING, TIME))[-1]
    assert "Leader modelling by 0.4: 0.200, Time constraint by 0.3: 0.090." in said
    workload = FACTORS["levers.workload"]
    assert "as much as" not in map_words(surface, GAP, (MODELLING, workload))[-1]


@pytest.mark.parametrize(
    ("apart", "said"),
    [
        ([0.001, -0.001, 0.0, 0.001], "The two add up"),
        ([0.2, -0.2, 0.1, 0.0], "is open."),
        ([0.2, 0.21, 0.2, 0.19], "works more: from end to end +0.500 at 0, +0.700 at 1"),
    ],
)
def test_an_interaction_is_claimed_only_where_it_is_known(apart, said):
    """Four replications of a map of 2 × 2 whose last corner is `apart` more than a sum."""
    ends = np.array([[[0.0] * 4, [0.5] * 4], [[0.3] * 4, [0.8] * 4]])
    ends[1, 1] += apart
    surface = explore_state.Surface(np.array([0, 1]), np.array([0, 1]), {GAP: ends}, 1.0, False)
    assert said in map_words(surface, GAP, (MODELLING, TIME))[-1]
