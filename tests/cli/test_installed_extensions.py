"""Measures and programmes that installed packages offer by name, and programmes that code declares."""

import sys
import tomllib

import pandas as pd
import pytest
from page_blocks import blocks
from plain_runs import PLAIN_TOML

import orgsim as package
from orgsim.config.files import build, read_config
from orgsim.ui.scenario.outcomes.numbers_panel import numbers_table
from orgsim.ui.scenario.timeline.timeline_rows import menu, rows
from orgsim.ui.shared.computing.replication_stream import grow
from orgsim.ui.shared.exports.downloads import weekly_csv
from orgsim.ui.shared.scenarios.scenario_files import from_toml
from orgsim.ui.shared.scenarios.scenario_links import from_query

MODULE = """
from orgsim.config.programme_config import OwnProgramme

CIRCLE = {
    "meaning": "leaders meet and coach each other",
    "label": "Circle of coaches",
    "who": "leaders",
    "change": {"leader_modelling": 0.3},
}
OBJECT = OwnProgramme(name="coaching_circle", **CIRCLE)
NOTHING = 3


def trust_spread(run):
    return run.state("trust").std()
"""
POINTS = """\
[orgsim.measures]
trust_spread = offering:trust_spread
gone = offering:gone

[orgsim.programmes]
coaching_circle = offering:CIRCLE
number = offering:NOTHING
"""
CONFIG = f"""
[organisation]
people = 40
[[own_measures]]
name = "trust_spread"
unit = "points"
[[own_programmes]]
name = "coaching_circle"
[run]
weeks = 5
replications = 2
{PLAIN_TOML}
[scenarios.as_now]
[[scenarios.circle.interventions]]
kind = "coaching_circle"
start = 2
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A package as pip leaves it: its module, and what it offers in its metadata."""
    place = tmp_path / "site"
    meta = place / "offering-1.0.dist-info"
    meta.mkdir(parents=True)
    (place / "offering.py").write_text(MODULE, encoding="utf-8")
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: offering\nVersion: 1.0\n")
    (meta / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(place)
    monkeypatch.setenv("PYTHONPATH", str(place), prepend=":")
    yield place
    sys.modules.pop("offering", None)


def test_they_are_there_by_name_without_being_allowed(installed, orgsim, folder):
    (folder / "own.toml").write_text(CONFIG, encoding="utf-8")
    said = orgsim("compare", "own.toml", "--report", "--no-figure", "--out", "out")
    assert said.code == 0
    assert "Trust spread" in said.out
    weekly = pd.read_parquet("out/weekly.parquet")
    assert weekly["trust_spread"].between(0.01, 0.3).all()
    last = weekly[weekly["week"] == 5].groupby("scenario")["modelling"].mean()
    assert last["circle"] > last["as_now"] + 0.01
    assert "Circle of coaches" in (folder / "out/report.html").read_text(encoding="utf-8")
    written = read_config("out/config.toml").base.own_programmes[0]
    assert (written.label, written.change) == ("Circle of coaches", {"leader_modelling": 0.3})


def test_the_guide_has_a_config_that_names_what_is_offered(installed):
    page, by = "docs/guides/extending.md", "tests/cli/test_installed_extensions.py"
    (block,) = (each for each in blocks(page) if each.marks.get("run by") == by)
    found = build(tomllib.loads(block.source), page).base
    assert [each.name for each in found.own_measures] == ["trust_spread"]
    assert found.own_programmes[0].change == {"leader_modelling": 0.3}


@pytest.mark.slow
def test_a_sweep_with_workers_has_them(installed, folder):
    (folder / "own.toml").write_text(CONFIG, encoding="utf-8")
    tables = {"base": "own.toml", "vary": {"scenario": ["as_now", "circle"]}, "replications": 2}
    done = package.sweep(tables, folder / "out", jobs=2)
    assert (done.runs, done.failed) == (4, 0)
    found = package.load(done.folder)
    assert found["trust_spread_end"].notna().all()
    by = found.groupby("scenario")["modelling_end"].mean()
    assert by["circle"] > by["as_now"]
    assert package.verify(done.folder, sample=4).holds


def test_pages_offer_them(installed):
    shown = from_toml(CONFIG, "own.toml")[1]
    assert rows(shown)[0].label == "Circle of coaches"
    assert menu("interventions", shown)[-1].label == "Circle of coaches"
    again = from_query(shown.to_query())
    assert again.config().own_measures[0].name == "trust_spread"
    (*_, last) = grow({"scenario": shown.config()}, lambda: False)
    table = numbers_table(last.results)
    assert [row[0] for row in table.rows][-1] == "Trust spread [points]"
    assert "Trust spread,points" in weekly_csv(last.results)
    with pytest.raises(package.UserError, match="no installed package offers it"):
        from_toml(CONFIG.replace("trust_spread", "no_such"), "own.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'name = "trust_spread"',
            'name = "trust_span"',
            r"own_measures: trust_span: no installed package offers it \(entry points orgsim.measures:"
            r" gone, trust_spread\)",
        ),
        (
            'name = "trust_spread"',
            'name = "gone"',
            "gone: offering:gone cannot be imported: Attribute",
        ),
        ('name = "coaching_circle"', 'name = "circles"', "circles.*no installed package offers it"),
        (
            'name = "coaching_circle"',
            'name = "number"',
            "offering:NOTHING is neither a mapping with the keys",
        ),
    ],
)
def test_what_no_package_offers_is_told_in_a_line(installed, orgsim, folder, old, new, said):
    (folder / "own.toml").write_text(CONFIG.replace(old, new), encoding="utf-8")
    found = orgsim("compare", "own.toml", "--out", "out")
    assert found.code == 2
    assert len(found.err.splitlines()) == 1
    with pytest.raises(package.UserError, match=said):
        package.compare(folder / "own.toml")
    assert not (folder / "out").exists()


CODED = CONFIG.replace('[[own_measures]]\nname = "trust_spread"\nunit = "points"\n', "")


@pytest.mark.parametrize("name", ["CIRCLE", "OBJECT"])
def test_a_programme_is_read_from_code_that_is_allowed_and_is_data_from_then_on(
    orgsim, folder, name
):
    (folder / "beside.py").write_text(MODULE, encoding="utf-8")
    text = CODED.replace(
        'name = "coaching_circle"', f'name = "coaching_circle"\nfrom = "beside:{name}"'
    )
    (folder / "own.toml").write_text(text, encoding="utf-8")
    refused = orgsim("compare", "own.toml", "--out", "out")
    assert refused.code == 2
    assert f"own.toml: own_programmes.0: is code, beside:{name}, and runs only if" in refused.err
    assert not (folder / "out").exists()
    with pytest.raises(package.UserError, match="is code, beside"):
        from_toml(text, "own.toml")
    with pytest.raises(package.UserError, match="add allow_code=True"):
        package.compare("own.toml")
    assert "beside" not in sys.modules
    assert orgsim("compare", "own.toml", "--allow-code", "--no-figure", "--out", "out").code == 0
    assert orgsim("compare", "out/config.toml", "--no-figure", "--out", "again").code == 0
    one, two = (pd.read_parquet(f"{each}/weekly.parquet") for each in ("out", "again"))
    pd.testing.assert_frame_equal(one, two)
    found = package.compare("own.toml", allow_code=True)
    assert found["circle"].config.programmes["coaching_circle"].label == "Circle of coaches"
    tables = {"base": "own.toml", "vary": {"scenario": ["as_now", "circle"]}, "replications": 1}
    done = package.sweep(tables, folder / "sweep", jobs=1, allow_code=True)
    assert done.failed == 0
    assert package.verify(done.folder).holds  # the folder holds data


def test_what_is_no_programme_is_told_in_a_line(orgsim, folder):
    (folder / "beside.py").write_text(MODULE, encoding="utf-8")
    for reference, said in (
        ("beside:NOTHING", "own_programmes.0.from: beside:NOTHING is neither a mapping"),
        ("beside:none", "there is no none in"),
        ("nowhere:CIRCLE", "there is no module nowhere in"),
        ("beside.CIRCLE", "write it as package.module:NAME"),
    ):
        text = CODED.replace(
            'name = "coaching_circle"', f'name = "coaching_circle"\nfrom = "{reference}"'
        )
        (folder / "own.toml").write_text(text, encoding="utf-8")
        found = orgsim("compare", "own.toml", "--allow-code", "--out", "out")
        assert (found.code, len(found.err.splitlines())) == (2, 1)
        assert said in found.err
