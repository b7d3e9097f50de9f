"""Buttons that take back the last change and bring it again, wherever a page has them."""

import solara

from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Quiet


@solara.component
def UndoButtons() -> None:
    """*Undo* and *Redo* of the visitor's changes."""
    with solara.Row(gap="0"):
        Quiet("Undo", session.undo, "mdi-undo", not session.past.value)
        Quiet("Redo", session.redo, "mdi-redo", not session.future.value)
