"""The example for Mesa's viewer: drawn without a browser, and once in one, as docs/ui.md calls it."""

import importlib.util
import shlex

import pytest
import solara
from page_blocks import ROOT, blocks
from page_lab import MILLISECONDS_OF_PATIENCE, ended, serving

pytest.importorskip("altair", reason="Mesa's viewer needs altair: pip install altair")

EXAMPLE = ROOT / "examples" / "mesa_viewer.py"
THIS = "tests/ui/test_mesa_viewer.py"


@pytest.fixture
def viewer(monkeypatch):
    """The example as a module."""
    monkeypatch.setenv("SOLARA_TELEMETRY_MIXPANEL_ENABLE", "False")
    spec = importlib.util.spec_from_file_location("mesa_viewer", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_drawn(viewer):
    box, context = solara.render(viewer.Page(), handle_error=False)
    try:
        assert box.children
    finally:
        context.close()


def test_all_that_can_be_moved_is_taken_by_the_model(viewer):
    start = {name: each["value"] for name, each in viewer.PARAMETERS.items()}
    model = viewer.Viewed(**start)
    assert model.config == viewer.Viewed().config
    model.step()
    assert model.organisation.people == 120
    _, context = solara.render(viewer.Levels(model), handle_error=False)
    context.close()


def test_no_visitor_can_run_code(viewer):
    assert "CommandConsole" not in EXAMPLE.read_text()
    assert {each["type"] for each in viewer.PARAMETERS.values()} <= {"SliderInt", "SliderFloat"}


@pytest.mark.slow
def test_it_is_seen_and_steps_in_a_browser(chromium, picture):
    quiet = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False", "SOLARA_THEME_LOADER": "plain"}
    (block,) = (each for each in blocks("docs/ui.md") if each.marks.get("run by") == THIS)
    solara, run, example = shlex.split(block.source)
    process, address = serving(
        solara, run, str(ROOT / example), "--no-open", "--production", **quiet
    )
    try:
        context = chromium.new_context(viewport={"width": 1280, "height": 720})
        context.set_default_timeout(MILLISECONDS_OF_PATIENCE)
        page = context.new_page()
        page.goto(address)
        page.get_by_text("Controls").wait_for()
        page.get_by_role("button", name="Step", exact=True).click()
        page.get_by_text("Step: 1").or_(page.get_by_text("Time: 1")).first.wait_for()
        page.locator("img, svg").first.wait_for()
        picture(page, "mesa_viewer", whole=False)
        context.close()
    finally:
        ended(process)
