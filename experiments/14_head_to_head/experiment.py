"""Which programmes do most at equal cost, alone and in pairs, for what, and for how long?"""

from functools import partial

import numpy as np

from orgsim.study.contrasts import Contrast
from orgsim.study.declaration import Ablation, Calculation, Experiment, SweepFile, pictures, small
from orgsim.study.evidence import Evidence, function_of_means, mean_of, ratio_of, share_of
from orgsim.study.findings import Number, Prediction, above, below
from orgsim.study.shapes import interaction
from orgsim.study.tables import Runs, Tables

from .figures import draw_lasting, draw_mechanisms, draw_pairs, draw_ranking
from .programmes import KINDS, PAIRS, compare, single
from .scores import DOUBLE, USUAL, Scores, words

ALIGNMENT = "points of alignment"


def scores(tables: Tables, outcome: str = "alignment") -> Scores:
    return Scores(tables["programmes"], outcome)


def training_first(tables: Tables) -> Evidence:
    singles, trained = scores(tables).singles(), KINDS.index("training_programme")

    def lead(means: np.ndarray) -> np.ndarray:
        return means[:, trained] - np.delete(means, trained, axis=1).max(axis=1)

    return function_of_means(lead, singles, what="difference to the best of the others")


def left_of(tables: Tables, kind: str) -> Evidence:
    """Share of what a programme of a year added at its end that is left two years later."""
    found = scores(tables)
    return ratio_of(found.two_years_later(kind), found.at_its_end(kind))


def walk_with_time(tables: Tables) -> Evidence:
    couple = PAIRS.index(("leadership_development", "time_management"))
    return mean_of(scores(tables).interactions()[couple], "paired interaction contrast")


def most_replace(tables: Tables) -> Evidence:
    return mean_of(scores(tables).interactions().mean(axis=0), "mean over pairs")


def reviews_over_training(tables: Tables) -> Evidence:
    found = scores(tables, "performance")
    return mean_of(
        found.of(single("goal_review_cycle", USUAL)) - found.of(single("training_programme", USUAL))
    )


def added(tables: Tables, kind: str, outcome: str = "alignment") -> Evidence:
    return mean_of(scores(tables, outcome).of(single(kind, USUAL)))


def added_for_money(tables: Tables, kind: str) -> Evidence:
    return mean_of(scores(tables).for_money()[KINDS.index(kind)])


def often_best(tables: Tables, kind: str, outcome: str, money: bool) -> Evidence:
    """Share of organisations in which a programme adds most at equal cost."""
    found = scores(tables, outcome)
    values = found.for_money() if money else found.singles()
    return share_of(values.argmax(axis=0) == KINDS.index(kind), "share of organisations")


def fit_over_training(tables: Tables) -> Evidence:
    values = scores(tables).for_money()
    return mean_of(
        values[KINDS.index("hiring_for_fit")] - values[KINDS.index("training_programme")]
    )


def pair_over_single(tables: Tables) -> Evidence:
    found = scores(tables)
    return function_of_means(
        lambda pairs, singles: pairs.max(axis=1) - singles.max(axis=1),
        found.pairs(),
        found.singles(DOUBLE),
        what="difference of the best means",
    )


def same_ranks(tables: Tables) -> Evidence:
    """Spearman's correlation of what hours buy and what money buys."""
    found = scores(tables)

    def agreement(hours: np.ndarray, money: np.ndarray) -> np.ndarray:
        ranks = [means.argsort(axis=1).argsort(axis=1) for means in (hours, money)]
        distance = ((ranks[0] - ranks[1]) ** 2).sum(axis=1)
        many = hours.shape[1]
        return 1 - 6 * distance / (many * (many**2 - 1))

    return function_of_means(
        agreement, found.singles(), found.for_money(), what="rank correlation of means"
    )


def both_over_sum(runs: Runs) -> np.ndarray:
    """What walking and time add together beyond the sum of both, (replications,)."""
    names = ("both", "walk", "time", "nothing")
    return interaction(*(runs.at("alignment_end", scenario=name) for name in names))


EXPERIMENT = Experiment(
    sources={
        "programmes": Calculation(compare),
        "carried": SweepFile("carried.toml", small(weeks=72)),
    },
    predictions=(
        Prediction("training_first", ALIGNMENT, training_first, above(0.0)),
        Prediction(
            "training_fades",
            "of what it added",
            partial(left_of, kind="training_programme"),
            below(0.5),
        ),
        Prediction(
            "fit_stays", "of what it added", partial(left_of, kind="hiring_for_fit"), above(0.5)
        ),
        Prediction("walk_with_time", ALIGNMENT, walk_with_time, above(0.0)),
        Prediction("most_replace", ALIGNMENT, most_replace, below(0.0)),
        Prediction(
            "reviews_over_training", "points of performance", reviews_over_training, above(0.01)
        ),
    ),
    numbers=(
        *(
            Number(
                f"{kind}_adds",
                f"what {words(kind)} adds to alignment",
                ALIGNMENT,
                partial(added, kind=kind),
            )
            for kind in KINDS
        ),
        *(
            Number(
                f"{kind}_adds_for_money",
                f"the same for {words(kind)}, at equal money",
                ALIGNMENT,
                partial(added_for_money, kind=kind),
            )
            for kind in KINDS
        ),
        *(
            Number(
                f"{kind}_best_{what}_for_{'money' if money else 'hours'}",
                f"how often {words(kind)} adds most to {what} for {'money' if money else 'hours'}",
                "of organisations",
                partial(often_best, kind=kind, outcome=what, money=money),
            )
            for kind, what, money in (
                ("training_programme", "alignment", False),
                ("training_programme", "alignment", True),
                ("hiring_for_fit", "alignment", False),
                ("hiring_for_fit", "alignment", True),
                ("empowerment", "performance", False),
                ("goal_review_cycle", "performance", False),
            )
        ),
        Number(
            "fit_over_training_for_money",
            "what hiring for fit adds more than training at equal money",
            ALIGNMENT,
            fit_over_training,
        ),
        *(
            Number(
                f"{kind}_left",
                f"what is left of a year of {words(kind)} two years later",
                "of what it added",
                partial(left_of, kind=kind),
            )
            for kind in ("workshops", "leadership_development", "mentoring")
        ),
        Number(
            "pair_over_single",
            "what the best pair adds more than the best single programme that"
            " takes the hours of both",
            ALIGNMENT,
            pair_over_single,
        ),
        Number(
            "same_ranks",
            "how far hours and money rank programmes alike",
            "rank correlation",
            same_ranks,
        ),
    ),
    ablations=(
        Ablation(
            "walk_with_time_through",
            "What walking the talk and time for people add together beyond the sum of both.",
            ALIGNMENT,
            "carried",
            both_over_sum,
            off=("attention", "deeds", "visibility", "effort", "trust", "reinforcement"),
            keep={"scenario": ("nothing", "walk", "time", "both")},
        ),
        Ablation(
            "training_left_through",
            "What is left of a year of training two years later.",
            ALIGNMENT,
            "carried",
            Contrast("alignment_end", "scenario", "training_year", "nothing"),
            off=("habit", "reinforcement", "character", "turnover", "peers"),
        ),
    ),
    pictures=pictures(draw_ranking, draw_pairs, draw_lasting, draw_mechanisms),
)
