"""Nothing is asked of others, nothing of the server is read, and what users write is never obeyed."""

import http.client
import inspect
import os
import re
import socket
import subprocess
import sys
from urllib.parse import quote, urlencode, urlsplit

import pytest
from patience import PATIENCE
from plain_runs import PLAIN_QUERY

from orgsim.errors import UserError
from orgsim.evidence import FACTS
from orgsim.evidence.field_trials import FIELD_TRIALS
from orgsim.reporting.neutral_table import words
from orgsim.reporting.tables.declared import TABLES
from orgsim.reporting.tables.evidence_tables import facts_table, trials_table
from orgsim.ui import server as serving
from orgsim.ui.experiments.experiment_run import entry_of, listed, sections_html
from orgsim.ui.model.equations import chapter, chapter_html, sections, typeset
from orgsim.ui.organisation.uploaded_files import MOST_MEGABYTES, Folder, check_size, keep
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query
from orgsim.ui.shared.text_html import html_of, pictures_in, table_html

HIT = "window.hit=1"
PROBES = (
    f"<img src=x onerror={HIT}>",
    f"<script>{HIT}</script>",
    f'"><svg onload={HIT}>',
    "{{1+1}}",
)
PASSWORDS = "/etc/passwd"

FILES_IN_ADDRESSES = (
    {"organisation.chart": f'"{PASSWORDS}"'},
    {"organisation.ties": f'"{PASSWORDS}"'},
    {"organisation.survey": '"../../secret.csv"'},
    {"organisation": f'{{"chart": "{PASSWORDS}"}}'},
    {"preset": "own", "organisation": f'{{"chart": "{PASSWORDS}"}}'},
    {"preset": "imported", "organisation": '{"survey": "x.csv"}'},
    {"scenarios.x.organisation.chart": f'"{PASSWORDS}"'},
    {"scenarios": f'{{"x": {{"organisation": {{"chart": "{PASSWORDS}"}}}}}}'},
    {"preset": "../../../etc/passwd"},
    {"preset": "retail", "variant": "../../etc/passwd"},
)


@pytest.mark.parametrize("said", FILES_IN_ADDRESSES, ids=str)
def test_an_address_names_no_file(said):
    with pytest.raises(UserError):
        from_query(urlencode(said))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("levers.feedback", "[" * 100_000),
        ("run.weeks", "9" * 5000),
        ("levers.feedback", "NaN"),
        ("levers.feedback", "1e999"),
        ("levers.feedback", "__import__('os')"),
        ("__class__", "1"),
        ("organisation.people", "10000000"),
        ("run.replications", "100000"),
        ("themes", "[]"),
    ],
    ids=lambda value: value[:20],
)
def test_a_broken_address_is_told_in_a_line(key, value):
    with pytest.raises(UserError) as told:
        from_query(urlencode({key: value}))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        f'[organisation]\nchart = "{PASSWORDS}"',
        f'[scenarios.x.organisation]\nsurvey = "{PASSWORDS}"',
        f'organisation = {{ ties = "{PASSWORDS}" }}',
        "x = " + "[" * 5000,
        "\0",
        "organisation = 1",
    ],
    ids=lambda text: text[:30],
)
def test_a_file_names_no_other_and_breaks_nothing(text):
    with pytest.raises(UserError):
        from_toml(text, "mine.toml")


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/passwd", "C:\\x\\y.csv", "a\0b", "…/x"])
def test_an_upload_is_kept_under_a_name_of_ours(name):
    folder = Folder()
    try:
        preview = keep("chart", name, b"id,superior\n1,\n2,1\n", folder)
        assert preview.path.parent == folder.path
        assert preview.path.name == "chart-1.csv"
        assert "/" not in preview.name
    finally:
        folder.clear()


def test_an_upload_has_a_limit():
    check_size("chart.csv", MOST_MEGABYTES * 2**20)
    with pytest.raises(UserError, match="command line"):
        check_size("chart.csv", MOST_MEGABYTES * 2**20 + 1)


@pytest.mark.parametrize("probe", PROBES)
def test_markdown_is_text_where_it_holds_html(probe):
    found = html_of(f"# {probe}\n\n| {probe} |\n| --- |\n| {probe} |\n\n    {probe}\n\n`{probe}`")
    for tag in ("<img", "<script", "<svg"):
        assert tag not in found


def test_links_and_pictures_of_markdown_lead_nowhere(tmp_path):
    (tmp_path / "in.png").write_bytes(b"PNG")
    (tmp_path.parent / "out.png").write_bytes(b"PNG")
    pictures = pictures_in(tmp_path)
    text = "[a](javascript:alert(1)) [b](http://x.y) ![c](../out.png) ![d](http://x.y/p.png) "
    found = html_of(text + "![e](in.png) ![f](/etc/passwd)", pictures)
    assert "href" not in found
    assert "http" not in found
    assert found.count("<img") == 1
    assert 'src="data:image/png;base64,UE5H"' in found


def test_a_picture_that_leads_elsewhere_is_none(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "real" / "link.png").symlink_to(tmp_path / "secret")
    assert pictures_in(tmp_path / "real")("link.png") is None


def test_equations_and_tables_are_escaped():
    assert "<b>" not in typeset("<b>x</b> = <b>y</b>   (<b>)")
    assert "<b>" not in table_html(words(("<b>",), [("<b>",)]))


def test_the_whole_document_is_set():
    for of in (chapter("1"), chapter("7"), *sections("7"), *sections("10")):
        assert chapter_html(of)
    practice = next(of for of in sections("7") if of.title == "Practice")
    assert "os-equations" in chapter_html(practice)
    assert 'title="pull of the leader&#39;s deeds' in chapter_html(practice)
    with pytest.raises(UserError):
        chapter("99")


def test_every_declaration_is_in_a_table_and_can_be_found():
    rows = [row for table in TABLES.values() for row in table.rows]
    assert all(len(row) == len(table.columns) for table in TABLES.values() for row in table.rows)
    assert {"transparency", "habit_return", "resistance", "merger"} <= {row[0] for row in rows}
    assert [row[0] for row in TABLES["Levers"].matching("OPEN leader").rows] == ["transparency"]
    assert len({row[0] for row in facts_table().rows} - {""}) == len(FACTS)
    assert len({row[0] for row in trials_table().rows} - {""}) == len(FIELD_TRIALS)


def test_no_experiment_is_read_by_another_path():
    for name in ("../../etc", "/etc/passwd", "", "01_leader_modelling/../.."):
        with pytest.raises(UserError):
            entry_of(name)


def test_experiments_are_read_without_a_request():
    for each in listed():
        for _, html in sections_html(entry_of(each.name)):
            said = re.sub(r"data:image/\w+;base64,[\w+/=]+", "", html)
            assert "http" not in said.replace("https://doi.org", "")
            assert "<script" not in html


def test_this_machine_alone_is_served_and_nobody_is_told():
    from orgsim.cli.ui_command import ui

    assert inspect.signature(ui).parameters["host"].default == "127.0.0.1"
    assert serving.ENVIRONMENT["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "False"
    assert serving.ENVIRONMENT["SOLARA_MODE"] == "production"


def test_no_message_leaves_when_solara_is_imported():
    script = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('a connection')\n"
        "socket.socket.connect = socket.create_connection = refuse\n"
        "import solara.server.starlette, orgsim.ui.app, time; time.sleep(0.5)"
    )
    environment = {**os.environ, **serving.ENVIRONMENT}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.slow
def test_the_server_listens_to_this_machine_alone(server):
    port = urlsplit(server).port
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with socket.socket() as other:
        other.settimeout(2)
        assert other.connect_ex((own, port)) != 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/static/../../../../../../etc/passwd",
        "/static/public/../../../../../../../../etc/passwd",
        "/static/public/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/static/assets/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/static/nbextensions/..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/_solara/cdn/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/_solara/cdn//etc/passwd",
        "//etc/passwd",
        "/static/public/%2e%2e/%2e%2e/pyproject.toml",
    ],
)
def test_no_path_leads_to_files_of_the_server(server, path):
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=PATIENCE)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    assert b"root:" not in body
    assert b"[build-system]" not in body


@pytest.mark.slow
def test_names_are_shown_and_not_obeyed(watched):
    probe = PROBES[0]
    query = urlencode(
        {
            "preset": "baseline",
            "name": probe,
            "organisation.people": "30",
            "run.weeks": "10",
            "run.replications": "2",
            "themes": f'[{{"name": "<img src=x onerror={HIT}>", "stated": 0.9}}]',
        }
    )
    query += f"&{PLAIN_QUERY}"
    page = watched.page()
    page.goto(f"{watched.address}/?{query}")
    page.get_by_text("2 of 2 replications").first.wait_for()
    assert_shown_and_not_obeyed(page, probe)
    page.get_by_role("navigation").get_by_role("link", name="Compare", exact=True).click()
    page.get_by_role("button", name="Add the current scenario").click()
    page.get_by_text("There is nothing to compare").wait_for()
    assert_shown_and_not_obeyed(page, probe)


def assert_shown_and_not_obeyed(page, probe: str) -> None:
    page.get_by_text(probe).first.wait_for()
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.slow
def test_mistakes_in_an_address_are_shown_and_not_obeyed(watched):
    page = watched.page()
    page.goto(f"{watched.address}/?preset={quote(PROBES[0])}")
    page.get_by_role("alert").wait_for()
    assert "onerror" in page.get_by_role("alert").inner_text()
    assert page.evaluate("window.hit") is None
