"""Real organisations and ever coarser imitations of each."""

import csv
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from orgsim.organisation import Organisation, describe, generate, read_organisation
from orgsim.organisation.edges import from_edges
from orgsim.organisation.hierarchy import Tree, breadth_first
from orgsim.organisation.ties import draw_ties
from orgsim.study.declaration import Skipped

VARIABLE = "ORGSIM_DATA"
BESIDE_THE_CLONE = Path(__file__).resolve().parents[2] / "../shared/data"

MANUFACTURER, ADVICE, FRIENDS = "manufacturer, e-mail", "managers, advice", "managers, friendship"
REAL, UNWEIGHTED, REWIRED, GENERATED, LEVELS = (
    "as it is",
    "ties weighed alike",
    "ties drawn anew",
    "chart drawn anew",
    "chart by levels",
)
IMITATIONS = (REAL, UNWEIGHTED, REWIRED, GENERATED, LEVELS)
"""Each keeps less: weights, then ties, then the chart (its mean and spread of spans, or its levels)."""


def real_organisations() -> Mapping[str, Organisation]:
    """The manufacturer with its mail, and 21 managers with whom they ask or call friends."""
    folder = Path(os.environ.get(VARIABLE) or BESIDE_THE_CLONE)
    mail, managers = folder / "manufacturing_email", folder / "krackhardt_hightech"
    for place in (mail, managers):
        if not place.is_dir():
            raise Skipped(
                f"real organisations are not part of the project and {place.name} is not in"
                f" {folder}; name their folder: {VARIABLE}=FOLDER"
            )
    manufacturer, _ = read_organisation(
        mail / "reports_to.csv",
        superior="reports_to",
        ties=mail / "email_monthly.csv",
        source="recipient",
        target="sender",
        weight="count",
        directed=True,
        drop_outsiders=True,
    )
    return {
        MANUFACTURER: manufacturer,
        ADVICE: _managers(managers, "advice"),
        FRIENDS: _managers(managers, "friends"),
    }


def _managers(folder: Path, ties: str) -> Organisation:
    """Krackhardt's 21 managers: source reports to target; source asks, or names, target."""
    people = len(_pairs(folder / "nodes.csv"))
    superior = np.arange(people)
    for person, above in _pairs(folder / "reports.csv"):
        superior[person - 1] = above - 1
    order, tree = breadth_first(superior)
    place = np.argsort(order)
    source, target = place[_pairs(folder / f"{ties}.csv") - 1].T
    found = from_edges(people, source, target, np.ones(len(source)), directed=True)
    return Organisation(*tree, found.tie_start, found.tie_to, found.tie_weight)


def _pairs(path: Path) -> np.ndarray:
    """The first two columns of a file, whole numbers (rows, 2)."""
    with path.open(newline="", encoding="utf-8") as file:
        return np.array([[int(row[0]), int(row[1])] for row in list(csv.reader(file))[1:]])


def imitations(real: Organisation, key: np.uint64) -> Iterator[tuple[str, Organisation]]:
    """The organisation and what imitates it, drawn with `key`; all have as many people and ties."""
    found = describe(real)
    shares = found["share_of_ties"]
    ties = found["ties_per_person"]["mean"]
    within = shares["within_unit"]
    across = (shares["across_levels"] + shares["superior_and_report"]) / (1 - within)
    tree = Tree(real.superior, real.level, real.first_report)
    alike = np.ones(len(real.tie_to), np.float32)
    yield REAL, real
    yield UNWEIGHTED, Organisation(*tree, real.tie_start, real.tie_to, alike)
    start, to = draw_ties(tree, ties, within, across, key)
    yield REWIRED, Organisation(*tree, start, to, np.ones(len(to), np.float32))
    for name, levels in ((GENERATED, None), (LEVELS, real.levels)):
        yield (
            name,
            generate(
                real.people,
                span_of_control=found["span_of_control"]["mean"],
                levels=levels,
                span_variation=min(1.3, found["span_variation"]),
                ties_per_person=ties,
                share_within_unit=within,
                share_across_levels=across,
                key=key,
            ),
        )


def influence(organisation: Organisation) -> np.ndarray:
    """How much each person counts among the ties of others: Σ_i w_ij/Ω_i, (people,); mean about 1."""
    people = organisation.people
    listener = np.repeat(np.arange(people), np.diff(organisation.tie_start))
    weight = organisation.tie_weight.astype(float)
    whole = np.bincount(listener, weight, minlength=people)[listener]
    return np.bincount(organisation.tie_to, weight / whole, minlength=people)
