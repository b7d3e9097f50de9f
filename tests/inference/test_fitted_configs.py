"""A fitted organisation's ensemble: which run has which member, what of a config it replaces."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.errors import UserError
from orgsim.io.atomic_files import described
from orgsim.model.states import STATES
from orgsim.organise import draw_organisation
from orgsim.parameter_sets import sets_in_use, with_set
from orgsim.simulation import simulate
from orgsim.sweep.sweep_file import build_sweep

MEMBERS, PEOPLE = 6, 30
BASE = {"parameters.trust_gain": 0.05, "levers.transparency": 0.4, "groups.0.levers.red_tape": 0.2}


def config(ensemble: Path | None, **tables) -> Config:
    run = {**PLAIN, "start": "fitted", "weeks": 3, "replications": 4}
    run |= {"parameter_sets": "posterior", "redraw_organisation": False, **tables.pop("run", {})}
    organisation = {"people": PEOPLE, "ensemble": ensemble, **tables.pop("organisation", {})}
    return Config.model_validate(
        {
            "organisation": organisation,
            "run": run,
            "parameters": {"trust_gain": 0.05},
            "levers": {"transparency": 0.4},
            "groups": [{"who": "level:1", "levers": {"red_tape": 0.2}}],
            **tables,
        }
    )


@pytest.fixture
def ensemble(tmp_path) -> Path:
    some = np.random.default_rng(1)
    plain = config(tmp_path / "ensemble.parquet")
    people = draw_organisation(plain, plain.run.seed).organisation
    columns = {key: some.uniform(0.1, 0.6, MEMBERS) for key in BASE}
    for name, state in STATES.items():
        wide = PEOPLE * (3 if state.of_themes else 1)
        values = some.uniform(0, 1, MEMBERS * wide).astype(np.float32)
        columns[f"state.{name}"] = pa.FixedSizeListArray.from_arrays(pa.array(values), wide)
    columns["item.trust"] = some.uniform(-0.1, 0.1, MEMBERS)
    about = {"base": BASE, "people": people.ids_digest}
    pq.write_table(described(pa.table(columns), fitted=about), tmp_path / "ensemble.parquet")
    return tmp_path / "ensemble.parquet"


def test_a_member_replaces_numbers_that_stand_at_the_middle_and_no_others(ensemble):
    own = config(ensemble, levers={"transparency": 0.9})
    member = sets_in_use(own).sets[4]
    found = with_set(own, 4)
    assert found.levers.transparency == 0.9, "a scenario that sets a lever has it in all members"
    assert found.groups[0].levers.red_tape == member["groups.0.levers.red_tape"]
    assert found.parameters.trust_gain == member["parameters.trust_gain"]
    assert "item.trust" not in member


def test_a_run_begins_with_the_states_of_its_member(ensemble):
    own = config(ensemble)
    table = pq.read_table(ensemble)
    at = Ensemble.of([own] * 4, own.run.seed, list(range(4)))
    for run in range(4):
        number = int(simulate({"own": own})["own"].parameter_set[run])
        wanted = np.array(table["state.trust"][number].as_py())
        np.testing.assert_allclose(at.state("trust")[:, run], wanted, rtol=1e-6)
        themes = np.array(table["state.habit"][number].as_py()).reshape(PEOPLE, 3)
        np.testing.assert_allclose(at.state("habit")[:, :, run], themes, rtol=1e-6)


def test_at_the_point_people_are_what_members_are_on_average(ensemble):
    own = config(ensemble, run={"parameter_sets": "point"})
    means = np.array(pq.read_table(ensemble)["state.trust"].to_pylist()).mean(axis=0)
    np.testing.assert_allclose(Ensemble.of(own, 1).state("trust")[:, 0], means, rtol=1e-5)


def test_bits_are_the_same_alone_and_beside_others(ensemble):
    own, other = config(ensemble), config(ensemble, levers={"transparency": 0.9})
    together = simulate({"own": own, "other": other})
    alone = simulate({"own": own}, replications=range(2, 4))["own"]
    for name, values in alone.measures.items():
        np.testing.assert_array_equal(values, together["own"].measures[name][:, 2:])
    assert not np.array_equal(
        together["own"].measures["trust"], together["other"].measures["trust"]
    )


def test_a_member_by_its_number_is_the_same_in_every_replication(ensemble):
    own = config(ensemble, run={"parameter_sets": 3})
    one, two = (record(Ensemble.of(own, 1, n), 0)[0] for n in (0, 1))
    np.testing.assert_array_equal(one, two)


def test_a_sweep_varies_all_members(ensemble):
    own = config(ensemble)
    sweep = build_sweep(
        {
            "base": own.resolved(),
            "design": "grid",
            "replications": 1,
            "vary": {"run.parameter_sets": "all"},
        }
    )
    assert sorted(sweep.design.columns["run.parameter_sets"]) == [*range(MEMBERS)]


def test_a_level_at_the_middle_would_be_each_member_s_own(ensemble):
    with pytest.raises(
        UserError, match=r"vary.levers.transparency: 0.4 is what the fitted config has"
    ):
        build_sweep(
            {
                "base": config(ensemble).resolved(),
                "design": "grid",
                "replications": 1,
                "vary": {"levers.transparency": [0.2, 0.4]},
            }
        )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"organisation": {"people": 31}}, "fitted to other people"),
        ({"run": {"seed": 2}}, "generated by another seed"),
        ({"themes": [{"name": "one"}]}, "other themes"),
        ({"groups": []}, "others after those"),
    ],
)
def test_what_does_not_go_with_the_ensemble_is_said(ensemble, changed, said):
    with pytest.raises(UserError, match=said):
        Ensemble.of(config(ensemble, **changed))


def test_fitted_states_need_an_ensemble_that_holds_some(ensemble, tmp_path):
    with pytest.raises(ValueError, match=r"needs organisation.ensemble"):
        config(None)
    table = pq.read_table(ensemble)
    bare = tmp_path / "bare.parquet"
    pq.write_table(table.drop_columns([f"state.{name}" for name in STATES]), bare)
    with pytest.raises(UserError, match="holds no states"):
        Ensemble.of(config(bare), 1)


def test_a_damaged_file_is_told_in_a_line(ensemble, tmp_path):
    table = pq.read_table(ensemble)
    wrong = tmp_path / "wrong.parquet"
    pq.write_table(table.append_column("levers.charm", [[0.5] * MEMBERS]), wrong)
    with pytest.raises(UserError, match=r"column 'levers.charm': sets hold"):
        Ensemble.of(config(wrong), 1)
