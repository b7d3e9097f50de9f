"""The step of answers: waves to fit to, leavers, past programmes, or one survey of the start."""

from collections.abc import Callable

import solara

from orgsim.organise import Imported
from orgsim.ui.organisation.file_step import FileStep
from orgsim.ui.organisation.uploaded_files import ANSWERS
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.panel import Panel


@solara.component
def AnswersStep(read: Imported | None, scale: str, set_scale: Callable[[str], None]):
    """All files of answers, and the scale of those that state none."""
    Words(
        "With the waves of a survey, levers are fitted to people's answers (step 4). You can skip"
        " this step: levers are then what you set."
    )
    for kind in ANSWERS:
        FileStep(kind, read).key(kind)
        if kind == "waves":
            Scale(scale, set_scale)
    FileStep("survey", read).key("survey")


@solara.component
def Scale(scale: str, set_scale: Callable[[str], None]):
    """From which number to which people answered, where the file does not say it."""
    with Panel("Scale of answers that state none"):
        Words(
            "For example 1-5, 5-1 if small numbers are good, 0-10, percent, percent favourable;"
            " for single items trust=0-10, 1-5."
        )
        with solara.Div(classes=["mt-3"]):  # its label rises above what is written
            solara.InputText("Scale", value=scale, on_value=set_scale, dense=True)
