"""What a connection does differently while it does bulk work: settings, and when it checkpoints.

Bulk work writes all over the indexes. What it commits is lost by a power cut as a whole or not at
all, since its step is `running` until the end: only the last commit has to reach the disk, and
that of a checkpoint before it writes into the file.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

BULK_PRAGMAS = {"cache_size": -24 * 1024, "wal_autocheckpoint": 0}
"""Settings of the connection for the whole work: kibibytes, pages (0: we checkpoint ourselves)."""
CHUNK_PRAGMAS = {"synchronous": "NORMAL"}
"""Settings for one chunk, between which the steps of the work are written as entries are."""
LONG_SECONDS = 0.09
"""A checkpoint that takes longer comes too rarely: the lock may last 150 ms (SPEC 11)."""
SHORT_SECONDS = 0.045
MOST_CHUNKS = 16


@contextmanager
def changed_settings(
    scalar_of: Callable[[str], object],
    settings: Mapping[str, object],
    *,
    is_closed: Callable[[], bool],
) -> Iterator[None]:
    """Give a connection other settings for the block; one that was closed meanwhile has none."""
    former = {name: scalar_of(f"PRAGMA {name}") for name in settings}
    for name, value in settings.items():
        scalar_of(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        if not is_closed():
            for name, value in former.items():
                scalar_of(f"PRAGMA {name} = {value}")


class CheckpointPace:
    """How many chunks are written between two checkpoints: as many as one can take in briefly.

    A page that several chunks changed is written into the file once, so rarely is cheap.
    """

    def __init__(self) -> None:
        self._chunks = 1
        self._since = 0

    def is_due(self) -> bool:
        """Count a chunk; return whether a checkpoint comes behind it."""
        self._since += 1
        return self._since >= self._chunks

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Run a checkpoint, and decide when the next one comes."""
        started = perf_counter()
        yield
        lasted = perf_counter() - started
        if lasted > LONG_SECONDS:
            self._chunks = max(1, self._chunks // 2)
        elif lasted < SHORT_SECONDS:
            self._chunks = min(MOST_CHUNKS, self._chunks * 2)
        self._since = 0
