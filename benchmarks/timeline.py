"""The timeline of ten million follow-ups: reading it in any place, and its keys on a terminal."""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from time import perf_counter

from benchmarks import program
from benchmarks.data_sets import DataSet
from benchmarks.figures import Budget, Figure, of_times
from benchmarks.terminal import Terminal
from tui_crm.domain.follow_up import Method
from tui_crm.domain.timeline import TimelineFilter
from tui_crm.services import timeline
from tui_crm.services.session import Session
from tui_crm.widgets.day_list import BLOCK_LINES

TIMES = 40
_LOOKED_AT = 100_000
_PAGE_DOWN, _HOME, _END, _LEFT = "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[D"
_SHOWN = "Outcome"
"""Stands above the list of the timeline, and on no screen from which it is opened."""


def measure(data: DataSet) -> list[Figure]:
    """Measure filters, pages, a search, and what a user sees of them."""
    with data.session() as session:
        figures = [*_lists(session, data.size), _search(session, data.size)]
    with data.copy() as home:
        names = program.first_due(home)
        with program.started(home) as terminal:
            terminal.until(*names, program.BAR)
            terminal.settle()
            return [*figures, *_keys(terminal, data.size)]


def _filters(session: Session) -> Iterator[tuple[str, TimelineFilter]]:
    outcomes = timeline.outcomes(session)
    yield "everything", TimelineFilter()
    yield "a rep", TimelineFilter(user_id=session.viewer.user_id)
    yield "calls", TimelineFilter(method=Method.CALL)
    yield "visits", TimelineFilter(method=Method.VISIT)
    yield "an outcome", TimelineFilter(outcomes=outcomes[:1])
    yield "a month", TimelineFilter(first_day=session.today().replace(day=1))


def _lists(session: Session, size: int) -> Iterator[Figure]:
    """Open each list as its screen does, then read blocks from its anchors on."""
    for name, wanted in _filters(session):
        opened = _timed(lambda wanted=wanted: _open(session, wanted), TIMES // 4)
        rows = timeline.lines(session, wanted)
        anchors = rows.outline(BLOCK_LINES, None).anchors
        yield of_times(f"timeline, {name}: read to open", size, opened, budget=Budget(p95=100))
        if not anchors:
            continue
        chance = Random(size)
        keys = iter([anchors[chance.randrange(len(anchors))] for _ in range(TIMES)])
        blocks = _timed(lambda rows=rows, keys=keys: rows.after(next(keys), BLOCK_LINES), TIMES)
        yield of_times(f"timeline, {name}: a block of rows", size, blocks, budget=Budget(p95=16))


def _open(session: Session, wanted: TimelineFilter) -> None:
    rows = timeline.lines(session, wanted)
    rows.outline(BLOCK_LINES, None)
    rows.first(BLOCK_LINES)


def _search(session: Session, size: int) -> Figure:
    """Look at a hundred thousand texts; the figure is seconds a million."""
    start, looked_at = perf_counter(), 0
    for looked in timeline.search(session, TimelineFilter(text="zebra")):
        looked_at = looked.looked_at
        if looked_at >= _LOOKED_AT:
            break
    seconds = (perf_counter() - start) * 1_000_000 / max(1, looked_at)
    return Figure(what="timeline: look through a million texts", size=size, unit="s", p50=seconds)


def _timed(action: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = perf_counter()
        action()
        taken.append(perf_counter() - start)
    return taken


def _keys(terminal: Terminal, size: int) -> list[Figure]:
    mounted = _open_by_keys(terminal)  # No pause was long enough to mount it ahead.
    opened = []
    for _ in range(TIMES // 2):
        terminal.press("gt")
        terminal.settle()
        opened.append(_open_by_keys(terminal))
    pages = [terminal.press(_PAGE_DOWN)[0] for _ in range(TIMES)]
    jumps = [terminal.press(key)[0] for _ in range(TIMES // 6) for key in (_END, _HOME)]
    days = [terminal.press(_LEFT)[0] for _ in range(TIMES)]
    memory = Figure(
        what="timeline: memory of the program",
        size=size,
        unit="MB",
        p50=terminal.memory_mb(),
        budget=Budget(p50=90),
    )
    budgets = (
        ("open the timeline before it was mounted: all painted", [mounted], Budget()),
        ("open the timeline: all painted", opened, Budget(p95=100)),
        ("page of the timeline: first change", pages, Budget(p95=16)),
        ("End and Home of the timeline: first change", jumps, Budget(p95=50)),
        ("a day back on the timeline: first change", days, Budget(p95=16)),
    )
    return [*_figures(budgets, size), memory]


def _open_by_keys(terminal: Terminal) -> float:
    """Return the seconds from the second key of `g l` until all is painted."""
    terminal.press("g")
    terminal.settle()
    _first, painted = terminal.press("l", shows=_SHOWN)
    terminal.settle()
    return painted


def _figures(measured: Sequence[tuple[str, list[float], Budget]], size: int) -> Iterator[Figure]:
    for what, seconds, budget in measured:
        yield of_times(what, size, seconds, budget=budget)
