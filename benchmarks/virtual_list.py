"""How fast a list of a million rows opens, moves, pages and jumps: from key to written frame."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil
from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from benchmarks.figures import Figure, percentile
from tui_crm.domain.paging import Outline
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.themes import DARK, DARK_THEME
from tui_crm.widgets.virtual_list import VirtualList

SIZES = (10_000, 100_000, 1_000_000)
SCREEN = (120, 40)
_SURNAMES = "张王李赵刘陈杨黄周吴徐孙"
_COMPANIES = ("深圳华强电子有限公司", "Brightside Ltd", "南山物流", "Café Zürich", "宏达建材")
_COLUMNS = "name, id, company, phone, level, text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """As wide as a customer's line."""

    name: str
    id: int
    company: str
    phone: str
    level: str
    text: str


Key = tuple[str, int]


class SqliteQuery:
    """Customers by name, read by key from a file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def key_of(self, row: Row) -> Key:
        """Return name and id."""
        return (row.name, row.id)

    def first(self, limit: int) -> Sequence[Row]:
        """Return the first rows."""
        return self._rows("ORDER BY name, id LIMIT ?", limit)

    def last(self, limit: int) -> Sequence[Row]:
        """Return the last rows."""
        return self._rows("ORDER BY name DESC, id DESC LIMIT ?", limit)[::-1]

    def after(self, key: Key, limit: int) -> Sequence[Row]:
        """Return the rows that follow `key`."""
        return self._rows("WHERE (name, id) > (?, ?) ORDER BY name, id LIMIT ?", *key, limit)

    def before(self, key: Key, limit: int) -> Sequence[Row]:
        """Return the rows that lead up to `key`."""
        clause = "WHERE (name, id) < (?, ?) ORDER BY name DESC, id DESC LIMIT ?"
        return self._rows(clause, *key, limit)[::-1]

    def count(self) -> int:
        """Return how many rows there are."""
        return int(self._connection.execute("SELECT count(*) FROM customer").fetchone()[0])

    def outline(self, every: int, near: Row | None) -> Outline[Key]:
        """Return every `every`-th key and the position of `near`."""
        anchors = self._connection.execute(
            "SELECT name, id FROM (SELECT name, id, row_number() OVER (ORDER BY name, id) AS n"
            " FROM customer) WHERE n % ? = 0 ORDER BY n",
            (every,),
        ).fetchall()
        position = 0
        if near is not None:
            position = self._connection.execute(
                "SELECT count(*) FROM customer WHERE (name, id) < (?, ?)", self.key_of(near)
            ).fetchone()[0]
        return Outline(count=self.count(), anchors=tuple(anchors), position=position)

    def _rows(self, clause: str, *values: object) -> list[Row]:
        found = self._connection.execute(f"SELECT {_COLUMNS} FROM customer {clause}", values)
        return [
            Row(name=name, id=row_id, company=company, phone=phone, level=level, text=text)
            for name, row_id, company, phone, level, text in found
        ]


COLUMNS = (
    Column[Row](id="name", title="Name", width=8, share=1, draw=lambda row: Cell(text=row.name)),
    Column[Row](id="company", width=10, share=1, draw=lambda row: Cell(text=row.company)),
    Column[Row](id="phone", width=14, draw=lambda row: Cell(text=row.phone)),
    Column[Row](id="level", width=4, draw=lambda row: Cell(text=row.level, tone=Tone.DUE)),
    Column[Row](
        id="text", width=12, share=2, draw=lambda row: Cell(text=row.text, tone=Tone.LATER)
    ),
)


class FrameDriver(HeadlessDriver):
    """A terminal that notes when a frame was written."""

    frames: list[float]

    @property
    def is_headless(self) -> bool:
        """Say no, so that frames are turned into escape sequences as for a terminal."""
        return False

    def write(self, data: str) -> None:
        """Note the time."""
        self._app.frame_written.set()  # type: ignore[attr-defined]


class ListApp(App[None]):
    """Nothing but the list."""

    def __init__(self, query: SqliteQuery) -> None:
        super().__init__(driver_class=FrameDriver)
        self.register_theme(DARK)
        self.theme = DARK_THEME
        self.query_of_rows = query
        self.frame_written = asyncio.Event()
        self.list = VirtualList(COLUMNS, has_header=True)

    async def timed(self, act: Callable[[], object]) -> float:
        """Return the milliseconds from `act` to the first frame written after it."""
        self.frame_written.clear()
        start = perf_counter()
        act()
        await asyncio.wait_for(self.frame_written.wait(), 10)
        return (perf_counter() - start) * 1000

    async def pressed(self, key: str, times: int) -> list[float]:
        """Return the milliseconds from key to frame of each of `times` presses."""
        took = []
        for _ in range(times):
            took.append(await self.timed(lambda: self._press(key)))
            await self.settled()
        return took

    async def settled(self) -> None:
        """Wait until no frame has been written for some time."""
        while True:
            self.frame_written.clear()
            try:
                await asyncio.wait_for(self.frame_written.wait(), 0.02)
            except TimeoutError:
                return

    def _press(self, key: str) -> None:
        assert self._driver is not None
        self._driver.send_message(events.Key(key, None))


def make_file(path: Path, count: int) -> None:
    """Write `count` customers, half of them Chinese."""

    def rows() -> Iterator[tuple[str, str, str, str, str]]:
        for n in range(count):
            name = f"{_SURNAMES[n % 12]}{n * 7919 % count:07}" if n % 2 else f"Customer {n:07}"
            text = "发资料,下周再打" if n % 3 else "asked for a price list"
            yield name, _COMPANIES[n % 5], f"138{n:08}", "ABC"[n % 3], text

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE customer (id INTEGER PRIMARY KEY, name, company, phone, level, text)"
        )
        insert = "INSERT INTO customer (name, company, phone, level, text) VALUES (?, ?, ?, ?, ?)"
        connection.executemany(insert, rows())
        connection.execute("CREATE INDEX by_name ON customer (name, id)")


async def _measure(app: ListApp, size: int) -> list[Figure]:
    await app.mount(app.list)
    app.list.focus()
    await app.settled()
    opening = [
        await _after_settling(app, lambda: app.timed(lambda: app.list.load(app.query_of_rows)))
        for _ in range(10)
    ]
    end_at_once = await app.timed(lambda: app._press("end"))
    await _outlined(app)
    await app.pressed("home", 1)
    before = psutil.Process().memory_info().rss
    moves = await app.pressed("down", 150)
    pages = await app.pressed("pagedown", 150)
    jumps = [
        took for _ in range(10) for key in ("end", "home") for took in await app.pressed(key, 1)
    ]
    grown = (psutil.Process().memory_info().rss - before) / 1e6
    of = f"list of {size:,}"
    return [
        Figure(what=f"{of}: open, p95", measured=percentile(opening, 95), unit="ms", budget=60),
        Figure(what=f"{of}: move, p50", measured=percentile(moves, 50), unit="ms", budget=3),
        Figure(what=f"{of}: move, p95", measured=percentile(moves, 95), unit="ms", budget=9),
        Figure(what=f"{of}: page, p50", measured=percentile(pages, 50), unit="ms"),
        Figure(what=f"{of}: page, p95", measured=percentile(pages, 95), unit="ms", budget=15),
        Figure(what=f"{of}: Home/End, p95", measured=percentile(jumps, 95), unit="ms", budget=50),
        Figure(what=f"{of}: End before it is counted", measured=end_at_once, unit="ms", budget=50),
        Figure(what=f"{of}: memory grown by scrolling", measured=grown, unit="MB"),
    ]


async def _after_settling(app: ListApp, act: Callable[[], Awaitable[float]]) -> float:
    await app.settled()
    return await act()


async def _outlined(app: ListApp) -> None:
    await app.workers.wait_for_complete()
    await app.settled()


def run(sizes: Sequence[int] = SIZES) -> list[Figure]:
    """Measure lists of `sizes` rows on the headless screen; takes about 20 s for a million."""
    figures: list[Figure] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "customers.db"
            make_file(path, size)
            with closing(SqliteQuery(path)) as query:
                app = ListApp(query)

                async def pilot(_pilot: object, app: ListApp = app, size: int = size) -> None:
                    figures.extend(await _measure(app, size))
                    app.exit()

                app.run(headless=False, size=SCREEN, auto_pilot=pilot)
    return figures


if __name__ == "__main__":
    for figure in run():
        print(f"{figure.what:50} {figure.measured:8.2f} {figure.unit}  budget {figure.budget}")
