"""Start: from the start of the process to the first due customers, and to the first key answered.

tui-crm draws its first rows before Textual is imported: they can be read by then, but no key is
answered yet. So the second figure is told beside the first one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import program
from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, Reference, of_times

TIMES = 15
_RATIO = 1.25
_DOWN, _UP = "\x1b[B", "\x1b[A"
_FIRST_LINE = 3
"""The line of the first row, counted from 1: the bar of tabs and the figures are above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The seconds from the start of a process until it has drawn, and until a key is answered.

    `cpu` is the processor time that it had used when it had drawn.
    """

    drawn: float
    cpu: float
    answered: float


def measure(data: DataSet) -> list[Figure]:
    """Start both programs in turn; wall-clock time and processor time."""
    bare: list[Start] = []
    ours: list[Start] = []
    with data.copy() as home:
        names = program.first_due(home)
        _ours(home, names)  # the first one finds cold files
        for _ in range(TIMES):
            bare.append(_bare(home))
            ours.append(_ours(home, names))
    budget = Budget(ratio=_RATIO)
    return [
        _figure(
            "start: first due customers on screen",
            data.size,
            [each.drawn for each in ours],
            [each.drawn for each in bare],
            budget,
        ),
        _figure(
            "start: processor time of the same",
            data.size,
            [each.cpu for each in ours],
            [each.cpu for each in bare],
            budget,
        ),
        _figure(
            "start: first key answered",
            data.size,
            [each.answered for each in ours],
            [each.answered for each in bare],
            Budget(),
        ),
    ]


def _bare(home: Path) -> Start:
    with program.started_bare(home) as terminal:
        drawn, cpu = terminal.until("READY"), terminal.cpu_seconds()
        terminal.send("x")
        return Start(drawn=drawn, cpu=cpu, answered=terminal.until("PRESSED 1"))


def _ours(home: Path, names: Sequence[str]) -> Start:
    """Start tui-crm; the key moves the cursor to the second row, whose sign is drawn then."""
    with program.started(home) as terminal:
        drawn, cpu = terminal.until(*names), terminal.cpu_seconds()
        terminal.send(_DOWN)
        answered = terminal.until_matches(_cursor_on(_FIRST_LINE + 1))
        terminal.send(_UP)  # The next start takes the queue up where this one leaves it.
        terminal.until_matches(_cursor_on(_FIRST_LINE))
        return Start(drawn=drawn, cpu=cpu, answered=answered)


def _cursor_on(line: int) -> re.Pattern[bytes]:
    """Return what is written where the cursor's sign is drawn on a line of the screen."""
    return re.compile(rf"\x1b\[{line};1H(\x1b\[[0-9;]*m)*▸".encode())


def _figure(what: str, size: int, ours: list[float], bare: list[float], budget: Budget) -> Figure:
    reference = Reference(what="bare Textual program", p50=median(bare) * 1000)
    return of_times(what, size, ours, budget=budget, reference=reference)
