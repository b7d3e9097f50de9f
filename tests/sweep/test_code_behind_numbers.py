"""The hash that guards `resume` covers the code that determines numbers, and nothing else."""

import ast

import pytest

from orgsim.io.provenance import NUMBERS, PACKAGE, WORDS, sources
from orgsim.sweep import versions
from orgsim.sweep.versions import ROWS

NO_NUMBERS = {
    "compilation.py",
    "errors.py",
    "extras.py",
    "parallel/compiled_threads.py",
    "plain_tables.py",
    "shipped.py",
    "special_functions.py",
}
"""What simulating calls and no number depends on: caches, threads, memory, messages, imports …"""

TABLES_ONLY = {"io", "sweep"}
"""Of these, what makes a row is named in ROWS; the rest keeps and moves rows."""


def imported(path):
    """Files of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("orgsim"):
            names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        for name in names:
            place = PACKAGE.joinpath(*name.split(".")[1:])
            for file in (place.with_suffix(".py"), place / "__init__.py"):
                if file.is_file():
                    yield file


def closure(path):
    found, left = set(), [path]
    while left:
        file = left.pop()
        if file not in found:
            found.add(file)
            left.extend(imported(file))
    return found


def test_all_that_makes_a_row_is_covered():
    covered = {*sources(NUMBERS), *sources(ROWS)}
    needed = closure(PACKAGE / "sweep" / "run_task.py")
    missing = {
        str(file.relative_to(PACKAGE))
        for file in needed - covered
        if file.name != "__init__.py" and file.relative_to(PACKAGE).parts[0] not in TABLES_ONLY
    }
    assert missing - NO_NUMBERS - set(WORDS) == set()


@pytest.mark.parametrize(
    ("edited", "changes"),
    [
        ("model/processes/trust.py", "engine"),
        ("organisation/ties.py", "engine"),
        ("simulation/batches.py", "engine"),
        ("evidence/measured/units.py", "rows"),
        ("sweep/run_task.py", "rows"),
        ("analysis/convergence_weeks.py", "rows"),
        ("analysis/survival.py", "rows"),
        ("reporting/terminal/screen.py", None),
        ("figures/style.py", None),
        ("ui/shared/theme.py", None),
        ("sweep/status.py", None),
        ("organisation/hints.py", None),
        ("organisation/group_text.py", None),
        ("simulation/outlook.py", None),
    ],
)
def test_an_edit_of_each_kind(monkeypatch, edited, changes):
    before = versions.running_code.__wrapped__()
    read = type(PACKAGE).read_bytes
    path = PACKAGE / edited
    assert path.is_file()
    monkeypatch.setattr(
        type(PACKAGE), "read_bytes", lambda self: read(self) + (b"#" if self == path else b"")
    )
    after = versions.running_code.__wrapped__()
    assert {name for name in after if after[name] != before[name]} == ({changes} - {None})
