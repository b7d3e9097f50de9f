"""docs/guides/planning.md: its plan file is one, its table has all keys, its Python prints what it says.

Renew what it prints with: python tests/planning/test_planning_document.py
"""

import io
import re
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

from orgsim.planning.plan_file import Budget, PlanTables
from orgsim.planning.plan_source import checked

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "guides" / "planning.md"
PYTHON = re.compile(r"(```python\n(.*?)```\n\n```text\n)(.*?)(```)", re.DOTALL)


def renewed(text: str) -> str:
    """The text with what its Python prints now."""

    def printed(found: re.Match[str]) -> str:
        output = io.StringIO()
        with redirect_stdout(output):
            exec(compile(found[2], str(DOCUMENT), "exec"), {})
        return found[1] + output.getvalue() + found[4]

    return PYTHON.sub(printed, text)


def test_the_example_prints_what_it_says():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert renewed(text) == text


def test_the_plan_file_is_one_and_all_keys_are_told():
    text = DOCUMENT.read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert checked(tomllib.loads(example), "example").config == "baseline"
    for key in (*PlanTables.model_fields, *Budget.model_fields):
        assert f"`{key}`" in text or f"`[{key}]`" in text or f"`[[{key}]]`" in text


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
