"""The calibration of experiments/00_calibration: its smoother, files and data, and all of it."""

import json
import shutil

import calibrate
import numpy as np
import pandas as pd
import pytest
import tomli_w
from calibration import again as again_module
from calibration import report as report_module
from calibration import run as run_module
from calibration.again import Again, ends
from calibration.chains import FREE, Chains, steps_of, walk
from calibration.coverage import coverage, covered
from calibration.ensemble import Kept, infer
from calibration.forward import Simulator, processes
from calibration.leave_one_out import leave_one_out
from calibration.observations import (
    HELD_OUT,
    MEASURED,
    NAMES,
    NOT_MEASURED,
    OBSERVATIONS,
    OF_THE_ORGANISATION,
    data_of,
    inside,
    variances,
)
from calibration.organisations import GENERATED, MANUFACTURER, weights
from calibration.posterior import begun, choose
from calibration.priors import KEYS, PRIORS, TURNOVER, normal_of, tables_of, values_of
from calibration.region import CENTRES, FEWER, region
from calibration.run import over_emulator, run
from calibration.start import Start, start_of

from orgsim.config.files import build
from orgsim.errors import UserError
from orgsim.evidence import FACTS
from orgsim.evidence.field_trials import FIELD_TRIALS, Role
from orgsim.evidence.off_scale import compressed, expanded
from orgsim.inference.smoother import Data, Localisation, inflations, smooth, updated
from orgsim.io.atomic_files import description, read
from orgsim.model.parameters import LEVERS, PARAMETERS, TRAITS
from orgsim.model.processes.turnover import discontent, hazard

ALL = Localisation(0.0)
PRIOR = Start()


# Priors


def test_values_come_back_from_normal_scores():
    normal = PRIOR.drawn(50, np.random.default_rng(1))
    np.testing.assert_allclose(normal_of(values_of(normal)), normal, atol=1e-9)


def test_priors_lie_within_what_is_allowed():
    """Of parameters, levers and spreads, whose ranges are declared with them; ends make configs."""
    of = {f"parameters.{each.name}": each for each in PARAMETERS}
    of |= {f"levers.{each.name}": each for each in LEVERS}
    of |= {f"people.{each.name}.spread": each.spread for each in TRAITS}
    of |= {f"people.{each.name}.mean": each.mean for each in TRAITS}
    for prior in PRIORS:
        if prior.key != TURNOVER:
            assert of[prior.key].low <= prior.low < prior.high <= of[prior.key].high, prior
    for end in (-9.0, 9.0):
        values = values_of(np.full((1, len(KEYS)), end))[0].tolist()
        build(tables_of(dict(zip(KEYS, values, strict=True))))


def test_a_year_s_leavers_are_what_the_prior_says():
    """With engagement ½, misfit ⅓ and no departures, 8 to 16 % leave wherever in the prior."""
    values = values_of(PRIOR.drawn(200, np.random.default_rng(2)))
    names = ("base", "disengagement", "misfit")
    exits = values[:, [KEYS.index(f"parameters.exit_{name}") for name in names]]
    leavers = np.array(
        [52 * hazard(discontent(1 / 2, 1 / 3, *own), 0.0, 0.0, base, 0.0) for base, *own in exits]
    )
    assert leavers.min() >= 0.08 - 1e-12
    assert leavers.max() <= 0.16 + 1e-12


def test_a_start_is_around_the_values_of_a_config(tmp_path):
    file = tmp_path / "centre.toml"
    middle = dict(zip(KEYS, values_of(np.full((1, len(KEYS)), 0.3))[0].tolist(), strict=True))
    file.write_text(tomli_w.dumps(tables_of(middle)))
    start = start_of(file, 0.2)
    np.testing.assert_allclose(start.centre, 0.3, atol=1e-9)
    members = start.drawn(4000, np.random.default_rng(1))
    assert members.std() == pytest.approx(0.2, rel=0.02)
    file.write_text(tomli_w.dumps(tables_of(middle | {"levers.leader_modelling": 0.9})))
    with pytest.raises(
        UserError, match=r"leader_modelling: 0.9 is not within its prior \(.*0.1 to"
    ):
        start_of(file, 0.2)


# Observations


def test_nothing_held_out_is_in_the_data():
    held_out = {part.name for t in MEASURED if t.role == Role.HELD_OUT for part in t.parts}
    assert held_out == {each.name for each in HELD_OUT}
    assert held_out.isdisjoint(each.name for each in OBSERVATIONS)
    # … nor does it move them: only what is observed changes the data.
    outputs = np.random.default_rng(3).normal(size=(5, 2, len(NAMES)))
    changed = outputs.copy()
    changed[..., [NAMES.index(name) for name in held_out]] = 99.0
    np.testing.assert_array_equal(data_of(changed), data_of(outputs))


def test_what_is_not_measured_is_held_out_and_nowhere_asked_for():
    left = [trial for trial in FIELD_TRIALS if trial not in MEASURED]
    assert {trial.number for trial in left} == set(NOT_MEASURED)
    for trial in left:
        assert trial.role == Role.HELD_OUT
        assert not {part.name for part in trial.parts} & set(NAMES)


def test_all_else_is_in_the_data():
    told = {part.name for fact in FACTS for part in fact.parts}
    told |= {part.name for t in FIELD_TRIALS if t.role == Role.TUNED for part in t.parts}
    assert {each.name for each in OBSERVATIONS} == told - OF_THE_ORGANISATION


@pytest.mark.parametrize("observation", [*OBSERVATIONS, *HELD_OUT], ids=lambda each: each.name)
def test_ends_of_a_band_are_one_half_width_off(observation):
    ends = np.array([observation.low, observation.aim, observation.high])
    assert np.isfinite(ends).all(), "a band with one end needs a cap"
    np.testing.assert_allclose(observation.off(ends), [-1, 0, 1])
    around = np.linspace(ends[0] - 9, ends[2] + 9, 101)
    assert (np.diff(observation.off(around)) > 0).all()
    np.testing.assert_allclose(observation.value(observation.off(around)), around, atol=1e-9)
    assert abs(observation.off(np.array([np.nan]))[0]) > 3


def test_compression_is_smooth_and_has_an_inverse():
    z = np.linspace(-50, 50, 2001)
    np.testing.assert_allclose(expanded(compressed(z)), z, atol=1e-9)
    slopes = np.diff(compressed(z)) / np.diff(z)
    assert np.abs(np.diff(slopes)).max() < 0.06


def test_organisations_share_the_evidence_out():
    """Two organisations with the same outputs say as much as one, and not each as much."""
    once, twice = variances([1]), variances(weights([GENERATED, MANUFACTURER]))
    assert (twice[: len(once)] < twice[len(once) :]).all()
    np.testing.assert_allclose(1 / once, 1 / twice[: len(once)] + 1 / twice[len(once) :])


# The smoother


def linear(parameters=6, outputs=8):
    """A linear model, errors of its outputs, and data of a truth."""
    rng = np.random.default_rng(4)
    a = rng.normal(size=(outputs, parameters)) * 0.6
    error = rng.uniform(0.2, 0.6, outputs)
    found = a @ rng.normal(size=parameters) + rng.normal(size=outputs) * error**0.5
    return a, error, found


@pytest.mark.parametrize("noise", [0.0, 0.5])
@pytest.mark.parametrize("steps", [1, 4])
def test_the_linear_gaussian_posterior_is_recovered(steps, noise):
    """Mean (I + AᵀS⁻¹A)⁻¹AᵀS⁻¹d and covariance (I + AᵀS⁻¹A)⁻¹, S = R + N; 4,000 members: ± .03."""
    a, error, found = linear()
    scatter = np.full(len(found), noise)

    def forward(step, normal):
        drawn_noise = np.random.default_rng([5, step]).normal(size=(len(normal), len(found)))
        return normal @ a.T + np.sqrt(scatter) * drawn_noise

    prior = np.random.default_rng(6).normal(size=(4000, a.shape[1]))
    ensemble = smooth(prior, Data(found, error, np.diag(scatter)), forward, steps, 1, ALL)
    covariance = np.linalg.inv(np.eye(a.shape[1]) + a.T @ np.diag(1 / (error + scatter)) @ a)
    mean = covariance @ a.T @ (found / (error + scatter))
    np.testing.assert_allclose(ensemble.mean(axis=0), mean, atol=0.045)
    np.testing.assert_allclose(np.cov(ensemble.T), covariance, atol=0.04)


def test_all_steps_together_take_the_data_in_once():
    for steps in (1, 3, 6):
        alphas = inflations(steps)
        assert (1 / alphas).sum() == pytest.approx(1)
        assert (np.diff(alphas) < 0).all()


def test_localisation_leaves_what_no_output_speaks_of_where_it_was():
    """Of 60 parameters one is seen: with few members the others move by chance, if all are kept."""
    rng = np.random.default_rng(7)
    prior = rng.normal(size=(100, 60))
    predicted = prior[:, :1] + 0.1 * rng.normal(size=(100, 30))
    data = Data(np.full(30, 2.0), np.full(30, 0.3), np.eye(30) * 0.01)
    moved = {
        least: updated(prior, predicted, data, 1.0, np.random.default_rng(1), Localisation(least))
        - prior
        for least in (0.0, 3.0)
    }
    assert np.abs(moved[3.0][:, 1:]).mean() < np.abs(moved[0.0][:, 1:]).mean() / 10
    assert moved[3.0][:, 0].mean() > 1.5


def test_outputs_that_never_move_say_nothing():
    prior = np.random.default_rng(8).normal(size=(50, 3))
    data = Data(np.ones(2), np.ones(2), np.zeros((2, 2)))
    np.testing.assert_array_equal(
        updated(prior, np.zeros((50, 2)), data, 1.0, np.random.default_rng(1), ALL), prior
    )


# The loop and its files


class Known:
    """Measures whose every part is told by two keys and some noise; counts how often it is asked."""

    def __init__(self, organisations=("generated",)):
        self.organisations = {name: {} for name in organisations}
        self.asked = 0
        self.dies_at = None

    def outputs(self, normal, replications, apart=False):
        if self.asked == self.dies_at:
            raise KeyboardInterrupt
        self.asked += 1
        rng = np.random.default_rng(list(replications))
        shape = len(normal), len(self.organisations), len(replications), len(NAMES)
        found = np.full(shape, 5.0)
        for number, each in enumerate((*OBSERVATIONS, *HELD_OUT)):
            signal = normal[:, number % 40] + 0.3 * normal[:, number % 7] * normal[:, 41] - 1.0
            z = signal[:, None, None] + 0.3 * rng.normal(size=shape[:3])
            found[..., NAMES.index(each.name)] = each.value(compressed(z))
        return found


def kept_in(folder, simulator, **about):
    return Kept(folder, simulator, {"seed": 1, **about})


def inferred_in(folder, simulator, members=60, steps=3):
    return infer(kept_in(folder, simulator), PRIOR, members, steps, 1, Localisation(2.0))


def test_the_ensemble_comes_nearer_to_the_data(tmp_path):
    found = inferred_in(tmp_path, Known(), 200)
    far = [(data_of(each.outputs[:, :, 0]) ** 2).mean() for each in found.iterations]
    assert far[-1] < far[0] / 2
    assert found.iterations[-1].normal[:, :40].mean() > 0.5
    met = [inside(each.outputs[:, :, 0]).mean() for each in found.iterations]
    assert met[-1] > met[0] + 0.2


@pytest.mark.parametrize("dies_at", [0, 1, 2, 4])
def test_what_was_interrupted_goes_on_to_the_same_bits(tmp_path, dies_at):
    """Prior and noise are 0 and 1, iterations 2 to 4."""
    whole = inferred_in(tmp_path / "whole", Known())
    killed = Known()
    killed.dies_at = dies_at
    with pytest.raises(KeyboardInterrupt):
        inferred_in(tmp_path / "killed", killed)
    again = Known()
    resumed = inferred_in(tmp_path / "killed", again)
    assert again.asked == 5 - dies_at
    for one, other in zip(whole.iterations, resumed.iterations, strict=True):
        np.testing.assert_array_equal(one.normal, other.normal)
        np.testing.assert_array_equal(one.outputs, other.outputs)
    names = sorted(path.name for path in (tmp_path / "whole").iterdir())
    assert names == [f"iteration_0{number}.parquet" for number in range(4)] + ["noise.parquet"]
    for name in names:
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "killed" / name).read_bytes()


def test_files_of_other_settings_are_refused(tmp_path):
    inferred_in(tmp_path, Known())
    with pytest.raises(UserError, match="made with other settings"):
        infer(kept_in(tmp_path, Known(), people=41), PRIOR, 60, 3, 1, Localisation(2.0))
    shutil.copy(tmp_path / "iteration_01.parquet", tmp_path / "iteration_02.parquet")
    with pytest.raises(UserError, match="does not follow from the files before it"):
        inferred_in(tmp_path, Known())


def test_members_that_meet_enough_bands_are_chosen_and_never_too_few():
    met = np.concatenate([np.full(30, 10.0), np.full(210, 44.0)])
    assert len(choose(met, 40)) == 210
    few = np.concatenate([np.full(100, 30.0), np.full(140, 44.0)])
    assert len(choose(few, 40)) == 240


# Chains

CENTRE = np.linspace(-1.0, 1.0, len(KEYS))


def some_steps(caution=5.0):
    """Steps of slopes in which two keys are seen, one well."""
    slopes = np.zeros((3, len(KEYS)))
    slopes[0, 10], slopes[1, 20] = 4.0, 1.0
    return steps_of(slopes, np.full(3, 0.5), caution)


def test_steps_are_small_where_the_data_say_much():
    """β = (1 + κλ)^−½ with λ = slope²/variance: 32, 2, and 0 for all other keys."""
    renewed = np.sort(some_steps().renewed)
    np.testing.assert_allclose(renewed[:3], [(1 + 5 * 32) ** -0.5, (1 + 5 * 2) ** -0.5, 1.0])
    assert len(renewed) == FREE.sum()


def test_steps_leave_what_is_as_wide_as_the_priors_as_it_is():
    """40,000 draws of N(c, I), three steps on: means ± .02, covariances ± .03; levers do not move."""
    rng = np.random.default_rng(1)
    normal = CENTRE + np.where(FREE, rng.standard_normal((40_000, len(KEYS))), 0.0)
    for _ in range(3):
        normal = some_steps().proposed(normal, CENTRE, rng)
    np.testing.assert_allclose(normal.mean(axis=0), CENTRE, atol=0.025)
    np.testing.assert_allclose(np.cov(normal[:, FREE].T), np.eye(FREE.sum()), atol=0.03)
    np.testing.assert_allclose(normal[:, ~FREE] - CENTRE[~FREE], 0, atol=1e-12)


def test_chains_come_to_the_part_that_meets_what_is_asked():
    """Above the centre in one key: a half-normal, mean √(2/π), variance 1 − 2/π; ± .05 of 4,000."""
    place = int(np.flatnonzero(FREE)[12])

    def met(step, normal):
        return np.where(normal[:, place] > CENTRE[place], 3.0, 2.0)

    narrow = np.random.default_rng(2).normal(scale=0.2, size=(4000, len(KEYS)))
    last = walk(CENTRE + narrow, CENTRE, lambda _: some_steps(), met, 3.0, 24, 1)[-1]
    apart = last.normal - CENTRE
    assert (last.met == 3).all()
    assert apart[:, place].mean() == pytest.approx(np.sqrt(2 / np.pi), abs=0.05)
    assert apart[:, place].var() == pytest.approx(1 - 2 / np.pi, abs=0.05)
    free = FREE & (np.arange(len(KEYS)) != place)
    free[[10, 20]] = False  # in which steps are small
    np.testing.assert_allclose(apart[:, free].std(axis=0), 1, atol=0.05)


def test_a_chain_that_meets_too_little_does_not_come_to_meet_less():
    proposed, met = np.ones((3, len(KEYS))), np.array([4.0, 6.0, 9.0])
    chains = Chains(np.zeros((3, len(KEYS))), np.array([5.0, 5.0, 12.0]), np.ones(3, bool))
    moved = chains.moved(proposed, met, 8.0)
    np.testing.assert_array_equal(moved.taken, [False, True, True])
    np.testing.assert_array_equal(moved.met, [5.0, 6.0, 9.0])
    np.testing.assert_array_equal(moved.normal[:, 0], [0.0, 1.0, 1.0])


def region_in(folder, simulator, steps=3):
    """Chains of a known model, and from what they began."""
    found = inferred_in(folder, simulator)
    kept = kept_in(folder, simulator)
    first, centre = begun(kept, found, 30)
    return found, region(kept, found, first, centre, steps, 1)


def test_what_is_asked_is_what_the_centre_meets(tmp_path):
    _, found = region_in(tmp_path, Known())
    assert len(found.own) == CENTRES
    assert (found.own < found.asked).mean() <= FEWER
    assert found.asked <= np.median(found.own)
    wide = [chains.normal[:, FREE].std() for chains in found.chains]
    assert wide[-1] > wide[0]


@pytest.mark.parametrize("dies_at", [5, 6, 8])
def test_chains_that_were_interrupted_go_on_to_the_same_bits(tmp_path, dies_at):
    """The centre's replications are the sixth that is asked for, the chains' steps follow."""
    _, whole = region_in(tmp_path / "whole", Known())
    killed = Known()
    killed.dies_at = dies_at
    with pytest.raises(KeyboardInterrupt):
        region_in(tmp_path / "killed", killed)
    again = Known()
    _, resumed = region_in(tmp_path / "killed", again)
    assert again.asked == 10 - dies_at
    for one, other in zip(whole.chains, resumed.chains, strict=True):
        np.testing.assert_array_equal(one.normal, other.normal)


# Over the emulator


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """An inference of a known model, and the chains to go over its emulator."""
    found, around = region_in(tmp_path_factory.mktemp("known"), Known(), steps=4)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(again_module, "STEPS", 30)
        yield over_emulator(found, around, ["generated"])


def test_the_emulator_says_what_the_model_says(known):
    normal = known.drawn(300, np.random.default_rng(9))
    model = Known().outputs(normal, [7])[:, :, 0]
    told = known.emulator.mean(normal)[:, : known.emulator.data]
    r = [np.corrcoef(a, b)[0, 1] for a, b in zip(told.T, data_of(model).T, strict=True)]
    assert np.median(r) > 0.85
    assert known.emulator.data == len(OBSERVATIONS)
    assert len(known.emulator.noise) == len(OBSERVATIONS) + len(HELD_OUT)


def test_slopes_are_those_of_the_emulator(known):
    centre, small = known.region.centre, 1e-4
    slopes = known.emulator.slopes(centre)
    for place in (3, 30):
        apart = small * np.eye(len(KEYS))[place]
        ends = known.emulator.mean(np.stack([centre + apart, centre - apart]))
        difference = (ends[0] - ends[1])[: known.emulator.data] / (2 * small)
        np.testing.assert_allclose(slopes[:, place], difference, atol=1e-6)


def test_intervals_cover_made_up_truths(known):
    """12 truths × 59 keys: the share within is uncertain by about 3 points."""
    truths = coverage(known, 12, 1)
    assert len(truths) == 12 * (FREE.sum() + len(HELD_OUT))
    shares = truths.groupby("kind")["within"].mean()
    assert 0.8 < shares["parameter"] < 0.97
    assert 0.75 < shares["held out"] <= 1.0
    by_name = covered(truths)
    assert (by_name["truths"] == 12).all()
    assert by_name["share"].between(0, 1).all()


def test_intervals_that_are_too_narrow_are_found_out(known):
    """Where sets are drawn together to half of their spread, fewer truths are covered."""
    honest = coverage(known, 6, 1)["within"].mean()

    class Bold(Again):
        def ensemble(self, found, asked, seed, left_out=None):
            wide = super().ensemble(found, asked, seed, left_out)
            return wide.mean(axis=0) + (wide - wide.mean(axis=0)) / 2

    assert coverage(Bold(*known), 6, 1)["within"].mean() < honest - 0.1


def test_ends_of_bands_are_those_published():
    """Outputs as the emulator has them are inside where the model's are."""
    rng = np.random.default_rng(11)
    outputs = rng.normal(scale=2.0, size=(400, len(NAMES)))
    low, high = ends()
    off = np.stack([each.off(outputs[:, NAMES.index(each.name)]) for each in OBSERVATIONS], 1)
    np.testing.assert_array_equal((low <= off) & (off <= high), inside(outputs))


def test_a_trial_left_out_is_left_out_with_all_its_parts(known, monkeypatch):
    asked = []
    ensemble = Again.ensemble

    def noted(self, found, least, seed, left_out=None):
        asked.append((left_out, least))
        return ensemble(self, found, least, seed, left_out)

    monkeypatch.setattr(Again, "ensemble", noted)
    rows = leave_one_out(known, 1)
    names = np.array([each.name for each in OBSERVATIONS])
    tuned = [trial for trial in FIELD_TRIALS if trial.role == Role.TUNED]
    assert asked[0] == (None, known.region.asked)
    for trial, (mask, least) in zip(tuned, asked[1:], strict=True):
        own = {part.name for part in trial.parts}
        assert own <= set(names[mask])
        others = set(names[mask]) - own
        assert others == (set() if trial.number != 11 else {n for n in names if "training_" in n})
        assert known.region.asked - mask.sum() <= least <= known.region.asked
    assert set(rows["part"]) == {part.name for trial in tuned for part in trial.parts}


def test_bands_that_are_left_out_ask_for_nothing(known):
    """Without any, chains are as wide as the priors around the centre; 200 of them: ± .05.

    How many more bands those meet that are asked for them hangs on the processor's linear algebra,
    and on the priors: 1.5 to more than 3.
    """
    data, none = known.emulator.data, np.ones(known.emulator.data, bool)
    told = known.ensemble(np.zeros(data), known.region.asked, 1)
    untold = known.ensemble(np.zeros(data), known.asked_without(none), 1, none)
    assert known.asked_without(none) == 0
    assert untold[:, FREE].std(axis=0).mean() == pytest.approx(1, abs=0.05)
    met_told, met_untold = (
        np.median(known.within(known.emulator.mean(normal)[:, :data]) @ known.shares)
        for normal in (told, untold)
    )
    assert met_told > met_untold + 1


# The real model


@pytest.mark.slow
def test_the_same_bits_for_one_process_and_two():
    normal = PRIOR.drawn(2, np.random.default_rng(10))
    found = []
    for jobs in (1, 2):
        with processes(jobs) as mapped:
            simulator = Simulator({"generated": {"people": 20}}, 1, mapped)
            found.append(simulator.outputs(normal, [0, 3]))
    one, two = found
    np.testing.assert_array_equal(one, two)
    assert one.shape == (2, 1, 2, len(NAMES))
    assert np.isfinite(one).mean() > 0.5


def test_members_apart_have_replications_of_their_own():
    """The second of two that are alike comes to what the first does in the replications that follow."""
    alike = PRIOR.drawn(1, np.random.default_rng(10))[[0, 0]]
    with processes(1) as mapped:
        simulator = Simulator({"generated": {"people": 20}}, 1, mapped)
        apart = simulator.outputs(alike, [5, 6], apart=True)
        following = simulator.outputs(alike[:1], [7, 8])
    np.testing.assert_array_equal(apart[1], following[0])
    assert (apart[0] != apart[1]).any()


SETTINGS = {
    "members": 5,
    "steps": 1,
    "localisation": 2.0,
    "centre": None,
    "spread": 1.0,
    "bands": 40,
    "chain_steps": 1,
    "replications": 1,
    "truths": 2,
    "people": 40,
    "seed": 1,
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A whole calibration as small as can be, without the real chart, and what it said."""
    folder = tmp_path_factory.mktemp("calibration")
    said = []
    run(SETTINGS, 1, folder, folder / "nowhere", said.append)
    return folder, said


@pytest.mark.slow
def test_the_whole_of_it(small, monkeypatch):
    folder, said = small
    assert "the generated organisation stands alone" in said[0]
    report = folder / "report"
    sets = read(report / "posterior.parquet").to_pandas()
    assert list(sets.columns) == list(KEYS)
    assert len(sets) == 5
    for values in sets[list(KEYS)].to_dict("records"):
        build(tables_of(values))
    provenance = description(report / "posterior.parquet", "provenance")
    assert provenance["seed"] == 1
    assert provenance["sets"] == 5
    assert provenance["organisations"] == ["generated"]
    results = json.loads((report / "results.json").read_text())
    assert results["truths"] == 2
    keys = pd.read_csv(report / "parameters.csv")
    assert list(keys["key"]) == list(np.array(KEYS)[FREE])
    assert (keys["low"] <= keys["high"]).all()
    assert "held out" in set(pd.read_csv(report / "parts.csv")["role"])
    figures = ("parameters", "trade_offs", "predictions", "coverage", "left_out")
    for figure in (*figures, "iterations", "chains"):
        assert (report / f"{figure}.png").stat().st_size > 5000

    # Again: everything is read, nothing simulated, and the tables are the same, byte for byte.
    first = {path.name: path.read_bytes() for path in report.iterdir()}
    monkeypatch.setattr(run_module.Simulator, "outputs", None)
    monkeypatch.setattr(report_module, "lay_out", lambda figure: figure)
    monkeypatch.setattr(report_module, "save_picture", lambda figure, path: None)
    run(SETTINGS, 1, folder, folder / "nowhere", said.append)
    assert {path.name: path.read_bytes() for path in report.iterdir()} == first


@pytest.mark.slow
def test_other_settings_need_another_folder(small, capsys):
    from typer import Exit

    folder, _ = small
    other = {**SETTINGS, "people": 41}
    with pytest.raises(Exit) as raised:
        calibrate.main(**other, jobs=1, out=folder, manufacturer=folder / "nowhere", small=False)
    assert raised.value.exit_code == 2
    assert "was made with other settings" in capsys.readouterr().err
