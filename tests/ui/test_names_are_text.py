"""What users write is never markup: one set of hostile names through everything that shows names."""

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from plain_runs import PLAIN

from orgsim.analysis.outcome_rows import SweepRows
from orgsim.analysis.scenario_comparison import compare
from orgsim.analysis.sweep_analysis import Study, study
from orgsim.analysis.sweep_analysis_tables import tables
from orgsim.config.files import build
from orgsim.errors import UserError
from orgsim.figures.organisation_figure import draw_organisation
from orgsim.figures.save import lay_out, png_of, save_picture
from orgsim.figures.sweep_figures import draw_study
from orgsim.io.csv_files import harmless, write_csv
from orgsim.measures.outcomes import MEASURES
from orgsim.organisation import describe, read_organisation
from orgsim.reporting.documents.scenario_html import as_html
from orgsim.reporting.documents.scenario_pdf import as_pdf
from orgsim.reporting.documents.scenario_report import figure_of
from orgsim.reporting.documents.sweep_html import Picture, html_report
from orgsim.reporting.neutral_table import as_markdown, words
from orgsim.reporting.report_parts import Report
from orgsim.reporting.summary import summarise
from orgsim.reporting.terminal.comparison_tables import comparison
from orgsim.reporting.terminal.organisation_tables import description
from orgsim.reporting.terminal.scenario_tables import report
from orgsim.reporting.terminal.screen import out, show
from orgsim.reporting.terminal.sweep_tables import analysis
from orgsim.simulation import ScenarioResult, WhereItSits
from orgsim.ui.compare import compare_charts
from orgsim.ui.scenario.timeline.timeline_rows import rows as events_of_page
from orgsim.ui.shared.charts import curves
from orgsim.ui.shared.exports.downloads import weekly_csv
from orgsim.ui.shared.exports.reports import compose
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.text_html import html_of

NAMES = (
    "x_{",
    r"$\frac$",
    "[/bold] [red]",
    "<script>alert(1)</script>",
    "a | b",
    "`*a* __b__`",
    "&amp; {b} {nb}",
    "_under 🙂 שלום",
    "=1+1",
    "组织 \u202e abc",
)
WEEKS, RUNS, PEOPLE = 12, 3, 13


@dataclass(frozen=True)
class Shown:
    """Scenarios and themes with hostile names, on a chart whose people have them too."""

    chart: Path
    scenarios: list[Scenario]
    results: dict[str, ScenarioResult]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Shown:
    """Made up results, so that no engine has to be compiled."""
    chart = tmp_path_factory.mktemp("names") / "chart.csv"
    with chart.open("w", encoding="utf-8", newline="") as file:
        rows = [(name, "" if k == 0 else NAMES[0], name, name) for k, name in enumerate(NAMES)]
        rows += [(f"extra {k}", NAMES[1], "", "") for k in range(PEOPLE - len(NAMES) + 1)]
        csv.writer(file).writerows([("id", "superior", "name", NAMES[0]), *rows])
    themes = [{"name": name} for name in NAMES[:5]]
    shock = {"kind": "merger", "week": 4, "who": f"{NAMES[0]}={NAMES[3]}"}
    base = {
        "organisation": {"chart": str(chart)},
        "themes": themes,
        "name": NAMES[1],
        "run": {**PLAIN, "weeks": WEEKS, "replications": RUNS},
        "shocks": [shock],
        "scenarios": {name: {} for name in NAMES},
    }
    configs = build(base).scenarios
    organisation, _ = read_organisation(chart, name="name")
    results = {
        name: made_up(config, organisation, k) for k, (name, config) in enumerate(configs.items())
    }
    files = (("organisation.chart", str(chart)),)
    scenarios = [Scenario(OWN, None, name, files=files) for name in NAMES]
    return Shown(chart, scenarios, results)


def made_up(config, organisation, number: int) -> ScenarioResult:
    random = np.random.default_rng(number)
    people, levels = organisation.people, organisation.levels
    theme = random.uniform(0.2, 0.5, (5, RUNS))
    where = WhereItSits(
        organisation,
        theme,
        theme / 2,
        random.uniform(0, 1, people),
        random.uniform(0, 1, people),
        RUNS,
    )
    measures = {name: random.uniform(0.2, 0.8, (WEEKS + 1, RUNS)) for name in MEASURES}
    deep = {name: random.uniform(0.2, 0.8, (WEEKS + 1, levels, RUNS)) for name in MEASURES}
    return ScenarioResult(config, measures, deep, where)


@pytest.fixture(scope="module")
def studied() -> Study:
    """A sweep over a factor whose levels have the names."""
    points = np.repeat(np.arange(2 * len(NAMES)), RUNS)
    factors = {
        "scenario": np.array([name for name in NAMES for _ in range(2)], object),
        "levers.feedback": np.tile([0.1, 0.9], len(NAMES)),
    }
    values = np.random.default_rng(1).uniform(0, 1, len(points)) + points
    whole = np.ones(len(points), bool)
    rows = SweepRows(
        "grid",
        factors,
        points,
        np.tile(np.arange(RUNS), 2 * len(NAMES)),
        whole,
        np.full(len(points), 50),
        lambda name: values,
    )
    return study(rows, ("alignment_end", "convergence_week"), [])


def drawn(figure: Figure) -> str:
    """All text of a figure as it is drawn; none of it may be mathematics."""
    texts = [each for each in lay_out(figure).findobj(Text) if each.get_text()]
    assert not any(each.get_parse_math() for each in texts)
    return "\n".join(each.get_text() for each in texts)


def well_formed(figure: Figure, folder: Path) -> bytes:
    """The figure as an SVG that holds no script and asks nobody for anything."""
    save_picture(figure, folder / "figure.svg")
    content = (folder / "figure.svg").read_bytes()
    parts = list(ElementTree.fromstring(content).iter())
    assert not {each.tag.rpartition("}")[2] for each in parts} & {"script", "foreignObject", "a"}
    links = [value for each in parts for key, value in each.items() if key.endswith("href")]
    assert all(link.startswith(("#", "data:image/png;")) for link in links)
    return content


@pytest.mark.parametrize("several", [True, False])
@pytest.mark.filterwarnings("error")
def test_reports_are_drawn_with_the_names_as_they_are(shown, several, tmp_path):
    results = dict(list(shown.results.items())[: len(NAMES) if several else 1])
    figure = figure_of(summarise(results, NAMES[1]), results)
    text = drawn(figure)
    for name in NAMES if several else NAMES[:5]:
        assert name in text.replace("\N{WORD JOINER}", ""), name
    assert f"({NAMES[0]}={NAMES[3]})" in text
    if several:
        (legend,) = figure.legends
        names = [text.get_text().lstrip("\N{WORD JOINER}") for text in legend.get_texts()]
        assert sorted(names) == sorted(NAMES)
    well_formed(figure, tmp_path)
    assert png_of(figure).startswith(b"\x89PNG")


@pytest.mark.filterwarnings("error")
def test_sweeps_are_drawn_and_told_with_the_names_as_they_are(studied, tmp_path, capsys):
    pictures = []
    for each in draw_study(studied, {}):
        drawn(each.figure)
        pictures.append(Picture(each.outcome, each.kind, well_formed(each.figure, tmp_path)))
    page = html_report(studied, NAMES[3], {"sweep": NAMES[3]}, pictures)
    assert NAMES[3] in texts_of(page)
    show(out(), analysis(studied))
    assert_all_told(capsys.readouterr().out)


def test_an_organisation_is_drawn_and_told(shown, tmp_path, capsys):
    read, notes = read_organisation(shown.chart, name="name")
    well_formed(draw_organisation(read), tmp_path)
    attributes = {key: len(set(values)) for key, values in read.attributes.items()}
    of = {**describe(read), "attributes": attributes, "notes": notes._asdict()}
    show(out(), description({**of, "config": {"chart": NAMES[2]}}))
    told = capsys.readouterr().out
    assert NAMES[2] in told
    assert NAMES[0] in told


def test_logarithmic_axes_have_powers_without_mathematics():
    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 1000], [2, 4])
    axes.set(xscale="log", yscale="log")
    labels = [each.get_text() for each in lay_out(figure).axes[0].get_xticklabels()]
    assert "10³" in labels
    assert not any("$" in label for label in labels)


def assert_all_told(told: str, names=NAMES) -> None:
    """Every name stands in a terminal's output, however its column was wrapped."""
    squeezed = re.sub(r"\s", "", told)
    for name in names:
        assert re.sub(r"\s", "", name) in squeezed, name


def test_tables_of_the_terminal_hold_the_names(shown, capsys):
    show(out(), comparison(summarise(shown.results, NAMES[2]), 100))
    assert_all_told(capsys.readouterr().out)
    first = dict(list(shown.results.items())[:1])
    show(out(), report(summarise(first, NAMES[2]), 100))
    assert_all_told(capsys.readouterr().out, NAMES[:5])


def test_nothing_in_a_name_steers_the_terminal(capsys):
    show(out(), "a\x1b[2J\x9b31m\x07b\n")
    assert capsys.readouterr().out.strip() == "a[2J31mb"


class Texts(HTMLParser):
    """The texts of a page, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.tags: set[str] = set()

    def handle_starttag(self, tag, attributes) -> None:
        self.tags.add(tag)

    def handle_data(self, data) -> None:
        self.texts.add(data)


def texts_of(page: str) -> set[str]:
    """What a page shows; it holds no script."""
    parser = Texts()
    parser.feed(page)
    assert "script" not in parser.tags
    return parser.texts


def test_reports_show_the_names_as_they_are(shown):
    whole = compose(shown.scenarios, shown.results)
    page = as_html(whole)
    found = texts_of(page)
    for name in NAMES:
        assert any(name in text for text in found), name
    first = replace(whole, sections=whole.sections[:1])
    assert as_pdf(first).startswith(b"%PDF-")


def test_braces_of_a_name_are_no_number_of_pages():
    report = Report("a {nb} b", "", ())
    assert as_pdf(report) != as_pdf(replace(report, title="a 1 b"))


def test_markdown_keeps_names_in_their_cells():
    text = as_markdown(words(("a", "b"), [(name, name) for name in NAMES]))
    page = html_of(text)
    assert "<script" not in page
    assert page.count("<td>") == 2 * len(NAMES)
    assert "a | b" in page


def test_csv_holds_no_formula(shown, studied, tmp_path):
    rows = list(csv.reader(io.StringIO(weekly_csv(shown.results))))
    assert {row[0] for row in rows[1:]} == {*NAMES} - {"=1+1"} | {"'=1+1"}
    assert any(row[5].startswith("0.") for row in rows[1:])
    write_csv(tables(studied)["points"], tmp_path / "points.csv")
    assert not re.search(r"(?m)(^|,)\"?=", (tmp_path / "points.csv").read_text("utf-8"))


@pytest.mark.parametrize("number", ["-0.5", "+1e-3", "-0.5 to 0.5", -0.5])
def test_numbers_of_a_csv_stay_numbers(number):
    assert harmless(number) == number


def formatters(option) -> list[str]:
    if isinstance(option, dict):
        own = [value for key, value in option.items() if key == "formatter"]
        return own + [found for value in option.values() for found in formatters(value)]
    if isinstance(option, list):
        return [found for value in option for found in formatters(value)]
    return []


def test_charts_of_pages_take_no_name_for_a_template(shown):
    few = dict(list(shown.results.items())[:8])
    scenario = from_toml('[[shocks]]\nkind = "merger"\nweek = 4\nwho = "x={c}"', "x")[0]
    events = events_of_page(scenario)
    charts = [
        compare_charts.curves(few, "trust"),
        compare_charts.forest(compare(few, NAMES[0])),
        curves.option("trust", {"scenario": few[NAMES[0]]}, events, WEEKS),
    ]
    for chart in charts:
        assert set(formatters(chart)) <= {"{b}"}


@pytest.mark.parametrize(
    "tables_of",
    [
        lambda name: {"name": name},
        lambda name: {"themes": [{"name": name}]},
        lambda name: {"scenarios": {name: {}}},
        lambda name: {"groups": [{"who": f"unit:{name}"}]},
    ],
)
@pytest.mark.parametrize("name", ["a\x1b[31m", "a\nb", "a\0b", "\ud800"])
def test_names_are_one_line_without_control_characters(tables_of, name):
    with pytest.raises(UserError, match=r"control character|unicode") as told:
        build(tables_of(name))
    assert "\n" not in str(told.value)
