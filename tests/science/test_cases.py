"""What the cases in configs/ claim, at the size of their files or less.

Differences between scenarios are paired: the same people and the same random draws. A claim holds
if the 95 %
interval over the replications lies wholly on its side of the bound, so by chance alone one claim in
forty would hold at its bound. Seeds are fixed; where a number is compared with a published one, the
tolerance is stated and wider than the interval.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

import orgsim
from orgsim.analysis.comparison import paired_difference
from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.analysis.intervals import estimate
from orgsim.engine.ensemble import Ensemble
from orgsim.organise import imported
from orgsim.simulation import simulate

CONFIGS = Path(__file__).parents[2] / "configs"
CASES = ("baseline", "startup", "hospital", "retail", "imported")
REPLICATIONS = {"baseline": 20, "startup": 32, "hospital": 8, "retail": 12}


@cache
def case(name):
    """All scenarios of a case; hospitals of 600 people behave like those of 1,500."""
    changes = {"people": 600} if name == "hospital" else {}
    return orgsim.compare(CONFIGS / f"{name}.toml", replications=REPLICATIONS[name], **changes)


def series(name, scenario, measure):
    """A measure of a scenario, (weeks + 1, replications)."""
    return case(name)[scenario].measures[measure]


def difference(name, scenario, reference, measure, week=-1):
    """Paired difference of a measure in a week."""
    return paired_difference(
        series(name, scenario, measure)[week], series(name, reference, measure)[week]
    )


def below(name, scenario, reference, measure, week=-1, by=0.0):
    """Whether the whole interval of the difference lies below −by."""
    return difference(name, scenario, reference, measure, week).high < -by


def above(name, scenario, reference, measure, week=-1, by=0.0):
    """Whether the whole interval of the difference lies above by."""
    return difference(name, scenario, reference, measure, week).low > by


# every file


def test_there_are_no_other_cases():
    assert sorted(path.stem for path in CONFIGS.glob("*.toml")) == sorted(CASES)


@pytest.mark.parametrize("name", CASES)
def test_every_scenario_simulates(name):
    changes = ["run.weeks=3", "run.replications=1"]
    scenarios = orgsim.read_config(CONFIGS / f"{name}.toml", changes).scenarios
    assert len(scenarios) >= 4
    for result in simulate(scenarios).values():
        for measure, values in result.measures.items():
            if not measure.endswith("_icc"):  # a table of one has no variance between units
                assert np.isfinite(values[1:]).all(), measure


# a mid-size organisation: the claims of the texts, one by one


def test_leaders_who_walk_the_talk_drive_convergence():
    assert above("baseline", "walk_the_talk", "as_it_is", "alignment", by=0.02)
    assert above("baseline", "walk_the_talk", "as_it_is", "trust", by=0.01)
    assert above("baseline", "walk_the_talk", "as_it_is", "engagement")


def test_time_for_people_makes_it_more():
    assert above("baseline", "walk_and_time", "walk_the_talk", "alignment", by=0.01)
    assert above("baseline", "walk_and_time", "walk_the_talk", "engagement", by=0.01)


def test_packed_weeks_slow_it_down():
    assert below("baseline", "packed_weeks", "as_it_is", "alignment", by=0.01)
    assert below("baseline", "packed_weeks", "as_it_is", "engagement", by=0.01)


def test_words_are_heard_and_deeds_are_trusted():
    """A message told to everybody shows up leaders who do not live it; trust pays for it at first."""
    assert above("baseline", "words_only", "as_it_is", "message_fidelity", week=52, by=0.04)
    assert above("baseline", "words_only", "as_it_is", "say_do_gap", week=52, by=0.04)
    assert below("baseline", "words_only", "as_it_is", "trust", week=52, by=0.01)
    assert below("baseline", "walk_the_talk", "as_it_is", "say_do_gap", week=52, by=0.02)
    assert below("baseline", "words_only", "walk_the_talk", "trust", week=52, by=0.015)


def test_openness_of_hypocrites_costs_engagement_and_practice_though_not_trust():
    """Where little is seen trust fades anyway; what is seen of hypocrites is a demand on everybody."""
    for week in (52, 156):
        assert below("baseline", "open_hypocrisy", "quiet_hypocrisy", "engagement", week)
    assert below("baseline", "open_hypocrisy", "quiet_hypocrisy", "alignment")
    assert above("baseline", "open_hypocrisy", "quiet_hypocrisy", "trust", by=0.05)


def test_trust_is_lost_at_once_and_won_back_slowly():
    lost = -difference("baseline", "scandal", "as_it_is", "trust", week=60).mean
    a_year_later = -difference("baseline", "scandal", "as_it_is", "trust", week=112).mean
    assert lost > 0.15
    assert 0.1 * lost < a_year_later < 0.5 * lost


@pytest.mark.parametrize(
    ("measure", "low", "high"),
    [
        ("engaged_share", 0.15, 0.35),  # Gallup 2025: about one in five to one in four
        ("trust", 0.4, 0.6),
        ("leavers", 0.15, 0.27),  # a year
        ("hours_per_report", 1.0, 3.0),
        ("engagement_icc", 0.05, 0.2),  # Bliese 2000
    ],
)
def test_the_organisation_as_it_is_looks_like_one(measure, low, high):
    """The interval of the mean over the second and third year lies within the band."""
    found = estimate(series("baseline", "as_it_is", measure)[53:].mean(axis=0))
    assert low < found.low < found.high < high


def test_managers_are_more_engaged_than_others():
    """Shares of engaged people after two years, in eight organisations of eight runs each.

    Gallup 2025 has .27 of managers and .18 of others; here both lie within .15 to .35.
    """
    config = orgsim.read_config(CONFIGS / "baseline.toml").base
    managers, others = np.array([engaged_after_two_years(config, seed) for seed in range(8)]).T
    assert paired_difference(managers, others).low > 0
    assert estimate(others).low > 0.15
    assert estimate(managers).high < 0.35


def engaged_after_two_years(config, seed):
    """Shares of leaders and of others who are engaged, over eight runs of one organisation."""
    ensemble = Ensemble.of(config, seed, range(8))
    organisation = ensemble.organisation
    for _ in range(104):
        ensemble.step()
    engaged = ensemble.state("engagement") >= config.parameters.engaged_from
    return engaged[organisation.leaders].mean(), engaged[organisation.span == 0].mean()


def test_the_message_fades_with_the_levels():
    levels = case("baseline")["as_it_is"].levels["message_fidelity"][-1]
    fidelity = np.nanmean(levels, axis=1)
    assert fidelity[0] == 1
    assert (np.diff(fidelity[:3]) < 0).all()
    assert (fidelity[2:] < 0.9).all()


# the start-up


def test_the_founder_at_the_table_converges_within_a_year_and_a_half():
    gap = series("startup", "founder_present", "message_practice_gap")
    assert (convergence_week(gap, 0.5 * gap[0]) < 78).all()


def test_a_busy_founder_costs_alignment_and_engagement():
    assert below("startup", "founder_busy", "founder_present", "alignment", by=0.01)
    assert below("startup", "founder_busy", "founder_present", "engagement")
    assert below("startup", "founder_busy", "founder_present", "trust", by=0.05)


@pytest.mark.parametrize("week", [52, 104])
def test_growth_loses_alignment(week):
    for grown in ("grown_same_habits", "grown_with_leads", "grown_with_leaders"):
        assert below("startup", grown, "founder_present", "alignment", week)


def test_growth_loses_less_where_leads_learn_to_lead():
    assert below("startup", "grown_with_leads", "founder_present", "alignment", by=0.05)
    assert above("startup", "grown_with_leaders", "grown_with_leads", "alignment", by=0.02)


# the hospital


@pytest.mark.parametrize("scenario", ["rounds", "listening", "rounds_and_listening"])
def test_leaders_who_see_and_hear_notice_and_close_the_gap(scenario):
    """Their effort rises within half a year, their say–do gap and everybody's gap fall later."""
    assert above("hospital", scenario, "nothing", "modelling", week=39, by=0.05)
    assert below("hospital", scenario, "nothing", "say_do_gap", by=0.02)
    assert below("hospital", scenario, "nothing", "message_practice_gap", by=0.005)


def test_rounds_and_listening_close_it_earlier_than_either():
    gaps = {name: series("hospital", name, "message_practice_gap") for name in case("hospital")}
    week = {name: convergence_week(gap, 0.75 * gap[0]) for name, gap in gaps.items()}
    assert paired_difference(week["rounds_and_listening"], week["rounds"]).high < 0
    assert paired_difference(week["rounds_and_listening"], week["listening"]).high < 0
    assert paired_difference(week["listening"], week["nothing"]).high < 0


def test_seeing_and_hearing_are_worth_more_once_the_forms_are_gone():
    alignment = {name: series("hospital", name, "alignment")[-1] for name in case("hospital")}
    with_forms = alignment["rounds_and_listening"] - alignment["nothing"]
    without = alignment["all_three"] - alignment["fewer_forms"]
    assert paired_difference(without, with_forms).low > 0
    assert above("hospital", "fewer_forms", "nothing", "alignment", by=0.02)


# the retail chain: training from week 9 to 20

TRAINED = 20


def gain(scenario, week):
    """Practice beyond that of shops where nothing is done, (replications,)."""
    practice = [series("retail", name, "practice")[week] for name in (scenario, "nothing")]
    return practice[0] - practice[1]


def in_use(week):
    """Share of what there was to be learnt that the training alone has moved, (replications,)."""
    themes = case("retail")["nothing"].config.themes
    stated = np.average([t.stated for t in themes], weights=[t.weight for t in themes])
    return gain("training", week) / (stated - series("retail", "nothing", "practice")[week])


def test_training_alone_falls_back_within_a_year():
    """More than half of the gain is lost a year after its end, more than two thirds in the end."""
    at_once = gain("training", TRAINED)
    kept = [estimate(gain("training", week) / at_once) for week in (TRAINED + 52, 156)]
    assert estimate(at_once).low > 0.24
    assert kept[0].high < 0.5
    assert kept[1].high < 1 / 3


def test_training_in_use_is_near_to_what_is_published():
    """62, 44 and 34 % at once, after 6 and after 12 months (Saks & Belcourt 2006), within 10 points.

    Published studies ask those who stayed; shops lose and hire people all the time.
    """
    found = [in_use(week).mean() for week in (TRAINED, TRAINED + 26, TRAINED + 52)]
    np.testing.assert_allclose(found, [0.62, 0.44, 0.34], atol=0.1)


def test_managers_on_the_floor_make_it_stick():
    """From a year after the training on, what there is of both stays; what there is of training goes."""
    last, a_year_after = 156, TRAINED + 52
    stays = estimate(gain("both", last) / gain("both", a_year_after))
    goes = estimate(gain("training", last) / gain("training", a_year_after))
    assert goes.high < 0.65
    assert stays.low > 0.7
    assert above("retail", "both", "training", "practice", week=last, by=0.03)
    assert above("retail", "both", "managers_on_the_floor", "practice", week=last, by=0.03)


def test_managers_on_the_floor_are_worth_it_by_themselves():
    assert above("retail", "managers_on_the_floor", "nothing", "trust", by=0.08)
    assert above("retail", "managers_on_the_floor", "training", "engagement", by=0.02)


# the imported organisation


def test_the_imported_organisation_is_read_whole():
    config = orgsim.read_config(CONFIGS / "imported.toml").base
    organisation, survey = imported(config.organisation)[:2]
    assert (organisation.people, organisation.levels) == (62, 4)
    assert set(organisation.attributes) == {"name", "department"}
    assert len(np.unique(organisation.tie_weight)) > 3
    assert {name: int(np.isfinite(values).sum()) for name, values in survey.items()} == {
        "trust": 56,
        "engagement": 58,
        "habit:safety": 55,
        "habit:repair": 57,
    }
