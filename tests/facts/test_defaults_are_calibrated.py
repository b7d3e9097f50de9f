"""The defaults are the centre of the recorded posterior, and the documents say what it found."""

import json
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from orgsim.config.models import Config
from orgsim.io.atomic_files import description, read
from orgsim.model.parameters import INFERRED, LEVERS, PARAMETERS, TRAITS
from orgsim.parameter_sets import NUMBERS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "experiments" / "00_calibration"
CENTRE = FOLDER / "calibrated.toml"
FIELD_TRIALS_MEASURED = ROOT / "experiments" / "17_field_trials" / "results.json"
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
    [
        (ROOT / "docs" / "odd.md", "recorded"),
        (FOLDER / "README.md", "readme"),
        (ROOT / "README.md", "front_page"),
        (ROOT / "docs" / "explanation" / "limits.md", "front_page"),
    ],
    ids=["the ODD", "the README of the calibration", "the README", "the limits"],
)
def test_documents_record_the_calibration(record, file, renewed):
    text = file.read_text(encoding="utf-8")
    assert getattr(record, renewed)(text) == text


PARTS = """kind,number,role,part,organisation,inside
fact,1,tuned,integrity_attitudes,generated,True
fact,1,tuned,integrity_attitudes,manufacturer,False
fact,3,tuned,engagement_performance,generated,True
trial,1,tuned,drift_gap,generated,True
trial,16,held out,rounds,generated,False
"""
SIZES = """key,narrowed
parameters.slur,0.19
parameters.deed_weight,0.2
people.trust.spread,0.5
"""


def test_a_report_is_taken_over_without_drawings_that_no_page_shows(record, tmp_path, monkeypatch):
    report, here, package = (tmp_path / name for name in ("report", "here", "package"))
    for folder in (report, here, package):
        folder.mkdir()
    for name in ("parts.csv", "coverage.png", "coverage.svg", "posterior.parquet"):
        (report / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(record, "HERE", here)
    monkeypatch.setattr(record, "PACKAGED", package / "posterior.parquet")
    record.take_over(report)
    assert sorted(path.name for path in here.iterdir()) == ["coverage.png", "parts.csv"]
    assert [path.name for path in package.iterdir()] == ["posterior.parquet"]


@pytest.mark.parametrize(
    ("checkout", "warned"),
    [
        ({"commit": "a1", "dirty": False}, False),
        ({"commit": "a1", "dirty": True}, True),
        (None, True),
    ],
)
def test_a_report_of_code_that_no_commit_holds_is_told(record, tmp_path, checkout, warned):
    (tmp_path / "results.json").write_text(json.dumps({"git": checkout}), encoding="utf-8")
    assert record.said_of(tmp_path).startswith("warning: no commit holds") == warned


def test_documents_say_what_fails_and_what_is_open(record, tmp_path):
    """The real organisation is told apart; one fifth and one half are not hardly, and well."""
    (tmp_path / "parts.csv").write_text(PARTS, encoding="utf-8")
    (tmp_path / "parameters.csv").write_text(SIZES, encoding="utf-8")
    told = record.front_page("a <!-- honesty:begin -->past<!-- honesty:end --> z", tmp_path)
    assert (
        "Of 2 facts, none fail in generated organisations.** In a real manufacturer's chart: 1."
        in told
    )
    assert (
        "Of 1 trials that sizes were inferred from, none fail in generated organisations.**\n"
        in told
    )
    assert "held out, 1 fails in generated organisations:** three visits of executives" in told
    assert (
        "- **One more trial was held out, and fails in experiment 17:** companies differ in" in told
    )
    numbers = json.loads(FIELD_TRIALS_MEASURED.read_text(encoding="utf-8"))["numbers"]
    (measured,) = (each["value"] for each in numbers if each["name"] == "leadership_icc")
    assert f"leadership climate over companies of 75: {measured:.3f}, where 0.10 to 0.16" in told
    assert "the evidence hardly narrows 1**, 1 partly and 1 well. Sets are as wide as" in told
    assert "around a point that a search found" in told
    assert "past" not in told
    assert (told[0], told[-1]) == ("a", "z")


def test_sizes_that_are_assumed_are_inferred_or_said_to_be_not(record):
    from calibration.honesty import never_inferred
    from calibration.priors import KEYS

    assert not set(never_inferred()) & set(KEYS)
    assert "parameters.trust_carried_over" in never_inferred()
    assert "parameters.deed_weight" not in never_inferred()
    sized = set(NUMBERS) - set(KEYS) - set(never_inferred())
    assert not sized, "a source that gives a size: say so where what is assumed is counted"


def test_sources_say_what_was_inferred(record):
    from calibration.priors import KEYS

    inferred = {(table, name) for table, name, *_ in (key.split(".") for key in KEYS)}
    declared = {"parameters": PARAMETERS, "levers": LEVERS, "people": [t.mean for t in TRAITS]}
    assert inferred == {
        (table, each.name)
        for table, quantities in declared.items()
        for each in quantities
        if INFERRED in each.source
    }


def test_a_source_of_the_direction_alone_leaves_the_size_assumed(record):
    from calibration.honesty import never_inferred

    assert NUMBERS["parameters.skill_fading"].source == "direction: Arthur et al. 1998"
    assert "size assumed" in NUMBERS["parameters.effort_effect"].source
    assert {"parameters.skill_fading", "parameters.effort_effect"} <= set(never_inferred())
