"""The pages on sweeps say what is: their Python runs and prints what they say, their files are sweeps.

Renew the outputs with: python tests/sweep/test_sweep_documents.py
"""

import io
import os
import re
import shutil
import tempfile
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from orgsim.sweep.design import Kind, Range
from orgsim.sweep.sweep_file import build_sweep, read_sweep
from orgsim.sweep.sweep_keys import SweepTables

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "guides" / "sweeps.md"
OUTPUT = re.compile(r"(```python\n(.*?)```\n\n```text\n)(.*?)(```)", re.DOTALL)
FILES = sorted((ROOT / "configs" / "sweeps").glob("*.toml"))


def renewed(text: str) -> str:
    """The text with what its Python prints now, in a folder with the project's configs."""
    names: dict[str, object] = {}
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "configs", Path(folder) / "configs")
        os.chdir(folder)
        try:
            return OUTPUT.sub(lambda found: found[1] + printed(found[2], names) + found[4], text)
        finally:
            os.chdir(before)


def printed(source: str, names: dict[str, object]) -> str:
    """What Python prints, run after what was run before."""
    output = io.StringIO()
    with redirect_stdout(output):
        exec(compile(source, str(PAGE), "exec"), names)
    return output.getvalue()


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_python_prints_what_the_page_says(text):
    """Renew with: python tests/sweep/test_sweep_documents.py"""
    assert len(OUTPUT.findall(text)) == text.count("```python") == 2
    assert renewed(text) == text


def test_the_sweep_of_the_page_is_one(text):
    (source,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    sweep = build_sweep(tomllib.loads(source), folder=ROOT / "configs" / "sweeps")
    assert len(sweep.design) == 200


@pytest.mark.parametrize("name", SweepTables.model_fields)
def test_every_key_is_explained(name, text):
    assert f"`{name}`" in text or f"`[{name}]`" in text


@pytest.mark.parametrize(
    "name", [*Kind.__args__, *(f.alias or n for n, f in Range.model_fields.items())]
)
def test_every_design_and_kind_of_range_is_explained(name, text):
    assert re.search(rf"`{name}`|\b{name} =", text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_sweeps_to_start_from_are_sweeps(file):
    sweep = read_sweep(file)
    assert len(sweep.design) >= 8


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
