"""Several processes on one database: nobody is locked out, nothing lost, each sees the others."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.torture.desk_work import session_on
from tests.torture.ledger import audit
from tests.torture.modules import report_of
from tui_crm.db import open_database
from tui_crm.services import customers
from tui_crm.store.models import CorrectionRow, CustomerTable, FollowUpRow

SEEN_WITHIN_SECONDS = 2.0
LEADS = 6


def raced(role: str, location: str | Path, *, processes: int, amount: float) -> dict[str, Any]:
    """Run the role in processes of their own, and return their report."""
    report = report_of("races", role, location, processes, amount)
    assert report["failed"] == 0, report["stderr"]
    return report


def count(location: str | Path, table: type[FollowUpRow | CorrectionRow | CustomerTable]) -> int:
    """Return how many rows a table has."""
    db = open_database(location)
    try:
        return len(db.rows(table.select(table.id)))
    finally:
        db.close()


def check_pair(path: Path, report: dict[str, Any]) -> None:
    """Check that each of two saw all entries of the other in time, and that all are whole."""
    assert report["seen"] == report["logged"] > 0
    assert report["slowest"] < SEEN_WITHIN_SECONDS
    found = audit(path, [], is_thorough=True)
    assert found.is_sound, found
    assert found.entries == report["logged"]


@pytest.mark.timeout(180)
def test_two_processes_see_each_other_and_lose_nothing(tmp_path: Path) -> None:
    """Ten seconds on the same leads: no refusal, every call whole, seen within two seconds."""
    path = tmp_path / "tui-crm.db"
    check_pair(path, raced("watch", path, processes=2, amount=10))


@pytest.mark.torture
def test_two_processes_for_a_minute(tmp_path: Path) -> None:
    """The same for a minute."""
    path = tmp_path / "tui-crm.db"
    report = raced("watch", path, processes=2, amount=60)
    sys.stdout.write(f"\n{report}\n")
    check_pair(path, report)


def check_updates(location: str | Path, *, processes: int, rounds: int) -> None:
    """Race on every write path and check that each change of each process is there."""
    report = raced("update", location, processes=processes, amount=rounds)
    total = processes * rounds
    assert report["round"] == total
    assert count(location, FollowUpRow) == 2 * total
    assert count(location, CorrectionRow) == total
    assert count(location, CustomerTable) == LEADS + total
    session = session_on(location)
    try:
        customer = customers.get(session, int(report["lead"]))
    finally:
        session.close()
    assert customer.note == str(total)
    assert len({phone.raw for phone in customer.phones}) == total


@pytest.mark.timeout(300)
def test_no_update_is_lost_on_any_write_path(location: str | Path) -> None:
    """Four processes change the same customer in every way there is, on both engines."""
    check_updates(location, processes=4, rounds=4)


@pytest.mark.torture
def test_eight_processes_lose_no_update(location: str | Path) -> None:
    """The bar of the house: eight processes, every write path, none lost."""
    check_updates(location, processes=8, rounds=25)


@pytest.mark.torture
def test_thirty_writers_are_never_locked_out(tmp_path: Path) -> None:
    """The bar of the house: no refusal; the slowest wait is printed."""
    report = raced("queue", tmp_path / "tui-crm.db", processes=30, amount=20)
    sys.stdout.write(f"\n{report}\n")
    assert report["slowest"] < SEEN_WITHIN_SECONDS


@pytest.mark.timeout(180)
def test_eight_writers_are_never_locked_out(tmp_path: Path) -> None:
    """Eight processes log without a pause: no refusal, and nobody waits for long."""
    report = raced("queue", tmp_path / "tui-crm.db", processes=8, amount=3)
    assert report["slowest"] < SEEN_WITHIN_SECONDS
    assert report["calls"] > 0
