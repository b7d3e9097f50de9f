"""Which column of a file plays which role: named by the user, or found by its usual names."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from orgsim.errors import listed, quoted
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing import names
from orgsim.organisation.importing.table import Header

NO_COLUMN = "none"
"""Given instead of a column's name if a role is to stay empty."""


class Role(NamedTuple):
    """A part that a column plays in a kind of file.

    key         the option's name in a config, below organisation
    option      the option's name on the command line
    meaning     what stands in the column
    known_as    lines of names that it goes by, the plainest first: see the module names
    needed      whether the file is refused without it
    automatic   whether it is found without being asked for; other roles are only proposed
    """

    key: str
    option: str
    meaning: str
    known_as: tuple[frozenset[str], ...]
    needed: bool = False
    automatic: bool = True

    @property
    def setting(self) -> str:
        """How messages name the option."""
        return f"{self.key} ({self.option})"


ROLES: Mapping[str, tuple[Role, ...]] = {
    "chart": (
        Role("identifier", "--id", "the person's id", names.ID, needed=True),
        Role("superior", "--superior", "the superior", names.SUPERIOR, needed=True),
        Role("name", "--name", "the person's name", names.NAME, automatic=False),
        Role("level", "--level", "stated level", names.LEVEL, automatic=False),
        Role("unit", "--unit", "unit or department", names.UNIT, automatic=False),
        Role(
            "second_superior",
            "--second-superior",
            "the id at the end of a dotted line",
            names.SECOND_SUPERIOR,
            automatic=False,
        ),
    ),
    "ties": (
        Role("source", "--source", "who listens", names.SOURCE, needed=True),
        Role("target", "--target", "to whom", names.TARGET, needed=True),
        Role("weight", "--weight", "how much the tie counts", names.WEIGHT),
    ),
    "survey": (
        Role(
            "survey_identifier",
            "--survey-id",
            "the id of who answered",
            names.RESPONDENT,
            needed=True,
        ),
    ),
}
"""The roles of each kind of file."""

COLUMN_KEYS = tuple(each.key for kind in ("chart", "ties") for each in ROLES[kind])
"""The columns of an organisation's chart and ties, by their names in a config."""


def role(kind: str, key: str) -> Role:
    """The role that a config's key names."""
    return next(role for role in ROLES[kind] if role.key == key)


def find_columns(
    header: Header, kind: str, given: Mapping[str, str | None], among: Sequence[Role] = ()
) -> dict[str, int]:
    """Role's key → number of its column.

    A column that is given must be there, whatever its case; the others are looked for among the
    columns that are left. Raises UserError naming the options.
    """
    found: dict[str, int] = {}
    roles = among or ROLES[kind]
    for part in roles:
        name = given.get(part.key)
        if name is not None and not (name == NO_COLUMN and not part.needed):
            found[part.key] = named_column(header, part.setting, name)
    for part in roles:
        if given.get(part.key) is None and part.automatic:
            at = _looked_for(header, part, set(found.values()))
            if at is not None:
                found[part.key] = at
    return found


def named_column(header: Header, setting: str, name: str) -> int:
    """The number of the column of this name; case, spaces and signs count only between two alike."""
    if name in header.names:
        return header.names.index(name)
    alike = [k for k, other in enumerate(header.names) if names.key(other) == names.key(name)]
    if len(alike) == 1 and names.key(name):
        return alike[0]
    raise header.fault(
        header.row,
        f"no column {quoted(name)}{did_you_mean(name, header.names)}; set {setting} to one of its"
        f" columns: {listed(map(repr, header.names))}",
    )


def propose(columns: Sequence[str], kind: str, among: Sequence[Role] = ()) -> dict[str, str]:
    """Role's key → the column that its name suggests, for every role that has one."""
    proposed: dict[str, str] = {}
    for part in among or ROLES.get(kind, ()):
        candidates = _candidates(columns, part, {columns.index(c) for c in proposed.values()})
        if len(candidates) == 1:
            proposed[part.key] = columns[candidates[0]]
    return proposed


def measure_of(column: str) -> str:
    """The state or trait that a survey's column measures, by the model's name; else the column.

    A theme may follow after a colon: Praxis: care is practice:care.
    """
    kind, colon, theme = column.partition(":")
    known = (name for name, also in names.MEASURES.items() if names.key(kind) in also)
    return next(known, kind.strip()) + colon + theme.strip()


def _candidates(columns: Sequence[str], part: Role, taken: set[int]) -> list[int]:
    """Columns that go by the plainest names of a role that any column goes by."""
    for line in part.known_as:
        hits = [k for k, name in enumerate(columns) if k not in taken and names.key(name) in line]
        if hits:
            return hits
    return []


def _looked_for(header: Header, part: Role, taken: set[int]) -> int | None:
    hits = _candidates(header.names, part, taken)
    if len(hits) == 1:
        return hits[0]
    if not hits and not part.needed:
        return None
    alike = [header.names[k] for k in hits]
    what = (
        f"the columns {listed(map(repr, alike))} may each be {part.meaning}"
        if hits
        else f"no column is called like {part.meaning}"
    )
    raise header.fault(header.row, f"{what}; {_which(header, part)}")


def _which(header: Header, part: Role) -> str:
    """How to say which column plays a role."""
    every = listed(map(repr, header.names))
    instead = "" if part.needed else f", or to {NO_COLUMN!r}"
    return f"set {part.setting} to one of its columns: {every}{instead}"


def unused(header: Header, used: Sequence[int]) -> tuple[str, ...]:
    """Columns that nothing was read from."""
    return tuple(name for k, name in enumerate(header.names) if k not in used)
