"""How sure the headline numbers are, and of what: sentences, tables, and the panel in a browser."""

import re

import numpy as np
import pytest
from plain_runs import PLAIN_QUERY
from plain_scenarios import plain_scenario
from playwright.sync_api import expect
from waiting import assert_fits

from orgsim.analysis.decomposition import over_sets
from orgsim.measures.outcomes import at_end, at_start
from orgsim.number_text import percent
from orgsim.reporting.sentences.certainty_text import NOT_TOLD_APART, ONE_SET
from orgsim.simulation import simulate
from orgsim.ui.scenario.outcomes.cards import GAP, HEADLINES
from orgsim.ui.scenario.outcomes.certainty_rows import certainty_sentences, certainty_table

BEFORE = plain_scenario(
    values={
        "organisation.people": 30,
        "run.weeks": 8,
        "run.replications": 14,
        "run.parameter_sets": "posterior",
    }
)
AFTER = BEFORE.with_value("levers.leader_modelling", 0.9)


def simulated(replications: int, sets: str) -> dict:
    scenarios = {"scenario": AFTER, "reference": BEFORE}
    values = {"run.replications": replications, "run.parameter_sets": sets}
    for key, value in values.items():
        scenarios = {name: each.with_value(key, value) for name, each in scenarios.items()}
    return simulate({name: each.config() for name, each in scenarios.items()})


@pytest.fixture(scope="module")
def results():
    return simulated(14, "posterior")


def test_the_gap_is_told_with_its_sets_and_what_its_variance_is_made_of(results):
    result = results["scenario"]
    gap = result.measures[GAP]
    found = over_sets(at_end(GAP, gap) - at_start(GAP, gap), result.sets)
    way = "lower" if (at_end(GAP, gap) - at_start(GAP, gap)).mean() < 0 else "higher"
    since, by_changes = certainty_sentences(results)
    assert (
        f"since the start: {way} in {found.same_sign} of 10 parameter sets that fit the evidence"
        in since
    )
    assert (
        f"{percent(found.share)} of the variance between replications is due to parameters" in since
    )
    assert "by your changes: " in by_changes


def test_every_headline_number_has_its_two_changes(results):
    table = certainty_table(results)
    assert len(table.rows) == 2 * len(HEADLINES)
    assert all(row[0] for row in table.texts[::2])
    assert not any(row[0] for row in table.texts[1::2])
    for _, _, change, interval, in_sets, share, single in table.texts:
        low, high = (float(end.replace("−", "-")) for end in interval.split(" to "))
        assert low <= float(change.replace("−", "-")) <= high
        if not float(change.replace("−", "-")):  # nobody leaves within so few weeks
            assert in_sets == share == single == "–"
            continue
        assert re.fullmatch(r"(lower|higher) in \d+ of 10", in_sets)
        assert re.fullmatch(r"\d+ % \(\d+ % to \d+ %\)", share)
        assert " to " in single


def test_one_replication_a_set_says_that_it_cannot_tell_them_apart():
    few = simulated(4, "posterior")
    assert certainty_sentences(few)[-1] == NOT_TOLD_APART
    assert not any("of the variance" in sentence for sentence in certainty_sentences(few))
    table = certainty_table(few)
    assert {row[5] for row in table.texts} == {"–"}
    assert all(row[4].endswith("of 4") for row in table.texts if row[2].strip("0."))


def test_the_same_numbers_everywhere_leave_randomness_alone():
    one = simulated(4, "point")
    assert certainty_sentences(one) == [ONE_SET]
    assert len(certainty_table(one).columns) == 4


def test_a_number_that_nothing_moves_has_no_direction(results):
    alike = {"scenario": results["reference"], "reference": results["reference"]}
    rows = [row for row in certainty_table(alike).texts if row[1] == "by your changes"]
    assert {tuple(row[4:]) for row in rows} == {("–", "–", "–")}
    assert all(np.isclose(float(row[2]), 0) for row in rows)


@pytest.mark.slow
def test_the_page_tells_randomness_from_parameters(watched, picture):
    page = watched.page()
    query = PLAIN_QUERY.replace("point", "posterior")
    page.goto(f"{watched.address}/?organisation.people=40&run.weeks=12&run.replications=12&{query}")
    page.get_by_role("tab", name="How sure, and of what").click()
    expect(page.get_by_text("of 10 parameter sets that fit the evidence").first).to_be_visible()
    expect(
        page.get_by_role("cell", name=re.compile(r"\d+ % \(\d+ % to \d+ %\)")).first
    ).to_be_visible()
    picture(page, "certainty")
    assert_fits(page, 390)
