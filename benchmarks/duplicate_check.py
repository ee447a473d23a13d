"""The duplicate check of a whole database: time, memory, pairs; splink on the same customers."""

import csv
import sqlite3
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

_PEER = "splink"
_ROWS = (
    "SELECT id, name, company, (SELECT key FROM phone WHERE customer_id = customer.id"
    " ORDER BY position LIMIT 1), email, address FROM customer ORDER BY id"
)


def measure(data: DataSet) -> list[Figure]:
    """Check a copy of the data set in a process of its own, then have splink check the same."""
    with data.copy() as home:
        database = home / "tui-crm.db"
        environment = {"PYTHONPATH": str(ROOT), "TUI_CRM_HOME": str(home)}
        checked = process_tree.run(
            [USERS_PYTHON, ROOT / "benchmarks/checked.py", database],
            environment=environment,
            seconds=_PATIENCE_SECONDS,
        )
        if checked is None:
            raise RuntimeError(f"no end of the check after {_PATIENCE_SECONDS} s")
        peer = _peer(database)
    return _figures(data.size, checked, peer)


def _figures(size: int, checked: Told, peer: Told | None) -> list[Figure]:
    document = checked.document
    told = "duplicate check"
    found = document["same"] + document["likely"]
    return [
        Figure(
            what=f"{told} of everybody", size=size, unit="s", p50=document["seconds"],
            budget=Budget(p50=_SECONDS), reference=_reference(peer, "seconds"),
        ),
        Figure(
            what=f"{told}: most memory, all processes", size=size, unit="MB",
            p50=checked.most_megabytes, budget=Budget(p50=_MEGABYTES),
            reference=None if peer is None else Reference(what=_PEER, p50=peer.most_megabytes),
        ),
        Figure(
            what=f"{told}: pairs compared", size=size, unit="pairs", p50=document["compared"],
            reference=_reference(peer, "compared"),
        ),
        Figure(
            what=f"{told}: pairs found", size=size, unit="pairs", p50=found,
            reference=_reference(peer, "likely"),
        ),
    ]  # fmt: skip


def _reference(peer: Told | None, key: str) -> Reference | None:
    """Return what splink needed or found, None where it was not measured or found nothing."""
    if peer is None or not peer.document[key]:
        return None
    return Reference(what=_PEER, p50=peer.document[key])


def _peer(database: Path) -> Told | None:
    """Have splink check the same customers; None where it cannot, or takes too long."""
    python = peers.python_with(_PEER)
    if python is None:
        return None
    with TemporaryDirectory(dir=FOLDER, prefix="peer-") as folder:
        file = Path(folder) / "customers.csv"
        _write(database, file)
        return process_tree.run(
            [python, ROOT / "benchmarks/peer_splink.py", file],
            environment={},
            seconds=_PATIENCE_SECONDS,
        )


def _write(database: Path, file: Path) -> None:
    with (
        closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection,
        file.open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream)
        writer.writerow(["id", "name", "company", "phone", "email", "address"])
        writer.writerows(connection.execute(_ROWS))
