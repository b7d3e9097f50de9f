"""Pages and reports keep to the words of the glossary: one name for one thing."""

import ast
import re
from pathlib import Path

import pytest

import orgsim

PACKAGE = Path(orgsim.__file__).parent
SPEAKING = ("ui", "reporting", "figures", "analysis/best.py")
"""What is read by people who have not read the code."""

INSTEAD = {
    r"undecided|not decided|decided yet|would decide": "open, would settle",
    r"for sure|beyond chance|too close to (call|tell)|surely": "settled, open",
    r"not shown to (help|differ)": "open",
    r"\binterventions?\b": "programme",
    r"\bshocks?\b": "event",
    r"take (it|them|this) away": "remove",
    r"how much it counts": "weight",
    r"common random numbers|saw the same": "all scenarios use the same random draws",
}
"""Words that are not used, and what stands in their place."""

ALLOWED = {"parameter_documents.py"}
"""Files whose words are those of Markdown marks."""


def spoken(path: Path) -> list[str]:
    """The texts of a module that are more than one word, without docstrings and keys of configs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]
    return [re.sub(r"\[\[\w+\]\]", "", text) for text in texts if " " in text.strip()]


def modules() -> list[Path]:
    found = [PACKAGE / place for place in SPEAKING]
    files = [file for each in found for file in ([each] if each.is_file() else each.rglob("*.py"))]
    return [file for file in files if file.name not in ALLOWED]


@pytest.mark.parametrize(("words", "instead"), INSTEAD.items())
def test_no_page_and_no_report_has_a_second_name_for_a_thing(words, instead):
    said = [
        f"{path.name}: {text}"
        for path in modules()
        for text in spoken(path)
        if re.search(words, text, re.IGNORECASE)
    ]
    assert not said, f"say {instead!r} instead of what is in: {said}"
