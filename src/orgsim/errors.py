"""One exception type, with a one-line message, for what users can correct; all else is our fault."""

import os
import re
import reprlib
from collections.abc import Iterable

MOST_QUOTED = 80
MOST_LISTED = 20
MOST_SAID = 2_000
_ENDLESS = re.compile(r"\S{301,}")
"""What no path and no list of ours is, but a value that nobody thought of quoting."""

_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = MOST_QUOTED


class Interrupted(Exception):  # noqa: N818
    """Stopped by the user; the message says what is kept and how to go on."""


class UserError(Exception):
    """A mistake in a config, a file or a command: one line saying what, where and how to correct it.

    Mistakes in many rows of a file, given after the message, stand on lines of their own below it.

    Examples
    --------
    >>> try:
    ...     orgsim.run(transparency=2)
    ... except orgsim.UserError as error:
    ...     print(error)
    config: levers.transparency: 2 is out of range: must be at most 1 (allowed: 0 to 1, share)
    """

    def __str__(self) -> str:
        return "\n  ".join([one_line(self.whole), *map(one_line, self.rows)])

    @property
    def whole(self) -> str:
        """The message, however long and whatever is in it, without the rows."""
        return str(self.args[0]) if self.args else ""

    @property
    def rows(self) -> tuple[str, ...]:
        """Mistakes in rows, one by one."""
        return self.args[1:]


def reason(error: OSError) -> str:
    """Why the system refused, in its own words, even if a library words it differently."""
    return os.strerror(error.errno) if error.errno else str(error).partition("\n")[0]


def one_line(text: str) -> str:
    """A message without line breaks and control characters, and of a length that can be read."""
    if not text.isprintable():
        text = "".join(map(_printable, text))
    text = _ENDLESS.sub(lambda found: shortened(found[0]), text)
    return shortened(text, MOST_SAID)


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else character.encode("unicode_escape").decode()


def shortened(text: str, most: int = MOST_QUOTED) -> str:
    """A text of at most so many characters, without its middle if it is longer."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1]}…{text[-end:]}"


def quoted(value: object) -> str:
    """A value as messages show it: as in Python, and no longer than they can bear."""
    try:
        return shortened(_REPR.repr(value))
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return f"a {type(value).__name__} of thousands of digits"


def listed(names: Iterable[str]) -> str:
    """Names with commas between them; of many the first ones, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - MOST_LISTED:,} more" if len(every) > MOST_LISTED else ""
    return ", ".join(shortened(name, MOST_QUOTED // 2) for name in every[:MOST_LISTED]) + more
