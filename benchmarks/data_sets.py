"""The offices that are measured: demo data of 10 k, 100 k and 1 M customers, kept in `.bench/`."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import Figure
from tui_crm import clock
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session, open_session

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".bench"
SEED = 7
FOLLOW_UPS_EACH = 10
"""About nine of ten customers get so many: close to the ten follow-ups a customer of SPEED.md."""
LASTS_DAYS = 7
"""A set is remade after so long: what is due grows with every day that passes."""

_MADE_FROM = (
    "tui_crm/migrations",
    "tui_crm/domain/demo",
    "tui_crm/services/demo.py",
    "tui_crm/store/demo.py",
    "tui_crm/store/search_texts.py",
    "tui_crm/domain/search",
    "data/demo",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A database of `size` customers, made once and never changed; `seconds` it took to make."""

    size: int
    path: Path
    follow_ups: int
    made_on: date
    seconds: float

    def figure(self) -> Figure:
        """Return how long it took to make, as noted when it was made."""
        what = f"demo data with {self.follow_ups:,} follow-ups made"
        return Figure(what=what, size=self.size, unit="s", p50=self.seconds)

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """Give a home folder with a copy that may be changed, gone at the end of the block."""
        with TemporaryDirectory(dir=FOLDER, prefix="home-") as folder:
            home = Path(folder)
            shutil.copyfile(self.path, home / "tui-crm.db")
            (home / "tui-crm.db").chmod(0o600)
            _pretend_backup(home)
            yield home

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session on a copy."""
        with self.copy() as home:
            session = open_session(home / "tui-crm.db")
            try:
                yield session
            finally:
                session.close()


def data_set(size: int) -> DataSet:
    """Return the set of `size` customers, made anew where schema, generator or age ask for it."""
    folder = FOLDER / str(size)
    kept = _kept(folder, size)
    return kept if kept is not None else _made(folder, size)


def _kept(folder: Path, size: int) -> DataSet | None:
    try:
        note = json.loads((folder / "note.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    made_on = date.fromisoformat(note["made_on"])
    is_old = (clock.utc_now().date() - made_on).days > LASTS_DAYS
    if is_old or note["made_from"] != _fingerprint():
        return None
    return DataSet(
        size=size,
        path=folder / "tui-crm.db",
        follow_ups=note["follow_ups"],
        made_on=made_on,
        seconds=note["seconds"],
    )


def _made(folder: Path, size: int) -> DataSet:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"making {size:,} customers in {folder} …", flush=True)
    start = perf_counter()
    session = open_session(folder / "tui-crm.db")
    try:
        made = fill_demo(session, customers=size, seed=SEED, follow_ups_each=FOLLOW_UPS_EACH)
    finally:
        session.close()
    note = {
        "made_from": _fingerprint(),
        "made_on": clock.utc_now().date().isoformat(),
        "follow_ups": made.follow_ups,
        "seconds": perf_counter() - start,
    }
    (folder / "note.json").write_text(json.dumps(note), encoding="utf-8")
    kept = _kept(folder, size)
    assert kept is not None
    return kept


def _fingerprint() -> str:
    """Return what changes with the schema and the generator."""
    digest = hashlib.sha256(f"{SEED} {FOLLOW_UPS_EACH}".encode())
    for name in _MADE_FROM:
        place = ROOT / name
        files = [place] if place.is_file() else sorted(place.rglob("*.[pjct]*"))
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _pretend_backup(home: Path) -> None:
    """Let a backup of today stand there: the program would make one while it is measured."""
    now: datetime = clock.utc_now()
    (home / "backups").mkdir(mode=0o700)
    (home / "backups" / f"tui-crm-{now:%Y%m%dT%H%M%SZ}-daily.db").touch(mode=0o600)
