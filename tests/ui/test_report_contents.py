"""Reports say what came of scenarios, escape what users wrote, and stand on their own."""

import html
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from plain_scenarios import plain_scenario

from orgsim.analysis.scenario_comparison import compare
from orgsim.reporting.documents import pdf_parts, scenario_pdf
from orgsim.reporting.documents.report_head import ReportHead
from orgsim.reporting.documents.scenario_html import as_html
from orgsim.reporting.documents.scenario_pdf import as_pdf, pages_of
from orgsim.reporting.report_parts import Code, Heading, Paragraph
from orgsim.reporting.sentences.advice_text import advised
from orgsim.ui.shared.computing.replication_stream import grow
from orgsim.ui.shared.exports.changed_settings import settings_table
from orgsim.ui.shared.exports.reports import compose
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario

HEAD = ReportHead(client="Board of <b>Shops</b>", made_on="1 May 2030")
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
    return compose(*compared, HEAD)


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


def test_a_comparison_begins_with_the_advice_of_the_page(compared, composed):
    scenarios, results = compared
    assert composed.title == "A retail chain: what to do first"
    assert "“A retail chain”" in composed.brief.question
    names = ("nothing", "training", PROBE)
    named = {
        name: results[each.title] for name, each in zip(names, scenarios, strict=True)
    }  # without the organisation, which the title says
    said = advised(compare(named, "nothing"))
    brief = composed.brief
    assert brief.recommendation == said.first
    assert brief.reasons[0].startswith("In money, by fewer leavers alone, “")
    assert brief.reasons[1:] == said.others[: len(brief.reasons) - 1]
    assert [each.lower() for each in brief.certainty[:-1]] == [
        each.lower() for each in said.sureness
    ]
    assert len(composed.brief.caveats) == 3


def test_a_page_begins_with_the_brief_and_says_for_whom(written, composed):
    words = html.unescape(written)
    assert "Board of &lt;b&gt;Shops&lt;/b&gt;" in written
    order = ["The question", "Recommendation", composed.brief.recommendation, "What it costs"]
    order += ["How sure that is", "Next step", composed.brief.next_step, "Appendix"]
    places = [words.index(each) for each in order]
    assert places == sorted(places)


def test_costs_limits_and_how_to_repeat_are_in_it(written):
    for heading in ("What it takes", "Limits of the model", "How to repeat this"):
        assert f"<h2>{heading}</h2>" in written
    assert "orgsim compare comparison.toml" in written
    assert written.count("[organisation]\npeople = 60") == 1  # once for all scenarios
    assert "[scenarios.training]" in html.unescape(written)


def test_settings_that_differ_have_unit_and_meaning(odd):
    page = as_html(odd)
    assert "<td>levers.transparency</td><td>0.5</td><td>0.8</td><td>share</td>" in page
    assert "how open leaders are about words and deeds" in page


def test_the_scenario_page_compares_with_what_was_before():
    before, now = small(), small().with_value("levers.feedback", 0.9)
    found = results_of(before, now.named("now"))
    named = {"scenario": found["now"], "reference": found[before.title]}
    report = compose([now], named)
    assert report.title == "A retail chain"
    assert "“before the changes”" in report.brief.recommendation


def test_one_replication_has_no_intervals():
    scenario = small().with_value("run.replications", 1)
    report = compose(scenario, results_of(scenario))
    assert "does not show how much is random variation" in report.brief.certainty[-1]


def test_a_pdf_is_one_and_the_same_each_time(compared, composed):
    one = as_pdf(composed)
    assert one.startswith(b"%PDF-")
    assert one == as_pdf(compose(*compared, HEAD))
    assert b"/URI" not in one


def test_a_pdf_begins_with_two_pages_for_those_who_decide(compared, composed, monkeypatch):
    scenarios, results = compared
    long = "a very long name of a scenario that goes on, and on, and"
    six = [each.named(f"{long} {k}") for k, each in enumerate([*scenarios, *scenarios])]
    found = {each.title: results[scenarios[k % 3].title] for k, each in enumerate(six)}
    much = compose(six, found, HEAD)
    brief = replace(much.brief, costs=much.brief.costs * 2)  # more than one page has room for
    for report in (replace(much, brief=brief), much, composed):
        pages = {}
        write = scenario_pdf.write
        monkeypatch.setattr(
            scenario_pdf,
            "write",
            lambda pdf, text, *rest, write=write, pages=pages, **more: (
                pages.setdefault(text, pdf.page_no()),
                write(pdf, text, *rest, **more),
            ),
        )
        pages_of(report)
        assert pages["Appendix"] == 3
        monkeypatch.undo()


def test_no_heading_and_no_words_before_a_table_stand_alone_at_the_end_of_a_page(
    composed, monkeypatch
):
    drawn = []
    for name in ("write", "write_part"):
        do = getattr(pdf_parts, name)

        def noted(pdf, what, *rest, do=do, **more):
            drawn.append((pdf.page_no(), what))
            do(pdf, what, *rest, **more)

        monkeypatch.setattr(pdf_parts, name, noted)
    pages_of(composed)
    titles = [section.title for section in composed.sections]
    leads = 0
    for (page, what), (following, after) in pairwise(drawn):
        text = what.text if isinstance(what, Paragraph | Heading) else what
        if isinstance(text, str) and (text in titles or text.endswith(":")):
            leads += 1
            assert page == following, (text, after)
    assert leads > 10
    assert any(isinstance(what, Code) for _, what in drawn)


@pytest.mark.parametrize("columns", [4, 9])
def test_no_word_of_a_table_is_cut(columns):
    pdf = pdf_parts.new_pages("Tables")
    rows = [["message–practice gap", *["dispersion"] * (columns - 1)], ["1"] * columns]
    widths = pdf_parts.column_widths(pdf, rows)
    assert sum(widths) == pytest.approx(pdf.epw)
    pdf.set_font(style="B")
    for width, word in zip(widths, ["message–practice", *["dispersion"] * columns], strict=False):
        assert width >= pdf.get_string_width(word) + 4


def test_a_pdf_takes_any_sign(odd):
    assert as_pdf(odd).startswith(b"%PDF-")


def test_people_of_a_generated_organisation_are_other_ones_each_time(written):
    assert " 3 times with other people and other random draws." in written


def test_files_of_the_server_are_not_named_and_people_of_a_chart_are_the_same_each_time(tmp_path):
    chart = tmp_path / "secret_folder" / "chart.csv"
    chart.parent.mkdir()
    chart.write_text("id,superior\n1,\n2,1\n3,1\n4,1\n")
    scenario = Scenario(
        OWN, changes=(("run.weeks", "9"),), files=(("organisation.chart", str(chart)),)
    )
    page = as_html(compose(scenario, results_of(scenario)))
    assert "chart.csv" in page
    assert "secret_folder" not in page
    assert " times with other random draws." in page
    assert "other people" not in page


def test_settings_that_are_as_they_were_picked_are_not_called_changed():
    same = ("run.replications", "20")
    shown = Scenario("hospital", changes=(("levers.red_tape", "0.1"), same))
    assert [row[:3] for row in settings_table(shown).texts] == [["levers.red_tape", "0.4", "0.1"]]
    assert settings_table(Scenario("hospital", changes=(same,))) is None


def test_levers_of_groups_are_told_as_changed():
    groups = [{"who": "executives", "levers": {"red_tape": 0.1, "feedback": 0.9}}]
    shown = small().with_value("groups", groups).with_value("levers.red_tape", 0.3)
    found = {name: (picked, here) for name, picked, here, *_ in settings_table(shown).texts}
    assert found["levers.feedback, executives"] == ("0.1", "0.9")
    assert found["levers.red_tape, executives"] == (found["levers.red_tape"][0], "0.1")


def test_columns_of_an_uploaded_chart_are_not_called_changed(tmp_path):
    chart = tmp_path / "chart.csv"
    chart.write_text("Nr,Boss\n1,\n2,1\n3,1\n", encoding="utf-8")
    shown = Scenario("retail").with_files({"organisation.chart": str(chart)})
    shown = shown.with_value("organisation.identifier", "Nr")
    shown = shown.with_value("organisation.superior", "Boss")
    assert settings_table(shown) is None
    groups = [{"who": "leaders", "levers": {"feedback": 0.9}}]
    (row,) = settings_table(shown.with_value("groups", groups)).texts
    assert row[:3] == ["levers.feedback, leaders", "0.1", "0.9"]
