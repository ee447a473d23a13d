"""Resident memory of the whole program: at the start, and after it has been about."""

from benchmarks import program
from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, Reference

_BUDGET = Budget(p50=90)
_PAGES = 100


def measure(data: DataSet) -> list[Figure]:
    """Measure before and after a hundred pages, both ends of the list, and a search."""
    with data.copy() as home:
        names = program.first_due(home)
        with program.started_bare(home) as terminal:
            terminal.until("READY")
            terminal.settle()
            bare = Reference(what="bare Textual program", p50=terminal.memory_mb())
        with program.started(home) as terminal:
            terminal.until(*names, program.BAR)
            terminal.settle()
            at_start = terminal.memory_mb()
            terminal.press("gc")
            terminal.settle(2.0)
            for _ in range(_PAGES):
                terminal.press("\x1b[6~")
            terminal.press("\x1b[F")
            terminal.press("\x1b[H")
            terminal.press("/")
            for sign in "wang":
                terminal.press(sign)
            # Not until all is quiet: the cursor in the field blinks for ever.
            terminal.rest(2.0)
            at_end = terminal.memory_mb()
    return [
        _figure("memory at the first screen", data.size, at_start, bare),
        _figure("memory after scrolling, End and find", data.size, at_end, bare),
    ]


def _figure(what: str, size: int, megabytes: float, bare: Reference) -> Figure:
    return Figure(what=what, size=size, unit="MB", p50=megabytes, budget=_BUDGET, reference=bare)
