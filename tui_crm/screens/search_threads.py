"""Threads on which is looked for what somebody types, with connections that last while he does."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Found = TypeVar("Found")
GoOn = Callable[[], bool]
"""Whether anybody still waits for what is being looked for."""


class SearchThreads:
    """As many threads as searches are at work at once: one, but where an old one takes its time.

    Opening a connection costs a third of a search, so between two keys they stay open; at `rest`
    they are closed, and every later search closes its own. `close_thread` closes that of the
    thread on which it is called.
    """

    def __init__(self, close_thread: Callable[[], None]) -> None:
        self._close_thread = close_thread
        self._mutex = threading.Lock()
        self._idle: list[ThreadPoolExecutor] = []
        self._rests = True

    async def run(self, search: Callable[[GoOn], Found]) -> Found:
        """Return what `search` finds, and raise what it raises.

        A caller that is cancelled waits no longer; `search` is told by its argument, and another
        thread is there for what is asked next.
        """
        is_given_up = threading.Event()
        with self._mutex:
            thread = self._idle.pop() if self._idle else _new_thread()
        future = thread.submit(search, lambda: not is_given_up.is_set())
        future.add_done_callback(lambda _future: self._put_back(thread))
        try:
            return await asyncio.wrap_future(future)
        finally:
            is_given_up.set()

    def wake(self, prepare: Callable[[GoOn], object]) -> None:
        """Keep connections open from now on, and let `prepare` go before the next search."""
        with self._mutex:
            self._rests = False
            if not self._idle:
                self._idle.append(_new_thread())
            self._idle[-1].submit(prepare, lambda: not self._rests)

    def rest(self) -> None:
        """Close the connections; those at work are closed when they are done."""
        with self._mutex:
            self._rests = True
            while self._idle:
                self._end(self._idle.pop())

    def _put_back(self, thread: ThreadPoolExecutor) -> None:
        with self._mutex:
            if self._rests:
                self._end(thread)
            else:
                self._idle.append(thread)

    def _end(self, thread: ThreadPoolExecutor) -> None:
        thread.submit(self._close_thread)
        thread.shutdown(wait=False)


def _new_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
