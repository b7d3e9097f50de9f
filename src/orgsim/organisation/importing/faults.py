"""Mistakes in the rows of a file, collected so that all are reported at once."""

from collections.abc import Callable

import numpy as np

from orgsim.errors import UserError

MOST_SHOWN = 20


class Faults:
    """Counts mistakes, keeps the first of them, and refuses the file if there is any."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.count = 0
        self._shown: list[tuple[int, str]] = []
        self._advice: dict[str, None] = {}
        self._notes: list[str] = []

    def add(self, row: int | np.integer, text: str | Callable[[], str]) -> None:
        """A mistake in a row; a text that takes time to find is only asked for if it is shown."""
        self.count += 1
        if len(self._shown) < MOST_SHOWN:
            self._shown.append((int(row), text if isinstance(text, str) else text()))

    def advise(self, option: str) -> None:
        """An option, with its value, that would make the file acceptable as it is."""
        self._advice[option] = None

    def note(self, text: str) -> None:
        """What several mistakes have in common, reported below them."""
        self._notes.append(text)

    def refuse(self) -> None:
        """Raise UserError if there is any mistake: one line for one, else a line for each row."""
        if not self.count:
            return
        rows = sorted(self._shown)
        options = f", or set {', or '.join(self._advice)}" if self._advice else ""
        if self.count == 1:
            raise UserError(f"{self.place}, row {rows[0][0]}: {rows[0][1]}{options}")
        lines = [f"row {row}: {text}" for row, text in rows]
        if self.count > len(rows):
            lines.append(f"… and {self.count - len(rows):,} more")
        said = f"{self.place}: {self.count:,} mistakes in its rows; correct them{options}"
        raise UserError(said, *lines, *self._notes)
