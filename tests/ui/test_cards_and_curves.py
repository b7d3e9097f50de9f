"""Headline cards, options of charts and files of a small scenario."""

import json
import tomllib
from dataclasses import replace

import numpy as np
import pytest
from plain_scenarios import plain_scenario

from orgsim.analysis.convergence_weeks import ConvergenceTime
from orgsim.errors import UserError
from orgsim.measures.declarations import SMALL, verdict_on
from orgsim.measures.outcomes import MEASURES
from orgsim.number_text import fixed, two_figures, unbroken
from orgsim.simulation import simulate
from orgsim.sweep.sweep_file import build_sweep
from orgsim.ui.scenario.outcomes.cards import (
    HEADLINES,
    arrow,
    cards,
    cards_of,
    change_text,
    convergence_against,
)
from orgsim.ui.scenario.outcomes.cards_panel import said_below
from orgsim.ui.scenario.outcomes.numbers_panel import numbers_table
from orgsim.ui.scenario.outcomes.result_bar import short
from orgsim.ui.scenario.timeline.timeline_rows import added, rows
from orgsim.ui.shared.charts.curve_bands import ALONE, BOTH, points
from orgsim.ui.shared.charts.curves import CHOICES, option, title
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.ui.shared.exports.downloads import file_name, sweep_toml, weekly_csv
from orgsim.ui.shared.scenarios.scenario import Scenario

START = (
    plain_scenario()
    .with_value("organisation.people", 30)
    .with_value("run.weeks", 12)
    .with_value("run.replications", 5)
)
CHANGED = added(START.with_value("levers.leader_modelling", 0.9), "shocks", "scandal", 6)


@pytest.fixture(scope="module")
def results():
    return simulate({"scenario": CHANGED.config(), "reference": START.config()})


def test_there_is_a_card_for_each_headline_and_for_convergence(results):
    found = cards(results)
    assert [card.label for card in found[:-1]] == [MEASURES[name].label for name in HEADLINES]
    assert found[-1].label == "Convergence"
    assert all(card.against for card in found[:-1])
    assert all(not card.against for card in cards({"scenario": results["scenario"]}))


def test_a_card_says_what_the_changes_did_with_an_interval_or_else_the_change_since_the_start(
    results,
):
    changed, alone = cards(results)[0], cards({"scenario": results["scenario"]})[0]
    assert changed.shown[0] == changed.against
    assert changed.shown[2].startswith("95 % interval ")
    assert changed.shown[3] == "by your changes"
    assert alone.shown == (alone.change, alone.verdict, alone.interval, "since the start")


def test_below_a_card_stand_its_change_and_its_interval_in_the_tone_of_the_verdict(results):
    first, *_, convergence = cards(results)
    lines = said_below(first)
    change = f"{arrow(*first.shown[:2])}: {first.against} by your changes"
    assert lines[0]["text"] == unbroken(f"{change}, {first.closed}")
    assert [line["tone"] for line in lines] == [first.tone, "plain"]
    assert lines[1]["text"] == unbroken(first.against_interval)
    assert said_below(convergence)[0]["text"].startswith("Gap below")


NEVER = ConvergenceTime(None, None, None, 0, 20)


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        ((20, 19, 21), (19, 18, 20), ("▲ open: +1 week by your changes", "")),
        ((12, 11, 13), (19, 18, 20), ("▼ better: −7 weeks by your changes", "better")),
        ((19, 18, 20), (12, 11, 13), ("▲ worse: +7 weeks by your changes", "worse")),
        ((19, 18, None), (12, 11, 13), ("▲ worse: +7 weeks by your changes", "worse")),
        ((12, 11, 13), None, ("better: before your changes it was never reached", "better")),
        ((12, 11, None), None, ("open: before your changes it was never reached", "")),
        (None, (12, 11, 13), ("worse: before your changes it was week 12", "worse")),
        (None, None, ("", "")),
    ],
)
def test_convergence_is_earlier_or_later_where_intervals_do_not_overlap(own, other, said):
    both = (ConvergenceTime(*each, 20, 20) if each else NEVER for each in (own, other))
    assert convergence_against(*both) == said


def test_a_few_replications_say_nothing_of_convergence():
    own, other = (ConvergenceTime(week, None, None, 1, 1) for week in (12, 19))
    assert convergence_against(own, other) == ("▼ open: −7 weeks by your changes", "")


def test_cards_are_worked_out_once_and_shown_long_and_short(results):
    growing = Growing(results, 5, 5)
    assert cards_of(growing) is cards_of(growing)
    assert cards_of(growing) == cards(results)
    assert [each["label"] for each in short(growing)] == [card.label for card in cards(results)]
    assert short(growing)[0]["said"] == arrow(*cards(results)[0].shown[:2])
    assert short(growing)[-1]["said"] == ""


def test_the_card_of_alignment_says_by_how_many_percent_the_gap_changed(results):
    card, *others = cards(results)
    gaps = {name: result.measures["message_practice_gap"] for name, result in results.items()}
    alone = cards({"scenario": results["scenario"]})[0]
    for found, before in ((card, gaps["reference"][-1]), (alone, gaps["scenario"][0])):
        percent = 100 * float(np.mean(1 - gaps["scenario"][-1] / before))
        word = "smaller" if percent > 0 else "wider"
        assert found.closed == f"gap {two_figures(abs(percent))} % {word}"
    assert not any(each.closed for each in others)


def test_of_a_change_that_is_open_no_percent_is_told(results):
    """A share of what may as well be none reads as a result."""
    one = results["scenario"]
    gap = one.measures["message_practice_gap"].copy()
    gap[-1] = gap[0] * np.linspace(0.9, 1.11, gap.shape[1])
    still = replace(
        one, measures={**one.measures, "message_practice_gap": gap, "alignment": 1 - gap}
    )
    card = cards({"scenario": still})[0]
    assert (card.verdict, card.closed) == ("", "")


def test_all_measures_stand_in_a_table_with_what_changed(results):
    table = numbers_table(results)
    assert [row[0].split(" [")[0] for row in table.texts] == [
        each.label for each in MEASURES.values()
    ]
    assert [column.heading for column in table.columns[3:]] == [
        "since the start",
        "by your changes",
    ]
    card = cards(results)[0]
    (row,) = [row for row in table.texts if row[0].startswith(card.label)]
    assert row[2] == card.value
    assert row[4].startswith(card.against)
    assert len(numbers_table({"scenario": results["scenario"]}).columns) == 4
    short = simulate({"": START.with_value("run.weeks", 6).config()})[""]
    assert len(numbers_table({**results, "reference": short}).columns) == 4


def test_better_and_worse_follow_the_direction_of_the_measure():
    risen = np.array([0.1, 0.11, 0.12, 0.1, 0.11])
    assert change_text(risen, "alignment")[1] == "better"
    assert change_text(risen, "say_do_gap")[1] == "worse"
    assert change_text(-risen, "leavers")[1] == "better"
    assert change_text(risen - 0.108, "alignment")[1] == ""
    assert change_text(risen[:2], "alignment")[1] == ""


def test_what_is_settled_but_too_small_to_matter_is_called_small_and_has_no_colour(results):
    tiny = np.full(6, 0.0002) + np.linspace(0, 1e-5, 6)
    assert change_text(tiny, "alignment") == ("0.000 [0.000, 0.000]", SMALL)
    assert verdict_on("leavers", 0.009) == SMALL
    assert verdict_on("leavers", 0.011) == "worse"
    card = replace(cards(results)[0], against="0.000", against_verdict=SMALL)
    assert card.tone == "plain"
    assert arrow(card.against, card.against_verdict) == "■ small"
    assert replace(card, against="+0.030", against_verdict="better").tone == "better"


def test_words_and_arrows_say_it_without_colour():
    assert arrow("+0.1", "worse") == "▲ worse"
    assert arrow("−0.1", "better") == "▼ better"
    assert arrow("0.0", "") == "■ open"
    assert fixed(-0.0001, 2, sign=True) == "0.00"


def test_every_chart_is_plain_json_without_missing_numbers(results):
    for name in CHOICES:
        made = option(name, results, rows(CHANGED), 12)
        text = json.dumps(made, allow_nan=False)
        assert "Scandal" in text
        assert len(made["xAxis"][0]["data"]) == 13
        assert title(name, 12)[0] == MEASURES[name].label


def named(made):
    """Bands of a chart, and all that its legends name."""
    bands = [each["name"] for each in made["series"] if "areaStyle" in each]
    legends = [entry for legend in made["legend"] for entry in legend["data"]]
    return bands, [entry["name"] if isinstance(entry, dict) else entry for entry in legends]


def test_bands_tell_randomness_from_parameters_and_stand_in_the_legend(results):
    lines = ["This scenario", "As it was at first"]
    for zoomed in (True, False):
        bands, told = named(option("trust", results, [], 12, zoomed))
        assert bands == [ALONE], "all replications have the same numbers"
        assert told == [*lines, ALONE]
    for replications, expected in ((16, [BOTH, ALONE]), (5, [BOTH])):
        many = START.with_value("run.replications", replications)
        drawn = many.with_value("run.parameter_sets", "posterior").config()
        bands, told = named(option("trust", simulate({"scenario": drawn}), [], 12))
        assert bands == expected
        assert told == [lines[0], *expected]


def test_a_gap_in_a_curve_stays_a_gap():
    assert points(np.array([np.nan, 0.12345])) == [None, 0.1235]


def test_weekly_numbers_have_a_row_for_each_week_and_measure(results):
    lines = weekly_csv(results).splitlines()
    assert len(lines) == 1 + 2 * len(MEASURES) * 13


def test_a_sweep_goes_over_what_was_changed():
    tables = tomllib.loads(sweep_toml(CHANGED))
    assert list(tables["vary"]) == ["levers.leader_modelling"]
    assert len(build_sweep(tables).design) == 5
    with pytest.raises(UserError, match="lever"):
        sweep_toml(Scenario())


def test_a_sweep_of_many_levers_is_sampled():
    many = START
    for name in ("transparency", "feedback", "red_tape", "autonomy"):
        many = many.with_value(f"levers.{name}", 0.9)
    tables = tomllib.loads(sweep_toml(many))
    assert tables["design"] == "lhs"
    assert len(build_sweep(tables).design) == 80


def test_file_names_are_plain():
    assert file_name(Scenario().named("../../Ä b<c>"), "toml") == "b-c.toml"
    assert file_name(Scenario().named("…"), "toml") == "scenario.toml"
