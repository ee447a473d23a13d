"""Threads of a search: who waits no longer is told of, and nothing stays open that nobody needs."""

import asyncio
import threading

import pytest

from tests.support.screens import DEADLINE_SECONDS
from tui_crm.domain.errors import CrmError
from tui_crm.screens.search_threads import GoOn, SearchThreads
from tui_crm.services import finding
from tui_crm.services.session import Session


class CountedDatabase:
    """What `SearchThreads` asks of a database: it notes whose connections were closed."""

    def __init__(self) -> None:
        self.closed: list[int] = []
        self.was_closed = threading.Event()

    def close_thread(self) -> None:
        """Note the thread."""
        self.closed.append(threading.get_ident())
        self.was_closed.set()


def threads_of(database: CountedDatabase) -> SearchThreads:
    """Return threads that close what `database` counts."""
    return SearchThreads(database.close_thread)


def whereabouts(_go_on: GoOn) -> int:
    """Return which thread this is."""
    return threading.get_ident()


async def test_searches_share_a_thread_until_nobody_types() -> None:
    database = CountedDatabase()
    threads = threads_of(database)
    threads.wake(whereabouts)
    first, second = await threads.run(whereabouts), await threads.run(whereabouts)
    assert first == second != threading.get_ident()
    assert database.closed == []
    threads.rest()
    assert database.was_closed.wait(DEADLINE_SECONDS)
    assert database.closed == [first]


async def test_a_search_where_nobody_types_closes_its_own_connection() -> None:
    database = CountedDatabase()
    used = await threads_of(database).run(whereabouts)
    assert database.was_closed.wait(DEADLINE_SECONDS)
    assert database.closed == [used]


async def test_an_old_search_is_told_that_nobody_waits_and_is_not_waited_for() -> None:
    threads = threads_of(CountedDatabase())
    threads.wake(whereabouts)
    has_begun, was_told, may_end = threading.Event(), threading.Event(), threading.Event()

    def slow(go_on: GoOn) -> int:
        has_begun.set()
        while go_on():
            may_end.wait(0.001)
        was_told.set()
        may_end.wait(DEADLINE_SECONDS)
        return threading.get_ident()

    old = asyncio.create_task(threads.run(slow))
    assert await asyncio.to_thread(has_begun.wait, DEADLINE_SECONDS)
    old.cancel()
    assert await asyncio.to_thread(was_told.wait, DEADLINE_SECONDS)
    new = await asyncio.wait_for(threads.run(whereabouts), DEADLINE_SECONDS)
    assert new != threading.get_ident()
    may_end.set()
    threads.rest()
    with pytest.raises(asyncio.CancelledError):
        await old


async def test_what_a_search_raises_comes_back() -> None:
    def refused(_go_on: GoOn) -> int:
        raise CrmError("database_busy")

    with pytest.raises(CrmError, match="database_busy"):
        await threads_of(CountedDatabase()).run(refused)


def test_getting_ready_changes_nothing_and_can_be_left_off(sqlite_session: Session) -> None:
    finding.warm_up(sqlite_session, lambda: True)
    finding.warm_up(sqlite_session, lambda: False)
    assert finding.search(sqlite_session, "nobody").hits == ()
