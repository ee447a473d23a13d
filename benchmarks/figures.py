"""What a benchmark hands back: one measured figure beside its budget."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure; `budget` and `measured` are in `unit`, no budget where nothing was promised."""

    what: str
    measured: float
    unit: str
    budget: float | None = None


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that `percent` of `values` do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, round(len(ordered) * percent / 100) - 1)]
