"""How much memory this process takes, for the receipt of an import."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def memory_mb() -> float:
    """Resident memory now, in MB; where the system does not tell, the most it ever was."""
    return _field("VmRSS:") or peak_mb()


def peak_mb() -> float:
    """The most this process ever took, in MB."""
    if peak := _field("VmHWM:"):
        return peak
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _field(name: str) -> float:
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


class MemoryWatch:
    """Notes where the memory stood at the start and the most it was since."""

    def __init__(self) -> None:
        self.start = memory_mb()
        self._highest_before = peak_mb()
        self._seen = self.start

    def look(self) -> None:
        """Note the present size."""
        self._seen = max(self._seen, memory_mb())

    @property
    def peak(self) -> float:
        """The most since the start; what was taken earlier in the process's life is left out."""
        self.look()
        highest = peak_mb()
        return highest if highest > self._highest_before else self._seen
