"""Figures of the real organisations and their imitations."""

import numpy as np
from matplotlib.figure import Figure

from orgsim.figures.style import COLOURS
from orgsim.study.evidence import mean_of
from orgsim.study.figures import LINES, MARKERS, panels
from orgsim.study.interval_figures import name_rows

from .organisations import ADVICE, FRIENDS, GENERATED, IMITATIONS, MANUFACTURER, REAL, REWIRED

ORGANISATIONS = (MANUFACTURER, ADVICE, FRIENDS)
SHOWN = {
    "alignment": "Alignment, end (points)",
    "practice_dispersion": "Dispersion of practice, end (points)",
    "walking": "Gain by walking the talk (points)",
    "targeted": "Gain by whom one trains (points)",
}


def values(table, organisation: str, imitation: str, column: str) -> np.ndarray:
    """A column of an imitation by drawing, (drawings,)."""
    here = (table["organisation"] == organisation) & (table["imitation"] == imitation)
    return table[column][here]


def draw_imitations(tables, findings) -> Figure:
    """Three real networks and ever coarser imitations. Means with 95 % intervals over drawings (of
    random variation alone for what is not drawn).
    """
    figure, axes = panels(2, 2, width=4.6, height=3.1)
    for number, (one, (column, label)) in enumerate(
        zip(np.ravel(axes), SHOWN.items(), strict=True)
    ):
        for which, organisation in enumerate(ORGANISATIONS):
            found = [
                mean_of(values(tables["compared"], organisation, imitation, column))
                for imitation in IMITATIONS
            ]
            rows = np.arange(len(IMITATIONS)) + 0.2 * (which - 1)
            one.hlines(
                rows,
                [each.low for each in found],
                [each.high for each in found],
                color=COLOURS[which],
                linewidth=1.8,
            )
            one.plot(
                [each.value for each in found],
                rows,
                linestyle="",
                marker=MARKERS[which],
                markersize=5,
                color=COLOURS[which],
                label=organisation,
            )
        name_rows(one, IMITATIONS if number % 2 == 0 else [""] * len(IMITATIONS))
        one.locator_params(axis="x", nbins=5)
        one.set_xlabel(label)
    handles, labels = np.ravel(axes)[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3, fontsize=8.5)
    return figure


def draw_structure(tables, findings) -> Figure:
    """Left: how much each person counts among the ties of others. Right: what it adds to train
    those most listened to, in the whole model and with one mechanism off.
    """
    figure, (left, right) = panels(2, width=4.6, height=3.6)
    table = tables["structure"]
    for number, imitation in enumerate((REAL, REWIRED, GENERATED)):
        here = (table["organisation"] == MANUFACTURER) & (table["imitation"] == imitation)
        rank, heard = table["rank"][here], table["influence"][here]
        left.semilogx(rank, heard, color=COLOURS[number], linestyle=LINES[number], label=imitation)
    left.set(xlabel="Rank among the 154 (people)", ylabel="Influence on others (persons' worth)")
    left.set_xticks(ticks := (1, 10, 100), [str(tick) for tick in ticks])
    left.set_ylim(bottom=0)
    left.legend(fontsize=8.5)
    left.set_title("Who is listened to, by e-mail")
    ablated = tables["ablated"]
    variants = list(dict.fromkeys(ablated["variant"].tolist()))
    for row, variant in enumerate(variants):
        found = mean_of(ablated["targeted"][ablated["variant"] == variant])
        right.hlines(row, found.low, found.high, color=COLOURS[0], linewidth=2)
        right.plot(found.value, row, marker="o", markersize=5.5, color=COLOURS[0])
    right.axvline(0, color="black", linewidth=0.8)
    name_rows(right, variants)
    right.set_xlabel(SHOWN["targeted"])
    right.set_title("Those most listened to, not anybody")
    return figure
