"""What is called in empty environments are commands there are, with and without each of their extras."""

import install
from installed_commands import COPY, FIRST, HINTS, PLAIN, WITH_EXTRAS, hint
from orgsim.cli.main import COMMANDS
from orgsim.extras import EXTRAS

NAMES = {each.__name__.replace("_", "-") for each in COMMANDS} | {"--version"}


def test_commands_are_those_there_are():
    hints = [hint(extra, each) for extra, commands in HINTS.items() for each in commands]
    for each in (FIRST, *PLAIN, COPY, *hints, *WITH_EXTRAS):
        assert each.arguments.split()[0] in NAMES


def test_every_extra_that_a_command_needs_is_left_out_once():
    assert set(HINTS) == set(EXTRAS) - {"frames", "mesa"}


def test_sizes_are_those_of_libraries_with_all_that_belongs_to_them(tmp_path):
    for name, size in (
        ("numpy/core.so", 30),
        ("numpy.libs/blas.so", 12),
        ("numpy-2.0.dist-info/RECORD", 1),
        ("pip/main.py", 99),
        ("six.py", 5),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(size))
    assert install.sizes_of_libraries(tmp_path) == {"numpy": 43, "six.py": 5}
