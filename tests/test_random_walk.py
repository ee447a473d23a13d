"""Whatever is pressed, clicked, pasted and resized: no crash, and a database that is right."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.checks import check_consistent
from tests.support.sessions import FixedClock, session_on
from tests.support.walk import Walk
from tests.test_scenes import WITHOUT_SCENE, opened_screens
from tui_crm.db import Database
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session

EVENTS = 600
"""Events of a walk in the suite."""
LONG_EVENTS = 20_000
"""Events of a walk in `make torture`."""
FLAT_MEGABYTES = 60
"""What a long walk may hold more at its end than after its first fifth."""


@pytest.fixture
def demo(
    sqlite_database: Database, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Session:
    """Return a session on a demo; nothing is dialled, and settings are written in a folder."""
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tui_crm.services.dialing.start_dial", lambda *_number, **_more: None)
    session = session_on(sqlite_database, clock)
    fill_demo(session, customers=60, seed=7)
    return session


def megabytes() -> float:
    """Return the memory that this process holds."""
    return float(psutil.Process().memory_info().rss) / 1e6


@contextmanager
def told(walk: Walk) -> Iterator[None]:
    """Print the last events of a walk that fails: pytest shows them."""
    try:
        yield
    except BaseException:
        print(f"event {walk.done}; the last ones:", *walk.last, sep="\n")  # noqa: T201 - pytest shows it
        raise


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_walk(demo: Session, tmp_path: Path, seed: int) -> None:
    walk = Walk(demo, seed)
    with told(walk):
        await walk.go(EVENTS)
    assert walk.done >= EVENTS
    assert not list((tmp_path / "home" / "state").glob("crash-*"))
    check_consistent(demo)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 106))
async def test_a_long_walk(demo: Session, tmp_path: Path, seed: int) -> None:
    """A round through all scenes comes first, so that no screen is left to chance."""
    walk = Walk(demo, seed)
    with told(walk):
        await walk.go_round()
        await walk.go(LONG_EVENTS // 5)
        before = megabytes()
        await walk.go(LONG_EVENTS)
    assert megabytes() - before < FLAT_MEGABYTES
    assert set(opened_screens()) - set(walk.seen) <= set(WITHOUT_SCENE)
    assert not list((tmp_path / "home" / "state").glob("crash-*"))
    check_consistent(demo)
