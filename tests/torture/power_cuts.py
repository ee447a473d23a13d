"""Simulated power cuts while calls are logged: recorded once, cut at many moments."""

import random
from dataclasses import dataclass
from pathlib import Path

from playhouse import apsw_ext

from tests.torture.desk_work import log_calls, make_office, session_on
from tests.torture.ledger import audit
from tests.torture.power import Ack, Disk, Files, Recorder, recording

LEADS = 12
CHECKPOINT_PAGES = 60
"""A checkpoint comes every few entries, so that cuts fall into some: 1,000 pages otherwise."""


@dataclass(slots=True)
class Outcome:
    """How many images lost an acknowledged entry, held a half-written one, or were damaged."""

    images: int = 0
    lost: int = 0
    half_written: int = 0
    damaged: int = 0
    first_fault: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether no image had a fault."""
        return not (self.lost or self.half_written or self.damaged)


def record(
    path: Path, *, entries: int, seed: int, synchronous: str = "FULL"
) -> tuple[Recorder, Disk]:
    """Log calls through the recording VFS; return it and the disk that it stood for."""
    leads = make_office(path, size=LEADS)
    with recording() as recorder:
        session = session_on(path, driver=apsw_ext)
        db = session.db
        db.peewee.execute_sql(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}").fetchall()
        if synchronous != "FULL":
            db.peewee.execute_sql(f"PRAGMA synchronous = {synchronous}").fetchall()
        files = files_of(path)
        recorder.is_on = True
        calls = log_calls(session, leads, random.Random(seed))
        for _, said in zip(range(entries), calls, strict=False):
            recorder.note(Ack(said))
        recorder.is_on = False
        db.close()
    return recorder, Disk(files, recorder.events)


def files_of(path: Path) -> dict[str, bytes]:
    """Return the files of a database as they are, by name."""
    both = (path, path.with_name(f"{path.name}-wal"))
    return {each.name: each.read_bytes() for each in both if each.exists()}


def cut(
    folder: Path, name: str, recorder: Recorder, disk: Disk, *, images: int, seed: int
) -> Outcome:
    """Cut the power at `images` random moments and audit what the disk holds then."""
    outcome = Outcome()
    target = folder / "image"
    target.mkdir()
    for files, said in disk.images(moments(recorder, images=images, seed=seed)):
        lay_out(files, target)
        found = audit(target / name, said, is_thorough=outcome.images % 10 == 0)
        outcome.images += 1
        outcome.lost += bool(found.lost)
        outcome.half_written += bool(found.half_written)
        outcome.damaged += bool(found.damage)
        if not found.is_sound and not outcome.first_fault:
            outcome.first_fault = str(found)
    return outcome


def moments(recorder: Recorder, *, images: int, seed: int) -> list[tuple[int, int]]:
    """Return random cuts in order: before which event the power goes, and a seed of its own."""
    chance = random.Random(seed)
    return sorted(
        (chance.randrange(len(recorder.events) + 1), chance.randrange(1 << 30))
        for _ in range(images)
    )


def lay_out(files: Files, folder: Path) -> None:
    """Make `folder` hold these files and nothing else."""
    for old in folder.iterdir():
        old.unlink()
    for file, content in files.items():
        (folder / file).write_bytes(content)
