"""A link whose files are not here: what it needs, in place of what would be of other people."""

import solara

from orgsim.ui.organisation.draft import use_draft
from orgsim.ui.organisation.file_step import FileStep
from orgsim.ui.organisation.row_handling_panel import OddRows
from orgsim.ui.organisation.uploaded_files import KINDS, lacking
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Problem, Quiet, Words
from orgsim.ui.shared.scenarios.scenario_links import Link


@solara.component
def MissingFiles(link: Link):
    """What a link needs, where to upload it, and how to go on without."""
    missing = lacking(link, [one.kind for one in session.uploaded.value])
    draft = use_draft()

    def follow() -> None:
        if draft.scenario and not missing:
            session.begin(draft.scenario)

    solara.use_effect(follow, [draft.scenario, tuple(missing)])
    with solara.Div(classes=["os-main", "os-narrow"]):
        with solara.Div(classes=["os-card"]):
            Words(missing_title(missing), "os-title", "h1")
            for sentence in missing_text(link, missing):
                Words(sentence, "mt-2")
            Quiet("Go on without it", _go_on, "mdi-arrow-right")
            if draft.problem and not missing:
                Problem(draft.problem)
                OddRows(session.handled.value, draft.problem, session.handled.set)
        for kind in link.kinds:
            if kind in KINDS:
                FileStep(kind).key(kind)


def missing_title(missing: list[str]) -> str:
    """The heading: which files are not here."""
    if not missing:
        return "This link needs readable files"
    named = " and ".join("a chart" if kind == "chart" else kind for kind in missing)
    return f"This link needs {named} that {'is' if missing == ['chart'] else 'are'} not here"


def missing_text(link: Link, missing: list[str]) -> list[str]:
    """Why files are missing, and what to do about each."""
    title = link.scenario.title
    said = [
        f"“{title}” is about an organisation whose files were uploaded by the person who made the link,"
        " or before this page was loaded again. Links contain no files, and without them every number"
        " here would be that of another organisation."
    ]
    remedies = {kind: f"{kind} ({meaning.lower()})" for kind, meaning in KINDS.items()}
    wanted = [remedies[kind] for kind in missing if kind in remedies]
    said += [f"Upload again: {', '.join(wanted)}."] if wanted else []
    if "ensemble" in missing:
        said.append(
            "A fit cannot be uploaded: open the project in which it was saved, or fit again on the"
            " page “Your organisation”. If orgsim ui was started with a fit or a sweep, open the"
            " link on a server that was started with the same one."
        )
    return said


def _go_on() -> None:
    session.awaited.value = None
