"""A fit that is whole: its ensemble is the one that the manifest beside it tells of.

Of the files of a fit the ensemble gets its name first and the manifest last, so whoever is killed
between leaves an ensemble of one fit beside the manifest of another.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from orgsim.errors import UserError, shortened


def refuse_mixture(ensemble: Path, name: str) -> None:
    """Raise UserError where the ensemble is of another fit; `name` is what names it."""
    try:
        known = json.loads((ensemble.parent / "manifest.json").read_bytes())["fit"][ensemble.name]
        found = _digest(ensemble, ensemble.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):  # no manifest of a fit; readers say the rest
        return
    if found != known:
        raise UserError(
            f"{name}: organisation.ensemble: {shortened(str(ensemble), 240)} is not what manifest.json"
            " beside it tells of, as where a fit was killed in the end; fit again"
        )


@lru_cache(maxsize=8)
def _digest(path: Path, changed: int) -> str:
    """SHA-256 of a file that was last changed then."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
