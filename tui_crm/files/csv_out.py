"""CSV files for spreadsheets and for our own import: quoted, private, never half-written."""

import csv
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from tui_crm.domain.errors import CrmError
from tui_crm.files.formulas import quoted

PRIVATE_FILE_MODE = 0o600
ENCODING = "utf-8-sig"
"""With a byte order mark: without it Excel reads Chinese in the code page of the machine."""


def write_csv(
    path: Path,
    heading: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    can_overwrite: bool = False,
) -> int:
    """Write a CSV file of `rows` under `heading` and return how many rows it has.

    Cells that a spreadsheet would calculate are quoted as SPEC 11 says. The file has mode 0600
    and appears whole: it is written as `<name>.partial` beside its place, which is removed where
    something fails. Raises CrmError `file_exists` or `file_unwritable` (params `path`, `reason`).
    """
    if os.path.exists(path) and not can_overwrite:
        raise CrmError("file_exists", path=str(path))
    partial = path.with_name(path.name + ".partial")
    try:
        count = _write(partial, heading, rows)
        _put_in_place(partial, path, can_overwrite=can_overwrite)
    except FileExistsError as error:
        raise CrmError("file_exists", path=str(path)) from error
    except OSError as error:
        raise CrmError("file_unwritable", path=str(path), reason=error.strerror or "") from error
    finally:
        with suppress(OSError):  # What could not be written may lie where nothing can.
            partial.unlink(missing_ok=True)
    return count


def _write(partial: Path, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    partial.unlink(missing_ok=True)
    # Exclusive, so that nobody's link under this name is followed.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    handle = os.open(partial, flags, PRIVATE_FILE_MODE)
    count = 0
    with os.fdopen(handle, "w", encoding=ENCODING, newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow([quoted(title) for title in heading])
        for row in rows:
            writer.writerow([quoted(cell) for cell in row])
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


def _put_in_place(partial: Path, path: Path, *, can_overwrite: bool) -> None:
    """Give the finished file its name; raises FileExistsError where somebody was quicker."""
    if can_overwrite:
        partial.replace(path)
        return
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: the check was made a moment ago.
        if os.path.exists(path):
            raise FileExistsError(path) from None
        partial.replace(path)
