"""Processes that edit the same customer in every field: no lost update, each conflict shown."""

from collections import Counter
from pathlib import Path

import pytest

from tests.torture.desk_work import session_on
from tests.torture.edits import TURNS_A_NUMBER
from tests.torture.modules import report_of
from tui_crm.domain.history import Turn
from tui_crm.services import customer_page, customers


def check_edits(location: str | Path, *, processes: int, rounds: int) -> None:
    """Let them edit, then compare every change in the history with what its writer had seen.

    A value that somebody wrote over without having seen it would stand in the history as a change
    from another text than the one he knew.
    """
    report = report_of("edits", location, processes, rounds)
    assert report["failed"] == 0, report["stderr"]
    session = session_on(location)
    try:
        customer = customers.get(session, report["lead"])
        lines = customer_page.history(session, customer.id).first(100_000)
        changes = Counter(
            (each.code, each.before, each.after)
            for line in lines
            if line.turn is Turn.CHANGED
            for each in customer_page.field_changes(session, line)
            if each.code != "phones"
        )
    finally:
        session.close()
    assert changes == Counter(map(tuple, report["wrote"]))
    assert sum(changes.values()) > processes * rounds
    kept = {phone.raw for phone in customer.phones}
    assert set(report["number"]) <= kept
    assert len(report["number"]) == processes * (rounds // TURNS_A_NUMBER)
    assert report["asked"], "nobody ever met anybody"


@pytest.mark.timeout(300)
def test_two_processes_that_edit_every_field_lose_nothing_unseen(location: str | Path) -> None:
    """A dozen edits each, on both engines."""
    check_edits(location, processes=2, rounds=12)


@pytest.mark.torture
@pytest.mark.timeout(900)
def test_four_processes_that_edit_every_field_lose_nothing_unseen(location: str | Path) -> None:
    """A hundred edits each, on both engines."""
    check_edits(location, processes=4, rounds=100)
