"""Recipes of a release: what CONTRIBUTING.md tags and builds, what docs/guides/extras.md installs."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from page_blocks import ROOT, blocks

from orgsim import __version__

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="a recipe for a POSIX shell"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone"),
]
THIS = "tests/documents/test_release_recipes.py"
NOBODY = {
    f"GIT_{who}_{what}": said
    for who in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "nobody"), ("EMAIL", "nobody@example.org"))
}


def recipe(page: str) -> str:
    """The commands of a page that this file runs."""
    (block,) = (each for each in blocks(page) if each.marks.get("run by") == THIS)
    return block.source


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """A clone in which a release was tagged and built as CONTRIBUTING.md says; its wheel and sdist.

    What the build needs is here already: it is not fetched.
    """
    folder = tmp_path_factory.mktemp("release")
    clone, origin = folder / "clone", folder / "origin"
    for command in (
        ["git", "clone", "--quiet", "--bare", "--no-tags", str(ROOT), str(origin)],
        ["git", "clone", "--quiet", str(origin), str(clone)],
    ):
        subprocess.run(command, check=True, capture_output=True)
    said = recipe("CONTRIBUTING.md").replace("-m build", "-m build --no-isolation")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        ["sh", "-e", "-c", said],
        cwd=clone,
        env={**os.environ, **NOBODY, "PATH": path},
        check=True,
        capture_output=True,
    )
    return clone / "build" / "release" / "dist"


def test_a_tag_is_built_and_holds_together(released):
    name = f"orgsim-{__version__}"
    made = {path.name for path in released.iterdir()}
    assert made == {f"{name}-py3-none-any.whl", f"{name}.tar.gz"}
    tags = subprocess.run(
        ["git", "ls-remote", "--tags", "origin"],
        cwd=released,
        check=True,
        capture_output=True,
        text=True,
    )
    assert f"refs/tags/v{__version__}\n" in tags.stdout


def test_everything_that_the_guide_installs_is_there_to_be_installed(released):
    """Asked of pip at once, for this wheel and its extras, without what these need."""
    named = []
    for line in recipe("docs/guides/extras.md").splitlines():
        pip, install, what = shlex.split(line, comments=True)
        assert (pip, install) == ("pip", "install")
        named.append(what)
    found = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", *named, "--dry-run", "--no-deps"),
            *("--ignore-installed", "--no-index", "--find-links", str(released)),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert f"Would install orgsim-{__version__}" in found.stdout
    assert "does not provide the extra" not in found.stderr
