"""Messages are one short line whatever a user wrote; limits are told, not met by a crash."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgsim.api.configured import configure
from orgsim.config.files import build, lay_over, lay_value, read_config
from orgsim.errors import MOST_QUOTED, MOST_SAID, UserError, listed, one_line, quoted, shortened
from orgsim.organisation import read_organisation
from orgsim.organisation.group_names import check_who
from orgsim.organisation.importing.table import MOST_COLUMNS
from orgsim.plain_tables import MOST_DEPTH
from orgsim.sweep.sweep_file import read_sweep

DIGITS = "9" * 5000


def test_a_value_is_quoted_in_a_few_characters():
    odd = ["a" * 10**6, 10**4000, 10**5000, ["b" * 999] * 99, {"c" * 999: 1}, b"d" * 999, 0.5, "é"]
    assert all(0 < len(quoted(value)) <= MOST_QUOTED for value in odd)


def test_a_short_value_is_quoted_as_python_writes_it():
    assert [quoted(value) for value in ("it's", 12, 0.1, None)] == ['"it\'s"', "12", "0.1", "None"]
    assert shortened("levers") == "levers"


def test_of_many_names_the_first_are_listed():
    assert listed(["a", "b"]) == "a, b"
    assert listed(map(str, range(100_000))).endswith(" 19 and 99,980 more")


def test_a_message_is_one_line_of_printable_characters():
    said = one_line("a\nb\tc\x1b[31m\u202ed\ud800 " + "e" * 400 + " f" * 10**6)
    assert said.isprintable()
    assert said.startswith("a b c\\x1b[31m\\u202ed\\ud800 eee")
    assert len(said) == MOST_SAID
    error = UserError("x\n" + "y" * 10**6)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert len(str(error)) < 100


def nested(depth):
    tables = {"x": 1}
    for _ in range(depth):
        tables = {"x": tables}
    return tables


def toml(text, tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


DEEP = f"at most {MOST_DEPTH} tables"
LIMITS = {
    "tables": (lambda _: build(nested(2000)), DEEP),
    "tables of a session": (lambda _: configure(nested(2000)), DEEP),
    "inline tables": (lambda p: toml("x = " + "{a=" * 3000 + "1" + "}" * 3000, p), DEEP),
    "lists": (lambda p: toml("x = " + "[" * 3000 + "]" * 3000, p), DEEP),
    "dotted keys": (lambda p: toml("a." * 200 + "a = 1", p), DEEP),
    "an override's key": (lambda _: lay_over({}, "a." * 9000 + "a=1"), DEEP),
    "an override's value": (lambda _: lay_over({}, "a=" + "[" * 3000), DEEP),
    "not:not:": (lambda _: check_who("not:" * 5000 + "top"), "more than 8 times"),
    "random:random:": (lambda _: check_who("random:0.5:" * 5000 + "top"), "more than 8 times"),
    "digits": (lambda p: toml(f"[run]\nseed = {DIGITS}", p), "too many digits; at most 19"),
    "digits of an override": (lambda _: lay_over({}, f"run.seed={DIGITS}"), "too many digits"),
    "digits of a level": (lambda _: check_who(f"level:{DIGITS}"), "is not a level"),
    "digits of an item": (
        lambda _: lay_over({"themes": [{}]}, f"themes.{DIGITS}.name=x"),
        "not an item of the list",
    ),
    "an exponent for an item": (
        lambda _: lay_over({"themes": [{}]}, "themes.².name=x"),
        "'²' is not an item of the list",
    ),
    "truth for a number": (
        lambda _: build({"levers": {"training": True}}),
        "levers.training: true is a boolean",
    ),
}


@pytest.mark.parametrize("case", LIMITS)
def test_what_goes_beyond_a_limit_is_a_mistake(case, tmp_path):
    attempt, said = LIMITS[case]
    with pytest.raises(UserError) as error:
        attempt(tmp_path)
    assert said in str(error.value)
    assert len(str(error.value)) < 500


CHARTS = {
    "header": ("id,superior," + "x" * 140_000 + "\n1,,1\n", "row 1: a value has more than 131,072"),
    "field": ("id,superior\n1," + "x" * 140_000 + "\n", "row 2: a value has more than 131,072"),
    "columns": (
        "id,superior," + ",".join(f"c{k}" for k in range(100_000)) + "\n",
        f"100,002 columns; at most {MOST_COLUMNS:,}",
    ),
    "id": ("id,superior\n1,\n2," + "x" * 9000 + "\n", "is not an id of the chart"),
}


@pytest.mark.parametrize("case", CHARTS)
def test_a_chart_beyond_the_limits_is_a_mistake(case, tmp_path):
    content, said = CHARTS[case]
    path = tmp_path / "chart.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as error:
        read_organisation(path)
    assert said in str(error.value)
    assert len(str(error.value)) < len(str(path)) + 300


def test_an_option_that_names_the_column_it_is_called_after_needs_it(tmp_path):
    path = tmp_path / "chart.csv"
    path.write_text("id,superior\n1,\n", encoding="utf-8")
    with pytest.raises(UserError, match="no column 'level'"):
        read_organisation(path, level="level")


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "\ud800", "x/" * 3000])
def test_what_no_file_can_be_called_is_a_mistake(name, tmp_path):
    for read in (read_config, read_sweep, read_organisation):
        with pytest.raises(UserError) as error:
            read(tmp_path / name)
        assert str(error.value).isprintable()
        assert len(str(error.value)) < 300


def test_a_missing_chart_is_told_where_it_is_named(tmp_path):
    path = tmp_path / "c.toml"
    path.write_text('[organisation]\nchart = "none.csv"\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"c.toml: organisation.chart: there is no file .*none.csv"):
        read_config(path)
    path.write_text('[scenarios.a.organisation]\nchart = "none.csv"\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"c.toml: scenarios.a.organisation.chart: there is no"):
        read_config(path)
    sweep = tmp_path / "s.toml"
    sweep.write_text(
        '[base.organisation]\nchart = "none.csv"\n[vary]\n"levers.training" = [0.1, 0.2]\n',
        encoding="utf-8",
    )
    with pytest.raises(UserError, match=r"s.toml: base: organisation.chart: there is no file"):
        read_sweep(sweep)


def test_a_truth_value_in_a_table_of_points_is_told_with_its_column(tmp_path):
    (tmp_path / "t.csv").write_text("levers.training,run.weeks\ntrue,5\nfalse,6\n")
    sweep = tmp_path / "s.toml"
    sweep.write_text('base = {}\ndesign = "table"\ntable = "t.csv"\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"t.csv, column levers.training = True: .*boolean"):
        read_sweep(sweep)


ODD = st.one_of(
    st.sampled_from([DIGITS, "not:" * 999 + "top", "x" * 999, "²", "a\0", -1, 2**64, 10**400]),
    st.floats(),
    st.booleans(),
    st.text(max_size=5),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.lists(st.integers(), max_size=2),
    st.integers(30, 2000).map(nested),
)
PLACES = [
    "name",
    "run",
    "run.weeks",
    "run.seed",
    "organisation.people",
    "organisation.levels",
    "organisation.chart",
    "themes",
    "themes.0",
    "themes.0.name",
    "themes.²",
    "levers.training",
    "people.trust.mean",
    "mechanisms.turnover",
    "groups",
    "groups.0.who",
    "shocks.0.week",
    "interventions.0.change",
    "scenarios",
    "scenarios.one",
    "scenarios.one.groups",
    "nothing",
    "",
]
WHOLE = {
    "themes": [{"name": "a"}],
    "groups": [{"who": "top"}],
    "shocks": [{"kind": "merger", "week": 1}],
    "interventions": [{"kind": "coaching"}],
    "scenarios": {"one": {}},
}


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=3))
def test_whatever_a_config_holds_only_short_mistakes_of_users_are_raised(changes):
    tables = copy.deepcopy(WHOLE)
    try:
        for key, value in changes:
            lay_value(tables, key, value)
        build(tables)
    except UserError as error:
        said = str(error)
        assert said.isprintable()
        assert len(said) < 1500
