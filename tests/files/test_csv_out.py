"""CSV files written: whole or not at all, private, and readable by our own import."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.domain.errors import CrmError
from tui_crm.files.csv_out import write_csv
from tui_crm.files.tables import open_table

TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r'=+-@"))
"""Whatever may be stored: everything but controls and surrogates."""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=8))
def test_what_was_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    """Any text in any cell comes back through the import, formulas and quotes included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.csv"
        write_csv(path, ["id", "note"], [("x" + a, b) for a, b in rows])
        read = [row.cells for row in open_table(path, delimiter=",").rows()]
    assert read == [("x" + a, b) for a, b in rows]


def test_a_file_is_private_and_begins_with_a_mark(tmp_path: Path) -> None:
    """Customers are nobody else's business, and Excel needs the mark to read Chinese."""
    path = tmp_path / "out.csv"
    assert write_csv(path, ["name"], [["张三"], ["=1"]]) == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == "\ufeffname\r\n张三\r\n'=1\r\n".encode()


def test_an_existing_file_stays_unless_told(tmp_path: Path) -> None:
    """Overwriting takes a word; the refused file is untouched."""
    path = tmp_path / "out.csv"
    path.write_text("mine")
    with pytest.raises(CrmError, match="file_exists"):
        write_csv(path, ["name"], [])
    assert path.read_text() == "mine"
    assert write_csv(path, ["name"], [], can_overwrite=True) == 0
    assert path.read_text("utf-8-sig") == "name\n"


def test_an_export_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Neither a half file nor a partial one is left, and the former file stays."""
    path = tmp_path / "out.csv"
    path.write_text("former")

    def rows() -> Iterator[list[str]]:
        yield ["a"]
        raise CrmError("cancelled")

    with pytest.raises(CrmError, match="cancelled"):
        write_csv(path, ["name"], rows(), can_overwrite=True)
    assert os.listdir(tmp_path) == ["out.csv"]
    assert path.read_text() == "former"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """What the system refuses is told with its reason."""
    with pytest.raises(CrmError) as refusal:
        write_csv(tmp_path / "no" / "out.csv", ["name"], [])
    assert refusal.value.code == "file_unwritable"
    assert refusal.value.params["reason"]
