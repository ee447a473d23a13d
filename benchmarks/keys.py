"""Keys on a terminal: from the press to the first change, and to the last one."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import program, references
from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, Reference, of_times
from benchmarks.terminal import Terminal

TIMES = 60
_DOWN, _PAGE_DOWN, _HOME, _END = "\x1b[B", "\x1b[6~", "\x1b[H", "\x1b[F"
_SEARCHES = ("wang", "138", "李")
_BETWEEN_BLINKS_SECONDS = 0.3
"""Quiet for less than half a second: as often the cursor blinks where one types."""


def measure(data: DataSet) -> list[Figure]:
    """Measure moving and logging on Today; opening, scrolling and searching the list."""
    with data.copy() as home:
        bare = _bare_key(home)
        sync = references.one_fdatasync(home)
        names = program.first_due(home)
        with program.started(home) as terminal:
            terminal.until(*names, program.BAR)
            terminal.settle()
            return [
                *_today(terminal, data.size, bare, sync),
                *_list(terminal, data.size),
                *_search(terminal, data.size),
            ]


def _bare_key(home: Path) -> Reference:
    with program.started_bare(home) as terminal:
        terminal.until("READY")
        terminal.settle()
        taken = [terminal.press("x")[0] for _ in range(TIMES)]
    return Reference(what="bare Textual program", p50=median(taken) * 1000)


def _today(terminal: Terminal, size: int, bare: Reference, sync: Reference) -> list[Figure]:
    moves = [terminal.press(_DOWN) for _ in range(TIMES)]
    logs = [terminal.press("2") for _ in range(TIMES)]
    undone = [terminal.press("u") for _ in range(TIMES // 4)]
    whole = Budget(p50=10, p95=30)
    return [
        _first("move on Today: first change", size, moves, Budget(p50=5, p95=16), bare),
        _last("move on Today: card and strip too", size, moves),
        _first("log a call: committed, first change", size, logs, whole, sync),
        _last("log a call: committed, all painted", size, logs, whole, sync),
        _last("undo: all painted", size, undone),
    ]


def _list(terminal: Terminal, size: int) -> list[Figure]:
    mounted = terminal.press("gc")  # No pause was long enough to mount it ahead.
    terminal.settle()
    terminal.press("gt")
    terminal.settle()
    opened = []
    for _ in range(TIMES // 6):
        opened.append(terminal.press("gc"))
        terminal.settle()
        terminal.press("gt")
        terminal.settle()
    terminal.press("gc")
    terminal.settle(2.0)  # the list is counted now
    moves = [terminal.press(_DOWN) for _ in range(TIMES)]
    pages = [terminal.press(_PAGE_DOWN) for _ in range(TIMES)]
    jumps = [terminal.press(key) for _ in range(TIMES // 6) for key in (_END, _HOME)]
    return [
        _last("open the list before it was mounted: all painted", size, [mounted]),
        _last("open the list: all painted", size, opened, Budget(p95=100)),
        _first("scroll the list: first change", size, moves, Budget(p95=16)),
        _first("page of the list: first change", size, pages, Budget(p95=16)),
        _first("End and Home of the list: first change", size, jumps, Budget(p95=50)),
    ]


def _search(terminal: Terminal, size: int) -> list[Figure]:
    typed = []
    for words in _SEARCHES:
        terminal.press("/")
        terminal.settle(_BETWEEN_BLINKS_SECONDS)
        for sign in words:
            typed.append(terminal.press(sign))
            terminal.settle(_BETWEEN_BLINKS_SECONDS)
        for _ in range(2):  # The first leaves the line, the second what was looked for.
            terminal.press("\x1b")
            terminal.settle(_BETWEEN_BLINKS_SECONDS)
    return [
        _first("type in find: first change", size, typed, Budget(p50=5, p95=16)),
        _last("find: results painted", size, typed, Budget(p95=35)),
    ]


def _first(
    what: str,
    size: int,
    strokes: Sequence[tuple[float, float]],
    budget: Budget | None = None,
    reference: Reference | None = None,
) -> Figure:
    return of_times(what, size, [first for first, _ in strokes], budget=budget, reference=reference)


def _last(
    what: str,
    size: int,
    strokes: Sequence[tuple[float, float]],
    budget: Budget | None = None,
    reference: Reference | None = None,
) -> Figure:
    return of_times(what, size, [last for _, last in strokes], budget=budget, reference=reference)
