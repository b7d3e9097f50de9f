"""Comparisons against numbers worked out by hand, and the sentences they come to."""

import re
from dataclasses import replace

import numpy as np
import pytest
from plain_runs import PLAIN

from orgsim.analysis.costs import Cost
from orgsim.analysis.scenario_comparison import (
    Comparison,
    closed_share,
    compare,
    hours_told_for,
    times_best,
)
from orgsim.config.models import Config
from orgsim.kept import Kept
from orgsim.number_text import fixed, rounded
from orgsim.reporting.sentences.advice_text import advice
from orgsim.reporting.sentences.comparison_words import effort, smaller, verdict
from orgsim.reporting.sentences.next_step_text import next_step
from orgsim.simulation import simulate
from orgsim.ui.compare.compare_charts import curves, forest
from orgsim.ui.shared.computing.replication_stream import MOST_BYTES, bytes_of, grow

RUN = {**PLAIN, "weeks": 30, "replications": 5}
ORGANISATION = {"people": 60}


def config(*interventions: dict) -> Config:
    return Config.model_validate(
        {"run": RUN, "organisation": ORGANISATION, "interventions": interventions}
    )


@pytest.fixture(scope="module")
def results():
    training = {"kind": "training_programme"}
    return simulate(
        {
            "nothing": config(),
            "training": config(training),
            "a little": config({**training, "strength": 0.3, "who": "unit:1"}),
            "the same as nothing": config({**training, "strength": 0.0}),
        }
    )


@pytest.fixture(scope="module")
def found(results) -> Comparison:
    return compare(results, "nothing")


def test_who_is_best_is_counted_replication_by_replication_ties_for_nobody():
    gaps = {"a": np.array([1.0, 2.0, 3.0]), "b": np.array([2.0, 1.0, 3.0])}
    assert times_best(gaps) == {"a": 1, "b": 1}
    assert times_best({"a": gaps["a"]}) == {"a": 3}


def test_a_share_is_of_the_gap_of_the_same_replication():
    closed = closed_share(np.array([0.2, 0.0]), np.array([0.4, 0.0]))
    assert closed.tolist() == [0.5, 0.0]


def test_differences_are_paired_and_ordered(found, results):
    training = found["training"]
    gaps = [results[name].measures["message_practice_gap"][-1] for name in ("training", "nothing")]
    difference = training.differences["message_practice_gap"]
    assert difference.mean == pytest.approx((gaps[0] - gaps[1]).mean())
    assert training.closed.mean == pytest.approx(100 * (1 - gaps[0] / gaps[1]).mean())
    assert found.others[0].name == "training"
    assert training.best == 5
    assert training.benefit.mean == pytest.approx(
        training.closed.mean / training.hours * found.hours
    )
    assert found.hours == 10 <= found["a little"].hours < 100 < training.hours
    assert found["nothing"].benefit is None


@pytest.mark.parametrize(
    ("more", "told_for"),
    [((0, 2500, 1000), 1000), ((-40, 999, 5000), 100), ((60, 7200), 10), ((0.4,), 1), ((0,), 1000)],
)
def test_a_benefit_is_told_for_hours_that_each_takes(more, told_for):
    assert hours_told_for(more) == told_for


def test_the_advice_says_what_to_do_first_and_how_sure(found):
    said = " ".join(advice(found))
    assert said.startswith("Do “training” first: after 30 weeks the gap is ")
    assert "hours a week for each of" in said
    assert f"and {fixed(found['training'].cost.money, 0)} EUR." in said
    assert "best in 5 of 5 replications" in said
    assert "Only 5 replications: simulate more before you decide." in said
    assert "Only 5 replications so far: wait for more" in " ".join(advice(found, True))
    assert "Whether it helps is open: “the same as nothing”" in said


def test_what_may_do_as_much_is_told_with_what_to_do_first(results, found):
    """The first sentence is shown by itself where it is presented."""
    assert "Whether it achieves more" not in advice(found)[0]
    ends = results["training"].measures["message_practice_gap"]
    swayed = ends * (1 + 0.02 * np.linspace(-1, 1.1, ends.shape[1]))
    one = results["training"]
    measures = {**one.measures, "message_practice_gap": swayed, "alignment": 1 - swayed}
    rivals = results | {"rival": replace(one, measures=measures)}
    first, *others = advice(compare(rivals, "nothing"))
    assert re.search(r" Whether it achieves more than “(rival|training)” is open\.$", first)
    assert any(" its lead over “" in each and " is open." in each for each in others)


def test_what_is_too_little_to_matter_is_not_advised(results, found):
    rarely = simulate({"rarely": config({"kind": "presence", "strength": 0.1})})
    beside = {name: results[name] for name in ("nothing", "training")} | rarely
    assert any(
        line.startswith("Next comes “rarely”: ") and "(too little to matter), at " in line
        for line in advice(compare(beside, "nothing"))
    )
    small = compare({"nothing": results["nothing"]} | rarely, "nothing")
    assert advice(small)[0].startswith("“rarely” achieves too little to matter: after 30 weeks")
    assert next_step(small).endswith("none of these achieves enough to matter.")
    assert next_step(found).startswith("Start “training” in a part of the organisation.")


def test_an_effect_that_fades_is_told():
    brief = config({"kind": "training_programme", "weeks": 8})
    found = compare(simulate({"nothing": config(), "brief": brief}), "nothing")
    week = found["brief"].peak[0]
    assert 8 <= week <= 20
    assert any(
        said.startswith(f"The effect of “brief” fades: in week {week} the gap is ")
        for said in advice(found)
    ) == (found["brief"].peak[1] > 2 * found["brief"].closed.mean)


def test_where_nothing_helps_the_advice_says_so(results):
    names = ("nothing", "the same as nothing")
    alike = advice(compare({name: results[name] for name in names}, "nothing"))
    assert alike[0].startswith("Whether any scenario closes the gap more than “nothing” is open.")
    worse = compare({name: results[name] for name in ("nothing", "training")}, "training")
    assert advice(worse)[0].startswith("Nothing here is better than “training”")
    assert advice(compare({"nothing": results["nothing"]}, "nothing")) == [
        "There is nothing to compare “nothing” with: add a second scenario of the same organisation."
    ]


def test_what_gets_worse_is_told(results):
    closer = config(
        {"kind": "training_programme"},
        {
            "kind": "custom",
            "change": {"exit_pressure": 0.02},
            "who": "employees",
        },
    )
    said = advice(compare(results | simulate({"at a price": closer}), "nothing"))
    assert any(
        line.startswith("Note that “at a price” makes this worse:") and "Leavers" in line
        for line in said
    )
    packed = {"kind": "custom", "change": {"time_constraint": 0.35, "workload": 0.15}}
    worse = simulate({"worse": config(packed)})
    said = advice(compare(results | worse, "nothing"))
    assert any(line.startswith("Makes it worse: “worse” (") for line in said)


def test_verdicts_know_which_way_is_better(found):
    assert verdict(
        found["training"].differences["message_practice_gap"], "message_practice_gap"
    ) == ("better")
    same = found["the same as nothing"].differences["trust"]
    assert verdict(same, "trust") == "the same"


def test_what_has_no_cost_stated_is_not_called_free():
    assert effort(Cost(0, 0, 0, 0), "EUR") == "with no cost stated"
    assert effort(Cost(0, 900, 0, 4), "EUR") == "at 900 EUR, with no leader hours stated"
    assert effort(Cost(80, 900, 10, 4), "EUR") == (
        "at 2 hours a week for each of 10 leaders over 4 weeks and 900 EUR"
    )


def test_numbers_are_for_reading():
    assert [rounded(value) for value in (-3.21, 0.0, 12.7, 1234.5, float("nan"), 0.00004)] == [
        "−3.2",
        "0",
        "12.7",
        "1,234",
        "–",
        "0",
    ]


def test_intervals_turn_with_the_word(found):
    training = found["training"].closed
    assert smaller(training).endswith("%]")
    assert "smaller" in smaller(training)
    turned = smaller(type(training)(-5.0, -8.0, -2.0))
    assert turned == "5 % wider [2 %, 8 %]"


def test_curves_have_a_line_and_a_band_for_each_scenario(results):
    option = curves(results, "leavers")
    lines = [series["name"] for series in option["series"] if "name" in series]
    assert lines == list(results)
    assert len(option["series"]) == 3 * len(results)
    assert option["yAxis"]["name"] == "Leavers [% a year]"


def test_a_forest_has_a_dot_for_each_but_the_reference(found):
    dots = forest(found)["series"][1]["data"]
    assert len(dots) == 3
    assert dots[-1]["name"].startswith("training: ")


def test_what_is_known_keeps_step_with_what_is_not():
    kept = Kept(bytes_of, MOST_BYTES)
    many = {"run": {**RUN, "replications": 10}}
    known = config().model_copy(update={"run": Config.model_validate(many).run})
    new = known.model_copy(update={"levers": known.levers.model_copy(update={"training": 0.1})})
    list(grow({"known": known}, lambda: False, kept))
    for growing in grow({"known": known, "new": new}, lambda: False, kept):
        found = compare(growing.results, "known")
        assert found.replications == growing.replications
        assert found["new"].differences["trust"].mean == pytest.approx(
            (
                growing.results["new"].measures["trust"][-1]
                - growing.results["known"].measures["trust"][-1]
            ).mean()
        )
    assert growing.complete
