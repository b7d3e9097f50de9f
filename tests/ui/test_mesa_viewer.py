"""The example for Mesa's viewer: drawn without a browser, and once within one."""

import importlib.util
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import solara
from conftest import free_port

pytest.importorskip("altair", reason="Mesa's viewer needs altair: pip install altair")

EXAMPLE = Path(__file__).parents[2] / "examples" / "mesa_viewer.py"


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
    port = free_port()
    quiet = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False", "SOLARA_THEME_LOADER": "plain"}
    process = subprocess.Popen(
        [sys.executable, "-m", "solara", "run", str(EXAMPLE), "--port", str(port), "--no-open",
         "--production"],
        env={**os.environ, **quiet}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz")
        context = chromium.new_context(viewport={"width": 1280, "height": 720})
        context.set_default_timeout(180_000)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}")
        page.get_by_text("Controls").wait_for()
        page.get_by_role("button", name="Step", exact=True).click()
        page.get_by_text("Step: 1").or_(page.get_by_text("Time: 1")).first.wait_for()
        page.wait_for_timeout(800)
        picture(page, "mesa_viewer", whole=False)
        assert page.locator("img, svg").count()
        context.close()
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the viewer did not answer")
