"""Measures of one's own as code beside a config, for tests of what may run it and what may not."""

from pathlib import Path

from plain_runs import PLAIN_TOML

MODULE = '''
"""Measures of a user."""

from pathlib import Path

from spreads import spread

Path(__file__).with_name("imported").touch()


def trust_spread(run):
    return spread(run.state("trust"))


def raises(run):
    raise RuntimeError("no luck")


def no_number(run):
    return float("nan")


def everybody(run):
    return run.state("trust")


def words(run):
    return "high"


NUMBER = 3
'''

HELPER = "def spread(values):\n    return values.std(axis=0)\n"

CONFIG = f"""\
name = "Forty people"

[organisation]
people = 40

[[own_measures]]
name = "trust_spread"
function = "my_measures:trust_spread"
label = "Spread of trust"
unit = "points"
better = "less"
meaning = "standard deviation of trust over people"

[run]
weeks = 6
replications = 3
{PLAIN_TOML}
[scenarios.as_now]

[scenarios.open]
levers = {{ transparency = 0.9 }}
"""


def own_code_folder(folder: Path) -> Path:
    """A config, own.toml, beside the modules that it names; the file `imported` says that one ran."""
    folder.mkdir(exist_ok=True)
    (folder / "my_measures.py").write_text(MODULE, encoding="utf-8")
    (folder / "spreads.py").write_text(HELPER, encoding="utf-8")
    (folder / "own.toml").write_text(CONFIG, encoding="utf-8")
    return folder


def ran(folder: Path) -> bool:
    """Whether the code of the folder was imported; asked once, then forgotten."""
    mark = folder / "imported"
    there = mark.exists()
    mark.unlink(missing_ok=True)
    return there
