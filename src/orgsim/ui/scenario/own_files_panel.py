"""The visitor's own organisation on the Scenario page: its files, and the way to change them."""

import solara

from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Quiet, Section, Words


@solara.component
def OwnFiles():
    """The files that the scenario is simulated on, and the way to the page where they are uploaded."""
    router, shown = solara.use_router(), session.scenario.value
    names = [one.name for one in session.uploaded.value if one.kind in shown.kinds]

    def forget() -> None:
        session.uploaded.value = ()
        session.handled.value = {}
        session.begin(session.scenario.peek().with_files({}))

    with Section("Your own organisation", note=", ".join(shown.kinds)):
        Words(
            f"Simulated on {', '.join(names) or 'files'}."
            if shown.files
            else "Upload a chart, ties and answers, and see what was recognised before anything"
            " runs."
        )
        label = "Change the files" if shown.files else "Upload files"
        Quiet(label, lambda: router.push(session.link("/organisation")), "mdi-upload")
        if shown.files:
            Quiet("Remove the files", forget, "mdi-delete-outline")
