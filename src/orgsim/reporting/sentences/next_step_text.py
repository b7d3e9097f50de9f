"""What to do after a comparison was read: the same in reports, slides and where it is presented."""

from orgsim.analysis.scenario_comparison import Comparison
from orgsim.reporting.sentences.advice_text import ranked_of, worth_doing
from orgsim.reporting.sentences.comparison_words import clearly_better


def next_step(found: Comparison) -> str:
    """Begin what is advised in a part of the organisation and ask there, or what is missing for that."""
    if not found.others:
        return (
            "Add scenarios of what could be done, and compare them: a recommendation needs at least two"
            " scenarios of the same organisation."
        )
    first = ranked_of(found)[0]
    if not clearly_better(first):
        return (
            "Do not decide on this alone: compare further options, or simulate more replications of"
            " these, until one of them is settled to be better."
        )
    if not worth_doing(first):
        return (
            "Compare further, stronger or longer options: none of these achieves enough to matter."
        )
    return (
        f"Start “{first.name}” in a part of the organisation. Ask people there and elsewhere the same"
        " questions before and some months after, and fit the model to their answers: its"
        " numbers then describe this organisation, and the rest can be decided on that basis."
    )
