"""Rows of a spreadsheet, unpacked by a child process with limits of memory and time (SAFETY)."""

import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tui_crm.domain.errors import CrmError
from tui_crm.files import sheet_child
from tui_crm.files.kinds import FileKind
from tui_crm.wording import listed

MAX_FILE_BYTES = 200 << 20
MAX_ENTRIES = 10_000
"""Files inside a workbook; real ones have dozens."""
MAX_UNPACKED_BYTES = 1 << 30
"""A million rows of ten columns unpack to about a third of it."""
MAX_RATIO = 200
"""Unpacked by packed size; spreadsheets of repeated words reach 60."""
RATIO_COUNTS_FROM = 10 << 20
"""Unpacked bytes below which no ratio is suspicious."""
ANSWER_SECONDS = 180.0
"""From the start of the child to its first answer; afterwards it waits for whoever takes rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreadsheet:
    """A sheet of a workbook that can be read any number of times.

    `sheets` are the visible ones. `row_count` counts from the first row of the sheet to its last
    used one, 0 where the sheet is empty.
    """

    path: Path
    sheet: str
    sheets: tuple[str, ...]
    row_count: int

    def records(self) -> Iterator[tuple[float, list[str]]]:
        """Yield (share of the rows read, cells) for every row, blank ones as an empty list.

        Raises CrmError as `open_spreadsheet` does.
        """
        with _child(self.path, self.sheet) as answers:
            _header(next(answers, None), self.path)
            for number, cells in enumerate(answers, start=1):
                if not isinstance(cells, list):
                    _header(cells, self.path)
                    continue
                yield min(number / max(self.row_count, 1), 1.0), cells


def open_spreadsheet(path: Path, kind: FileKind, *, sheet: str | None = None) -> Spreadsheet:
    """Return the sheet named, else the first visible one that holds something.

    Raises CrmError `file_too_big` or `zip_bomb` (before anything is unpacked), `sheet_too_big`
    (memory, time, rows, columns), `file_password_protected`, `file_damaged`, `unknown_sheet`
    (params `sheet`, `sheets`).
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise CrmError("file_too_big", path=str(path), limit_mb=MAX_FILE_BYTES >> 20)
    if kind is FileKind.XLSX:
        check_zip(path)
    with _child(path, sheet or "") as answers:
        header = _header(next(answers, None), path, sheet=sheet or "")
    return Spreadsheet(
        path=path,
        sheet=str(header["sheet"]),
        sheets=tuple(str(each) for each in _list(header["sheets"])),
        row_count=int(str(header["rows"])),
    )


def check_zip(path: Path) -> None:
    """Refuse an archive that unpacks to too much, or to outside its folder.

    Raises CrmError `zip_bomb` or `file_damaged`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CrmError("file_damaged", path=str(path)) from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    is_suspicious = unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or is_suspicious:
        raise CrmError("zip_bomb", path=str(path))
    if any(_leads_outside(entry.filename) for entry in entries):
        raise CrmError("file_damaged", path=str(path))


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0]


@contextmanager
def _child(path: Path, sheet: str) -> Iterator[Iterator[object]]:
    """Run the child and give its answers; it ends with the block, or where it does not answer."""
    command = [sys.executable, "-P", str(Path(sheet_child.__file__)), str(path.resolve()), sheet]
    child = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "RUST_BACKTRACE": "0"},
        text=True,
        encoding="utf-8",
    )
    watch = threading.Timer(ANSWER_SECONDS, child.kill)
    watch.daemon = True
    watch.start()
    try:
        yield _answers(child, path, watch)
    finally:
        watch.cancel()
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _answers(
    child: "subprocess.Popen[str]", path: Path, watch: threading.Timer
) -> Iterator[object]:
    """Yield what the child says.

    Raises CrmError `sheet_too_big` where it was ended: by the system, or by its time.
    """
    output: IO[str] | None = child.stdout
    for line in output or ():
        watch.cancel()
        if not line.endswith("\n"):
            break
        yield json.loads(line)
    if child.wait() != 0:
        raise CrmError("sheet_too_big", path=str(path))


def _header(answer: object, path: Path, *, sheet: str = "") -> dict[str, object]:
    """Return the answer about the sheet, or raise the refusal that came in its place."""
    if not isinstance(answer, dict):
        raise CrmError("sheet_too_big", path=str(path))
    if error := answer.get("error"):
        names = listed(str(each) for each in _list(answer.get("sheets", [])))
        raise CrmError(str(error), path=str(path), sheet=sheet, sheets=names)
    return answer


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
