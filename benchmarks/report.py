"""The table of figures: on the terminal, and as docs/speed.md."""

import os
import platform
from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len

from benchmarks.figures import Budget, Figure

HEADINGS = ("figure", "customers", "p50", "p95", "budget p50 / p95", "reference", "ratio", "")


def lines(figures: Sequence[Figure]) -> list[str]:
    """Return the lines of a Markdown table, padded so that it can be read as it stands."""
    rows = [HEADINGS, *(_cells(figure) for figure in figures)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    drawn = [_line(row, widths) for row in rows]
    return [drawn[0], _line(["-" * width for width in widths], widths), *drawn[1:]]


def document(figures: Sequence[Figure], *, command: str, now: datetime, load: str) -> str:
    """Return docs/speed.md."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}"
    return "\n".join(
        [
            "# Speed",
            "",
            "Written by `make bench`, which asserts nothing about time. A figure over its budget",
            "is marked **over**. A reference is the least that the same machine needed in the same",
            "run; on a machine that does other work too, the ratio says more than the figure.",
            "",
            f"- {now:%Y-%m-%d %H:%M} UTC, `{command}`",
            f"- Python {platform.python_version()}, {machine}",
            f"- load average: {load}",
            "",
            *lines(figures),
            "",
        ]
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return f"| {' | '.join(padded)} |"


def _cells(figure: Figure) -> tuple[str, ...]:
    reference = figure.reference
    return (
        figure.what,
        f"{figure.size:,}",
        f"{_number(figure.p50)} {figure.unit}",
        "" if figure.p95 is None else f"{_number(figure.p95)} {figure.unit}",
        _budget(figure.budget),
        "" if reference is None else f"{reference.what} {_number(reference.p50)}",
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        "**over**" if figure.is_over else "",
    )


def _budget(budget: Budget) -> str:
    if budget.ratio is not None:
        return f"ratio {budget.ratio}"
    limits = (budget.p50, budget.p95)
    if limits == (None, None):
        return ""
    return " / ".join("–" if limit is None else _number(limit) for limit in limits)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
