"""The defaults are the centre of the recorded posterior, and the documents say what it found."""

import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from orgsim.config.models import Config
from orgsim.io.atomic_files import description, read

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "experiments" / "00_calibration"
CENTRE = FOLDER / "calibrated.toml"
needs_posterior = pytest.mark.skipif(not CENTRE.exists(), reason="no posterior is recorded yet")


def flat(tables, prefix=""):
    """Dotted keys and values."""
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        elif key != "name":
            yield f"{prefix}{key}", value


@pytest.fixture(scope="module")
def record():
    spec = spec_from_file_location("record", FOLDER / "record.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_posterior
def test_defaults_are_the_centre():
    defaults = dict(flat(Config().model_dump()))
    centre = dict(flat(tomllib.loads(CENTRE.read_text(encoding="utf-8"))))
    assert {key: defaults[key] for key in centre} == centre


@needs_posterior
def test_the_package_s_sets_are_those_of_the_centre(record):
    centre = dict(flat(tomllib.loads(CENTRE.read_text(encoding="utf-8"))))
    assert description(record.PACKAGED, "provenance")["centre"] == centre
    assert read(record.PACKAGED).num_rows >= 200


@pytest.mark.parametrize(
    ("file", "renewed"),
    [(ROOT / "docs" / "odd.md", "recorded"), (FOLDER / "README.md", "readme")],
    ids=["the ODD", "the README"],
)
def test_documents_record_the_calibration(record, file, renewed):
    text = file.read_text(encoding="utf-8")
    assert getattr(record, renewed)(text) == text
