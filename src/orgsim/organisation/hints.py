"""Suggestions of what a user may have meant."""

import difflib
from collections.abc import Iterable

from orgsim.errors import MOST_QUOTED, quoted


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the closest known word, ignoring case, if any is close."""
    if len(word) > MOST_QUOTED:
        return ""
    folded = {other.casefold(): other for other in known if other != word}
    close = difflib.get_close_matches(word.casefold(), folded, 1)
    return f" (did you mean {quoted(folded[close[0]])}?)" if close else ""
