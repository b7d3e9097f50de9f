"""A fit on the page: answers read for a chart, fitted in processes of its own, and used."""

import csv
import io
import threading
import zipfile
from pathlib import Path

import pytest
from patience import PATIENCE
from playwright.sync_api import expect
from test_organisation_page import CHART, choose, put
from waiting import waited
from workbook_files import write_workbook

from orgsim.config.files import read_config
from orgsim.inference.findings.forecast_summary import forecast_table
from orgsim.inference.fitted_folder import read_folder
from orgsim.inference.forecast import forecast
from orgsim.organisation.group_text import plain_name
from orgsim.organise import imported
from orgsim.ui.organisation import fit_state, fit_work
from orgsim.ui.organisation.answer_columns import shown_roles
from orgsim.ui.organisation.answer_templates import answers_template
from orgsim.ui.organisation.answers_read import answers_found, read_answers
from orgsim.ui.organisation.draft import drafted
from orgsim.ui.organisation.fit_run import FitDone, fit_archive, fitted, fitted_scenario
from orgsim.ui.organisation.fit_state import KeptFit
from orgsim.ui.organisation.forecast_chart import forecast_chart
from orgsim.ui.organisation.forecast_run import forecasted
from orgsim.ui.organisation.uploaded_files import ANSWERS, NOT_USED, keep, with_column
from orgsim.ui.shared.charts.chart_numbers import chart_numbers
from orgsim.ui.shared.computing.background import AT_WORK, Teller
from orgsim.ui.shared.computing.replication_stream import GivenUp
from orgsim.ui.shared.scenarios.scenario import Scenario

BRIEF = Scenario().with_value("run.most_rest_weeks", 13)
SMALL = BRIEF.with_value("run.weeks", 8).with_value("run.replications", 4)


@pytest.fixture
def draft(folder):
    found = drafted(SMALL, [keep("chart", "chart.csv", CHART.encode(), folder)], {})
    assert found.scenario
    return found


def template(draft, kind: str) -> str:
    return answers_template(kind, imported(draft.scenario.config().organisation))


def answers_of(draft, folder, scale="", **files: str):
    kept = [keep(kind, f"{kind}.csv", text.encode(), folder) for kind, text in files.items()]
    return read_answers(draft.scenario, kept, scale, {})


def test_templates_of_answers_fit_the_chart(draft, folder):
    texts = {kind: template(draft, kind) for kind in ANSWERS}
    read = answers_of(draft, folder, **texts)
    assert read.problem == ""
    found = dict(answers_found(read.inputs).rows)
    assert found["Waves"].startswith("2: 2026-03-02 (week 0, 6 rows)")
    assert found["Groups that answered"] == "3: Department 0, Department 1, Department 2"
    assert found["Items"] == "2: engagement, trust"
    assert found["Leavers"] == "3 entries"
    assert found["Programmes"] == "1: presence"


def test_what_does_not_fit_is_told_with_file_and_row(draft, folder):
    bad = template(draft, "waves").replace("Department 1", "Department 9")
    told = answers_of(draft, folder, waves=bad).problem
    assert told.startswith("waves.csv")
    assert "row 4" in told
    assert "--" not in told
    assert "need waves" in answers_of(draft, folder, leavers=template(draft, "leavers")).problem
    waves = keep("waves", "waves.csv", template(draft, "waves").encode(), folder)
    assert "readable chart" in read_answers(None, [waves], "", {}).problem
    unscaled = template(draft, "waves").replace("1 to 5", "")
    assert answers_of(draft, folder, "often", waves=unscaled).problem.startswith("scale")
    assert answers_of(draft, folder, "1-5", waves=unscaled).problem == ""


def test_columns_of_answers_are_chosen_as_those_of_a_chart(draft, folder):
    plain = template(draft, "waves")
    odd = plain.replace("wave,group,item", "Phase,Bereich,Thema", 1)
    kept = keep("waves", "waves.csv", odd.encode(), folder)
    assert kept.column("group") == NOT_USED
    assert "trust" in {role.key for role in shown_roles(kept)}
    assert "waves.csv" in read_answers(draft.scenario, [kept], "", {}).problem
    for role, column in (("wave", "Phase"), ("group", "Bereich"), ("item", "Thema")):
        kept = with_column(kept, role, column)
    assert "trust" not in {role.key for role in shown_roles(kept)}
    read = read_answers(draft.scenario, [kept], "", {})
    assert read.problem == ""
    found = dict(answers_found(read.inputs).rows)
    assert found["Columns read"].startswith("wave from “Phase”, group from “Bereich”")
    assert found["Groups that answered"] == "3: Department 0, Department 1, Department 2"
    leavers = keep("leavers", "left.csv", template(draft, "leavers").encode(), folder)
    without = with_column(leavers, "week", NOT_USED)
    told = read_answers(draft.scenario, [kept, without], "", {}).problem
    assert told == "left.csv: choose the column of the week or the day on which it begins"


@pytest.mark.slow
def test_a_fit_of_the_page_is_that_of_the_folder_and_can_be_used(draft, folder, monkeypatch):
    monkeypatch.setattr("orgsim.ui.organisation.fit_run.processors", lambda: 1)
    read = answers_of(draft, folder, waves=template(draft, "waves"))
    told = []
    teller = Teller(threading.Event(), lambda share, what: told.append((share, what)))
    place = folder.place("fit", "folder")
    done = fitted(draft.scenario, read.files, read.inputs, 50, place, teller)
    assert {what for _, what in told} >= {"simulating members", "summing up"}
    config = fitted_scenario(done, "Fitted").config()
    written = read_config(done.folder / "fitted.toml").base
    assert config.model_copy(update={"name": written.name, "before": written.before}) == written
    found = forecasted(done.folder, 6, teller)
    fitted_to = read_folder(done.folder)
    assert found.table.equals(forecast_table(forecast(fitted_to, 6)))
    assert list(found.by_what["Answers: trust"]) == [
        "Everybody who was asked",
        "Department 0",
        "Department 1",
        "Department 2",
    ]
    drawn = forecast_chart(found.by_what["Answers: trust"]["Department 1"])
    assert [row[4] for row in chart_numbers(drawn).rows if row[4] is not None] == waves_found(
        fitted_to, "Department 1"
    )
    names = zipfile.ZipFile(io.BytesIO(fit_archive(done))).namelist()
    assert {"chart-1.csv", "waves-2.csv", f"{place.name}/fitted.toml"} <= set(names)


def waves_found(folder, group: str) -> list[float]:
    rows = folder.asked.found.to_pylist()
    return [
        float(f"{row['found']:.4g}")
        for row in rows
        if row["item"] == "trust" and plain_name(row["who"]) == group
    ]


def test_a_fit_goes_on_by_itself_until_it_is_stopped_or_done():
    done = FitDone(Path("fit-1.folder"), (), {})
    ended = threading.Event()

    def long(teller: Teller) -> FitDone:
        try:
            while True:
                teller.advance(1)
        finally:
            ended.set()

    fit_work.start(long, "a", ())
    assert waited(lambda: "fit" in AT_WORK)
    assert fit_work.state().running
    fit_work.stop()
    assert ended.wait(PATIENCE)
    assert not fit_work.state().running
    fit_work.start(lambda teller: done, "b", ("chart.csv",))
    assert waited(lambda: fit_work.state().result == done)
    assert fit_state.kept.value == KeptFit(done, "b", ("chart.csv",))
    fit_work.stop()
    fit_state.kept.value = None


def test_a_fit_that_nobody_wants_any_more_ends(draft, folder):
    read = answers_of(draft, folder, waves=template(draft, "waves"))
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(GivenUp):
        fitted(
            draft.scenario,
            read.files,
            read.inputs,
            50,
            folder.place("fit", "folder"),
            Teller(stopped, lambda share, what: None),
        )


@pytest.mark.slow
def test_waves_are_fitted_in_the_page(watched, picture, tmp_path):
    page = watched.page()
    page.goto(f"{watched.address}/organisation?{SMALL.to_query()}")
    chart, text, waves = (tmp_path / name for name in ("chart.csv", "waves.csv", "waves.xlsx"))
    chart.write_text(CHART)
    put(page, "chart", chart)
    expect(page.get_by_role("status", name="What was read")).to_contain_text("40 people")
    page.get_by_role("button", name="3 Answers").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Template for waves").click()
    waiting.value.save_as(text)
    rows = csv.reader(io.StringIO(text.read_text().replace("group", "Bereich", 1)))
    write_workbook(waves, {"Notes": {1: ["about"]}, "Pulse": dict(enumerate(rows, 1))})
    put(page, "waves", waves)
    choose(page, "Sheet", "Pulse")
    expect(page.get_by_role("alert")).to_contain_text("no column id and no column group")
    choose(page, "Which group", "Bereich")
    expect(page.get_by_role("cell", name="2: engagement, trust")).to_be_visible()
    page.get_by_role("button", name="4 Check").click()
    choose(page, "Members of the ensemble", "64 members")
    page.get_by_role("button", name="Fit", exact=True).click()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Fit", exact=True).click()
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Projects").click()  # the fit goes on meanwhile
    page.get_by_role("heading", name="This work has no name yet: not saved").wait_for()
    pages.get_by_role("link", name="Your organisation").click()
    expect(page.get_by_role("heading", name="Where the gap sits")).to_be_visible()
    expect(page.get_by_role("heading", name="What the answers cannot determine")).to_be_visible()
    expect(page.get_by_role("img", name="Levers before and after")).to_be_visible()
    picture(page, "fit_on_page")
    page.get_by_role("button", name="Forecast", exact=True).click()
    expect(page.get_by_role("heading", name="The forecast in numbers")).to_be_visible()
    choose(page, "Forecast of", "Answers: trust")
    choose(page, "Of whom", "Department 1")
    expect(page.get_by_role("img", name="Answers: trust, Department 1: forecast")).to_be_visible()
    picture(page, "forecast_on_page")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Forecast (CSV)").click()
    assert Path(waiting.value.path()).read_text().startswith("week,kind,what,who,favourable,median")
    expect(page.get_by_text("Fitted to “chart.csv”, “waves.xlsx”")).to_be_visible()
    expect(page.get_by_role("heading", name="Where the gap sits")).to_be_visible()
    expect(page.get_by_text("have changed since")).to_have_count(0)
    page.get_by_role("button", name="Plan with it").click()
    expect(page.get_by_role("heading", name="Plan for “Your organisation, fitted”")).to_be_visible()
    page.get_by_role("button", name="Look at the fit").click()
    expect(page.get_by_role("heading", name="Where the gap sits")).to_be_visible()
    page.get_by_role("button", name="3 Answers").click()
    page.get_by_role("button", name="Take waves away").click()
    page.get_by_role("button", name="4 Check").click()
    expect(page.get_by_text("have changed since")).to_be_visible()
    page.get_by_role("button", name="Use the fitted organisation").click()
    expect(page.get_by_role("heading", name="Your organisation, fitted")).to_be_visible()
    expect(page.get_by_text("4 of 4 replications; ")).to_be_visible()
    picture(page, "fitted_scenario", False)
