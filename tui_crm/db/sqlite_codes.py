"""What SQLite's result codes mean to a user (https://sqlite.org/rescode.html)."""

import errno
from pathlib import Path

from tui_crm.domain.errors import DatabaseUnusable

_EXTENDED = {
    1032: "database_replaced",  # SQLITE_READONLY_DBMOVED
    4874: "disk_full",  # SQLITE_IOERR_SHMSIZE: no room for the -shm file
}
_PRIMARY = {
    3: "database_unreadable",  # SQLITE_PERM
    5: "database_busy",  # SQLITE_BUSY
    6: "database_busy",  # SQLITE_LOCKED
    8: "database_read_only",  # SQLITE_READONLY
    10: "disk_error",  # SQLITE_IOERR
    11: "database_damaged",  # SQLITE_CORRUPT
    13: "disk_full",  # SQLITE_FULL
    14: "database_unreadable",  # SQLITE_CANTOPEN
    15: "database_busy",  # SQLITE_PROTOCOL: the locks of the log could not be had
    26: "not_a_database",  # SQLITE_NOTADB
}
_SYSTEM = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "folder_read_only",
    errno.EACCES: "folder_read_only",
    errno.EPERM: "folder_read_only",
    errno.ENOTDIR: "folder_read_only",
    errno.ENAMETOOLONG: "folder_read_only",
}


def refusal_code(problem: BaseException) -> str | None:
    """Return the code of the refusal that a driver's error means, or None where it means none.

    `problem` is sqlite3's or APSW's error, or peewee's around one.
    """
    inner = getattr(problem, "orig", None)
    for error in (problem, inner):
        # sqlite3 and APSW name the extended result code differently.
        for name in ("sqlite_errorcode", "extendedresult"):
            code = getattr(error, name, None)
            if isinstance(code, int) and code > 0:
                return _EXTENDED.get(code) or _PRIMARY.get(code & 0xFF)
    return None


def refused_by_system(problem: OSError, path: Path) -> DatabaseUnusable:
    """Return the refusal that an error of the system at `path` means; TimeoutError is a lock's."""
    if isinstance(problem, TimeoutError):
        return DatabaseUnusable("database_busy", path=str(path))
    code = _SYSTEM.get(problem.errno or 0, "disk_error")
    return DatabaseUnusable(code, path=str(path))
