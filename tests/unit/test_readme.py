"""The README says what is: its Python runs and prints what it says, its tables are complete.

Renew the outputs and the tables with: python tests/unit/test_readme.py
"""

import io
import os
import re
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from orgsim.config.files import build
from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.organisation.group_names import FORMS
from orgsim.reporting.declared import intervention_changes, shock_changes

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
OUTPUT = re.compile(r"(```python\n(.*?)```\n\n```text\n)(.*?)(```)", re.DOTALL)
EVENTS = re.compile(r"(<!-- events:begin -->\n).*?(<!-- events:end -->)", re.DOTALL)


def renewed(text):
    """The text with what its Python prints now, and with the tables of interventions and shocks."""
    names = {}
    text = OUTPUT.sub(lambda found: found[1] + printed(found[2], names) + found[4], text)
    return EVENTS.sub(lambda found: f"{found[1]}\n{events()}\n{found[2]}", text)


def printed(source, names):
    """What Python prints when run at the root of the project, after what was run before."""
    output, before = io.StringIO(), Path.cwd()
    os.chdir(ROOT)
    try:
        with redirect_stdout(output):
            exec(compile(source, str(README), "exec"), names)
    finally:
        os.chdir(before)
    return output.getvalue()


def events():
    """Interventions and shocks as Markdown tables."""
    interventions = [
        f"| `{kind}` | {it.meaning} | `{it.who}` | {intervention_changes(it) or 'your `change`'} |"
        for kind, it in INTERVENTIONS.items()
    ]
    shocks = [
        f"| `{kind}` | {it.meaning} | `{it.who}` | {shock_changes(it)} |"
        for kind, it in SHOCKS.items()
    ]
    lines = ["| intervention | what happens | for | levers |", "| --- | --- | --- | --- |"]
    lines += [*interventions, ""]
    lines += ["| shock | what happens | to | states |", "| --- | --- | --- | --- |", *shocks]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def text():
    return README.read_text(encoding="utf-8")


def test_python_prints_what_the_readme_says_and_tables_are_up_to_date(text):
    """Renew with: python tests/unit/test_readme.py"""
    assert len(OUTPUT.findall(text)) == text.count("```python") == 2
    assert renewed(text) == text


def test_the_config_of_the_readme_can_be_read(text):
    (config,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert len(build(tomllib.loads(config)).scenarios) == 3


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_group_is_explained(text, form):
    assert f"`{form}`" in text


def test_links_and_pictures_exist_and_pictures_are_small(text):
    targets = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    assert len(targets) > 10
    for target in targets:
        assert (ROOT / target).exists(), target
        if target.endswith(".png"):
            assert (ROOT / target).stat().st_size < 200_000


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
