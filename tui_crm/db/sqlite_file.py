"""What can be told of a SQLite file before it is opened, without touching it.

Nothing here opens the file itself: closing any descriptor of it would drop the locks that
SQLite holds on it elsewhere in this process (POSIX locks belong to the process).
"""

import os
import re
import stat
from pathlib import Path

from tui_crm import paths
from tui_crm.db.lock import FileLock, TurnLock
from tui_crm.domain.errors import DatabaseUnusable

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.cephfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "fuse.smbnetfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
        "smbfs",
    }
)
"""Types whose locks and shared memory do not reach other machines (proc(5), mountinfo)."""

SMALLEST_DATABASE_BYTES = 512
"""One page of the smallest size (https://sqlite.org/fileformat.html)."""

MOUNTS = Path("/proc/self/mountinfo")


Identity = tuple[int, int]
"""Device and inode: what a file is, whatever its name."""


def identity(path: Path) -> Identity | None:
    """Return what the file at `path` is, or None where there is none."""
    try:
        there = os.stat(path)
    except FileNotFoundError:
        return None
    return there.st_dev, there.st_ino


def write_lock_of(path: Path) -> TurnLock:
    """Return the lock that every writer of the database at `path` holds."""
    return TurnLock(beside(path, ".lock"), beside(path, ".lock-line"), mode=_lock_mode(path))


def batch_lock_of(path: Path) -> FileLock:
    """Return the lock that bulk work on the database at `path` holds from start to end."""
    return FileLock(beside(path, ".batch-lock"), mode=_lock_mode(path))


def beside(path: Path, ending: str) -> Path:
    """Return the path of the file that belongs to the database at `path`, such as its `-wal`."""
    return path.with_name(path.name + ending)


def _lock_mode(path: Path) -> int:
    """Return the mode of a lock file: open to those who may write the database, if it is there."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode) & 0o666
    except FileNotFoundError:
        return paths.PRIVATE_FILE_MODE


def check_place(path: Path) -> None:
    """Raise DatabaseUnusable where the folder of `path` cannot hold a database that is written."""
    folder = path.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DatabaseUnusable("folder_read_only", path=str(folder))
    kind = file_system_of(folder, _mounts())
    if kind in NETWORK_FILE_SYSTEMS:
        raise DatabaseUnusable("network_file_system", path=str(path), file_system=kind)


def check_file(path: Path) -> None:
    """Raise DatabaseUnusable where `path` is there but cannot be a database that is written."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise DatabaseUnusable("database_not_a_file", path=str(path))
    if 0 < _size(path) < SMALLEST_DATABASE_BYTES:
        # SQLite itself takes a file of one byte for an empty one, and writes over it.
        raise DatabaseUnusable("not_a_database", path=str(path))
    if not os.access(path, os.R_OK):
        raise DatabaseUnusable("database_unreadable", path=str(path))
    if not os.access(path, os.W_OK):
        raise DatabaseUnusable("database_read_only", path=str(path))


def check_no_orphaned_log(path: Path) -> None:
    """Raise DatabaseUnusable where a `-wal` lies beside no or an empty database.

    It may hold the last entries of a database that was moved away, and SQLite would delete it.
    """
    log = beside(path, "-wal")
    if _size(path) == 0 and _size(log) > 0:
        raise DatabaseUnusable("log_without_database", path=str(log))


def create_private(path: Path) -> None:
    """Create an empty file at `path`, 0600 whatever the umask. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, paths.PRIVATE_FILE_MODE)
    try:
        os.fchmod(descriptor, paths.PRIVATE_FILE_MODE)
    finally:
        os.close(descriptor)


def file_system_of(folder: Path, mounts: str) -> str:
    """Return the type of file system that holds `folder`, "" where `mounts` does not tell.

    `mounts` is the text of mountinfo: fields apart by blanks, the fifth the mount point with
    octal escapes, the type first after a lone hyphen. The last line of the longest point wins.
    """
    found, longest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if "-" not in fields[:-1] or len(fields) < 6:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        if len(point) >= longest and folder.is_relative_to(point):
            found, longest = fields[fields.index("-") + 1], len(point)
    return found


def _mounts() -> str:
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0
