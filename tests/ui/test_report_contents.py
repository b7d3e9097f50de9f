"""Reports say what came of scenarios, escape what users wrote, and stand on their own."""

import re

import pytest
from plain_scenarios import plain_scenario

from orgsim.reporting.scenario_html import as_html
from orgsim.reporting.scenario_pdf import as_pdf
from orgsim.ui.shared.replication_stream import grow
from orgsim.ui.shared.reports import compose
from orgsim.ui.shared.scenario import OWN, Scenario

PROBE = "<img src=x onerror=alert(1)> $\\frac{ \"'&"


def small(variant: str | None = None) -> Scenario:
    values = {"organisation.people": 60, "run.weeks": 30, "run.replications": 3}
    return plain_scenario("retail", variant, values)


def results_of(*scenarios: Scenario):
    (*_, last) = grow({each.title: each.config() for each in scenarios}, lambda: False)
    return last.results


@pytest.fixture(scope="module")
def compared():
    scenarios = [small("nothing"), small("training"), small("both").named(PROBE)]
    return scenarios, results_of(*scenarios)


@pytest.fixture(scope="module")
def composed(compared):
    return compose(*compared, "1 May 2030")


@pytest.fixture(scope="module")
def written(composed):
    return as_html(composed)


@pytest.fixture(scope="module")
def odd():
    """The report of a scenario with a name, a theme and a lever of its own."""
    theme = {"name": "<b>$x_{$</b>", "stated": 0.9}
    scenario = small().with_value("themes", [theme]).with_value("levers.transparency", 0.8)
    return compose(scenario.named("组织 🙂 \u202e abc"), results_of(scenario))


def test_a_report_says_what_it_is_of(written):
    for said in ("60 people", "30 weeks", "3 replications", "seed 11", "1 May 2030", "orgsim 0."):
        assert said in written


def test_nothing_outside_the_report_is_asked_for(written):
    assert not re.search(r"https?:|url\(|@import", written)
    assert not re.search(r"<(script|link|iframe|object|form|a)\b", written)
    assert set(re.findall(r'src="([^,"]{0,22})', written)) == {"data:image/png;base64"}


def test_names_are_text(written):
    assert "<img src=x" not in written
    assert "&lt;img src=x onerror=alert(1)&gt; $\\frac{" in written


def test_themes_are_text_in_pages_and_figures(odd):
    found = as_html(odd)
    assert "&lt;b&gt;$x_{$&lt;/b&gt;" in found
    assert "<b>" not in found


def test_a_comparison_is_told_against_the_first(composed):
    in_short = " ".join(composed.sections[0].parts[0].items)
    assert "A retail chain: training ends with" in in_short
    assert "than A retail chain: nothing" in in_short


def test_costs_limits_and_how_to_repeat_are_in_it(written):
    for heading in ("What it takes", "Limits of the model", "How to repeat this"):
        assert f"<h2>{heading}</h2>" in written
    assert "orgsim run scenario.toml" in written
    assert "[organisation]\npeople = 60" in written


def test_settings_that_differ_have_unit_and_meaning(odd):
    page = as_html(odd)
    assert "<td>levers.transparency</td><td>0.5</td><td>0.8</td><td>share</td>" in page
    assert "how open a leader is about words and deeds" in page


def test_the_scenario_page_compares_with_what_was_before():
    before, now = small(), small().with_value("levers.feedback", 0.9)
    found = results_of(before, now.named("now"))
    named = {"scenario": found["now"], "reference": found[before.title]}
    report = compose([now], named)
    assert "than before the changes" in " ".join(report.sections[0].parts[0].items)


def test_one_replication_has_no_intervals():
    scenario = small().with_value("run.replications", 1)
    report = compose(scenario, results_of(scenario))
    assert "does not say how much is random variation" in report.sections[0].parts[0].items[-1]


def test_a_pdf_is_one_and_the_same_each_time(compared, composed):
    one = as_pdf(composed)
    assert one.startswith(b"%PDF-")
    assert one == as_pdf(compose(*compared, "1 May 2030"))
    assert b"/URI" not in one


def test_a_pdf_takes_any_sign(odd):
    assert as_pdf(odd).startswith(b"%PDF-")


def test_files_of_the_server_are_not_named(tmp_path):
    chart = tmp_path / "secret_folder" / "chart.csv"
    chart.parent.mkdir()
    chart.write_text("id,superior\n1,\n2,1\n3,1\n4,1\n")
    scenario = Scenario(
        OWN, changes=(("run.weeks", "9"),), files=(("organisation.chart", str(chart)),)
    )
    page = as_html(compose(scenario, results_of(scenario)))
    assert "chart.csv" in page
    assert "secret_folder" not in page
