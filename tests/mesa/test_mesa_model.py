"""The Mesa model is the run of `orgsim run`, and works with Mesa 3.3, 3.5 and an alpha of 4."""

import multiprocessing
import subprocess
import sys
from contextlib import nullcontext
from importlib.metadata import version

import mesa
import numpy as np
import pytest
from plain_runs import PLAIN, PLAIN_TOML

import orgsim
from orgsim.measures.outcomes import MEASURES
from orgsim.simulation import simulate

HAS_BATCH_RUN = hasattr(mesa, "batch_run")
NEW_BATCH_RUN = HAS_BATCH_RUN and version("mesa") >= "3.5"
in_batches = pytest.mark.skipif(not HAS_BATCH_RUN, reason="Mesa 4 has no batch_run")
SMALL = {"organisation": {"people": 60}, "run": {**PLAIN, "weeks": 20, "replications": 3}}
EVENTFUL = {
    **SMALL,
    "groups": [{"who": "leaders", "levers": {"autonomy": 0.8}, "people": {"skill": {"mean": 0.7}}}],
    "scenarios": {
        "busy_year": {
            "interventions": [
                {"kind": "task_force", "start": 3, "weeks": 8},
                {"kind": "presence", "start": 5},
            ],
            "shocks": [
                {"kind": "merger", "week": 4},
                {"kind": "layoffs", "week": 9, "strength": 0.1},
            ],
        }
    },
}
CHART = """id,superior,department
a,,head
b,a,sales
c,a,works
d,b,sales
e,b,sales
f,c,works
g,c,works
"""
TIES = "source,target,weight\nd,f,2\ne,g,1\nb,c,3\nd,e,1\n"
SURVEY = "id,engagement,trust\nd,0.9,0.2\ng,0.1,0.8\n"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported")
    for name, text in (("chart", CHART), ("ties", TIES), ("survey", SURVEY)):
        (folder / f"{name}.csv").write_text(text)
    (folder / "organisation.toml").write_text(
        '[organisation]\nchart = "chart.csv"\nties = "ties.csv"\nweight = "weight"\n'
        f'survey = "survey.csv"\n[run]\nweeks = 20\nreplications = 3\n{PLAIN_TOML}'
        "[parameters]\nexit_base = 0.02\n"
    )
    return folder / "organisation.toml"


@pytest.fixture(scope="module")
def model():
    simulated = orgsim.OrgModel(SMALL)
    for _ in range(5):
        simulated.step()
    return simulated


def assert_same_series(config, scenario, replication):
    model = orgsim.OrgModel(config, scenario, replication)
    model.run_model()
    chosen = orgsim.configure(config, scenario)
    expected = simulate({"one": chosen})["one"].measures
    assert model.week == chosen.run.weeks
    for name in MEASURES:
        found = np.array(model.datacollector.model_vars[name])
        np.testing.assert_array_equal(found, expected[name][:, replication], err_msg=name)


@pytest.mark.parametrize("replication", [0, 2])
@pytest.mark.parametrize("scenario", [None, "busy_year"])
def test_series_are_those_of_orgsim_run_bit_for_bit(scenario, replication):
    assert_same_series(EVENTFUL, scenario, replication)


@pytest.mark.parametrize("replication", [0, 2])
def test_series_of_an_imported_organisation_too(imported, replication):
    assert_same_series(imported, None, replication)


def test_replications_share_an_organisation_that_is_not_redrawn():
    one, other = (orgsim.OrgModel(SMALL, replication=r, redraw_organisation=False) for r in (0, 1))
    np.testing.assert_array_equal(one.organisation.tie_to, other.organisation.tie_to)
    assert one.engagement != other.engagement
    assert_same_series({**SMALL, "run": {**SMALL["run"], "redraw_organisation": False}}, None, 1)


def test_every_argument_has_a_default():
    model = orgsim.OrgModel()
    assert model.config == orgsim.Config()
    assert (model.week, model.weeks, model.running) == (0, 156, True)


def test_a_seed_changes_the_run_and_none_keeps_the_configs_own():
    plain, same, other = (orgsim.OrgModel(SMALL, seed=seed) for seed in (None, 1, 2))
    assert plain.config.run.seed == 1
    assert plain.engagement == same.engagement
    assert plain.engagement != other.engagement


def test_plain_names_and_dotted_keys_change_numbers():
    model = orgsim.OrgModel(
        leader_modelling=np.float64(0.8),
        people=np.int64(30),
        weeks=7,
        deed_weight=2,
        **PLAIN,
        **{"people.trust.mean": 0.9, "mechanisms.feedback": False},
    )
    config = model.config
    assert config.levers.leader_modelling == 0.8
    assert config.parameters.deed_weight == 2
    assert config.people.trust.mean == 0.9
    assert not config.mechanisms.feedback
    assert (model.organisation.people, model.weeks) == (30, 7)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"leader_modeling": 0.8}, "did you mean 'leader_modelling'"),
        ({"transparency": 1.2}, "levers.transparency: 1.2 is out of range"),
        ({"mechanisms.feedbacks": False}, "mechanisms.feedbacks: unknown key"),
        ({"scenario": "boom"}, "scenario 'boom' is not in the config"),
        ({"replication": -1}, "replication = -1"),
        ({"seed": 1, "rng": 2}, "seed = 1 and rng = 2: are both the seed"),
        ({"rng": "two"}, "rng = 'two': is not a whole number"),
        ({"config": "no/such.toml"}, "no such file"),
        ({"people": 10.5}, "organisation.people"),
    ],
)
def test_mistakes_are_told_in_a_line(arguments, message):
    with pytest.raises(orgsim.UserError, match=r"^[^\n]+$") as caught:
        orgsim.OrgModel(**arguments)
    assert message in str(caught.value)


def test_the_end_of_the_config_is_the_end_of_the_run():
    model = orgsim.OrgModel(SMALL, weeks=3)
    for _ in range(3):
        model.step()
    assert (model.week, model.running) == (3, True)
    before = model.alignment
    model.step()
    assert (model.week, model.running) == (3, False)
    assert model.alignment == before
    assert len(model.datacollector.model_vars["alignment"]) == 4


def test_measures_are_attributes(model):
    for name in MEASURES:
        assert getattr(model, name) == model.datacollector.model_vars[name][-1]
    with pytest.raises(AttributeError, match="alignmint"):
        _ = model.alignmint


def test_agents_are_views_on_the_engine(model):
    agents = model.agents
    assert len(agents) == 60
    assert [person.position for person in agents] == list(range(60))
    of_one = ("engagement", "trust", "skill", "modelling", "voice", "departure", "aptitude")
    for name in (*of_one, "integrity"):
        np.testing.assert_array_equal(agents.get(name), model.ensemble.state(name)[:, 0])
    for name in ("practice", "message", "habit", "values"):
        np.testing.assert_array_equal(agents.get(name), model.ensemble.state(name)[:, :, 0])
    below_mean = agents.select(lambda person: person.engagement < model.engagement)
    assert 0 < len(below_mean) < 60
    assert agents.agg("skill", np.mean) == pytest.approx(model.skill)
    assert model.agent_types == [type(agents[0])]
    assert len(model.agents_by_type[type(agents[0])]) == 60


def test_agents_know_their_place(model):
    top, *others = model.agents
    assert (top.level, top.superior, top.unit, top.label) == (0, None, None, "1")
    organisation = model.organisation
    for person in others:
        superior = organisation.superior[person.position]
        assert person.superior is model.person(superior)
        assert person in person.superior.reports
        assert person.level == person.superior.level + 1
        assert person.unit == str(superior + 1)
        ties = slice(*organisation.tie_start[person.position : person.position + 2])
        assert [n.position for n in person.neighbours] == organisation.tie_to[ties].tolist()


def test_agents_are_made_only_when_asked_for():
    model = orgsim.OrgModel(SMALL)
    model.step()
    assert model._people == []


def test_states_can_be_set_between_weeks():
    calm, struck = orgsim.OrgModel(SMALL), orgsim.OrgModel(SMALL)
    for model in (calm, struck):
        model.step()
    struck.agents.select(lambda person: person.level > 0).do(set_trust, 0.125)
    struck.agents[7].practice = (0.25, 0.5, 0.75)
    assert struck.agents[7].practice == (0.25, 0.5, 0.75)
    assert struck.trust == pytest.approx(0.125)
    assert struck.performance == calm.performance, "of the week that is past"
    assert struck.practice != calm.practice
    for model in (calm, struck):
        model.step()
    assert struck.trust < calm.trust
    assert struck.performance < calm.performance


def test_lasting_traits_that_were_set_are_where_states_return_to():
    model = orgsim.OrgModel(
        SMALL,
        habit_return=1.0,
        skill_fading=1.0,
        effort_return=1.0,
        example_effect=0.0,
        development_effect=0.0,
        mentoring_effect=0.0,
        habit_change=0.0,
        exit_base=0.0,
        voice_effect=0.0,
        leader_modelling=0.5,
    )
    model.set_state("values", 0.375)
    model.set_state("aptitude", 0.625)
    model.set_state("integrity", 0.25)
    model.step()
    np.testing.assert_allclose(model.state("habit"), 0.375, rtol=0, atol=1e-15)
    np.testing.assert_allclose(model.state("skill"), 0.625, rtol=0, atol=1e-15)
    leaders = model.organisation.leaders
    np.testing.assert_allclose(model.state("modelling")[leaders], 0.75, rtol=0, atol=1e-15)


def set_trust(person, value):
    person.trust = value


def test_states_of_many_can_be_set_at_once():
    model = orgsim.OrgModel(SMALL)
    model.set_state("habit", 0.5, model.organisation.leaders)
    assert (model.state("habit")[model.organisation.leaders] == 0.5).all()
    model.set_state("habit", [0.1, 0.2, 0.3])
    assert model.agents[3].habit == (0.1, 0.2, 0.3)
    model.set_state("integrity", -1.0, 3)
    assert model.agents[3].integrity == -1.0
    with pytest.raises(ValueError, match="read-only"):
        model.state("habit")[0] = 1


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("trust", 1.5, "trust = 1.5 is out of range: must be 0 to 1"),
        ("trust", float("nan"), "out of range"),
        ("disposition", -3, "must be -2 to 2"),
        ("integrity", -1.1, "must be -1 to 1"),
        ("aptitude", -0.1, "must be 0 to 1"),
        ("values", 1.5, "must be 0 to 1"),
        ("voice", 0.1, "voice cannot be set; these can: message"),
    ],
)
def test_states_refuse_what_makes_no_sense(name, value, message):
    model = orgsim.OrgModel(SMALL)
    with pytest.raises(orgsim.UserError, match=message):
        setattr(model.agents[1], name, value)


def test_positions_cannot_be_removed(model):
    with pytest.raises(orgsim.UserError, match="exit_pressure"):
        model.agents[1].remove()


def test_the_data_collector_records_agents():
    model = orgsim.OrgModel(
        SMALL, weeks=4, agent_reporters={"trust": "trust", "level": lambda person: person.level}
    )
    model.run_model()
    frame = model.datacollector.get_agent_vars_dataframe()
    assert len(frame) == 5 * 60
    assert frame.loc[4, "trust"].tolist() == model.agents.get("trust")
    series = model.datacollector.get_model_vars_dataframe()
    assert list(series.columns) == list(MEASURES)
    assert np.isnan(series["leavers"][0])


@in_batches
def test_batch_run_sweeps_levers_and_replications():
    parameters = {"config": [SMALL], "replication": [0, 1], "transparency": [0.1, 0.9]}
    rows = mesa.batch_run(orgsim.OrgModel, parameters, display_progress=False)
    assert len(rows) == 4
    for row in rows:
        chosen = orgsim.configure(SMALL, changes={"transparency": row["transparency"]})
        expected = simulate({"one": chosen})["one"].measures["alignment"]
        assert row["Step"] == 20
        assert row["alignment"] == expected[20, row["replication"]]


@pytest.fixture(scope="module")
def two_processes():
    """Made once: each imports everything anew, since threads of compiled code do not survive a fork."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        yield pool


@pytest.fixture(params=[1, 2])
def processes(request, monkeypatch):
    """How many processes Mesa is told to take, and those that it finds where it makes some."""
    if request.param > 1:
        pool = request.getfixturevalue("two_processes")
        monkeypatch.setattr(mesa.batchrunner, "Pool", lambda number: nullcontext(pool))
    return request.param


def in_batch(parameters, processes=1, **arguments):
    """The rows of four weeks of a small organisation, by Mesa's batch_run."""
    return mesa.batch_run(
        orgsim.OrgModel,
        {"people": 30, **PLAIN, **parameters},
        number_processes=processes,
        max_steps=4 if NEW_BATCH_RUN else 3,
        display_progress=False,
        **arguments,
    )


def alone(**arguments):
    """The alignment after four weeks of the same organisation, without a batch."""
    model = orgsim.OrgModel(people=30, weeks=4, **PLAIN, **arguments)
    model.run_model()
    return model.alignment


@in_batches
def test_batch_run_stops_where_it_is_told_to():
    assert [row["Step"] for row in in_batch({}, data_collection_period=1)][-1] == (
        4 if NEW_BATCH_RUN else 3
    )


@in_batches
@pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning")
def test_iterations_are_replications(processes):
    rows = in_batch({"transparency": [0.2, 0.8]}, processes, iterations=2)
    found = {(row["transparency"], row["iteration"]): row["trust"] for row in rows}
    expected = {}
    for transparency in (0.2, 0.8):
        parameters = {"transparency": transparency, "replication": [0, 1]}
        for row in in_batch(parameters):
            expected[transparency, row["replication"]] = row["trust"]
    assert found == expected
    assert len(set(found.values())) == 4


@in_batches
def test_seeds_among_the_parameters_are_the_seeds(processes):
    rows = in_batch({"seed": [1, 2]}, processes)
    assert sorted(row["seed"] for row in rows) == [1, 2]
    assert len({row["alignment"] for row in rows}) == 2
    by_seed = {row["seed"]: row["alignment"] for row in rows}
    for seed in (1, 2):
        [row] = in_batch({"seed": seed, "replication": 0})
        assert row["alignment"] == by_seed[seed]


@in_batches
def test_rng_is_the_seed_where_mesa_passes_it_on(processes):
    seeds = {"seed": [5, 6]}
    expected = {row["alignment"] for row in in_batch(seeds)}
    if not NEW_BATCH_RUN:
        assert {row["alignment"] for row in in_batch({"rng": [5, 6]}, processes)} == expected
        return
    assert {row["alignment"] for row in in_batch({}, processes, rng=[5, 6])} == expected
    with pytest.raises(orgsim.UserError, match="rng: Mesa overwrites it among the parameters"):
        in_batch({"rng": [5, 6]}, processes)


@pytest.mark.skipif(
    not NEW_BATCH_RUN, reason="Mesa 3.3 overwrites no seed, Mesa 4 has no batch_run"
)
def test_a_model_that_names_its_seed_is_not_given_equal_ones():
    class Named(orgsim.OrgModel):
        def __init__(self, seed=None, **arguments):
            super().__init__(seed=seed, **arguments)

    with pytest.raises(orgsim.UserError, match="seed: Mesa overwrites it"):
        mesa.batch_run(Named, {"people": 30, "seed": [1, 2]}, display_progress=False)


@in_batches
@pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning")
def test_iterations_of_given_replications_would_be_equal_and_are_refused():
    with pytest.raises(orgsim.UserError, match="either replication or iterations"):
        in_batch({"replication": [0, 1]}, iterations=2)


def test_outside_of_a_batch_the_first_replication_is_run():
    assert alone() == alone(replication=0) == alone(rng=1) == alone(seed=np.int64(1))
    assert alone(rng=2) == alone(seed=2) != alone()


def test_importing_orgsim_imports_neither_mesa_nor_numba():
    code = "import orgsim, sys; print([m for m in ('mesa', 'numba', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_there():
    for name in orgsim.__all__:
        assert getattr(orgsim, name)
        assert name in dir(orgsim)
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        _ = orgsim.simulat


def test_run_and_compare_from_python():
    one = orgsim.run(EVENTFUL, "busy_year", weeks=6)
    both = orgsim.compare({**EVENTFUL, "scenarios": {"calm": {}, **EVENTFUL["scenarios"]}}, weeks=6)
    assert list(both) == ["calm", "busy_year"]
    np.testing.assert_array_equal(
        one.measures["alignment"], both["busy_year"].measures["alignment"]
    )
    with pytest.raises(orgsim.UserError, match="two"):
        orgsim.compare(EVENTFUL)


def test_a_config_that_was_read_can_be_changed(imported):
    file = orgsim.read_config(imported)
    assert orgsim.configure(file) is file.base
    assert orgsim.configure(file.base, changes={"weeks": 9}).run.weeks == 9
    assert orgsim.configure(file, changes={"seed": 4}).organisation == file.base.organisation


def test_it_begins_at_rest_where_the_config_does():
    run = {"weeks": 5, "start": "at_rest", "rest_tolerance": 0.06, "most_rest_weeks": 260}
    tables = {"organisation": {"people": 40}, "run": run | {"replications": 2}}
    model = orgsim.OrgModel(tables, replication=1)
    (rest,) = model.ensemble.rests
    assert rest.weeks >= 156
    assert model.week == 0
    found = orgsim.run(tables)
    assert found.rest_weeks[1] == rest.weeks
    for week in range(6):
        for name in ("alignment", "trust", "engagement"):
            assert model.measures()[name] == found.measures[name][week, 1]
        model.step()
