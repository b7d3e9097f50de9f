"""Compared scenarios that no address holds: what becomes of each when the page is loaded again."""

from collections.abc import Mapping

from orgsim.ui.projects import project_state
from orgsim.ui.shared import session
from orgsim.ui.shared.scenarios.compared_address import left_out


def not_in_address(called: Mapping[int, str]) -> list[str]:
    """A sentence or two on those that an address leaves out, by what each place is called."""
    those = session.compared.value
    gone = left_out(session.scenario.value, those)
    if not gone:
        return []
    files = all(each.files for each in gone)
    why = "No address holds uploaded files" if files else "No address holds files or so much text"
    names = {place: called.get(place, each.title) for place, each in enumerate(those)}
    out = {place for place, each in enumerate(those) if each in gone}
    safe = {place for place in out if project_state.keeps(those[place])}
    lost = _named([names[place] for place in sorted(out - safe)])
    kept = _named([names[place] for place in sorted(safe)])
    said = [_lost(why, lost)] if lost else []
    return [*said, _kept(why, kept)] if kept else said


def _lost(why: str, names: str) -> str:
    file = "as Scenario (TOML) or in a report"
    where = f"in a project, {file}" if project_state.offered() else file
    return f"{why}, so these are gone when the page is loaded again: {names}. Save them {where}."


def _kept(why: str, names: str) -> str:
    saved = project_state.opened.value
    project = f"the project “{saved.name if saved else ''}”"
    if project_state.comes_back():
        return (
            f"{why}, but {project} keeps these, and they come back when the page is loaded again:"
            f" {names}."
        )
    return (
        f"{why}, so these leave the page when it is loaded again: {names}. They stay in {project}:"
        " open it again on Projects."
    )


def _named(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
