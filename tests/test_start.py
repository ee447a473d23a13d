"""What a start imports: nothing that the first screen does not need (SPEED "Start")."""

import subprocess
import sys

import pytest

EARLY = "tui_crm.cli.launch, tui_crm.services.session, tui_crm.terminal, tui_crm.screens.first_rows"
"""What is imported before the first rows are drawn."""
WHOLE = f"{EARLY}, tui_crm.app, tui_crm.app_shell.driver"
"""What is imported before the app runs."""

NOT_BEFORE_THE_FIRST_ROWS = ("textual", "rich.console", "rich.segment", "logging.handlers")
NOT_BEFORE_THE_APP = (
    "click",
    "phonenumbers",
    "rapidfuzz",
    "dateutil",
    "holidays",
    "charset_normalizer",
    "python_calamine",
    "tomlkit",
    "tomllib",
    "playhouse",
    "textual.widgets._data_table",
    "tui_crm.files",
    "tui_crm.cli.program",
    "tui_crm.domain.demo",
    "tui_crm.domain.draft",
    "tui_crm.domain.duplicates",
    "tui_crm.domain.import_identity",
    "tui_crm.domain.phone_cells",
    "tui_crm.domain.row_reading",
    "tui_crm.domain.saved_view",
    "tui_crm.domain.search",
    "tui_crm.domain.when",
    "tui_crm.migrations",
    "tui_crm.screens.customer_form",
    "tui_crm.screens.customers",
    "tui_crm.screens.full_entry",
    "tui_crm.screens.import_screen",
    "tui_crm.screens.settings",
    "tui_crm.services.customers",
    "tui_crm.services.housekeeping",
    "tui_crm.services.importing",
    "tui_crm.services.undo",
)

MOST_MODULES = 176
"""Modules parted without growing count here too; what is made at import is held by the next."""
MOST_DATACLASSES = 72
"""Each costs about 0.7 ms: its methods are compiled when it is imported."""

COUNT = """
import dataclasses, sys
made = []
process = dataclasses._process_class
def counted(cls, *rest, **more):
    made.append(cls.__module__)
    return process(cls, *rest, **more)
dataclasses._process_class = counted
"""


def printed(script: str) -> list[str]:
    """Return the words that `script` prints in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.split()


def imported(modules: str) -> set[str]:
    """Return what stands in `sys.modules` after `modules` were imported."""
    return set(printed(f"import sys, {modules}\nprint(*sys.modules)"))


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        (EARLY, NOT_BEFORE_THE_FIRST_ROWS + NOT_BEFORE_THE_APP),
        (WHOLE, NOT_BEFORE_THE_APP),
    ],
    ids=["before the first rows", "before the app"],
)
def test_what_the_first_screen_does_not_need_is_not_imported(
    modules: str, unwanted: tuple[str, ...]
) -> None:
    there = imported(modules)
    assert sorted(there.intersection(unwanted)) == []
    assert "tui_crm.screens.first_rows" in there


def test_the_start_stays_small() -> None:
    """So many modules and dataclasses of ours there may be; past that, something crept in."""
    modules = {name for name in imported(WHOLE) if name.startswith("tui_crm")}
    classes = printed(f"{COUNT}import {WHOLE}\nprint(*made)")
    ours = [name for name in classes if name.startswith("tui_crm")]
    assert 50 < len(modules) <= MOST_MODULES
    assert 20 < len(ours) <= MOST_DATACLASSES
