"""The calibration of experiments/00_calibration: its parts, and all of it at a small size."""

import json
import tomllib
from contextlib import redirect_stderr
from io import StringIO

import calibrate
import numpy as np
import pytest
import tomli_w
from calibration import laboratory as laboratory_module
from calibration.laboratory import means
from calibration.misfit import NAMES, PARTS, facts_inside, misfits, part_misfits
from calibration.pinned_down import ranges, sensitivity
from calibration.search import search
from calibration.space import KEYS, TUNED, defaults, rounded, tables_of, unit_of, values_of
from calibration.stages import Cloud, _reflected, cloud
from calibration.two_worlds import worlds

from orgsim.config.files import build
from orgsim.errors import UserError
from orgsim.evidence import FACTS
from orgsim.model.processes.turnover import discontent, hazard

TARGETS = np.array([part.target for part in PARTS])
MIDDLE = values_of(np.full((1, len(KEYS)), 0.45))[0]
"""Where a search of a known problem begins, away from the edges of the priors."""


def test_the_start_lies_within_the_priors():
    unit = unit_of(defaults()[None])[0]
    assert ((unit > -1e-9) & (unit < 1 + 1e-9)).all(), [
        KEYS[n] for n in np.flatnonzero(abs(unit - 0.5) >= 0.5)
    ]


def test_values_come_back_from_the_unit_cube():
    unit = np.random.default_rng(1).random((50, len(KEYS)))
    np.testing.assert_allclose(unit_of(values_of(unit)), unit, atol=1e-12)
    np.testing.assert_allclose(values_of(unit_of(defaults()[None]))[0], defaults())


def test_the_corners_of_the_priors_are_configs():
    for corner in (0.0, 1.0):
        values = rounded(values_of(np.full((1, len(KEYS)), corner)))[0]
        build(tables_of(dict(zip(KEYS, values.tolist(), strict=True))))


def test_a_year_s_leavers_are_what_the_prior_says():
    """With engagement ½, misfit ⅓ and no departures, 8 to 16 % leave wherever in the cube."""
    values = values_of(np.random.default_rng(2).random((200, len(KEYS))))
    names = ("base", "disengagement", "misfit")
    exits = values[:, [KEYS.index(f"parameters.exit_{name}") for name in names]]
    leavers = np.array(
        [52 * hazard(discontent(1 / 2, 1 / 3, *own), 0.0, 0.0, base, 0.0) for base, *own in exits]
    )
    assert leavers.min() >= 0.08 - 1e-12
    assert leavers.max() <= 0.16 + 1e-12


def test_two_figures_are_left():
    assert rounded(np.array([[0.012345, -1.96, 0.0]])).tolist() == [[0.012, -2.0, 0.0]]


def test_misfit_grows_from_the_target_outwards_and_smoothly():
    low, high = (np.array([getattr(part, end) for part in PARTS]) for end in ("low", "high"))
    inwards = 0.125 * (high - low)
    aim = np.clip(TARGETS, np.where(low == TARGETS, low + inwards, low), high)
    aim = np.where(high == TARGETS, high - inwards, aim)
    for sign in (1, -1):
        steps = np.linspace(0, 3, 301)[:, None] * (high - low) / 2 * sign
        cost = part_misfits(aim + steps)
        assert (cost[0] < 1e-12).all()
        assert (np.diff(cost, axis=0) > 0).all()
        jumps = np.abs(np.diff(cost, n=2, axis=0)).max(axis=0)
        assert (jumps < cost[-1] / 20).all()
    assert (part_misfits(high + 0.01 * (high - low)) > part_misfits(TARGETS)).all()


def test_what_is_undefined_costs_as_much_as_what_is_far_off():
    broken = TARGETS.copy()
    broken[3] = np.nan
    assert part_misfits(broken)[3] > 10
    assert np.isfinite(misfits(np.full((1, 2, len(NAMES)), np.nan))).all()


def test_a_fact_is_inside_when_all_its_parts_are():
    assert facts_inside(TARGETS) == len(FACTS)
    trust = FACTS[1]
    assert len(trust.parts) == 2
    off = TARGETS.copy()
    off[NAMES.index(trust.parts[1].name)] = trust.parts[1].high + 0.01
    assert facts_inside(off) == len(FACTS) - 1
    off[NAMES.index(trust.parts[0].name)] = np.nan
    assert facts_inside(off) == len(FACTS) - 1


def test_means_leave_out_what_is_undefined():
    measured = np.array([[[1.0, np.nan], [3.0, np.nan]]])
    np.testing.assert_array_equal(means(measured), [[2.0, np.nan]])


class Linear:
    """A laboratory whose facts are hit where keys are at `best` of the unit cube, and nowhere else.

    Each part looks at one key, in turn; keys beyond the number of parts matter to nothing.
    """

    def __init__(self, best: float) -> None:
        self.best = best
        self.half = np.array([part.high - part.low for part in PARTS]) / 2

    def facts(self, name, values, replications, seed):
        off = unit_of(values)[:, : len(PARTS)] - self.best
        parts = TARGETS + 5 * self.half * off
        return np.broadcast_to(parts[:, None, None], (len(values), 2, replications, len(PARTS)))


@pytest.fixture(scope="module")
def searched():
    return search(Linear(0.7), MIDDLE, 60, 24, 1, 1, lambda _: None)


def test_the_search_finds_what_there_is_to_find(searched):
    """What no fact looks at stays where it began, held by the pull."""
    assert searched.loss.min() < searched.loss[:24].min() / 2
    origin = unit_of(MIDDLE[None])[0]
    before = np.abs(origin - 0.7)[: len(PARTS)].mean()
    after = np.abs(searched.favourite - 0.7)[: len(PARTS)].mean()
    assert after < before / 2
    assert np.abs(searched.favourite - origin)[len(PARTS) :].mean() < 0.25


def test_the_same_seed_asks_for_the_same_points(searched):
    again = search(Linear(0.7), MIDDLE, 3, 24, 1, 1, lambda _: None)
    np.testing.assert_array_equal(again.unit, searched.unit[: 3 * 24])
    other = search(Linear(0.7), MIDDLE, 3, 24, 1, 2, lambda _: None)
    assert (other.unit != again.unit).any()


def test_the_cloud_tells_what_is_pinned_down_from_what_is_free(searched):
    """Where all facts are asked for, each leaves its key some 40 % of the range, and other keys all."""
    best = values_of(searched.favourite[None])[0]
    found = cloud(Linear(0.7), best, searched, 400, 10, 1, 1, 18)
    assert found.least == 18
    known = ranges(found, best, MIDDLE)
    looked_at, free = known["shrinkage"][: len(PARTS)], known["shrinkage"][len(PARTS) :]
    assert looked_at.mean() > 0.4
    assert abs(free.mean()) < 0.05
    assert (known["accepted"] < known["redrawn"]).all()
    moved = sensitivity(found).to_numpy()
    strongest = np.abs(moved).argmax(axis=1)
    assert (strongest == np.arange(len(PARTS))).mean() > 0.9
    assert (moved[np.arange(len(PARTS)), strongest] > 0.8).mean() > 0.9


def test_shrinkage_of_known_ranges():
    unit = np.random.default_rng(3).random((4000, len(KEYS)))
    accepted = np.abs(unit[:, 0] - 0.5) < 0.125
    redrawn = np.ones(unit.shape, bool)
    redrawn[:, 1] = False
    facts = np.zeros((4000, 2, len(NAMES)))
    found = Cloud(unit, facts, accepted, redrawn, slice(0, 4000), 15)
    known = ranges(found, defaults(), defaults())
    assert known["shrinkage"][0] == pytest.approx(0.75, abs=0.01)
    assert np.isnan(known["shrinkage"][1])
    assert known["shrinkage"][2:].abs().max() < 0.08
    assert known["accepted"][2] == accepted.sum()


def test_what_leaves_the_cube_comes_back():
    np.testing.assert_allclose(_reflected(np.array([-0.2, 0.4, 1.3, 2.1])), [0.2, 0.4, 0.7, 0.1])


def test_a_stand_in_is_named_where_the_chart_is_absent(tmp_path):
    stand_in = worlds(tmp_path, 100)
    assert not stand_in.real
    scenarios = build(stand_in.base).scenarios
    assert scenarios["generated"].organisation.people == 100
    assert scenarios["manufacturer"].organisation.people == 154


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A whole calibration, with a stand-in of the chart, as small as can be; what it said; run again."""
    folder = tmp_path_factory.mktemp("calibration")

    def run(**changes):
        calibrate.main(**{**SMALL, **_folders(folder), **changes})

    with redirect_stderr(StringIO()) as said:
        run()
    return folder, said.getvalue(), run


SMALL = {
    "generations": 2,
    "points": 4,
    "replications": 1,
    "finalists": 2,
    "cloud_points": 6,
    "rounds": 2,
    "facts_inside": 15,
    "validation_replications": 2,
    "people": 40,
    "seed": 1,
    "jobs": 1,
    "small": False,
}


def _folders(folder):
    return {"out": folder / "sweeps", "into": folder / "report", "manufacturer": folder / "none"}


def test_the_whole_of_it(small, monkeypatch):
    folder, said, run = small
    assert "generation 2/2: loss" in said
    report = folder / "report"
    names = {path.name for path in report.iterdir()}
    for figure in ("facts", "convergence", "pinned_down", "sensitivity"):
        assert {f"{figure}.png", f"{figure}.svg"} <= names
    results = json.loads((report / "results.json").read_text())
    assert not results["settings"]["real_chart"]
    assert len(results["facts"]) == 4 * len(PARTS)
    config = build(tomllib.loads((report / "calibrated.toml").read_text())).base
    assert config.parameters.trust_gain == results["values"]["parameters.trust_gain"]
    readme = (report / "README.md").read_text()
    assert f"`{TUNED[0].key}`" in readme
    assert "since its files were absent" in readme
    assert "Not run yet" not in readme

    # Again: everything is read, nothing measured, and the report is the same, byte for byte.
    first = {path: path.read_bytes() for path in report.iterdir()}
    monkeypatch.setattr(laboratory_module.orgsim, "sweep", None)
    run()
    assert {path: path.read_bytes() for path in report.iterdir()} == first


@pytest.mark.parametrize("changes", [{"replications": 2}, {"people": 41}, {"seed": 7}])
def test_other_settings_need_another_folder(small, changes, capsys):
    from typer import Exit

    _, _, run = small
    with pytest.raises(Exit) as raised:
        run(**changes)
    assert raised.value.exit_code == 2
    assert "was made with other settings" in capsys.readouterr().err


def test_a_start_that_is_no_number_is_told(tmp_path):
    from calibration.report import start_values

    (tmp_path / "start.toml").write_text(f"{KEYS[0]} = 'fast'\n")
    with pytest.raises(UserError, match=f"{KEYS[0]}: must be a number; or remove the file"):
        start_values(tmp_path / "start.toml")


def test_a_start_outside_its_prior_is_told(tmp_path):
    from calibration.report import start_values

    start = dict(zip(KEYS, defaults().tolist(), strict=True)) | {"levers.leader_modelling": 0.9}
    (tmp_path / "start.toml").write_text(tomli_w.dumps(tables_of(start)))
    with pytest.raises(
        UserError, match=r"leader_modelling: 0.9 is outside its prior \(.*0.1 to 0.5"
    ):
        start_values(tmp_path / "start.toml")
