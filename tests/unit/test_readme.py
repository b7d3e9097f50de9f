"""The README and the guides say what is: their Python prints what they say, their tables are complete.

Renew the outputs with: python tests/unit/test_readme.py
"""

import io
import os
import re
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from orgsim.config.files import build
from orgsim.extras import EXTRAS
from orgsim.organisation.group_names import FORMS

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDES = ROOT / "docs" / "guides"
CONFIGS, IN_PYTHON, INSTALLED = (GUIDES / f"{name}.md" for name in ("configs", "python", "extras"))
PAGES = (
    README,
    *(GUIDES / f"{name}.md" for name in ("configs", "python", "extras", "import", "first_results")),
    ROOT / "docs" / "explanation" / "what_it_rests_on.md",
)
OUTPUT = re.compile(r"(```python\n(.*?)```\n\n```text\n)(.*?)(```)", re.DOTALL)
MOST_LINES = 100


def renewed(text):
    """The text with what its Python prints now."""
    names = {}
    return OUTPUT.sub(lambda found: found[1] + printed(found[2], names) + found[4], text)


def printed(source, names):
    """What Python prints when run at the root of the project, after what was run before."""
    output, before = io.StringIO(), Path.cwd()
    os.chdir(ROOT)
    try:
        with redirect_stdout(output):
            exec(compile(source, str(IN_PYTHON), "exec"), names)
    finally:
        os.chdir(before)
    return output.getvalue()


def read(path):
    return path.read_text(encoding="utf-8")


def test_python_prints_what_the_guide_says():
    """Renew with: python tests/unit/test_readme.py"""
    text = read(IN_PYTHON)
    assert len(OUTPUT.findall(text)) == text.count("```python") == 2
    assert renewed(text) == text


def test_the_config_of_the_guide_can_be_read():
    (config,) = re.findall(r"```toml\n(.*?)```", read(CONFIGS), re.DOTALL)
    assert len(build(tomllib.loads(config)).scenarios) == 3


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_group_is_explained(form):
    assert f"`{form}`" in read(CONFIGS)


def test_every_extra_is_explained():
    assert re.findall(r"^\| `(\w+)` \|", read(INSTALLED), re.MULTILINE) == list(EXTRAS)


def test_the_readme_is_short_and_begins_with_two_commands():
    text = read(README)
    assert len(text.splitlines()) <= MOST_LINES
    assert re.findall(r"```sh\n(.*?)```", text, re.DOTALL)[0].split("\n")[:2] == [
        "make run     # set up .venv and simulate configs/baseline.toml",
        "make test    # set up and run all tests",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_and_pictures_exist_and_pictures_are_small(page):
    text = read(page)
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text) + re.findall(r'src="([^"]+)"', text)
    assert page != README or len(targets) > 10
    for target in targets:
        assert (page.parent / target).exists(), target
        if target.endswith(".png"):
            assert (page.parent / target).stat().st_size < 200_000


if __name__ == "__main__":
    IN_PYTHON.write_text(renewed(read(IN_PYTHON)), encoding="utf-8")
