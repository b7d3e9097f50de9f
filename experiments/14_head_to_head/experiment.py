"""Which programmes do most at equal cost, alone and in pairs, for what, and for how long?"""

import numpy as np

from orgsim.study.calculations import Columns
from orgsim.study.case_reports import report_each
from orgsim.study.declaration import Calculation, Experiment, ablate, sweeps
from orgsim.study.evidence import INTERACTION, Evidence, function_of_means, ratio_of, share_of
from orgsim.study.findings import above, below, named, predict, report
from orgsim.study.pictures import mechanisms, pictures
from orgsim.study.quantities import beyond_sum
from orgsim.study.source_table import Table
from orgsim.study.tables import Tables

from .figures import draw_lasting, draw_pairs, draw_ranking
from .programmes import DOUBLE, KINDS, PAIRS, USUAL, Scores, by_money, compare, single, words

ALIGNMENT, LEFT = "points of alignment", "of what it added"
programmes, carried = Table("programmes", ALIGNMENT), Table("carried", ALIGNMENT)
NAMES = {kind: words(kind) for kind in KINDS}
TRAINED = KINDS.index("training_programme")


def training_first(tables: Tables) -> Evidence:
    def lead(means: np.ndarray) -> np.ndarray:
        return means[:, TRAINED] - np.delete(means, TRAINED, axis=1).max(axis=1)

    singles = Scores(tables["programmes"]).singles()
    return function_of_means(lead, singles, what="difference to the best of the others")


def left_of(tables: Tables, kind: str) -> Evidence:
    """Share of what a programme of a year added at its end that is left two years later."""
    found = Scores(tables["programmes"])
    return ratio_of(found.two_years_later(kind), found.at_its_end(kind))


@programmes.quantity
def pairs_together(columns: Columns, *pairs: int) -> np.ndarray:
    """What pairs add beyond the sum of both, in the mean of some of them or of all."""
    return Scores(columns).interactions()[list(pairs) or slice(None)].mean(axis=0)


@programmes.quantity
def added(columns: Columns, kind: str, outcome: str = "alignment") -> np.ndarray:
    return Scores(columns, outcome).of(single(kind, USUAL))


@programmes.quantity
def added_for_money(columns: Columns, kind: str) -> np.ndarray:
    return Scores(columns).of(by_money(kind))


def often_best(tables: Tables, kind: str, outcome: str, price: str) -> Evidence:
    """Share of organisations in which a programme adds most at equal cost."""
    found = Scores(tables["programmes"], outcome)
    values = found.for_money() if price == "money" else found.singles()
    return share_of(values.argmax(axis=0) == KINDS.index(kind), "share of organisations")


def pair_over_single(tables: Tables) -> Evidence:
    found = Scores(tables["programmes"])
    return function_of_means(
        lambda pairs, singles: pairs.max(axis=1) - singles.max(axis=1),
        found.pairs(),
        found.singles(DOUBLE),
        what="difference of the best means",
    )


def same_ranks(tables: Tables) -> Evidence:
    """Spearman's correlation of what hours buy and what money buys."""

    def agreement(hours: np.ndarray, money: np.ndarray) -> np.ndarray:
        ranks = [means.argsort(axis=1).argsort(axis=1) for means in (hours, money)]
        distance = ((ranks[0] - ranks[1]) ** 2).sum(axis=1)
        many = hours.shape[1]
        return 1 - 6 * distance / (many * (many**2 - 1))

    found = Scores(tables["programmes"])
    what = "rank correlation of means"
    return function_of_means(agreement, found.singles(), found.for_money(), what=what)


BOTH_OVER_SUM = beyond_sum(
    *(carried.at("alignment_end", scenario=name) for name in ("both", "walk", "time", "nothing"))
)
"""What walking and time add together beyond the sum of both."""

WALK_WITH_TIME = pairs_together(PAIRS.index(("leadership_development", "time_management")))
REVIEWS, TRAINING = (
    added(kind, "performance") for kind in ("goal_review_cycle", "training_programme")
)

EXPERIMENT = Experiment(
    sources={"programmes": Calculation(compare), **sweeps("carried")},
    predictions=named(
        training_first=predict(above(0.0), ALIGNMENT, training_first),
        training_fades=predict(below(0.5), LEFT, left_of, "training_programme"),
        fit_stays=predict(above(0.5), LEFT, left_of, "hiring_for_fit"),
        walk_with_time=predict(above(0.0), WALK_WITH_TIME.called(INTERACTION)),
        most_replace=predict(below(0.0), pairs_together().called("mean over pairs")),
        reviews_over_training=predict(above(0.01), "points of performance", REVIEWS - TRAINING),
    ),
    numbers=named(
        **report_each("{}_adds", "what {} adds to alignment", added, NAMES),
        **report_each(
            "{}_adds_for_money", "the same for {}, at equal money", added_for_money, NAMES
        ),
        **{
            f"{kind}_best_{what}_for_{price}": report(
                f"how often {words(kind)} adds most to {what} for {price}",
                "of organisations",
                often_best,
                kind,
                what,
                price,
            )
            for kind, what, price in (
                ("training_programme", "alignment", "hours"),
                ("training_programme", "alignment", "money"),
                ("hiring_for_fit", "alignment", "hours"),
                ("hiring_for_fit", "alignment", "money"),
                ("empowerment", "performance", "hours"),
                ("goal_review_cycle", "performance", "hours"),
            )
        },
        fit_over_training_for_money=report(
            "what hiring for fit adds more than training at equal money",
            added_for_money("hiring_for_fit") - added_for_money("training_programme"),
        ),
        **{
            f"{kind}_left": report(
                f"what is left of a year of {words(kind)} two years later", LEFT, left_of, kind
            )
            for kind in ("workshops", "leadership_development", "mentoring")
        },
        pair_over_single=report(
            "what the best pair adds more than the best single programme that"
            " takes the hours of both",
            ALIGNMENT,
            pair_over_single,
        ),
        same_ranks=report(
            "how far hours and money rank programmes alike", "rank correlation", same_ranks
        ),
    ),
    ablations=named(
        walk_with_time_through=ablate(
            "What walking the talk and time for people add together beyond the sum of both.",
            BOTH_OVER_SUM,
            ("attention", "deeds", "visibility", "effort", "trust", "reinforcement"),
        ),
        training_left_through=ablate(
            "What is left of a year of training two years later.",
            carried.contrast("alignment_end", "scenario", "training_year", "nothing"),
            ("habit", "reinforcement", "character", "turnover", "peers"),
        ),
    ),
    pictures=pictures(
        draw_ranking,
        draw_pairs,
        draw_lasting,
        mechanisms=mechanisms(
            "Two effects",
            width=4.6,
            walk_with_time_through=("Walking the talk with time", "Alignment (points)"),
            training_left_through=("A year of training, two years later", "Alignment (points)"),
        ),
    ),
)
