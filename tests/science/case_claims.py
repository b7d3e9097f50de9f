"""What the cases in configs/ claim: numbers of every replication, and where their means have to lie.

A claim holds if the whole 95 % interval over the parameter sets lies on its side of the bound, so that
by chance alone one claim in forty would hold at its bound. Differences between scenarios are paired:
the same people, the same random draws, the same set. Bounds are below what was found, so that a claim
says what counts and no more.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import Estimate, estimate
from orgsim.simulation import ScenarioResult

Values = np.ndarray


class Case(NamedTuple):
    """All scenarios of a config, simulated side by side."""

    found: Mapping[str, ScenarioResult]

    @property
    def sets(self) -> Values | None:
        """The parameter set of each replication."""
        return next(iter(self.found.values())).sets

    def at(self, scenario: str, measure: str, week: int = -1) -> Values:
        """A measure in a week, (replications,)."""
        return self.found[scenario].measures[measure][week]

    def more(self, measure: str, scenario: str, than: str, week: int = -1) -> Values:
        """By how much a measure is higher than in another scenario."""
        return self.at(scenario, measure, week) - self.at(than, measure, week)

    def meanwhile(self, scenario: str, measure: str, weeks: range) -> Values:
        """The mean of a measure over some weeks."""
        return self.found[scenario].measures[measure][weeks.start : weeks.stop].mean(axis=0)

    def level(self, scenario: str, measure: str, level: int, week: int = -1) -> Values:
        """A measure of one level."""
        return self.found[scenario].levels[measure][week, level]


class Claim(NamedTuple):
    """What is said, the numbers it is about, and where the whole interval of their mean is."""

    says: str
    values: Callable[[Case], Values]
    above: float = -np.inf
    below: float = np.inf

    def estimate(self, case: Case) -> Estimate:
        """The mean of the numbers, with its interval over the parameter sets."""
        return estimate(self.values(case), case.sets)

    def holds(self, case: Case) -> bool:
        """Whether the whole interval is where it is said to be; what has none is nowhere."""
        found = self.estimate(case)
        return self.above < found.low and found.high < self.below


def raises(
    says: str, measure: str, scenario: str, than: str, week: int = -1, by: float = 0
) -> Claim:
    """A claim that a scenario has more of something than another one."""
    return Claim(says, lambda case: case.more(measure, scenario, than, week), above=by)


def lowers(
    says: str, measure: str, scenario: str, than: str, week: int = -1, by: float = 0
) -> Claim:
    """A claim that a scenario has less of something than another one."""
    return Claim(says, lambda case: case.more(measure, scenario, than, week), below=-by)


YEAR = 52

# a mid-size organisation

LED = "as_it_is"
SCANDAL = 60


def lost(week: int) -> Callable[[Case], Values]:
    """Trust that the scandal costs."""
    return lambda case: case.more("trust", LED, "scandal", week)


BASELINE = [
    raises(
        "leaders who do what they say close the gap", "alignment", "walk_the_talk", LED, by=0.01
    ),
    raises("... and are trusted more", "trust", "walk_the_talk", LED),
    raises("... and engage", "engagement", "walk_the_talk", LED),
    raises(
        "with time for people the gap closes more", "alignment", "walk_and_time", "walk_the_talk"
    ),
    raises("... with trust", "trust", "walk_and_time", "walk_the_talk", by=0.02),
    raises("... and engagement", "engagement", "walk_and_time", "walk_the_talk", by=0.01),
    raises("that is more than words do", "alignment", "walk_and_time", "words_only"),
    lowers("packed weeks open the gap", "alignment", "packed_weeks", LED, by=0.01),
    lowers("... and cost trust", "trust", "packed_weeks", LED, by=0.02),
    lowers("... and engagement", "engagement", "packed_weeks", LED, by=0.02),
    raises("words are heard within a year", "message_fidelity", "words_only", LED, YEAR, by=0.02),
    raises("... and acted on in part", "alignment", "words_only", LED),
    lowers(
        "leaders who only talk do less of it than those who walk the talk",
        "say_do_gap",
        "walk_the_talk",
        "words_only",
    ),
    lowers("hypocrisy opens the gap where little is seen", "alignment", "quiet_hypocrisy", LED),
    raises("... and less where all is", "alignment", "open_hypocrisy", "quiet_hypocrisy", by=0.02),
    Claim(
        "... which hardly moves it",
        lambda case: case.more("alignment", "open_hypocrisy", LED),
        -0.03,
        0.03,
    ),
    lowers("where little is seen it disengages", "engagement", "quiet_hypocrisy", LED),
    lowers("trust in leaders of whom little is seen falls, too", "trust", "quiet_hypocrisy", LED),
    Claim("a scandal costs trust at once", lost(SCANDAL), above=0.15),
    Claim(
        "less than half of it is still lost a year later",
        lambda case: lost(SCANDAL + YEAR)(case) - lost(SCANDAL)(case) / 2,
        below=0.0,
    ),
    Claim(
        "the top hears what is said",
        lambda case: case.level(LED, "message_fidelity", 0),
        0.99,
        1.01,
    ),
    Claim(
        "the message fades on its way to executives",
        lambda case: case.level(LED, "message_fidelity", 1) - 1,
        below=-0.02,
    ),
    Claim(
        "... and to managers",
        lambda case: (
            case.level(LED, "message_fidelity", 2) - case.level(LED, "message_fidelity", 1)
        ),
        below=0.0,
    ),
]

# the start-up

HERE, AWAY = "founder_present", "founder_busy"
STARTUP = [
    Claim(
        "at one table words and deeds agree", lambda case: case.at(HERE, "alignment", 0), above=0.9
    ),
    lowers("a busy founder costs alignment", "alignment", AWAY, HERE, by=0.02),
    lowers("... trust", "trust", AWAY, HERE, by=0.1),
    lowers("... and engagement", "engagement", AWAY, HERE, by=0.05),
    *(
        lowers(f"growth costs alignment: {grown}", "alignment", grown, HERE, week)
        for grown in ("grown_same_habits", "grown_with_leads")
        for week in (YEAR, 2 * YEAR)
    ),
    lowers(
        "whom one founder leads trust less",
        "trust",
        "grown_same_habits",
        "grown_with_leads",
        by=0.1,
    ),
    lowers(
        "... and are less engaged", "engagement", "grown_same_habits", "grown_with_leads", by=0.03
    ),
    raises(
        "leads who learn to lead keep more of it",
        "alignment",
        "grown_with_leaders",
        "grown_with_leads",
    ),
    raises("... with trust", "trust", "grown_with_leaders", "grown_with_leads", by=0.02),
    raises("... and engagement", "engagement", "grown_with_leaders", "grown_with_leads", by=0.01),
]

# the retail chain: training from week 9 to 20, time for people from week 9 to 47

TRAINED, END, FLOOR = 20, 156, "managers_on_the_floor"
ASKED, AFTERWARDS = range(9, 48), range(48, 87)


def gain(scenario: str, week: int) -> Callable[[Case], Values]:
    """Practice beyond that of shops where nothing is done."""
    return lambda case: case.more("practice", scenario, "nothing", week)


def kept(scenario: str, since: int, week: int) -> Callable[[Case], Values]:
    """What is left of a gain, as a share of it."""
    return lambda case: gain(scenario, week)(case) / gain(scenario, since)(case)


def quits(weeks: range) -> Callable[[Case], Values]:
    """Change of the share of people who leave, by that where nothing is done."""

    def change(case: Case) -> Values:
        asked, not_asked = (
            case.meanwhile(name, "leavers", weeks) for name in ("time_for_people", "nothing")
        )
        return asked / not_asked - 1

    return change


RETAIL = [
    Claim("training lifts practice at once", gain("training", TRAINED), above=0.05),
    Claim("four tenths are gone a year later", kept("training", TRAINED, TRAINED + YEAR), 0.4, 0.7),
    Claim("and most in the end", kept("training", TRAINED, END), below=0.4),
    Claim("with managers on the floor it stays", kept("both", TRAINED + YEAR, END), above=0.75),
    raises("... so that there is more in the end", "practice", "both", "training", END, by=0.03),
    raises(
        "training brings a year after what managers alone bring later",
        "practice",
        "both",
        FLOOR,
        TRAINED + YEAR,
        by=0.005,
    ),
    Claim(
        "in the end it is mostly managers who keep practice up",
        lambda case: gain(FLOOR, END)(case) - gain("both", END)(case) / 2,
        above=0.0,
    ),
    raises("managers on the floor are trusted", "trust", FLOOR, "nothing", by=0.05),
    raises(
        "... and their people are more engaged than by training", "engagement", FLOOR, "training"
    ),
    Claim("fewer quit where managers have time for them", quits(ASKED), below=-0.1),
    Claim("... which is mostly over afterwards", quits(AFTERWARDS), above=-0.15),
    Claim(
        "... and performance hardly changes",
        lambda case: (
            case.meanwhile("time_for_people", "performance", ASKED)
            - case.meanwhile("nothing", "performance", ASKED)
        ),
        -0.02,
        0.02,
    ),
]

# the hospital: most from week 13 on, the trial's programme in weeks 13 to 64

BEGUN, HALF_YEAR, WHOLE_YEAR = 12, 38, 64
PROGRAMME = "training_and_reminders"
WITH_LEADERS = "training_and_ward_leaders"
GAP = "message_practice_gap"


def closed(scenario: str, than: str, week: int) -> Callable[[Case], Values]:
    """G: the share of the gap at the beginning that a scenario closes beyond another one."""
    return lambda case: case.more(GAP, than, scenario, week) / case.at("nothing", GAP, BEGUN)


HOSPITAL = [
    raises("rounds close the gap", "alignment", "rounds", "nothing", by=0.01),
    lowers("... that of leaders, too", "say_do_gap", "rounds", "nothing", by=0.01),
    raises("... and are trusted", "trust", "rounds", "nothing", by=0.02),
    raises("leaders who only listen close a little of it", "alignment", "listening", "nothing"),
    raises("rounds do far more", "alignment", "rounds", "listening", by=0.01),
    raises("both do more than rounds", "alignment", "rounds_and_listening", "rounds"),
    raises("fewer forms close the gap", "alignment", "fewer_forms", "nothing", by=0.01),
    raises("all three do more than forms", "alignment", "all_three", "fewer_forms", by=0.01),
    raises("... and more than both", "alignment", "all_three", "rounds_and_listening", by=0.01),
    Claim(
        "the programme closes what the trial's did",
        closed(PROGRAMME, "nothing", HALF_YEAR),
        0.15,
        0.35,
    ),
    Claim("... in a year as well", closed(PROGRAMME, "nothing", WHOLE_YEAR), 0.2, 0.4),
    Claim("ward leaders close more of it", closed(WITH_LEADERS, PROGRAMME, HALF_YEAR), above=0.0),
    Claim("... in a year as well", closed(WITH_LEADERS, PROGRAMME, WHOLE_YEAR), above=0.0),
    raises("... and are trusted", "trust", WITH_LEADERS, PROGRAMME, WHOLE_YEAR, by=0.02),
    Claim(
        "two years after its end most of what the programme did is gone",
        lambda case: gain(WITH_LEADERS, END)(case) / gain(WITH_LEADERS, WHOLE_YEAR)(case),
        below=0.5,
    ),
    raises("where rounds go on there is more left", "alignment", "rounds", WITH_LEADERS),
]

# the imported organisation: most in weeks 9 to 34, what is for good from week 9 on

AT_ITS_END = 34
IMPORTED = [
    Claim(
        "people whom the survey found with less habit and trust than levers bring move from there",
        lambda case: case.at("nothing", "alignment", 8) - case.at("nothing", "alignment", 0),
        below=0.0,
    ),
    raises(
        "workshops of a department close the gap", "alignment", "workshops", "nothing", AT_ITS_END
    ),
    Claim(
        "... and most of it opens again in a year and a half",
        lambda case: (
            case.more("alignment", "workshops", "nothing")
            / case.more("alignment", "workshops", "nothing", AT_ITS_END)
        ),
        below=0.5,
    ),
    raises("a task force does, too", "alignment", "task_force", "nothing", AT_ITS_END),
    raises(
        "fewer signatures close it for good", "alignment", "fewer_signatures", "nothing", by=0.01
    ),
    raises(
        "so do heads who work beside their people", "alignment", "heads_show_it", "nothing", by=0.01
    ),
    raises("... and are trusted", "trust", "heads_show_it", "nothing"),
    *(
        raises(f"all of it does more than {alone}", "alignment", "all_of_it", alone, by=0.005)
        for alone in ("workshops", "fewer_signatures", "task_force", "heads_show_it")
    ),
]

CLINICS = [
    raises(
        "rounds at all sites close the gap", "alignment", "rounds_everywhere", "nothing", by=0.01
    ),
    raises("... and are trusted", "trust", "rounds_everywhere", "nothing", by=0.01),
    raises("fewer forms close it, too", "alignment", "fewer_forms", "nothing"),
    raises(
        "rounds do more than listening", "alignment", "rounds_everywhere", "listening", by=0.005
    ),
]

CLAIMS: Mapping[str, list[Claim]] = {
    "baseline": BASELINE,
    "startup": STARTUP,
    "retail": RETAIL,
    "hospital": HOSPITAL,
    "imported": IMPORTED,
    "clinics": CLINICS,
}
"""What each case claims."""
