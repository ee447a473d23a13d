"""The wall clock: the only module that reads it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present instant, aware, in UTC."""


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC, with microseconds."""
    return datetime.now(UTC)
