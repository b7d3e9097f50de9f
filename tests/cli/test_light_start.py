"""What a process imports: nothing that its command does without."""

import json
import subprocess
import sys

import pytest
from small_configs import SCENARIOS, SMALL

# Each of these takes long to import: some longer than the command itself.
HEAVY = (
    "matplotlib",
    "scipy.stats",
    "scipy.sparse",
    "pandas",
    "pyarrow.dataset",
    "pyarrow.compute",
    "numpy.f2py.crackfortran",
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
COMMANDS = {
    "parameters": ("parameters",),
    "configs": ("configs",),
    "run": ("run", "small.toml", "--no-figure"),
    "compare": ("compare", "several.toml", "--no-figure"),
    "sweep": ("sweep", "sweep.toml", "--jobs", "1"),
    "sweep until": ("sweep", "until.toml", "--jobs", "1"),
    "figure": ("run", "small.toml"),
}
"""What is called one after the other, in one process."""

SWEEP = """
design = "lhs"
points = 2
replications = 1
[base.organisation]
people = 30
[base.run]
weeks = 4
start = "as_drawn"
[vary]
"levers.transparency" = { from = 0.0, to = 1.0 }
"""
UNTIL = 'replications = { until = "ci_half_width(alignment_end) < 0.5", most = 4, batch = 2 }'

CALLS = """
import json, sys
from orgsim.cli.main import main
commands, heavy = map(json.loads, sys.argv[1:])
found = {}
for name, command in commands.items():
    assert main(command) == 0, name
    found[name] = [module for module in heavy if module in sys.modules]
print(json.dumps(found), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> dict[str, list[str]]:
    """Which of the heavy modules are there once a command is through, by its name.

    What a command imported is there for those after it, too, so that nothing is missed.
    """
    folder = tmp_path_factory.mktemp("light")
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    (folder / "several.toml").write_text(SMALL + SCENARIOS, encoding="utf-8")
    (folder / "sweep.toml").write_text(SWEEP, encoding="utf-8")
    until = SWEEP.replace("replications = 1", UNTIL)
    (folder / "until.toml").write_text(until, encoding="utf-8")
    command = [sys.executable, "-c", CALLS, json.dumps(COMMANDS), json.dumps(HEAVY)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stderr.splitlines()[-1])
    return found


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "figure"])
def test_a_command_imports_nothing_heavy_that_it_does_without(imported, command):
    assert imported[command] == []


def test_a_figure_is_drawn_without_pandas_and_statistics(imported):
    assert imported["figure"] == ["matplotlib"]


def test_pages_import_nothing_heavy_that_they_show_without():
    code = (
        "import sys, os; from orgsim.ui.server import ENVIRONMENT; os.environ.update(ENVIRONMENT);"
        "import orgsim.ui.app;"
        "heavy = {'scipy.stats', 'scipy.optimize', 'statsmodels', 'SALib', 'fpdf', 'pptx', 'mesa',"
        " 'matplotlib'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_processes_of_a_sweep_import_none_of_the_functions_of_scipy():
    code = "import sys, orgsim.sweep.run_task; assert 'scipy.special' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_importing_the_package_imports_none_of_its_libraries():
    code = "import sys; before = set(sys.modules); import orgsim; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    new = {module.split(".")[0] for module in done.stdout.split()}
    assert new - sys.stdlib_module_names == {"orgsim"}
