"""Complete fits: the ensemble is the one that the manifest in the same folder lists.

The ensemble is the first file of a fit to be renamed into place and the manifest the last, so a process
killed in between leaves the ensemble of one fit next to the manifest of another.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from orgsim.errors import UserError, shortened


def refuse_mixture(ensemble: Path, name: str) -> None:
    """Raise UserError if the ensemble is from another fit; `name` is the config that refers to it."""
    try:
        known = json.loads((ensemble.parent / "manifest.json").read_bytes())["fit"][ensemble.name]
        found = _digest(ensemble, ensemble.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):  # no manifest of a fit; readers say the rest
        return
    if found != known:
        raise UserError(
            f"{name}: organisation.ensemble: {shortened(str(ensemble), 240)} is not the file that"
            " manifest.json next to it lists; perhaps a fit was interrupted while saving; fit again"
        )


@lru_cache(maxsize=8)
def _digest(path: Path, changed: int) -> str:
    """SHA-256 of a file, cached by its time of modification."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
