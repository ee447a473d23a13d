"""Verified copies of a SQLite database: made, kept for a while, found.

A copy is `<database>-<UTC time>-<reason>.db` with its manifest `….json` beside it. It is made
as `.partial` and gets its name when it has passed its checks, after its manifest: what bears the
name is whole. PostgreSQL is not copied here: pg_dump is its administrator's.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path

from tui_crm import __version__, clock, paths
from tui_crm.db import sqlite_file
from tui_crm.db.database import Database
from tui_crm.db.lock import FileLock
from tui_crm.db.sqlite import SqliteDatabase
from tui_crm.db.sqlite_codes import refused_by_system

FOLDER_TIMEOUT_SECONDS = 60.0
"""How long another program's copy into the same folder is waited for."""

KEPT_DAYS = 7
KEPT_WEEKS = 4
KEPT_MONTHS = 12

_STAMP = "%Y%m%dT%H%M%SZ"


class Reason(StrEnum):
    """Why a copy was made; a manual one is never thrown away."""

    DAILY = "daily"
    MIGRATION = "migration"
    MANUAL = "manual"


_NAME = re.compile(
    rf"(?P<stem>.+)-(?P<stamp>\d{{8}}T\d{{6}}Z)-(?P<reason>{'|'.join(Reason)})(-\d+)?\.db"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a copy holds. `tables` counts the rows of each table, `sha256` is hexadecimal."""

    schema_version: int
    program: str
    made_at: str
    reason: str
    size_bytes: int
    sha256: str
    tables: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy as its name tells: where, when (aware, UTC) and why."""

    path: Path
    made_at: datetime
    reason: Reason


def make_backup(database: Database, folder: Path, reason: str) -> Path:
    """Copy `database` into `folder`, check the copy, and return its path.

    Writers go on meanwhile. `reason` is one of `Reason`. Raises DatabaseUnusable where there is
    no room or no right to write, and where the copy does not pass (backup_failed_check); nothing
    is left behind then. Raises TypeError for a database that is not SQLite.
    """
    if not isinstance(database, SqliteDatabase):
        raise TypeError("only a SQLite database is copied here")
    with _told_of(folder):
        paths.make_private_folder(folder)
        with _lock_of(folder).held(FOLDER_TIMEOUT_SECONDS):
            return _make(database, folder, Reason(reason))


def backup_if_due(database: Database, now: datetime, folder: Path | None = None) -> Path | None:
    """Make the copy of the day and drop what is too old; None where there is one already.

    The day is that of `now`, aware, in the team's zone. Runs in any thread, which ends with
    `database.close_thread()`. PostgreSQL is left alone. `folder` is that beside the database.
    Raises what `make_backup` raises.
    """
    if not isinstance(database, SqliteDatabase):
        return None
    folder = paths.backups_folder(database.path) if folder is None else folder
    if _has_one_of_today(database.path, folder, now):
        return None
    with _told_of(folder):
        paths.make_private_folder(folder)
        with _lock_of(folder).held_if_free() as is_ours:
            # Two programs started at once make one copy.
            if not is_ours or _has_one_of_today(database.path, folder, now):
                return None
            made = _make(database, folder, Reason.DAILY)
            drop_expired(database.path, folder, now)
            return made


def backups_of(database: Path, folder: Path) -> list[Backup]:
    """Return the whole copies of the database at `database` in `folder`, oldest first."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        name = _NAME.fullmatch(path.name)
        if name and name["stem"] == database.stem:
            made_at = datetime.strptime(name["stamp"], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path=path, made_at=made_at, reason=Reason(name["reason"])))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path))


def drop_expired(database: Path, folder: Path, now: datetime) -> list[Path]:
    """Delete the automatic copies that no rule keeps, with their manifests; return them.

    Days are those of the zone of `now`.
    """
    automatic = [each for each in backups_of(database, folder) if each.reason is not Reason.MANUAL]
    keep = kept(each.made_at.astimezone(now.tzinfo) for each in automatic)
    expired = [each.path for each in automatic if each.made_at not in keep]
    for path in expired:
        path.unlink()
        manifest_of(path).unlink(missing_ok=True)
    return expired


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Return the moments to keep: the newest of 7 days, 4 weeks and 12 months.

    They are the newest days that have one, not the last of the calendar: neither a holiday nor
    a clock that was a year ahead empties the folder.
    """
    moments = sorted(made, reverse=True)
    return {
        *_newest_each(moments, lambda moment: moment.date(), KEPT_DAYS),
        *_newest_each(moments, lambda moment: moment.isocalendar()[:2], KEPT_WEEKS),
        *_newest_each(moments, lambda moment: (moment.year, moment.month), KEPT_MONTHS),
    }


def manifest_of(backup: Path) -> Path:
    """Return the path of the manifest of the copy at `backup`."""
    return backup.with_suffix(".json")


def read_manifest(backup: Path) -> Manifest:
    """Return what the copy at `backup` should hold. Raises OSError and ValueError."""
    return Manifest(**json.loads(manifest_of(backup).read_text(encoding="utf-8")))


def hash_of(path: Path) -> str:
    """Return the SHA-256 of the file at `path`, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make(database: SqliteDatabase, folder: Path, reason: Reason) -> Path:
    """Make a copy; the folder's lock is held, so what is half-done there is of nobody."""
    for left in folder.glob("*.partial*"):
        left.unlink()
    made_at = clock.utc_now()
    target = _free_name(folder, database.path, made_at, reason)
    partial = target.with_suffix(".partial")
    try:
        sqlite_file.create_private(partial)
        tables = database.copy_into(partial)
        manifest = Manifest(
            schema_version=database.schema_version(),
            program=__version__,
            made_at=made_at.isoformat(timespec="seconds"),
            reason=reason,
            size_bytes=partial.stat().st_size,
            sha256=hash_of(partial),
            tables=tables,
        )
        _write_whole(manifest_of(target), json.dumps(asdict(manifest), indent=2))
        os.rename(partial, target)
    except BaseException:
        for left in (*folder.glob("*.partial*"), manifest_of(target)):
            left.unlink(missing_ok=True)
        raise
    _settle(folder)
    return target


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    """Turn the system's errors in the block into the refusals that they mean at `folder`."""
    try:
        yield
    except OSError as problem:
        raise refused_by_system(problem, folder) from problem


def _lock_of(folder: Path) -> FileLock:
    return FileLock(folder / ".lock", mode=paths.PRIVATE_FILE_MODE)


def _write_whole(path: Path, text: str) -> None:
    """Write `text` to a new private file and on to the disk."""
    path.unlink(missing_ok=True)
    sqlite_file.create_private(path)
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Bring the names in `folder` on to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _free_name(folder: Path, database: Path, made_at: datetime, reason: Reason) -> Path:
    start = f"{database.stem}-{made_at:{_STAMP}}-{reason}"
    names = chain((f"{start}.db",), (f"{start}-{number}.db" for number in count(2)))
    return next(folder / name for name in names if not (folder / name).exists())


def _has_one_of_today(database: Path, folder: Path, now: datetime) -> bool:
    made = (each.made_at.astimezone(now.tzinfo) for each in backups_of(database, folder))
    return any(moment.date() == now.date() for moment in made)


def _newest_each(
    moments: Iterable[datetime], period: Callable[[datetime], Hashable], limit: int
) -> list[datetime]:
    """Return the first of `moments`, newest first, of each period, `limit` periods at most."""
    newest: dict[Hashable, datetime] = {}
    for moment in moments:
        newest.setdefault(period(moment), moment)
    return list(newest.values())[:limit]
