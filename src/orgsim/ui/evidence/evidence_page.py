"""What it rests on: facts and field trials beside what the model predicts of them, and which fail."""

import solara

from orgsim.evidence.recorded import predictions
from orgsim.reporting.documents.html_templates import filled
from orgsim.ui.evidence.evidence_panel import Evidence
from orgsim.ui.evidence.forest_rows import doubtful, forest_rows, held
from orgsim.ui.model.equations import chapter, chapter_html
from orgsim.ui.shared.document_html import Reading
from orgsim.ui.shared.inputs import Section, Words
from orgsim.ui.shared.panel import Panel

HEADINGS = {
    "trial": "Field trials: what experiments in organisations found",
    "fact": "Facts: what surveys and reviews found",
}
LEGEND = (
    "Grey: the band in which the model has to come, each number on an axis of its own. Marks are the"
    " model's medians over all parameter sets, lines hold 90 % of what it predicts: ● tuned, parameters"
    " were chosen by it; ◆ held out, they were not. Hollow marks: the median is outside the band."
    " Sets inside: share of the parameter sets whose mean lies in the band, each by itself."
)
RECORDED = (
    "Recorded when the parameter sets were inferred, among 400 people in generated organisations with"
    " new draws. Trial 9 was not measured then; it was held out, and fails in experiment 17."
)


@solara.component
def Page() -> None:
    """What holds and what fails, the forests, how trials are emulated, and a button to measure anew."""
    with solara.Div(classes=["os-main"]):
        with Panel():
            Words("What it rests on", "os-title", "h1")
            for sentence in verdicts():
                Words(sentence, "mb-1", "p")
            Words(RECORDED, "os-note", "p")
        for kind, heading in HEADINGS.items():
            rows = forest_rows([each for each in predictions() if each.kind == kind])
            with Panel(heading, LEGEND):
                Reading(filled("forest.html", {"rows": rows}, "orgsim.ui.evidence"))
        with Section("How the field trials are emulated"):
            Reading(chapter_html(chapter("9.6")))
        with Section("Measure it anew, with the defaults or one set of your choice"):
            Evidence()


def verdicts() -> list[str]:
    """What holds and what fails, the held-out trials first, since they alone test the model."""
    said = []
    for kind, role, what in (
        ("trial", "held out", "field trials that were held out"),
        ("trial", "tuned", "field trials that parameters were tuned to"),
        ("fact", "", "facts, which were in view when parameters were chosen,"),
    ):
        inside, whole, failing = held(predictions(), kind, role)
        fails = f" Outside: {'; '.join(failing)}." if failing else ""
        said.append(f"Of {whole} {what} {inside} have all their medians inside their bands.{fails}")
    for kind, what in (("trial", "field trials"), ("fact", "facts")):
        if few := doubtful([each for each in predictions() if each.kind == kind]):
            said.append(
                f"Of these {what} the median is inside, but fewer than half of the sets are:"
                f" {'; '.join(few)}."
            )
    said.append(
        "Tuned evidence says how well the model can be made to fit; held-out evidence how well it"
        " predicts. A band is of one or a few studies, most read in abstracts."
    )
    return said
