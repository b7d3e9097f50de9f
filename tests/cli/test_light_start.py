"""What a process imports: nothing that its command does without."""

import subprocess
import sys

import pytest

# Each of these takes longer to import than the command itself.
HEAVY = (
    "matplotlib",
    "scipy.stats",
    "scipy.sparse",
    "pandas",
    "pyarrow.dataset",
    "mesa",
    "networkx",
    "solara",
    "SALib",
    "statsmodels",
    "iterative_ensemble_smoother",
    "distributed",
    "fpdf",
    "jinja2",
)
COMMAND = """
import sys
from orgsim.cli.main import main
assert main(sys.argv[2:]) == 0
print(*(module for module in sys.argv[1].split(",") if module in sys.modules), file=sys.stderr)
"""


def imported(*arguments: str) -> list[str]:
    """Which of the heavy modules a command imports, in a process of its own."""
    command = [sys.executable, "-c", COMMAND, ",".join(HEAVY), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()[-1].split()


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "small.toml", "--no-figure"),
        ("compare", "several.toml", "--no-figure"),
        ("parameters",),
        ("configs",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_imports_nothing_heavy_that_it_does_without(folder, arguments):
    assert imported(*arguments) == []


def test_pages_import_nothing_heavy_that_they_show_without():
    code = (
        "import sys, os; from orgsim.ui.server import ENVIRONMENT; os.environ.update(ENVIRONMENT);"
        "import orgsim.ui.app;"
        "heavy = {'scipy.stats', 'scipy.optimize', 'statsmodels', 'SALib', 'fpdf', 'pptx', 'mesa'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_figure_is_drawn_without_pandas_and_statistics(folder):
    assert imported("run", "small.toml") == ["matplotlib"]


def test_importing_the_package_imports_none_of_its_libraries():
    code = "import sys; before = set(sys.modules); import orgsim; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    new = {module.split(".")[0] for module in done.stdout.split()}
    assert new - sys.stdlib_module_names == {"orgsim"}
