"""What a benchmark hands back: a measured figure beside its budget and its reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What SPEED.md allows, in the unit of the figure; `ratio` is the p50 over the reference's."""

    p50: float | None = None
    p95: float | None = None
    ratio: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the same machine needed for the least there is to do, in the same run."""

    what: str
    p50: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one data set, as median and 95th percentile; a single value has no `p95`."""

    what: str
    size: int
    unit: str
    p50: float
    p95: float | None = None
    budget: Budget = Budget()
    reference: Reference | None = None

    @property
    def ratio(self) -> float | None:
        """The median over that of the reference."""
        return self.p50 / self.reference.p50 if self.reference is not None else None

    @property
    def is_over(self) -> bool:
        """Whether any part of the budget is exceeded."""
        pairs = (
            (self.p50, self.budget.p50),
            (self.p95, self.budget.p95),
            (self.ratio, self.budget.ratio),
        )
        return any(
            measured > allowed
            for measured, allowed in pairs
            if measured is not None and allowed is not None
        )


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that `percent` of `values` do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * percent // 100) - 1)]


def of_times(
    what: str,
    size: int,
    seconds: Sequence[float],
    *,
    budget: Budget | None = None,
    reference: Reference | None = None,
) -> Figure:
    """Return the figure of measured `seconds`, in milliseconds."""
    return Figure(
        what=what,
        size=size,
        unit="ms",
        p50=median(seconds) * 1000,
        p95=percentile(seconds, 95) * 1000,
        budget=budget or Budget(),
        reference=reference,
    )
