"""The must-show of the call desk: in a real terminal, one key logs a call and `u` takes it back."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Office, Terminal
from tui_crm.files.holiday_tables import published_days

Row = dict[str, Any]
KEPT_FOR_EVER = ("version", "updated_at")
"""What undo raises and does not restore."""


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home filled by the command with the 500 customers of seed 7, made once."""
    home = tmp_path_factory.mktemp("made") / "home"
    made = Office(home).json("demo", "--no-open", "--customers", "500", "--seed", "7")
    assert made["customers"] == 500
    assert made["follow_ups"] > 0
    return home


@pytest.fixture
def demo(made_demo: Path, office: Office) -> Office:
    """Return an office on a copy of that home."""
    shutil.copytree(made_demo, office.home, dirs_exist_ok=True)
    return office


def opened(demo: Office) -> Terminal:
    terminal = demo.open()
    terminal.wait_for("Overdue", "calls")
    return terminal


def due(demo: Office) -> list[Row]:
    rows: list[Row] = demo.json("today")
    return rows


def shown(demo: Office, row: Row) -> Row:
    customer: Row = demo.json("show", str(row["id"]))
    return customer


def restorable(customer: Row) -> Row:
    return {code: value for code, value in customer.items() if code not in KEPT_FOR_EVER}


def is_working_day(day: date) -> bool:
    """Whether the published table of China, or the weekday, says that `day` is worked."""
    table = published_days("CN", day.year)
    assert table is not None
    exceptions = {each.day: each.is_working for each in table.days}
    return exceptions.get(day, day.weekday() not in table.weekend)


def test_one_key_changes_exactly_one_customer_and_undo_restores_him(demo: Office) -> None:
    before = due(demo)
    first = shown(demo, before[0])
    terminal = opened(demo)
    terminal.press("1")
    terminal.wait_for("Done 1")
    assert due(demo) == before[1:]
    logged = shown(demo, before[0])
    follow_up, *earlier = logged["follow_ups"]
    assert earlier == first["follow_ups"]
    assert follow_up["text"] == "not interested"
    assert follow_up["outcome"] == "not interested"
    assert follow_up["method"] == "call"
    assert follow_up["next_contact"] == logged["next_contact"]
    promised = date.fromisoformat(logged["next_contact"])
    assert is_working_day(promised)
    assert timedelta(days=90) <= promised - datetime.now(UTC).date() <= timedelta(days=105)
    terminal.press("u")
    terminal.wait_for("Done 0", "Undone")
    assert due(demo) == before
    undone = shown(demo, before[0])
    assert restorable(undone) == restorable(first)
    assert undone["version"] > logged["version"]
    assert terminal.quit() == 0
    assert terminal.not_restored() == []


def test_undo_reaches_across_a_restart_many_deep(demo: Office) -> None:
    before = due(demo)
    assert len(before) >= 40
    first = opened(demo)
    first.press("1", "3", "1")
    first.wait_for("Done 3")
    assert first.quit() == 0
    assert due(demo) == before[3:]
    second = opened(demo)
    second.wait_for("Done 3")
    second.press("u", "backspace", "u")
    second.wait_for("Done 0", "Undone")
    assert due(demo) == before
    assert second.quit() == 0


def test_the_queue_is_taken_up_at_its_row_after_a_restart(demo: Office) -> None:
    rows = due(demo)
    first = opened(demo)
    first.press("down", "down", "down")
    first.wait_until(lambda: cursor_is_on(first, rows[3]))
    assert first.quit() == 0
    second = opened(demo)
    second.wait_until(lambda: cursor_is_on(second, rows[3]))
    second.press("1")
    second.wait_for("Done 1")
    assert due(demo) == rows[:3] + rows[4:]
    assert second.quit() == 0


def cursor_is_on(terminal: Terminal, row: Row) -> bool:
    """Whether the line with the cursor shows the customer."""
    name = row["name"][:3]
    return any("▸" in line and name in line.replace(" ", "") for line in card_cut(terminal))


def card_cut(terminal: Terminal) -> list[str]:
    """Return the lines of the list alone, without the card on their right."""
    return [line.partition("▏")[0] for line in terminal.text.splitlines()]
