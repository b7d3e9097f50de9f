"""Fact 12: purpose pays with clarity."""

import numpy as np

from orgsim.evidence.trials import LEAST_LEVELS, Purpose


def purpose(performance: np.ndarray, levels: int) -> dict[str, float]:
    """Effect of purpose on performance without clarity, and what clear middle managers add.

    performance (lanes of Purpose,) is the mean of weeks 92 to 104. People with purpose bring values
    nearer to what is stated; leaders are clear if consistent and transparent. The effect of purpose
    without clarity is taken over that with clarity: below one half, the interaction is larger than the
    main effect. The interaction that clear middle managers bring alone is taken over that of all
    leaders. Gartenberg et al. (2019) found purpose with clarity to go with performance, purpose alone
    not, and middle managers to make the difference; ratios are ours.
    """
    by = {lane.name: float(performance[lane]) for lane in Purpose}
    alone = by["PURPOSE"] - by["NEITHER"]
    middle = by["PURPOSE_MIDDLE"] - by["MIDDLE"]
    clear = by["PURPOSE_CLARITY"] - by["CLARITY"]
    has_middle = levels >= LEAST_LEVELS
    return {
        "purpose_without_clarity": alone / clear if clear > 0 else np.nan,
        "purpose_clarity_middle": (middle - alone) / (clear - alone)
        if has_middle and clear > alone
        else np.nan,
    }
