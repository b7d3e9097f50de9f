"""A fitted organisation on the pages and in reports: what is said of it, and a visit by a browser."""

import re
import tomllib
from pathlib import Path

import pytest
from accessibility import assert_accessible
from fitted_lab import fitted_folder
from page_lab import Watched, ended, started

from orgsim.analysis.scenario_comparison import compare
from orgsim.config.files import read_config
from orgsim.io.fit_verdict import FIT
from orgsim.reporting.sentences.advice_text import advice
from orgsim.reporting.sentences.scenario_report_text import rest_sentences, sureness_sentence
from orgsim.reporting.summary import summarise
from orgsim.reporting.tables.result_tables import sets_sentence
from orgsim.reporting.tables.scenario_report_tables import organisation_words
from orgsim.simulation import simulate
from orgsim.ui.scenario.people.weekly_states import simulate_weekly


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return fitted_folder(tmp_path_factory.mktemp("fits") / "ward")


@pytest.fixture(scope="module")
def results(folder):
    file = read_config(folder / "fitted.toml")
    return simulate({name: file.scenarios[name] for name in ("nothing", "open_doors")})


def test_what_is_said_of_sets_and_of_week_0_is_true_of_a_fit(results):
    summary = summarise(results, "ward")
    assert len(set(results["nothing"].parameter_set)) == 4
    assert "fit the evidence and the organisation's own answers" in sets_sentence(summary)
    (week_0,) = rest_sentences(summary)
    assert week_0.startswith("Week 0 is now")
    sure = sureness_sentence(summary)
    assert "own answers" in sure
    assert "evidence and answers leave open" in sure
    assert "what answers leave open of its people" in organisation_words(results["nothing"])


def test_advice_names_the_answers(results):
    said = " ".join(advice(compare(results, "nothing")))
    assert "What evidence and answers leave open" in said or "Whether any scenario closes" in said


def test_people_are_watched_from_the_states_of_the_first_replication(results):
    config, measures = results["nothing"].config, results["nothing"].measures
    trust = simulate_weekly(config, lambda: False).frames["trust"][0][1:] / 254
    assert trust.mean() == pytest.approx(measures["trust"][0, 0], abs=0.003)


@pytest.mark.slow
def test_a_fitted_organisation_is_looked_at_compared_and_saved(folder, chromium, picture):
    from playwright.sync_api import expect

    process, address = started(str(folder))
    visitor = Watched(chromium, address)
    page = visitor.page()
    try:
        page.goto(address)
        expect(page.get_by_role("heading", name="Ward North")).to_be_visible()
        expect(page.get_by_text("4 of 4 replications").first).to_be_visible()
        expect(page.get_by_text("Week 0 is now").first).to_be_visible()
        for section in ("Openness and communication", "Red tape"):
            page.get_by_role("button", name=section).click()
        expect(page.get_by_text("1 group has its own value").first).to_be_visible()
        assert_accessible(page)
        page.set_viewport_size({"width": 1280, "height": 2000})
        picture(page, "fitted_scenario")
        page.get_by_role("button", name="Size and shape").click()
        expect(page.get_by_text("those of the fitted organisation")).to_be_visible()
        page.get_by_label("Variant").click(force=True)  # under the field that shows it
        page.get_by_role("option", name="Open doors").last.click()
        expect(page.get_by_role("heading", name="Ward North: Open doors")).to_be_visible()
        page.wait_for_url(re.compile(r"\?preset=yours&variant=Open\+doors$"))  # no lever moved
        page.get_by_role("button", name="Share and save").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Scenario (TOML)").click()
        saved = tomllib.loads(Path(waiting.value.path()).read_text())
        assert saved["organisation"]["ensemble"] == "ensemble.parquet"
        page.get_by_role("link", name="Compare", exact=True).click()
        page.get_by_role("button", name="Ward North: all its scenarios").click()
        expect(
            page.get_by_text("How sure").or_(page.get_by_text("Whether any scenario")).first
        ).to_be_visible()
        picture(page, "fitted_compare")
        assert_accessible(page)
        pages = page.get_by_role("navigation", name="Pages")
        pages.get_by_role("link", name="Plan", exact=True).click()
        expect(page.get_by_role("heading", name="The fit behind this plan")).to_be_visible()
        begin = page.get_by_role("button", name="Start", exact=True)
        expect(begin).to_be_enabled()
        (folder / FIT).write_text('{"unexplained": ["trust"]}', "utf-8")
        page.reload()
        expect(page.get_by_role("alert")).to_contain_text("the fit does not explain the answers")
        expect(begin).to_be_disabled()
        page.get_by_label("Plan anyway").check(force=True)  # under what shows it
        expect(begin).to_be_enabled()
        assert visitor.faults == []
    finally:
        (folder / FIT).unlink(missing_ok=True)
        visitor.context.close()
        ended(process)
