"""Dates beside weeks, where a scenario says when week 1 begins."""

import re

import pytest

from orgsim.figures.event_line import events_of
from orgsim.reporting.documents.scenario_html import as_html
from orgsim.simulation import simulate
from orgsim.ui.scenario.outcomes.cards import cards
from orgsim.ui.scenario.timeline.timeline_rows import added, rows
from orgsim.ui.shared.charts.curves import option
from orgsim.ui.shared.exports.downloads import weekly_csv
from orgsim.ui.shared.exports.reports import compose
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query

DATED = (
    added(Scenario(), "interventions", "presence", 3)
    .with_value("organisation.people", 40)
    .with_value("run.weeks", 6)
    .with_value("run.replications", 2)
    .with_value("run.converged_share", 1.0)
    .with_value("run.start_date", "2027-01-04")
)


@pytest.fixture(scope="module")
def results():
    return simulate({"scenario": DATED.config()})


def test_a_day_is_kept_by_the_address_and_by_files():
    assert from_query(DATED.to_query()) == DATED
    native = DATED.to_toml().replace('"2027-01-04"', "2027-01-04")
    assert native != DATED.to_toml()
    for text in (DATED.to_toml(), native):
        (again,) = from_toml(text, "x.toml")
        assert again.config().run.start_date == DATED.config().run.start_date


def test_bars_axes_and_cards_have_dates(results):
    assert rows(DATED)[0].when == "from week 3 · 18 Jan 2027"
    axis = option("alignment", results, rows(DATED), 6)["xAxis"][0]["data"]
    assert axis[:2] == ["0\n28 Dec\n2026", "1\n4 Jan\n2027"]
    converged = cards(results)[-1]
    assert re.match(r"Week \d", converged.value)
    assert re.match(r"\d+ (Jan|Feb) 2027: gap below 100 %", converged.change)


def test_the_report_has_dates_in_tables_sentences_and_figure(results):
    report = as_html(compose(DATED, results))
    assert "from week 3 · 18 Jan 2027" in report
    assert "6 weeks from 4 Jan 2027" in report
    assert re.search(r"from week \d · \d+ (Jan|Feb) 2027 on", report)
    assert events_of({"it": DATED.config()})[0].last is None


def test_weekly_numbers_have_the_day_of_each_week(results):
    lines = weekly_csv(results).splitlines()
    assert lines[0].startswith("scenario,week,date,measure,")
    assert lines[1].startswith("scenario,0,2026-12-28,")
    assert lines[2].startswith("scenario,1,2027-01-04,")
    undated = simulate({"": DATED.without("run.start_date").config()})
    assert weekly_csv(undated).startswith("scenario,week,measure,")
