"""The documentation: built without a warning, and read from the disk, asking nobody for anything.

The build runs the lines of gallery.md, too, and shows the figures that they drew."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from accessibility import BROKEN, RULES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, built as `make docs` builds it: into a folder that is named from where one is."""
    folder = tmp_path_factory.mktemp("documents")
    built = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "site" / "build_site.py"), "build/site"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    return folder / "build" / "site"


def failed(request) -> list[str]:
    """A request that failed, unless it did because the reader had gone on."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


@pytest.mark.slow
def test_the_site_is_read_and_searched_from_the_disk(site, chromium, picture):
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: faults.extend(failed(request)))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto((site / "index.html").as_uri())
    assert page.locator("h1").inner_text().startswith("orgsim")
    picture(page, "documents")
    page.goto((site / "search.html").as_uri() + "?q=hypercube")
    page.locator("ul.search a", has_text="Sweeps").first.click()
    page.wait_for_url(re.compile(r"guides/sweeps\.html"))
    assert page.locator("h1").inner_text().startswith("Sweeps")
    for each in ("odd", "reference/numbers", "experiments/01_leader_modelling/index"):
        page.goto((site / f"{each}.html").as_uri())
        assert page.locator("h1").count() == 1
    page.goto((site / "gallery.html").as_uri())
    shown = page.locator("article img")
    assert shown.count() >= 12
    assert shown.evaluate_all("all => all.filter(each => !each.naturalWidth || !each.alt)") == []
    context.close()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 390)])
def test_no_kind_of_page_breaks_a_rule_of_accessible_markup(site, chromium, colours, width):
    context = chromium.new_context(viewport={"width": width, "height": 720}, color_scheme=colours)
    page = context.new_page()
    for each in ("index", "guides/extras", "reference/python/run", "reference/evidence"):
        page.goto((site / f"{each}.html").as_uri())
        page.evaluate(RULES)
        assert page.evaluate(BROKEN, [{}, False]) == [], each
    context.close()
