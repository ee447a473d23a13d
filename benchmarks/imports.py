"""An import of a CSV file as long as the data set, into an empty database; then its undo."""

import csv
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.data_sets import FOLDER, DataSet
from benchmarks.figures import Budget, Figure
from benchmarks.program import USERS_PYTHON
from benchmarks.waiting import writers_waits
from tui_crm.services import undo
from tui_crm.services.session import open_session
from tui_crm.store import customers

_SURNAMES = "张王李赵刘陈杨黄周吴徐孙"
_SECONDS_A_ROW = 60 / 1_000_000
_LONGEST_LOCK_MS = 150


def measure(data: DataSet) -> list[Figure]:
    """Import with the command, which is measured from its start to its end; take it back."""
    with TemporaryDirectory(dir=FOLDER, prefix="import-") as folder:
        home = Path(folder)
        file = home / "customers.csv"
        _write_file(file, data.size)
        return [*_import(home, file, data.size), *_take_back(home, data.size)]


def _write_file(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["姓名", "公司", "电话", "备注"])
        writer.writerows(_rows(rows))


def _rows(count: int) -> Iterator[tuple[str, str, str, str]]:
    for number in range(count):
        name = f"{_SURNAMES[number % 12]}{number * 7919 % count:07}"
        yield name, f"深圳第{number % 5000}电子有限公司", f"138{number:08}", "发资料,下周再打"


def _import(home: Path, file: Path, rows: int) -> list[Figure]:
    database = home / "tui-crm.db"
    command = [USERS_PYTHON.with_name("tui-crm"), "--db", database, "import", file]
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = perf_counter() - start
    # The largest of all children so far, in KiB (getrusage(2)): the import, or less than that.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    return [
        Figure(
            what="import of as many rows, by command",
            size=rows,
            unit="s",
            p50=seconds,
            budget=Budget(p50=max(1.0, rows * _SECONDS_A_ROW)),
        ),
        Figure(what="import: most memory", size=rows, unit="MB", p50=memory),
    ]


def _take_back(home: Path, rows: int) -> list[Figure]:
    session = open_session(home / "tui-crm.db")
    try:
        with writers_waits(session) as waits:
            start = perf_counter()
            undo.undo(session)
            seconds = perf_counter() - start
        if not customers.is_empty(session.db):
            raise RuntimeError("the import was not taken back")
    finally:
        session.close()
    return [
        Figure(what="import taken back", size=rows, unit="s", p50=seconds),
        Figure(
            what="import taken back: longest wait of a writer",
            size=rows,
            unit="ms",
            p50=max(waits, default=0.0) * 1000,
            budget=Budget(p50=_LONGEST_LOCK_MS),
        ),
    ]
