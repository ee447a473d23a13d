"""Exports read everything once, in pages, on both engines."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.sessions import FixedClock, add_customer, add_user, stored
from tui_crm.domain.promise import Promise
from tui_crm.services import desk, exporting
from tui_crm.services.exporting import ExportKind, export
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import pages


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE_ROWS", 2)
    monkeypatch.setattr(exporting, "PAGE_ROWS", 2)


def read(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_every_customer_is_written_once_whatever_the_pages(
    session: Session, tmp_path: Path, count: int
) -> None:
    for number in range(count):
        add_customer(session, f"c{number}", phones=f"1380013800{number}")
    path = tmp_path / "out.csv"
    assert export(session, ExportKind.CUSTOMERS, path) == count
    heading, *rows = read(path)
    assert [row[heading.index("name")] for row in rows] == [f"c{n}" for n in range(count)]
    assert [row[heading.index("phones")] for row in rows] == [
        f"1380013800{n}" for n in range(count)
    ]


def test_free_fields_have_a_column_each_in_the_order_of_their_appearance(
    session: Session, tmp_path: Path
) -> None:
    add_customer(session, "a")
    add_customer(session, "b", custom=(("size", "1"),))
    add_customer(session, "c", custom=(("colour", "red"), ("size", "2")))
    path = tmp_path / "out.csv"
    export(session, ExportKind.CUSTOMERS, path)
    heading, *rows = read(path)
    assert heading[-2:] == ["custom.size", "custom.colour"]
    assert [row[-2:] for row in rows] == [["", ""], ["1", ""], ["2", "red"]]


def test_follow_ups_are_written_by_id_with_who_wrote_them(
    session: Session, clock: FixedClock, tmp_path: Path
) -> None:
    customer = add_customer(session, "张三", phones="13800138000")
    for _ in range(3):
        clock.advance(minutes=5)
        desk.log_canned(session, customer.id, "3", entry_uuid=new_uuid())
    path = tmp_path / "out.csv"
    assert export(session, ExportKind.FOLLOW_UPS, path) == 3
    heading, *rows = read(path)
    assert heading == list(exporting.FOLLOW_UP_CODES)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert {row[heading.index("by")] for row in rows} == {session.viewer.login}
    assert rows[0][heading.index("at")] == "2026-11-18T10:05:00+08:00"
    assert rows[0][heading.index("next_contact")] == "2026-11-19"


def test_callbacks_are_everybodys_in_the_order_of_the_queue(
    session: Session, tmp_path: Path
) -> None:
    """Late ones by date alone, then by time, all-day, id; nobody on whom the keys are dead."""
    today = session.today()
    rep = add_user(session, "wei")
    promises = {
        "all day": Promise(on=today),
        "timed": Promise(on=today, minute=600),
        "late afternoon": Promise(on=today - timedelta(days=1), minute=900),
        "late morning": Promise(on=today - timedelta(days=1), minute=500),
        "tomorrow": Promise(on=today + timedelta(days=1)),
        "blocked": Promise(on=today),
    }
    for name, promise in promises.items():
        add_customer(session, name, phones="13800138000", promise=promise, company=name)
    add_customer(session, "wei's", promise=Promise(on=today, minute=601), owner="wei")
    add_customer(session, "nobody's", promise=Promise(on=today), is_unassigned=True)
    add_customer(session, "no promise")
    blocked = next(
        each for each in pages.all_customers(session.db, session.viewer) if each.name == "blocked"
    )
    from tui_crm.services import customers

    customers.archive(session, blocked.id, reason="test")
    assert stored(session, blocked).promise is None
    path = tmp_path / "out.csv"
    export(session, ExportKind.CALLBACKS, path)
    heading, *rows = read(path)
    assert [row[heading.index("name")] for row in rows] == [
        "late afternoon",
        "late morning",
        "timed",
        "wei's",
        "all day",
        "tomorrow",
    ]
    assert rows[3][heading.index("owner")] == session.user_login(rep)
