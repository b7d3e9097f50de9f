"""Log: what happened to a sweep and when, one line of JSON each."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from orgsim.io.atomic_files import append_line

Forgotten = Literal["retry", "damaged", "replanned"]
"""Why the rows of a part are discarded."""


class Log:
    """The file log.jsonl of a sweep's folder."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, event: str, **fields: Any) -> None:
        """Add a line."""
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        append_line(self.file, json.dumps({"time": time, "event": event, **fields}))

    def entries(self) -> Iterator[dict[str, Any]]:
        """All entries; a line cut short by a crash is skipped."""
        with suppress(OSError), self.file.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                with suppress(ValueError):
                    yield json.loads(line)

    def parts(self) -> dict[str, dict[str, Any]]:
        """The entry of each part that is done and was not discarded since."""
        parts = {}
        for entry in self.entries():
            if entry["event"] == "part":
                parts[entry["part"]] = entry
            elif entry["event"] in get_args(Forgotten):
                parts.pop(entry["part"], None)
        return parts
