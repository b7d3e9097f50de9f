"""Columns of answers that a visitor chose, as the readers of waves, leavers and programmes are told."""

from orgsim.errors import UserError
from orgsim.inference.survey.items import ITEMS
from orgsim.organisation.importing.columns import NO_COLUMN, Role
from orgsim.ui.organisation.uploaded_files import NOT_USED, Uploaded, roles


def shown_roles(file: Uploaded) -> list[Role]:
    """The roles to choose columns for; where a column says what was asked, no item has its own."""
    long = file.kind == "waves" and file.column("item") != NOT_USED
    return [role for role in roles(file.kind) if not (long and role.key in ITEMS)]


def stated_columns(file: Uploaded) -> dict[str, str]:
    """Role → column as it was chosen; nothing where all is as the columns' names suggest.

    Raises UserError where a column that is needed is not chosen.
    """
    shown = shown_roles(file)
    if all(file.column(role.key) == file.seen.proposal.get(role.key, NOT_USED) for role in shown):
        return {}
    missing = [role.meaning for role in shown if role.needed and not file.column(role.key)]
    if missing:
        raise UserError(f"{file.name}: choose the column of {missing[0]}")
    return {role.key: file.column(role.key) or NO_COLUMN for role in shown}
