"""The most memory this process has held."""

import sys
from pathlib import Path


def peak_bytes() -> int:
    """Bytes at the peak, of this process alone.

    Linux's own account: what getrusage says of a process that was just begun is that of its parent.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) * 2**10
    except OSError:
        import resource  # Windows has neither

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 2**10
