"""The process in which a spreadsheet is unpacked: it may run out of memory or time, alone.

Run as a script with the path of the file and the name of the sheet ("" for the first visible
one with something in it). Writes JSON lines: {"sheets", "sheet", "rows"} first, then one list of
texts for each row; {"error": code} ends a refusal. Imports nothing of this program, so that it
starts at once and holds no more than it needs.
"""

import datetime
import json
import os
import sys
from collections.abc import Iterator, Sequence

MEMORY_BYTES = 2 << 30
"""Address space of this process: a million rows of ten columns need about half."""
CPU_SECONDS = 300
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 60_000_000
"""Cells between the first and the last used one, blank ones included."""

EXACT_FLOAT = 1e15
"""Below it every whole number that a spreadsheet holds is exact."""

Value = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)
Range = tuple[tuple[int, int], tuple[int, int]]


def limit_resources() -> None:
    """Let the system end this process when it takes too much; where it cannot, the parent does."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def text_of(value: Value) -> str:
    """Return a cell as text: numbers as typed, dates as ISO, nothing as ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < EXACT_FLOAT:
            return str(int(value))
        return repr(value)
    if isinstance(value, datetime.datetime):
        return _moment_text(value)
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if value.second == 0 else "seconds")
    return str(value)


def _moment_text(moment: datetime.datetime) -> str:
    whole = moment.replace(microsecond=0)
    if whole.time() == datetime.time():
        return whole.date().isoformat()
    return whole.isoformat(" ", "minutes" if whole.second == 0 else "seconds")


def filled_rows(
    rows: Iterator[Sequence[Value]], merged: Sequence[Range]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows as text, values of cells merged downwards repeated in the rows below.

    A company that stands once for its three contacts belongs to all three. Rows without anything
    of their own stay blank.
    """
    tall = [(top, bottom, column) for (top, column), (bottom, _right) in merged if bottom > top]
    starts: dict[int, list[tuple[int, int]]] = {}
    for top, bottom, column in tall:
        starts.setdefault(top, []).append((bottom, column))
    standing: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(rows):
        cells = [text_of(value) for value in row]
        if standing and any(cell.strip() for cell in cells):
            for column, (bottom, text) in list(standing.items()):
                if number > bottom:
                    del standing[column]
                elif column < len(cells) and not cells[column]:
                    cells[column] = text
        for bottom, column in starts.get(number, ()):
            if column < len(cells):
                standing[column] = (bottom, cells[column])
        while cells and not cells[-1]:
            cells.pop()
        yield tuple(cells)


def _say(message: object) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True, separators=(",", ":")) + "\n")


def _read(path: str, wanted: str) -> None:
    import python_calamine as calamine

    workbook = calamine.CalamineWorkbook.from_path(path)
    names = [
        each.name
        for each in workbook.sheets_metadata
        if each.typ == calamine.SheetTypeEnum.WorkSheet
        and (each.visible == calamine.SheetVisibleEnum.Visible or each.name == wanted)
    ]
    if wanted and wanted not in names:
        _say({"error": "unknown_sheet", "sheets": names})
        return
    sheet, name = None, ""
    for name in [wanted] if wanted else names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.end is not None:
            break
    if sheet is None or sheet.end is None:
        _say({"sheets": names, "sheet": name, "rows": 0})
        return
    rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if rows > MAX_ROWS or columns > MAX_COLUMNS or sheet.height * sheet.width > MAX_CELLS:
        _say({"error": "sheet_too_big"})
        return
    _say({"sheets": names, "sheet": name, "rows": rows})
    blank = [""] * (sheet.start or (0, 0))[1]
    rows_from_column_a = ([*blank, *row] for row in sheet.iter_rows())
    for row in filled_rows(rows_from_column_a, sheet.merged_cell_ranges or []):
        _say(row)


def main() -> int:
    """Read the sheet that the arguments name; the exit status is 0 where there was an answer."""
    limit_resources()
    import python_calamine as calamine

    try:
        _read(sys.argv[1], sys.argv[2])
    except calamine.PasswordError:
        _say({"error": "file_password_protected"})
    except MemoryError:
        _say({"error": "sheet_too_big"})
    except BrokenPipeError:  # the parent has read enough
        os._exit(0)
    except (calamine.CalamineError, OSError, ValueError):
        _say({"error": "file_damaged"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
