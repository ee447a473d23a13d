"""The two programs that are started on a terminal: tui-crm and the bare Textual program.

Both run in `.venv` as a user has it: the mere presence of psycopg slows peewee's import.
"""

from pathlib import Path

from benchmarks.data_sets import ROOT
from benchmarks.terminal import Terminal
from tui_crm.domain.text import harmless_line
from tui_crm.services import today
from tui_crm.services.session import open_session

USERS_PYTHON = ROOT / ".venv/bin/python"
BAR = "[Today]"
"""Stands on the bar of tabs once the app is there: the first rows are drawn before it."""
BARE = ROOT / "benchmarks/bare.py"


def started_bare(home: Path) -> Terminal:
    """Start the bare program."""
    return Terminal([USERS_PYTHON, BARE], home=home)


def started(home: Path) -> Terminal:
    """Start tui-crm on the database in `home`."""
    return Terminal([USERS_PYTHON.with_name("tui-crm"), "--lang", "en"], home=home)


_SURE_SIGNS = 8
"""Signs of a name that every line has room for."""


def first_due(home: Path, count: int = 3) -> list[str]:
    """Return how the names in the first lines of the queue in `home` begin.

    A line cuts a long name: waiting for the whole of it would be waiting for the card.
    """
    session = open_session(home / "tui-crm.db")
    try:
        rows = today.queue_of(session).first(count)
        return [harmless_line(row.name or row.company)[:_SURE_SIGNS] for row in rows]
    finally:
        session.close()
