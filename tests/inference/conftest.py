"""A small organisation with attributes, and files about it."""

import pytest

from orgsim.inference.survey import read_waves
from orgsim.organisation import read_organisation

THEMES = ("care", "Quality")

CHART = "id,superior,department\ntop,,Board\nann,top,Board\nbob,top,Board\n" + "".join(
    f"{leader[0]}{k},{leader},{department}\n"
    for leader, department in (("ann", "Surgery"), ("bob", "Office"))
    for k in range(1, 8)
)
"""The top, ann and bob below it, and seven people below each of them: a1 to a7, b1 to b7."""


@pytest.fixture
def organisation(tmp_path):
    (tmp_path / "chart.csv").write_text(CHART)
    return read_organisation(tmp_path / "chart.csv")[0]


@pytest.fixture
def write(tmp_path):
    def _write(text, name="waves.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write


@pytest.fixture
def waves(organisation, write):
    """Waves read from a text, with options of `read_waves`."""

    def _waves(text, **options):
        return read_waves(write(text), organisation, THEMES, **options)

    return _waves
