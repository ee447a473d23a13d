"""The duplicate check of a whole database: time, memory, pairs; other programs on the same data."""

import csv
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import peers, process_tree
from benchmarks.data_sets import FOLDER, ROOT, DataSet
from benchmarks.figures import Budget, Figure, Reference
from benchmarks.process_tree import Told
from benchmarks.program import USERS_PYTHON

_SECONDS = 300
_MEGABYTES = 500
_PATIENCE_SECONDS = 900
"""What takes longer is not measured to its end."""

_UNITS = {
    "everybody": "s",
    "processor time": "s",
    "most memory, all processes": "MB",
    "pairs compared": "pairs",
    "pairs found": "pairs",
}
_BUDGETS = {
    "everybody": Budget(p50=_SECONDS),
    "most memory, all processes": Budget(p50=_MEGABYTES),
}
_PEERS = ("splink", "recordlinkage")
_ROWS = (
    "SELECT id, name, company, (SELECT key FROM phone WHERE customer_id = customer.id"
    " ORDER BY position LIMIT 1), email, address FROM customer ORDER BY id"
)


def measure(data: DataSet) -> list[Figure]:
    """Check a copy of the data set in a process of its own, then have others check the same."""
    with data.copy() as home:
        database = home / "tui-crm.db"
        checked = process_tree.run(
            [USERS_PYTHON, ROOT / "benchmarks/checked.py", database],
            environment={"PYTHONPATH": str(ROOT), "TUI_CRM_HOME": str(home)},
            seconds=_PATIENCE_SECONDS,
        )
        if checked is None:
            raise RuntimeError(f"no end of the check after {_PATIENCE_SECONDS} s")
        told = _by_peers(database)
    return _figures(data.size, checked, None) + [
        figure for peer, its in told.items() for figure in _figures(data.size, checked, (peer, its))
    ]


def _figures(size: int, checked: Told, beside: tuple[str, Told] | None) -> list[Figure]:
    """Return what the check took and found, beside what one of the others did with the same."""
    ours = _figures_of(checked)
    theirs = _figures_of(beside[1]) if beside is not None else {}
    told = "duplicate check" if beside is None else f"duplicate check beside {beside[0]}"
    return [
        Figure(
            what=f"{told}: {what}",
            size=size,
            unit=_UNITS[what],
            p50=value,
            budget=_BUDGETS.get(what, Budget()) if beside is None else Budget(),
            reference=(
                Reference(what=beside[0], p50=theirs[what])
                if beside is not None and theirs[what]
                else None
            ),
        )
        for what, value in ours.items()
    ]


def _figures_of(told: Told) -> dict[str, float]:
    """Return what a program took and found, under the keys of `_UNITS`."""
    document = told.document
    return {
        "everybody": document["seconds"],
        "processor time": told.processor_seconds,
        "most memory, all processes": told.most_megabytes,
        "pairs compared": document["compared"],
        "pairs found": document["likely"] + document.get("same", 0),
    }


def _by_peers(database: Path) -> dict[str, Told]:
    """Have other programs check the same customers; without those that cannot, or take too long."""
    told = {}
    with TemporaryDirectory(dir=FOLDER, prefix="peer-") as folder:
        file = Path(folder) / "customers.csv"
        _write(database, file)
        for peer in _PEERS:
            python = peers.python_with(peer)
            if python is not None and (its := _checked_by(peer, python, file)) is not None:
                told[peer] = its
    return told


def _checked_by(peer: str, python: Path, file: Path) -> Told | None:
    command = [python, ROOT / f"benchmarks/peer_{peer}.py", file]
    try:
        told = process_tree.run(command, environment={}, seconds=_PATIENCE_SECONDS)
    except ChildProcessError as error:  # Out of memory, most often.
        print(f"{peer}: {error}", file=sys.stderr, flush=True)
        return None
    if told is None:
        print(f"{peer}: no end after {_PATIENCE_SECONDS} s", file=sys.stderr, flush=True)
    return told


def _write(database: Path, file: Path) -> None:
    with (
        closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection,
        file.open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream)
        writer.writerow(["id", "name", "company", "phone", "email", "address"])
        writer.writerows(connection.execute(_ROWS))
