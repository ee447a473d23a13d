"""Start: from the start of the process to the first due customers on the terminal."""

from statistics import median

from benchmarks import program
from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, Reference, of_times
from benchmarks.terminal import Terminal

TIMES = 15
_RATIO = 1.25


def measure(data: DataSet) -> list[Figure]:
    """Start both programs in turn; wall-clock time and processor time until they have drawn."""
    bare: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    with data.copy() as home:
        names = program.first_due(home)
        _shown(program.started(home), names)  # the first one finds cold files
        for _ in range(TIMES):
            bare.append(_shown(program.started_bare(home), ["READY"]))
            ours.append(_shown(program.started(home), names))
    return [
        _figure("start: first due customers on screen", data.size, ours, bare, 0),
        _figure("start: processor time of the same", data.size, ours, bare, 1),
    ]


def _shown(terminal: Terminal, texts: list[str]) -> tuple[float, float]:
    with terminal:
        seconds = terminal.until(*texts)
        return seconds, terminal.cpu_seconds()


def _figure(
    what: str,
    size: int,
    ours: list[tuple[float, float]],
    bare: list[tuple[float, float]],
    index: int,
) -> Figure:
    return of_times(
        what,
        size,
        [each[index] for each in ours],
        budget=Budget(ratio=_RATIO),
        reference=Reference(
            what="bare Textual program", p50=median(each[index] for each in bare) * 1000
        ),
    )
