"""What a file is, told by its bytes: names lie (HTML and CSV saved as .xls are common)."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path
from stat import S_ISREG

from tui_crm.domain.errors import CrmError
from tui_crm.files.charsets import wide_encoding

HEAD_BYTES = 8192
"""Bytes from the beginning by which a file is judged."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|head|body|meta|\?xml|!--)", re.IGNORECASE)
_VCARD = re.compile(rb"\s*BEGIN:VCARD", re.IGNORECASE)
_JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*[\[{])')
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_FEWEST_CONTROLS = 8
_UTF8_BOM = b"\xef\xbb\xbf"


class FileKind(StrEnum):
    """The kinds of files with customers in them."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    VCARD = "vcard"
    JSON = "json"


READABLE = frozenset({FileKind.CSV, FileKind.XLSX, FileKind.XLS})
"""The kinds that can be opened as a table."""


def kind_of(path: Path) -> FileKind:
    """Return what the file is; any text is taken as CSV.

    Raises CrmError `file_missing`, `file_not_regular` (a folder, a device), `file_unreadable`
    (param `reason`), `file_empty` or `file_unknown` (neither text nor a spreadsheet).
    """
    head = _head(path)
    if not head:
        raise CrmError("file_empty", path=str(path))
    if head.startswith(_OLE):
        return FileKind.XLS
    if head.startswith(_ZIP):
        return _kind_in_zip(path)
    if wide_encoding(head) is not None:
        return FileKind.CSV
    text = head.removeprefix(_UTF8_BOM)
    for kind, beginning in (
        (FileKind.HTML, _MARKUP),
        (FileKind.VCARD, _VCARD),
        (FileKind.JSON, _JSON),
    ):
        if beginning.match(text):
            return kind
    controls = len(_BINARY.findall(text))
    if controls >= _FEWEST_CONTROLS and controls * 50 > len(text):
        raise CrmError("file_unknown", path=str(path))
    return FileKind.CSV


def _head(path: Path) -> bytes:
    try:
        if not S_ISREG(path.stat().st_mode):
            raise CrmError("file_not_regular", path=str(path))
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # or a NUL in its name
        raise CrmError("file_missing", path=str(path)) from error
    except OSError as error:  # also a folder that may not be entered, or a name that is too long
        raise CrmError("file_unreadable", path=str(path), reason=error.strerror or "") from error


def _kind_in_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CrmError("file_damaged", path=str(path)) from error
    if any(name.casefold() == "xl/workbook.xml" for name in names):
        return FileKind.XLSX
    if "content.xml" in names:
        return FileKind.ODS
    raise CrmError("file_unknown", path=str(path))
