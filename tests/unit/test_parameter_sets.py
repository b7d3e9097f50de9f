"""Parameter sets: which replication has which, what they change of a config, what they leave."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN, plain

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.errors import UserError
from orgsim.evidence import PARTS
from orgsim.evidence.field_run import rest
from orgsim.evidence.lanes import Lanes
from orgsim.evidence.validation import summarise
from orgsim.evidence.validation_summary import summary
from orgsim.parameter_sets import (
    NUMBERS,
    replications_of_own_sets,
    set_of,
    sets_in_use,
    with_one_set,
    with_set,
    without_draws,
)
from orgsim.simulation import simulate

SETS = 40


@pytest.fixture(autouse=True)
def posterior(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "sets.parquet"
    some = np.random.default_rng(1)
    pq.write_table(
        pa.table(
            {
                "parameters.trust_gain": some.uniform(0.01, 0.2, SETS),
                "parameters.message_uptake": some.uniform(0.02, 0.3, SETS),
                "people.habit.mean": some.uniform(0.2, 0.6, SETS),
                "levers.transparency": np.ones(SETS),
            }
        ),
        path,
    )
    monkeypatch.setenv("ORGSIM_POSTERIOR", str(path))
    return path


def config(**tables) -> Config:
    run = {**PLAIN, "weeks": 3, "replications": 4, "parameter_sets": "posterior"}
    run |= tables.pop("run", {})
    return Config.model_validate({"organisation": {"people": 30}, "run": run, **tables})


def sets_of(seed: int, replications: int, one: Config | None = None) -> list[int | None]:
    return [set_of(one or config(), seed, number) for number in range(replications)]


def test_ten_replications_have_ten_sets_and_twenty_have_each_twice():
    found = sets_of(1, 80)
    assert len(set(found[:10])) == 10
    assert found[10:20] == found[:10]
    assert found[30:40] == found[20:30]
    assert sorted(found) == sorted([*range(SETS)] * 2)


def test_the_order_is_that_of_the_seed_and_of_nothing_else():
    assert sets_of(1, 20) == sets_of(1, 20, config(levers={"transparency": 0.9}))
    assert sets_of(1, 20) != sets_of(2, 20)


def test_all_orders_are_about_as_likely():
    """Where set 0 comes, over 400 seeds: χ² of 39 degrees of freedom, 99.9 % of which lie below 72.1."""
    first = [set_of(config(), seed, 0) for seed in range(400)]
    count = np.bincount(first, minlength=SETS)
    assert ((count - 10) ** 2 / 10).sum() < 72.1


def test_a_set_replaces_defaults_and_nothing_that_a_user_set():
    values = sets_in_use().sets[5]
    own = config(parameters={"trust_gain": 0.5}, people={"habit": {"spread": 0.01}})
    found = with_set(own, 5)
    assert found.parameters.trust_gain == 0.5
    assert found.parameters.message_uptake == values["parameters.message_uptake"]
    assert found.people.habit.mean == values["people.habit.mean"]
    assert found.people.habit.spread == 0.01
    assert found.levers == own.levers
    same = {"parameters", "people"}
    assert found.model_dump(exclude=same) == own.model_dump(exclude=same)
    written = Config.model_validate(own.resolved())
    assert with_set(written, 5) == found, "every number written out is the same config"


def test_a_run_is_the_same_as_with_the_numbers_of_its_set_written_down():
    number = set_of(config(), 7, 3)
    values = sets_in_use().sets[number]
    written = config(
        run={"parameter_sets": "point"},
        parameters={
            key.split(".")[1]: value
            for key, value in values.items()
            if key.startswith("parameters")
        },
        people={"habit": {"mean": values["people.habit.mean"]}},
    )
    drawn = record(Ensemble.of(config(), 7, 3), 3)
    np.testing.assert_array_equal(drawn, record(Ensemble.of(written, 7, 3), 3))
    by_number = config(run={"parameter_sets": number})
    np.testing.assert_array_equal(drawn, record(Ensemble.of(by_number, 7, 3), 3))
    assert not np.array_equal(drawn, record(Ensemble.of(with_one_set(config()), 7, 3), 3))


def test_evidence_is_read_by_the_numbers_of_the_set_that_is_named():
    """What follows from a state needs the same numbers as the engine had."""
    named = with_one_set(config(run={"parameter_sets": 5}))
    assert named.run.parameter_sets == "point"
    assert named.parameters.trust_gain == sets_in_use().sets[5]["parameters.trust_gain"]
    assert with_one_set(named) is named
    assert with_one_set(config()).parameters == config().parameters


def test_a_validation_names_its_set():
    def said(sets) -> str | int:
        values = {part: np.zeros(1) for part in PARTS}
        judged = without_draws(config(run={"parameter_sets": sets}))
        return summary(summarise(judged, values))["parameter_sets"]

    assert [said(sets) for sets in ("posterior", "point", 5)] == ["point", "point", 5]


@pytest.mark.parametrize("redraw", [True, False])
@pytest.mark.parametrize("start", ["as_drawn", "at_rest"])
def test_bits_are_the_same_alone_beside_others_and_in_pieces(redraw, start):
    run = {"redraw_organisation": redraw, "start": start, "most_rest_weeks": 26}
    one = config(run=run)
    other = config(run=run, levers={"transparency": 0.9})
    whole = simulate({"one": one, "other": other})
    alone = simulate({"one": one})["one"]
    pieces = [simulate({"one": one}, replications=part)["one"] for part in (range(3), range(3, 4))]
    for name, values in alone.measures.items():
        np.testing.assert_array_equal(values, whole["one"].measures[name])
        together = np.concatenate([piece.measures[name] for piece in pieces], axis=1)
        np.testing.assert_array_equal(values, together)
    assert list(whole["one"].sets) == list(whole["other"].sets) == sets_of(1, 4)


def test_replications_without_drawn_sets_have_none_to_tell_apart():
    point = simulate({"": config(run={"parameter_sets": "point"})})[""]
    assert point.sets is None
    assert np.isnan(point.parameter_set).all()
    third = simulate({"": config(run={"parameter_sets": 3})})[""]
    assert third.sets is None
    assert (third.parameter_set == 3).all()


def test_an_unknown_set_is_refused_in_a_line():
    with pytest.raises(UserError, match=r"no set 40; allowed: 0 to 39, posterior, point"):
        set_of(config(run={"parameter_sets": SETS}), 1, 0)
    for wrong in ("prior", -1, True, 1.5, []):
        with pytest.raises(ValueError, match=r"is not known; allowed: posterior, point"):
            config(run={"parameter_sets": wrong})


def test_a_file_that_is_not_there_or_not_sound_is_refused_in_a_line(posterior, monkeypatch):
    def refused(match: str, **columns) -> None:
        pq.write_table(pa.table(columns), posterior)
        with pytest.raises(UserError, match=match):
            sets_in_use()

    refused(r"trust_gian.*did you mean", **{"parameters.trust_gian": [0.1]})
    refused(r"set 1: 1.5 is out of range: must be 0 to 1", **{"parameters.trust_gain": [0.1, 1.5]})
    refused(r"set 0: nan is out of range", **{"parameters.trust_gain": [float("nan")]})
    refused(r"holds no parameter sets", **{"parameters.trust_gain": pa.array([], pa.float64())})
    refused(r"holds no parameter sets", **{"levers.transparency": [0.5]})
    refused(
        r"trust_gain.*contains something other than numbers", **{"parameters.trust_gain": ["fast"]}
    )
    refused(r"set 1: nan is out of range", **{"parameters.trust_gain": [0.1, None]})
    posterior.write_bytes(b"nothing of the kind")
    with pytest.raises(UserError, match="is no Parquet file of parameter sets"):
        sets_in_use()
    monkeypatch.setenv("ORGSIM_POSTERIOR", "/nowhere/sets.parquet")
    with pytest.raises(UserError, match=r'cannot be read.*set run.parameter_sets = "point"'):
        simulate({"": config()})


def test_a_set_that_does_not_go_with_a_users_numbers_is_refused(posterior):
    pq.write_table(pa.table({"parameters.engagement_change": [0.6]}), posterior)
    wrong = config(parameters={"peer_contagion": 0.3, "leader_contagion": 0.2})
    with pytest.raises(UserError, match="set 0 does not go with the config's own numbers"):
        with_set(wrong, 0)


def test_every_number_that_evidence_may_leave_open_has_its_key():
    tables = Config().model_dump()
    for key, quantity in NUMBERS.items():
        place = tables
        for part in key.split("."):
            place = place[part]
        assert place == quantity.default, key


def test_evidence_judges_one_set():
    assert Lanes(config()).config.run.parameter_sets == "point"
    named = Lanes(config(run={"parameter_sets": 3})).config
    assert named == with_one_set(config(run={"parameter_sets": 3}))
    few = {"organisation": {"people": 60}, "run": {"most_rest_weeks": 4}}
    point = Config.model_validate(plain(few))
    run = point.run.model_copy(update={"parameter_sets": "posterior"})
    both = point, point.model_copy(update={"run": run})
    states = [rest(each, 1).ensemble.state("trust") for each in both]
    np.testing.assert_array_equal(*states)


def test_reading_sets_imports_no_pandas():
    """Which would take as long as a small run."""
    code = (
        "import sys; from orgsim.parameter_sets import sets_in_use; print(len(sets_in_use().sets));"
        " print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(SETS), "False"]


def test_replications_of_own_sets_have_all_sets_once():
    config = Config.model_validate({"run": {"parameter_sets": "posterior"}})
    numbers = replications_of_own_sets(SETS)
    assert sorted(set_of(config, 3, number) for number in numbers) == list(range(SETS))
    assert numbers[:11] == [*range(10), 20]
