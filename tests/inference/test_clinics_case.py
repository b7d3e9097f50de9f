"""The worked case: its files are those of its script, and its truth is recovered from them."""

import shutil
import sys

import numpy as np
import pytest

from orgsim.config.files import ConfigFile
from orgsim.inference.answer_data import LEAVERS
from orgsim.inference.fit import Inputs, fit
from orgsim.inference.scores import covered
from orgsim.inference.survey.leavers_file import read_leavers
from orgsim.inference.survey.programmes_file import read_programmes
from orgsim.inference.survey.waves_file import read_waves
from orgsim.organise import draw_organisation
from orgsim.shipped import shipped
from orgsim.study.catalogue import Entry
from orgsim.study.known_truth import inputs_of, truth_of
from orgsim.study.questionnaires import last_waves

CONFIGS = shipped("configs")
FILES = ("chart", "ties", "waves", "leavers", "programmes")
BRIEF = 156
"""Weeks of rest at most, of the truth and of the fit alike."""


@pytest.fixture(scope="module")
def case():
    """The script that makes the case, as it stands beside its experiment."""
    entry = Entry(shipped("experiments/18_own_organisation"))
    entry.load()
    return sys.modules[f"orgsim_experiment_{entry.folder.name}.clinics_case"]


def brief(file):
    run = file.base.run.model_copy(update={"most_rest_weeks": BRIEF})
    return ConfigFile(file.base.model_copy(update={"run": run}), {})


def test_files_are_those_that_the_script_makes(case, tmp_path):
    """To make them anew: python -m experiments.18_own_organisation.clinics_case."""
    (tmp_path / "clinics").mkdir()
    shutil.copy(CONFIGS / "clinics.toml", tmp_path)
    case.write_case(tmp_path)
    for name in FILES:
        path = f"clinics/{name}.csv"
        assert (tmp_path / path).read_bytes() == (CONFIGS / path).read_bytes(), name


@pytest.fixture(scope="module")
def read(case):
    """What is read of the shipped files."""
    config = case.clinics(CONFIGS).base
    organisation = draw_organisation(config, config.run.seed).organisation
    folder = CONFIGS / "clinics"
    survey = read_waves(folder / "waves.csv", organisation, [each.name for each in config.themes])
    return Inputs(
        survey,
        read_leavers(folder / "leavers.csv", organisation, survey),
        read_programmes(folder / "programmes.csv", organisation, survey),
    )


def test_what_is_read_is_what_was_found(case, read):
    """To the digits of the file: .005 on a scale of 1 to 5, half a percent."""
    truth = truth_of(case.clinics(CONFIGS), case.ASKED, case.TRUTH)
    found = inputs_of(truth, case.ANSWERING)
    assert read.survey.answers.who == found.survey.answers.who
    assert read.survey.answers.item == found.survey.answers.item
    np.testing.assert_array_equal(read.survey.answers.week, found.survey.answers.week)
    np.testing.assert_array_equal(read.survey.answers.answers, found.survey.answers.answers)
    np.testing.assert_allclose(read.survey.answers.value, found.survey.answers.value, atol=0.0051)
    np.testing.assert_array_equal(read.leavers.week, found.leavers.week)
    in_departments = truth.groups.cell >= 0
    assert np.count_nonzero(~in_departments) == 6, "the board, of whom nobody asks"
    left = truth.left[:, in_departments].sum()
    assert read.leavers.count.sum() == found.leavers.count.sum() == left
    assert [each._replace(row=2) for each in read.programmes] == list(found.programmes)


def test_the_survey_is_as_personnel_departments_have_it(case, read):
    people = draw_organisation(case.clinics(CONFIGS).base, 18).organisation.people
    assert 290 <= people <= 310
    assert len(read.survey.waves) == 3
    assert not read.survey.answers.person.any()
    assert read.survey.answers.answers.min() == 5
    assert read.survey.notes.empty > 50
    assert set(read.survey.answers.favourable) == {True, False}


def test_waves_left_out_move_the_beginning(read):
    one = last_waves(read, 1)
    assert set(one.survey.answers.week) == {0}
    assert one.programmes[0].start == read.programmes[0].start - 52
    assert one.leavers.week.max() < 1
    assert len(one.survey.waves) == 1


@pytest.mark.slow
def test_the_truth_is_recovered(case):
    """Of 11 levers 7 or more lie in 90 % intervals of so small an ensemble, which hold .8 (experiment
    18; fewer would be in 5 of 100 truths), and departments are known better than beforehand.
    """
    file = brief(case.clinics(CONFIGS))
    truth = truth_of(file, case.ASKED, case.TRUTH)
    found = fit(file, inputs_of(truth, case.ANSWERING), members=64)
    levers = np.array([values[:, -1] for values in found.after.levers.values()]).T
    true = np.array([truth.values.levers[name][0, -1] for name in found.after.levers])
    assert covered(levers, true).sum() >= 7
    data = found.history.data
    asked = np.array([data.questions[number].item != LEAVERS for number in data.question])
    before = np.abs(np.median(found.expected, axis=0) - data.value)[asked].mean()
    after = np.abs(np.median(found.simulated.outputs, axis=0) - data.value)[asked].mean()
    assert after < 0.6 * before
    inside = truth.groups.inside / truth.groups.inside.sum(axis=1, keepdims=True)
    for name in ("trust", "engagement", "practice"):
        people = inside.shape[1]
        now = found.states[name].reshape(64, people, -1).mean(axis=2) @ inside.T
        is_so = truth.states[name].reshape(people, -1).mean(axis=1) @ inside.T
        spread = np.abs(np.median(now, axis=0) - is_so).mean()
        assert spread < 0.12, name
        assert covered(now, is_so).mean() > 0.6, name
