"""Power cuts: what would be on the disk if the power went off at any moment.

`Recorder` is a VFS of APSW that notes every write, truncation and sync. `image` makes from the
notes what a disk may hold after a cut: everything that was synced, and of what was not any part,
in any order, the last sectors torn.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from tests.torture.ledger import Acknowledged

SECTOR = 512
NAME = "recorder"
BASE = "unix"
"""The VFS below: by name, since the default one is the recorder itself."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written to a file at an offset."""

    file: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut to a size."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Whatever was written to a file before is on the disk from now on."""

    file: str


@dataclass(frozen=True, slots=True)
class Ack:
    """The program said that an entry was stored."""

    what: Acknowledged


Event = Write | Truncate | Sync | Ack


class Recorder(apsw.VFS):
    """The default VFS of APSW's SQLite while it lives; notes `events` once `is_on`."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.is_on = False
        super().__init__(NAME, BASE, makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> "_File":  # noqa: N802 - SQLite's name
        return _File(self, name, flags)

    def note(self, event: Event) -> None:
        """Note an event, in the order in which it happened."""
        if self.is_on:
            self.events.append(event)


class _File(apsw.VFSFile):
    def __init__(self, recorder: Recorder, name: Any, flags: list[int]) -> None:
        self._recorder = recorder
        self._name = (
            ""
            if name is None
            else Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        )
        super().__init__(BASE, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - APSW's own name
        self._recorder.note(Write(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - APSW's own name
        self._recorder.note(Truncate(self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - APSW's own name
        self._recorder.note(Sync(self._name))
        super().xSync(flags)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Give the recorder for the block; connections that APSW opens in it are noted."""
    recorder = Recorder()
    try:
        yield recorder
    finally:
        recorder.unregister()


Files = dict[str, bytearray]
Pending = dict[str, list[Write | Truncate]]


class Disk:
    """The state of the disk along the events: what is synced, and what is still on its way."""

    def __init__(self, files: dict[str, bytes], events: Sequence[Event]) -> None:
        self._files = files
        self._events = events

    def images(self, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[Files, list[Acknowledged]]]:
        """Yield for each (event before which the power goes, seed) the files and what was said.

        `cuts` are in order.
        """
        durable: Files = {name: bytearray(data) for name, data in self._files.items()}
        pending: Pending = {}
        said: list[Acknowledged] = []
        place = 0
        for cut, seed in cuts:
            for event in self._events[place:cut]:
                _step(event, durable, pending, said)
            place = max(place, cut)
            yield _torn(durable, pending, random.Random(seed)), list(said)


def _step(event: Event, durable: Files, pending: Pending, said: list[Acknowledged]) -> None:
    if isinstance(event, Ack):
        said.append(event.what)
    elif isinstance(event, Sync):
        content = durable.setdefault(event.file, bytearray())
        for change in pending.pop(event.file, []):
            _apply(change, content)
    else:
        pending.setdefault(event.file, []).append(event)


def _apply(change: Write | Truncate, content: bytearray) -> None:
    if isinstance(change, Truncate):
        del content[change.size :]
        return
    end = change.offset + len(change.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.data


def _torn(durable: Files, pending: Pending, chance: random.Random) -> Files:
    """Return the files with some of what was not synced: parts, in any order, some torn."""
    files = {name: bytearray(content) for name, content in durable.items()}
    for name, changes in pending.items():
        share = chance.choice((0.0, 0.3, 0.7, 1.0))
        kept = [each for each in changes if chance.random() < share]
        if chance.random() < 0.5:
            chance.shuffle(kept)
        content = files.setdefault(name, bytearray())
        for change in kept:
            if isinstance(change, Write) and chance.random() < 0.2:
                sectors = chance.randrange(len(change.data) // SECTOR + 1)
                change = Write(name, change.offset, change.data[: sectors * SECTOR])
            _apply(change, content)
    return files
