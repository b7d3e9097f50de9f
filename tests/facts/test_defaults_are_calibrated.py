"""The defaults are what the calibration found, and the ODD says what it found."""

import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from orgsim.config.models import Config

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "experiments" / "00_calibration"
CALIBRATED = tomllib.loads((FOLDER / "calibrated.toml").read_text(encoding="utf-8"))


def flat(tables, prefix=""):
    """Dotted keys and values."""
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        elif key != "name":
            yield f"{prefix}{key}", value


@pytest.mark.parametrize(("key", "value"), list(flat(CALIBRATED)))
def test_defaults_are_the_tuned_values(key, value):
    place = Config().model_dump()
    for part in key.split("."):
        place = place[part]
    assert place == value


def test_the_odd_records_the_calibration():
    spec = spec_from_file_location("record", FOLDER / "record.py")
    assert spec
    assert spec.loader
    record = module_from_spec(spec)
    spec.loader.exec_module(record)
    text = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
    assert record.recorded(text) == text
