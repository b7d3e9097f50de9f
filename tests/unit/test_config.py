"""Configs: defaults, files, overrides, scenarios, and one line for every mistake."""

import hashlib
import json
import tomllib

import pytest
import tomli_w

from orgsim.config.files import build, read_config
from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS


def write(folder, text, name="config.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mistake(action, *arguments):
    """The line that reports a mistake."""
    with pytest.raises(UserError) as caught:
        action(*arguments)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_the_defaults_are_those_declared():
    config = Config()
    for quantity in PARAMETERS:
        assert getattr(config.parameters, quantity.name) == quantity.default
    for lever in LEVERS:
        assert getattr(config.levers, lever.name) == lever.default
    for trait in TRAITS:
        spread_over_people = getattr(config.people, trait.name)
        assert spread_over_people.mean == trait.mean.default
        assert spread_over_people.spread == trait.spread.default
    assert all(getattr(config.mechanisms, name) for name in MECHANISMS)


def test_the_defaults_lie_within_their_ranges():
    quantities = [*PARAMETERS, *LEVERS, *(t.mean for t in TRAITS), *(t.spread for t in TRAITS)]
    for quantity in quantities:
        assert quantity.low <= quantity.default <= quantity.high, quantity.name


def test_an_empty_file_is_the_default(tmp_path):
    file = read_config(write(tmp_path, ""))
    assert file.base == Config()
    assert file.scenarios == {}


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    assert read_config(write(tmp_path, "\ufeffname = 'Ours'")).base.name == "Ours"


FULL = {
    "name": "Ours",
    "organisation": {"people": 80, "levels": 4},
    "themes": [{"name": "safety", "stated": 0.95, "weight": 2}, {"name": "care"}],
    "people": {"trust": {"mean": 0.6}},
    "levers": {"transparency": 0.9},
    "parameters": {"deed_weight": 1.5},
    "mechanisms": {"goals": False},
    "groups": [
        {"who": ["leaders", "random:0.1"], "levers": {"autonomy": 0.9}},
        {"who": "level:2", "people": {"skill": {"spread": 0.0}}},
    ],
    "interventions": [
        {"kind": "workshops", "start": 5, "weeks": 10, "strength": 2},
        {"kind": "custom", "change": {"workload": -0.1}, "who": "employees"},
    ],
    "shocks": [{"kind": "scandal", "week": 30, "strength": 0.5}],
    "run": {"weeks": 60, "replications": 2, "seed": 9, "precision": "float32"},
}


def test_a_config_survives_being_written_and_read():
    config = Config.model_validate(FULL)
    written = tomli_w.dumps(config.resolved())
    assert build(tomllib.loads(written)).base == config
    assert config.groups[0].who == ("leaders", "random:0.1")


def test_every_number_of_the_default_is_written():
    resolved = Config().resolved()
    assert len(resolved["parameters"]) == len(PARAMETERS)
    assert len(resolved["levers"]) == len(LEVERS)
    assert build(resolved).base == Config()


BAD = [
    ("levers.transparency = 1.5", "levers.transparency: 1.5 is out of range", "0 to 1, share"),
    ("levers.transparency = -0.1", "levers.transparency: -0.1 is out of range", "at least 0"),
    ("levers.transparency = 'high'", "levers.transparency: 'high'", "valid number"),
    ("levers.transparency = nan", "levers.transparency", "finite number"),
    ("levers.transparancy = 0.5", "levers.transparancy: unknown key", "mean 'transparency'"),
    ("lever.transparency = 0.5", "lever: unknown key", "mean 'levers'"),
    ("levers = 3", "levers", "3"),
    ("parameters.hours = 200", "parameters.hours: 200 is out of range", "0 to 100, hours a week"),
    ("parameters.gap_tolerance = 0", "parameters.gap_tolerance", "at least 0.01"),
    ("parameters.departure_memory = 1.0", "parameters.departure_memory", "at most 0.99"),
    ("parameters.engagement_change = 0.95", "engagement_change + peer_contagion", "exceed 1"),
    ("people.trust.mean = 2", "people.trust.mean: 2 is out of range", "0 to 1"),
    ("people.trust.means = 0.2", "people.trust.means: unknown key", "allowed: mean, spread"),
    ("people.disposition.mean = -3", "people.disposition.mean", "-2 to 2"),
    ("mechanisms.goals = 'perhaps'", "mechanisms.goals: 'perhaps'", "boolean"),
    ("mechanisms.goal = false", "mechanisms.goal: unknown key", "mean 'goals'"),
    ("organisation.people = 0", "organisation.people: 0 is out of range", "at least 1"),
    ("organisation.people = 12.5", "organisation.people: 12.5", "integer"),
    ("organisation.span_of_control = 0.5", "organisation.span_of_control", "at least 1"),
    ("organisation.ties = 'ties.csv'", "organisation: ties and survey need a chart", "chart"),
    ("themes = []", "themes", "at least 1 item"),
    ("[[themes]]\nstated = 0.9", "themes.0.name: is missing", "add it"),
    ("[[themes]]\nname = 'a'\n[[themes]]\nname = 'a'", "different names", "a, a"),
    ("[[themes]]\nname = 'a'\nweight = 0", "themes.0.weight: 0 is out of range", "greater than 0"),
    ("[[groups]]\nlevers.autonomy = 1", "groups.0.who: is missing", "add it"),
    ("[[groups]]\nwho = 'leader'", "groups.0.who", "mean 'leaders'"),
    ("[[groups]]\nwho = 'random:1.2'", "groups.0.who", "a number from 0 to 1"),
    ("[[groups]]\nwho = 'level:top'", "groups.0.who", "'top' is not a level"),
    ("[[groups]]\nwho = []", "groups.0.who", "names no group"),
    ("[[groups]]\nwho = 'top'\nlevers.hours = 1", "groups.0.levers.hours: unknown key", "allowed"),
    ("[[groups]]\nwho = 'top'\nlevers.training = 7", "groups.0.levers.training: 7", "0 to 1"),
    ("[[interventions]]\nkind = 'yoga'", "interventions.0.kind: 'yoga' is not known", "coaching"),
    ("[[interventions]]\nstart = 3", "interventions.0.kind: is missing", "add it"),
    ("[[interventions]]\nkind = 'coaching'\nstart = 0", "interventions.0.start", "at least 1"),
    ("[[interventions]]\nkind = 'coaching'\nweeks = 0", "interventions.0.weeks", "at least 1"),
    ("[[interventions]]\nkind = 'custom'", "interventions.0: a custom", "change ="),
    (
        "[[interventions]]\nkind = 'custom'\nchange = { hours = 1 }",
        "interventions.0.change: 'hours' is not a lever",
        "not a lever",
    ),
    ("[[interventions]]\nkind = 'coaching'\nwho = 'all'", "interventions.0.who", "everybody"),
    ("[[shocks]]\nkind = 'merger'", "shocks.0.week: is missing", "add it"),
    ("[[shocks]]\nkind = 'flood'\nweek = 2", "shocks.0.kind: 'flood'", "merger"),
    ("[[shocks]]\nkind = 'merger'\nweek = 2\nstrength = 2", "shocks.0.strength", "at most 1"),
    ("run.weeks = 70000", "run.weeks: 70000 is out of range", "1 to 32767"),
    ("run.seed = -1", "run.seed: -1 is out of range", "at least 0"),
    ("run.precision = 'double'", "run.precision: 'double' is not known", "'float64'"),
    ("run.converged_gap = 0.0", "run.converged_gap", "greater than 0"),
    ("scenarios = 3", "scenarios: must be tables", "[scenarios.NAME]"),
    ("scenarios.a = 3", "scenarios.a: must be a table", "[scenarios.a]"),
    ("scenarios.a.run.weeks = 3", "scenarios.a.run", "outside [scenarios]"),
    ("scenarios.a.levers.red_tape = 9", "scenarios.a.levers.red_tape: 9", "0 to 1"),
    ("levers.transparency = \n", "not valid TOML", "line 1"),
]


@pytest.mark.parametrize(("text", "beginning", "remedy"), BAD, ids=[text for text, _, _ in BAD])
def test_a_mistake_is_told_in_a_line_with_file_key_and_remedy(tmp_path, text, beginning, remedy):
    path = write(tmp_path, text)
    line = mistake(read_config, path)
    assert line.startswith(f"{path}: ")
    assert beginning in line
    assert remedy in line


def test_several_mistakes_are_counted(tmp_path):
    path = write(tmp_path, "levers.transparency = 2\nlevers.autonomy = 2\nrun.weeks = 0")
    assert mistake(read_config, path).endswith("(and 2 more)")


def test_files_that_cannot_be_read(tmp_path):
    assert "no such file" in mistake(read_config, tmp_path / "none.toml")
    assert "cannot be read" in mistake(read_config, tmp_path)
    (tmp_path / "latin.toml").write_bytes("name = 'Gesch\xe4ft'".encode("latin-1"))
    assert "not UTF-8" in mistake(read_config, tmp_path / "latin.toml")


def test_paths_start_at_the_file(tmp_path):
    path = write(tmp_path, "organisation.chart = 'data/chart.csv'")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "chart.csv").write_text("id,superior\n1,\n")
    assert read_config(path).base.organisation.chart == tmp_path / "data" / "chart.csv"


def test_an_ensemble_beside_the_manifest_of_another_fit_is_refused(tmp_path):
    """As where a fit into the folder of another was killed between the first name and the last."""
    path = write(tmp_path, "organisation.ensemble = 'ensemble.parquet'", "fitted.toml")
    (tmp_path / "ensemble.parquet").write_bytes(b"members")
    read_config(path)
    fits = {"ensemble.parquet": hashlib.sha256(b"members").hexdigest()}
    (tmp_path / "manifest.json").write_text(json.dumps({"fit": fits}))
    read_config(path)
    (tmp_path / "ensemble.parquet").write_bytes(b"other members")
    told = mistake(read_config, path)
    assert "ensemble.parquet is not the file that manifest.json next to it lists" in told
    assert told.endswith("fit again")
    (tmp_path / "manifest.json").write_text('{"files": 1}')
    read_config(path)


OVERRIDES = [
    ("levers.transparency=0.8", lambda c: c.levers.transparency, 0.8),
    (" levers.transparency = 0.8 ", lambda c: c.levers.transparency, 0.8),
    ("name=Ours", lambda c: c.name, "Ours"),
    ("name='Ours'", lambda c: c.name, "Ours"),
    ("name=a=b", lambda c: c.name, "a=b"),
    ("run.weeks=9", lambda c: c.run.weeks, 9),
    ("run.precision=float32", lambda c: c.run.precision, "float32"),
    ("mechanisms.goals=false", lambda c: c.mechanisms.goals, False),
    ("themes.1.stated=0.7", lambda c: c.themes[1].stated, 0.7),
    ("groups.0.levers.autonomy=0.9", lambda c: c.groups[0].levers.autonomy, 0.9),
    ("groups=[]", lambda c: c.groups, ()),
    ("people.trust={mean=0.2}", lambda c: c.people.trust.mean, 0.2),
]


@pytest.mark.parametrize(("override", "found", "expected"), OVERRIDES)
def test_overrides_set_dotted_keys(tmp_path, override, found, expected):
    text = "[[themes]]\nname = 'a'\n[[themes]]\nname = 'b'\n[[groups]]\nwho = 'leaders'"
    assert found(read_config(write(tmp_path, text), [override]).base) == expected


BAD_OVERRIDES = [
    ("levers.transparency", "write it as key=value"),
    ("=3", "write it as key=value"),
    ("levers.transparency=2", "levers.transparency: 2 is out of range"),
    ("levers.transparency=much", "levers.transparency: 'much'"),
    ("levers.speed=2", "levers.speed: unknown key"),
    ("name.first=x", "'first' is below a plain value"),
    ("themes.2.stated=1", "allowed: 0 to 1"),
    ("themes.first.stated=1", "'first' is not an item of the list"),
]


@pytest.mark.parametrize(("override", "message"), BAD_OVERRIDES)
def test_bad_overrides_are_told_in_a_line(tmp_path, override, message):
    path = write(tmp_path, "name = 'x'\n[[themes]]\nname = 'a'\n[[themes]]\nname = 'b'")
    assert message in mistake(read_config, path, [override])


def test_later_overrides_win(tmp_path):
    path = write(tmp_path, "run.weeks = 5")
    assert read_config(path, ["run.weeks=6", "run.weeks=7"]).base.run.weeks == 7


SCENARIOS = {
    "levers": {"transparency": 0.2, "autonomy": 0.3},
    "groups": [{"who": "leaders", "levers": {"autonomy": 0.9}}],
    "interventions": [{"kind": "workshops"}],
    "scenarios": {
        "as_it_is": {},
        "open": {"levers": {"transparency": 0.9}},
        "coached": {
            "interventions": [{"kind": "coaching", "start": 4}],
            "groups": [{"who": "top", "levers": {"autonomy": 1.0}}],
            "shocks": [{"kind": "scandal", "week": 8}],
        },
        "other_themes": {"themes": [{"name": "one"}]},
    },
}


def test_scenarios_are_merged_into_the_base():
    file = build(SCENARIOS)
    assert list(file.scenarios) == ["as_it_is", "open", "coached", "other_themes"]
    assert file.scenarios["as_it_is"] == file.base
    opened = file.scenarios["open"].levers
    assert (opened.transparency, opened.autonomy) == (0.9, 0.3)
    coached = file.scenarios["coached"]
    assert [i.kind for i in coached.interventions] == ["workshops", "coaching"]
    assert [g.who for g in coached.groups] == ["leaders", "top"]
    assert [s.kind for s in coached.shocks] == ["scandal"]
    assert [i.kind for i in file.base.interventions] == ["workshops"]
    assert [t.name for t in file.scenarios["other_themes"].themes] == ["one"]


def test_overrides_reach_the_scenarios_that_do_not_say_otherwise(tmp_path):
    path = tmp_path / "scenarios.toml"
    path.write_text(tomli_w.dumps(SCENARIOS))
    file = read_config(path, ["levers.transparency=0.5", "scenarios.as_it_is.levers.red_tape=0"])
    assert file.base.levers.transparency == 0.5
    assert file.scenarios["as_it_is"].levers.transparency == 0.5
    assert file.scenarios["open"].levers.transparency == 0.9
    assert file.scenarios["as_it_is"].levers.red_tape == 0


def test_configs_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        Config().levers.transparency = 0.3


def test_building_leaves_the_tables_as_they_are():
    before = tomli_w.dumps(SCENARIOS)
    build(SCENARIOS)
    assert tomli_w.dumps(SCENARIOS) == before
