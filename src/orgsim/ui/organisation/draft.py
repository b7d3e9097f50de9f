"""A draft: the scenario that uploaded files would make, read before anything is simulated on it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import solara

from orgsim.errors import UserError
from orgsim.ui.organisation.row_handling import requested
from orgsim.ui.organisation.uploaded_files import KINDS, Uploaded, with_files
from orgsim.ui.shared import session
from orgsim.ui.shared.scenarios.scenario import Scenario


class Draft(NamedTuple):
    """What would be simulated, None where there is no chart or it cannot be read, and why not."""

    scenario: Scenario | None = None
    problem: str = ""


def drafted(base: Scenario, files: Sequence[Uploaded], handled: Mapping[str, str]) -> Draft:
    """The scenario `base` on the files, odd rows handled as is asked for."""
    kept = {one.kind: one for one in files if one.kind in KINDS}
    if not kept:
        return Draft()
    try:
        return Draft(with_files(base, kept, requested(handled)))
    except UserError as error:
        return Draft(None, str(error))


def use_draft() -> Draft:
    """A hook: the draft of this visitor's files, or of the link that waits for them."""
    link = session.awaited.value
    base = link.scenario if link else session.scenario.value
    files, handled = session.uploaded.value, session.handled.value
    found: Draft = solara.use_memo(lambda: drafted(base, files, handled), [base, files, handled])
    return found


def put_file(new: Uploaded) -> None:
    """Put a file in the place of the one of its kind."""
    files = {one.kind: one for one in session.uploaded.peek()}
    session.uploaded.value = tuple({**files, new.kind: new}.values())


def take_away(*kinds: str) -> None:
    """Take files away; what is simulated on them already stays until something else is chosen."""
    session.uploaded.value = tuple(f for f in session.uploaded.peek() if f.kind not in kinds)
