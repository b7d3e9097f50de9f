"""Every number of the model, declared once: default, range, unit, meaning, source.

Validation, the tables of `orgsim parameters`, the documents, sliders and sweep limits read these
declarations, and the kernel finds a number by its row among them.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from orgsim.model.states import STATES

ASSUMED, INFERRED = "assumed", "inferred"
"""Sources of a size: argued for only, or fitted to facts and field trials (experiments/00_calibration)."""


@dataclass(frozen=True)
class Quantity:
    """One number: its default, its range [low, high], unit, meaning and source.

    `held_by` says at whose position a lever is read: the leader's, or that of the person concerned.
    `mechanism` is the switch that turns the number to 0 (see MECHANISMS).
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    meaning: str
    source: str = ASSUMED
    held_by: str = ""
    mechanism: str = ""


SHARE, RATE, WEIGHT = "share", "share a week", "relative weight"


def _parameter(name, default, high, unit, meaning, source=INFERRED, *, low=0.0, off="") -> Quantity:
    return Quantity(name, default, low, high, unit, meaning, source, mechanism=off)


def _lever(name, default, unit, held_by, meaning, source=ASSUMED, *, high=1.0, off="") -> Quantity:
    return Quantity(name, default, 0.0, high, unit, meaning, source, held_by, off)


def _trait(name, mean, spread, meaning, source=ASSUMED) -> "Trait":
    """The ranges are those of the state that the trait is or initialises."""
    low, high = (STATES[name].low, STATES[name].high) if name in STATES else (0.0, 1.0)
    return Trait(
        Quantity(name, mean, low, high, "mean over people", meaning, source),
        Quantity(name, spread, 0.0, high, "standard deviation", meaning, source),
    )


@dataclass(frozen=True)
class Trait:
    """How a trait or initial state is distributed over people, at the start and among newcomers."""

    mean: Quantity
    spread: Quantity

    @property
    def name(self) -> str:
        """The trait's name."""
        return self.mean.name


PARAMETERS = (
    # attention
    _parameter(
        "hours",
        40.0,
        100.0,
        "hours a week",
        "a leader's hours for people at zero time constraint",
        ASSUMED,
    ),
    _parameter(
        "least_attention",
        0.5,
        1.0,
        SHARE,
        "share of the available hours that a fully disengaged leader gives to people (s₀)",
        ASSUMED,
    ),
    _parameter(
        "half_contact_hours",
        1.97,
        20.0,
        "hours a week",
        "hours per report at which the chance of meeting in a week is one half (x½)",
        "inferred; direction: Gittell 2001",
        off="attention",
    ),
    # communication
    _parameter(
        "message_uptake",
        0.487,
        1.0,
        RATE,
        "how fast a report adopts what the leader says (κ)",
        off="cascade",
    ),
    _parameter(
        "mentoring_uptake",
        0.02,
        1.0,
        RATE,
        "how fast a fully mentored person learns the stated message",
        "assumed; mentors as agents of socialisation: Chao et al. 1992",
        off="cascade",
    ),
    _parameter(
        "message_fading",
        0.018,
        1.0,
        RATE,
        "how fast a message that is not repeated fades towards habit (φ_m)",
        "direction: Murre & Dros 2015; size inferred",
        off="forgetting",
    ),
    _parameter(
        "slur",
        0.282,
        1.0,
        "points",
        "largest random distortion of a message at zero transparency",
        "inferred; direction: Sull et al. 2018",
        off="distortion",
    ),
    _parameter(
        "slant_size",
        0.0622,
        1.0,
        "points",
        "largest lasting slant of a fully inconsistent leader",
        off="distortion",
    ),
    _parameter(
        "clarity_tolerance",
        0.183,
        1.0,
        "points",
        "distance of a person's message from the stated one at which clarity is zero",
        "direction: Gartenberg et al. 2019; size inferred",
        low=0.01,
    ),
    _parameter(
        "visibility_at_distance",
        0.813,
        1.0,
        SHARE,
        "how visible a fully transparent leader's deeds are without meeting (q)",
        off="visibility",
    ),
    _parameter(
        "distance_thinning",
        0.0303,
        2.0,
        "per report",
        "how much less visible a leader is at a distance for each report (d)",
        "inferred; direction: Gittell 2001",
        off="thinning",
    ),
    # practice
    _parameter(
        "practice_change",
        0.898,
        1.0,
        RATE,
        "how fast an engaged person's practice changes (α)",
        "within weeks: Schneider et al. 2009; size inferred",
        off="practice",
    ),
    _parameter(
        "deed_weight",
        1.69,
        10.0,
        WEIGHT,
        "pull of the leader's deeds",
        "inferred; leading by example: Bandura 1977",
        off="deeds",
    ),
    _parameter(
        "bad_example",
        1.9,
        5.0,
        "times the pull of deeds",
        "extra pull of deeds worse than one's own (β)",
        "Baumeister et al. 2001, Lankford et al. 2003; size inferred",
        off="asymmetry",
    ),
    _parameter("peer_weight", 8.52, 10.0, WEIGHT, "pull of informal ties", off="peers"),
    _parameter(
        "conformity",
        0.421,
        1.0,
        "share",
        "how strongly people conform to the majority of their peers (D)",
        "Boyd & Richerson 1985; size inferred",
        off="conformism",
    ),
    _parameter(
        "effort_effect",
        1.0,
        1.0,
        SHARE,
        "share of behaviour that full effort controls with an empty calendar (μ)",
        "direction: Wood & Neal 2007; size assumed",
        off="effort",
    ),
    _parameter("busyness_cost", 0.982, 1.0, SHARE, "share of effort lost with a full calendar"),
    # trust
    _parameter(
        "gap_tolerance",
        0.983,
        1.0,
        "points",
        "word–deed gap at which perceived integrity is zero",
        "Simons 2002; size inferred",
        low=0.01,
    ),
    _parameter(
        "trust_propensity",
        0.151,
        1.0,
        "points per point of disposition",
        "how much more integrity people with a positive disposition perceive",
        "Mayer et al. 1995; size inferred",
        off="trust",
    ),
    _parameter(
        "trust_gain",
        0.0444,
        1.0,
        RATE,
        "how fast trust grows with favourable evidence (η₊)",
        "Slovic 1993 (slower than it is lost: not so by default); size inferred",
        off="trust",
    ),
    _parameter(
        "trust_loss",
        0.0235,
        1.0,
        RATE,
        "how fast trust falls with unfavourable evidence (η₋)",
        "Slovic 1993 (faster than it is gained: not so by default); size inferred",
        off="trust",
    ),
    _parameter(
        "trust_fading",
        0.0935,
        1.0,
        RATE,
        "how fast trust fades when nothing is seen (φ)",
        off="trust",
    ),
    _parameter(
        "trust_in_the_dark",
        0.358,
        1.0,
        "points",
        "trust of people who never see their leader act (τ₀)",
    ),
    _parameter(
        "trust_carried_over",
        0.5,
        1.0,
        SHARE,
        "share of trust in a leader that carries over to the successor; off: all of it",
        ASSUMED,
        off="trust",
    ),
    # engagement
    _parameter(
        "engagement_change",
        0.171,
        1.0,
        RATE,
        "how fast engagement moves towards its target (η)",
        off="engagement",
    ),
    _parameter(
        "engagement_base",
        -0.646,
        3.0,
        "σ scale",
        "engagement without resources and demands (b₀)",
        low=-3.0,
    ),
    _parameter(
        "resource_effect",
        5.59,
        10.0,
        "σ scale",
        "effect of all resources (b_R)",
        "direction: Bakker & Demerouti 2017; size inferred",
    ),
    _parameter(
        "demand_effect",
        2.12,
        10.0,
        "σ scale",
        "effect of all demands (b_D)",
        "direction: Bakker & Demerouti 2017; size inferred",
    ),
    _parameter("resource_trust", 0.25, 1.0, WEIGHT, "weight of trust", ASSUMED),
    _parameter(
        "resource_recognition", 0.37, 1.0, WEIGHT, "weight of recognition when meeting the leader"
    ),
    _parameter("resource_autonomy", 0.217, 1.0, WEIGHT, "weight of autonomy"),
    _parameter("resource_growth", 0.0237, 1.0, WEIGHT, "weight of learning"),
    _parameter(
        "resource_fit", 0.0423, 1.0, WEIGHT, "weight of the fit between habits and stated values"
    ),
    _parameter(
        "resource_progress", 0.0563, 1.0, WEIGHT, "weight of progress towards goals", off="goals"
    ),
    _parameter("demand_busyness", 0.4, 1.0, WEIGHT, "weight of busyness", ASSUMED),
    _parameter("demand_hypocrisy", 0.355, 1.0, WEIGHT, "weight of the leader's visible say–do gap"),
    _parameter("demand_red_tape", 0.0998, 1.0, WEIGHT, "weight of red tape"),
    _parameter(
        "demand_overreach",
        0.0351,
        1.0,
        WEIGHT,
        "weight of goals beyond a person's skill",
        off="goals",
    ),
    _parameter(
        "demand_criticism",
        0.0538,
        1.0,
        WEIGHT,
        "weight of criticism a leader receives",
        "direction: Kluger & DeNisi 1996; size inferred",
        off="feedback",
    ),
    _parameter(
        "peer_contagion",
        0.00932,
        0.5,
        RATE,
        "pull of peers' engagement (ε_p)",
        "direction: Barsade 2002; size inferred",
        off="contagion",
    ),
    _parameter(
        "leader_contagion",
        0.267,
        0.5,
        RATE,
        "pull of the leader's engagement (ε_l)",
        "direction: Sy, Côté & Saavedra 2005; size inferred",
        off="contagion",
    ),
    # feedback
    _parameter(
        "voice_effect",
        0.0284,
        1.0,
        RATE,
        "effort gained from the say–do gaps reported to a leader (ν)",
        "direction: Carver & Scheier 1982; size inferred",
        off="feedback",
    ),
    _parameter(
        "example_effect",
        0.817,
        1.0,
        SHARE,
        "share of missing effort that a trusted leader's visible full effort inspires (c)",
        "direction: Mayer et al. 2009; size inferred",
        off="example",
    ),
    _parameter(
        "effort_return",
        0.117,
        1.0,
        RATE,
        "how fast effort returns to its baseline (δ)",
        off="relapse",
    ),
    _parameter("least_ownership", 0.51, 1.0, "points", "effort without participation"),
    _parameter(
        "ownership_of_participation", 0.882, 1.0, "points", "effort added by full participation"
    ),
    # goals
    _parameter(
        "goal_spread",
        0.0587,
        1.0,
        "points",
        "scale of the difference between skill and difficulty",
        low=0.01,
    ),
    _parameter(
        "commitment_trust",
        0.05,
        1.0,
        WEIGHT,
        "weight of trust in commitment",
        "direction: Locke & Latham 2002",
    ),
    _parameter(
        "commitment_participation",
        0.316,
        1.0,
        WEIGHT,
        "weight of participation in commitment",
        "direction: Locke & Latham 2002; size inferred",
    ),
    _parameter(
        "commitment_engagement",
        0.127,
        1.0,
        WEIGHT,
        "weight of engagement in commitment",
        "direction: Locke & Latham 2002; size inferred",
    ),
    # skill and habit
    _parameter(
        "development_effect",
        0.01,
        1.0,
        RATE,
        "learning rate at full development (λ_d)",
        ASSUMED,
        off="learning",
    ),
    _parameter(
        "mentoring_effect",
        0.01,
        1.0,
        RATE,
        "learning rate at full mentoring (λ_m)",
        ASSUMED,
        off="learning",
    ),
    _parameter(
        "skill_fading",
        0.01,
        1.0,
        RATE,
        "how fast skill decays (φ_s)",
        "direction: Arthur et al. 1998",
        off="learning",
    ),
    _parameter(
        "habit_change",
        0.17,
        1.0,
        RATE,
        "how fast practice becomes habit (ρ)",
        "0.27 for a single act: 95 % in 66 days (Lally et al. 2010); inferred for whole routines",
        off="habit",
    ),
    _parameter(
        "training_habit",
        1.39,
        10.0,
        "times the effect on the message",
        "how fast training changes habits, relative to how fast it teaches the message (t)",
        off="drill",
    ),
    _parameter(
        "habit_support",
        0.959,
        1.0,
        SHARE,
        "share of habit formation that requires seeing the leader do the same",
        "direction: Blume et al. 2010, Bandura 1977; size inferred",
        off="reinforcement",
    ),
    _parameter(
        "habit_return",
        0.0109,
        1.0,
        RATE,
        "how fast habits return to the values people joined with",
        "values are stable: Schwartz 1992; size inferred",
        off="character",
    ),
    # turnover
    _parameter(
        "exit_base",
        4.56e-05,
        1.0,
        "chance a week",
        "baseline chance of leaving, when engaged and fitting",
        off="turnover",
    ),
    _parameter(
        "exit_disengagement",
        361.0,
        1000.0,
        "times the base",
        "chance added by disengagement, cubed",
        "direction: Lee & Mitchell 1994; size inferred",
    ),
    _parameter(
        "exit_misfit",
        513.0,
        1000.0,
        "times the base",
        "chance added by misfit, cubed",
        "direction: Lee & Mitchell 1994; size inferred",
    ),
    _parameter(
        "exit_contagion",
        77.2,
        1000.0,
        "times the base",
        "chance added by departures of peers",
        "direction: Felps et al. 2009; size inferred",
    ),
    # below 1, because a recency of exactly 1 marks those who left at the end of the week before
    _parameter(
        "departure_memory",
        0.9,
        0.99,
        RATE,
        "share of a departure's recency kept from week to week",
        ASSUMED,
    ),
    # measures
    _parameter(
        "engaged_from", 0.646, 1.0, "points", "engagement from which a person counts as engaged"
    ),
)

LEVERS = (
    _lever(
        "leader_modelling",
        0.105,
        "effort",
        "leader",
        "baseline effort of leaders to do what they say",
        INFERRED,
    ),
    _lever("transparency", 0.5, SHARE, "leader", "how open leaders are about words and deeds"),
    _lever(
        "time_constraint",
        0.645,
        SHARE,
        "leader",
        "share of a leader's week that is not available for people",
        "inferred; middle managers spend about 28 % of their time on people: McKinsey 2023",
    ),
    _lever("inconsistency", 0.419, SHARE, "leader", "how far leaders slant the message", INFERRED),
    _lever("feedback", 0.3, SHARE, "leader", "how much leaders ask for feedback and listen to it"),
    _lever(
        "broadcast",
        0.005,
        RATE,
        "person",
        "how fast people learn the stated message from broadcasts",
    ),
    _lever("training", 0.0, RATE, "person", "how fast training changes message and habit"),
    _lever("workshops", 0.0, RATE, "person", "how fast workshops move habits towards the message"),
    _lever("coaching", 0.1, SHARE, "person", "share of personal resistance that coaching removes"),
    _lever("mentoring", 0.1, SHARE, "person", "how much people are mentored"),
    _lever("development", 0.2, SHARE, "person", "how much people's skills are developed"),
    _lever(
        "recognition",
        0.4,
        SHARE,
        "person",
        "how much recognition people get when they meet their leader",
    ),
    _lever("autonomy", 0.5, SHARE, "person", "how much people decide for themselves"),
    _lever("participation", 0.3, SHARE, "person", "how much say people have in their goals"),
    _lever(
        "red_tape",
        0.307,
        SHARE,
        "person",
        "how far procedures stand in the way of change",
        INFERRED,
    ),
    _lever(
        "goal_difficulty",
        0.595,
        "points",
        "person",
        "difficulty of goals, on the same scale as skill",
        INFERRED,
    ),
    _lever("workload", 0.846, SHARE, "person", "workload of people without reports", INFERRED),
    _lever(
        "hiring_fit",
        0.2,
        SHARE,
        "person",
        "how far selection shifts newcomers' habits towards stated values",
    ),
    _lever(
        "exit_pressure",
        0.0,
        "chance a week",
        "person",
        "chance of being made to leave",
        off="turnover",
    ),
)

TRAITS = (
    _trait(
        "resistance",
        0.275,
        0.15,
        "resistance to change (r)",
        "Oreg 2003; mean inferred, spread assumed",
    ),
    _trait(
        "disposition",
        0.0,
        0.581,
        "personal baseline of engagement (d), σ scale",
        "mean 0 assumed, spread inferred",
    ),
    _trait(
        "understanding",
        0.5,
        0.2,
        "initial message, from own habit (0) to the stated message (1)",
    ),
    _trait("engagement", 0.5, 0.15, "engagement at the start (e)"),
    _trait("skill", 0.5, 0.15, "skill at the start (s)"),
    _trait(
        "aptitude",
        0.4,
        0.131,
        "skill that work alone maintains",
        "lasting differences: Schmidt & Hunter 1998; mean assumed, spread inferred",
    ),
    _trait(
        "integrity",
        0.0,
        0.0694,
        "effort to do what one says, above or below what is asked",
        "leaders differ: Simons 2002; mean 0 assumed, spread inferred",
    ),
    _trait("trust", 0.5, 0.101, "trust at the start (τ)", "mean assumed, spread inferred"),
    _trait("habit", 0.265, 0.0983, "values, and habit at the start (h), for each theme", INFERRED),
)

NORMALISED = (
    (
        "resource_trust",
        "resource_recognition",
        "resource_autonomy",
        "resource_growth",
        "resource_fit",
        "resource_progress",
    ),
    (
        "demand_busyness",
        "demand_hypocrisy",
        "demand_red_tape",
        "demand_overreach",
        "demand_criticism",
    ),
    ("commitment_trust", "commitment_participation", "commitment_engagement"),
)
"""Groups of relative weights; the engine divides each by its sum (unless all are 0)."""

MECHANISMS = {
    "attention": "leaders' hours limit meetings; off: leaders with any time meet everybody every week",
    "cascade": "messages pass from leader to report",
    "distortion": "messages are distorted and slanted on the way",
    "forgetting": "messages that are not repeated fade",
    "visibility": "deeds are seen without meeting",
    "thinning": "leaders with many reports are less visible at a distance",
    "practice": "practice follows deeds, peers, habit and effort; off: it stays",
    "deeds": "leaders' deeds influence practice",
    "asymmetry": "bad examples pull more strongly than good ones",
    "peers": "informal ties influence practice",
    "conformism": "people conform to the majority of their peers",
    "effort": "people make an effort to do what they say",
    "example": "a trusted leader's effort inspires effort in others",
    "trust": "trust responds to what is seen",
    "engagement": "engagement follows resources and demands",
    "contagion": "engagement spreads from peers and leaders",
    "feedback": "feedback makes leaders try harder, and lowers their engagement",
    "relapse": "effort returns to its baseline",
    "goals": "goals give a sense of progress, or overreach",
    "learning": "skill grows and decays",
    "habit": "practice becomes habit",
    "drill": "training also changes habits",
    "reinforcement": "habits form if leaders are seen doing the same; off: they form anyway",
    "character": "habits return to the values people joined with",
    "turnover": "people leave and are replaced",
}
"""Every switch; off sets the quantities that name it to 0 (trust_carried_over to 1)."""

ParameterRow: Any = IntEnum("ParameterRow", [q.name for q in PARAMETERS], start=0)
"""Row of a parameter in the kernel's table (parameters, runs)."""

GroupRow: Any = IntEnum(
    "GroupRow",
    [q.name for q in LEVERS]
    + [f"{trait.name}_mean" for trait in TRAITS]
    + [f"{trait.name}_spread" for trait in TRAITS],
    start=0,
)
"""Row of a lever or trait in the kernel's table (groups, levers and traits, runs)."""

BY_NAME = {quantity.name: quantity for quantity in (*PARAMETERS, *LEVERS)}
