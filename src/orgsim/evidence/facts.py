"""The stylised facts, declared: what was found, where, and the band that the model has to reach.

Targets and bands are quoted after abstracts and secondary sources (docs/odd.md, section 11), but
where a source says "read". How each value is measured stands with its measure.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One number of a fact: its target, the band [low, high] it has to lie in, and its meaning."""

    name: str
    target: float
    low: float
    high: float
    meaning: str

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band; NaN does not."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Fact:
    """A stylised fact: met if all its parts are. The first part is the primary one."""

    number: int
    name: str
    statement: str
    source: str
    parts: tuple[Part, ...]

    @property
    def primary(self) -> Part:
        """The part that stands for the fact."""
        return self.parts[0]


def _fact(number: int, statement: str, source: str, *parts: tuple) -> Fact:
    made = tuple(Part(*part) for part in parts)
    return Fact(number, made[0].name, statement, source, made)


FACTS: tuple[Fact, ...] = (
    _fact(
        1,
        "those who find their superior's words and deeds in line are more engaged",
        "Davis & Rothstein 2006",
        ("integrity_attitudes", 0.48, 0.36, 0.60, "r(trust in the superior, engagement)"),
    ),
    _fact(
        2,
        "those who trust their leader think less of quitting, and perform a little better",
        "Dirks & Ferrin 2002",
        ("trust_quitting", -0.40, -0.50, -0.30, "r(trust, intention to quit)"),
        ("trust_performance", 0.16, 0.06, 0.26, "r(trust, performance)"),
    ),
    _fact(
        3,
        "the engaged perform better",
        "Christian et al. 2011; a later meta-analysis",
        ("engagement_performance", 0.40, 0.36, 0.43, "r(engagement, performance)"),
    ),
    _fact(
        4,
        "fewer people leave business units that are more engaged",
        "Harter et al. 2002",
        (
            "unit_engagement_turnover",
            -0.30,
            -0.45,
            -0.15,
            "r(mean engagement of business units, share leaving in the year after)",
        ),
    ),
    _fact(
        5,
        "engagement differs between units, but mostly within them",
        "Bliese 2000",
        ("engagement_icc", 0.12, 0.05, 0.20, "ICC(1) of engagement over units"),
    ),
    _fact(
        6,
        "most of the difference between units goes back to who leads them",
        "Gallup 2015",
        (
            "manager_share",
            0.70,
            0.70,
            1.00,
            "share of the variance of engagement between units that the leader explains",
        ),
    ),
    _fact(
        7,
        "a quarter of the managers are engaged, and fewer of the others",
        "Gallup 2025",
        ("engaged_managers", 0.27, 0.15, 0.35, "share of leaders who are engaged"),
        ("engaged_others", 0.18, 0.10, 0.30, "share of the others who are engaged"),
        ("managers_more_engaged", 0.09, 0.00, 0.30, "difference of the two shares"),
    ),
    _fact(
        8,
        "training is used less as time goes by",
        "Saks & Belcourt 2006",
        ("training_half_year", 0.44, 0.36, 0.52, "share of training in use after half a year"),
        ("training_at_once", 0.62, 0.54, 0.70, "share in use at the programme's end"),
        ("training_one_year", 0.34, 0.26, 0.42, "share in use after a year"),
    ),
    _fact(
        9,
        "training is used more where the superior supports it",
        "Blume et al. 2010",
        ("support_transfer", 0.31, 0.20, 0.42, "r(support seen, training in use)"),
    ),
    _fact(
        10,
        "what the top does reaches employees through their superiors, and fades on the way",
        "Mayer et al. 2009; Schaubroeck et al. 2012",
        ("trickle_down", 0.70, 0.50, 1.00, "share of the effect that superiors mediate"),
        ("trickle_fading", 0.40, 0.00, 0.90, "effect at the bottom / first below executives"),
    ),
    _fact(
        11,
        "feedback helps on average, and harms in more than a third of the cases",
        "Kluger & DeNisi 1996",
        ("feedback_harm", 0.38, 0.20, 0.50, "share of units whose performance falls"),
        ("feedback_help", 0.41, 0.00, 1.50, "mean effect in standard deviations of units"),
    ),
    _fact(
        12,
        "purpose does nothing without clarity, and clear middle managers are what it takes",
        "Gartenberg et al. 2019",
        (
            "purpose_without_clarity",
            0.25,
            -0.50,
            0.50,
            "effect of purpose without clarity / with clarity",
        ),
        (
            "purpose_clarity_middle",
            0.70,
            0.50,
            1.30,
            "gain from clarity of middle managers / of all leaders",
        ),
    ),
    _fact(
        13,
        "a committed minority of a quarter tips a norm",
        "Centola et al. 2018",
        ("committed_minority", 0.25, 0.10, 0.40, "share of the committed that tips the others"),
    ),
    _fact(
        14,
        "those who fit think less of quitting, and leave a little less",
        "Kristof-Brown et al. 2005",
        ("fit_quitting", -0.35, -0.45, -0.25, "r(fit, intention to quit)"),
        ("fit_turnover", -0.14, -0.24, -0.04, "r(fit, left within a year)"),
    ),
    _fact(
        15,
        "leavers draw leavers, beyond what made them leave",
        "Felps et al. 2009",
        (
            "turnover_contagion",
            0.10,
            0.00,
            5.00,
            "log odds of leaving by a standard deviation of peers' departures",
        ),
    ),
    _fact(
        16,
        "trust is lost faster than gained",
        "Slovic 1993",
        ("trust_asymmetry", 3.0, 2.0, 5.0, "loss on bad evidence / gain on good evidence"),
    ),
    _fact(
        17,
        "middle managers have about a quarter of their time for people, in uneven spans",
        "McKinsey 2023; Gallup 2025",
        ("time_for_people", 0.28, 0.22, 0.34, "hours for reports / hours of middle managers"),
        ("span_median", 5.5, 5.0, 6.0, "median span of control"),
        ("span_mean", 12.0, 8.0, 14.0, "mean span of control"),
    ),
    _fact(
        18,
        "few managers can name the priorities, and fewer further down",
        "Sull et al. 2018",
        ("priorities_named", 0.28, 0.18, 0.38, "share of managers near all that is stated"),
        ("fidelity_slope", -0.05, -0.50, 0.00, "slope of messages' fidelity by level"),
    ),
)
"""The facts, by number; a part's name stands for it everywhere."""

PARTS: tuple[str, ...] = tuple(part.name for fact in FACTS for part in fact.parts)
"""The names of all parts, in their order."""
