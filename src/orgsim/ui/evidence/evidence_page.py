"""The evidence: facts and field trials, the model's predictions for them, and which fail."""

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
    "Grey: the band in which the model should lie, with an axis for each number. Marks are the"
    " model's medians over all parameter sets, lines cover 90 % of its predictions: ● tuned, used"
    " to choose parameters; ◆ held out, not used. Hollow marks: the median is outside the band."
    " Sets inside: share of the parameter sets whose own mean lies in the band."
)
RECORDED = (
    "Recorded when the parameter sets were inferred, with 400 people in generated organisations"
    " and new random draws. Trial 9 was not measured then; it was held out, and fails in"
    " experiment 17."
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
        with Section("Measure it again, with the defaults or with one set of your choice"):
            Evidence()


def verdicts() -> list[str]:
    """What holds and what fails, the held-out trials first, since they alone test the model."""
    said = []
    for kind, role, what in (
        ("trial", "held out", "field trials that were held out"),
        ("trial", "tuned", "field trials that parameters were tuned to"),
        ("fact", "", "facts, which were known when parameters were chosen,"),
    ):
        inside, whole, failing = held(predictions(), kind, role)
        fails = f" Outside: {'; '.join(failing)}." if failing else ""
        said.append(f"Of {whole} {what} {inside} have all their medians inside their bands.{fails}")
    for kind, what in (("trial", "field trials"), ("fact", "facts")):
        if few := doubtful([each for each in predictions() if each.kind == kind]):
            said.append(
                f"Of these {what}, some have a median inside but fewer than half of their sets:"
                f" {'; '.join(few)}."
            )
    said.append(
        "Tuned evidence shows how well the model can be made to fit; held-out evidence shows how"
        " well it predicts. A band comes from one or a few studies, most of them known from"
        " abstracts."
    )
    return said
