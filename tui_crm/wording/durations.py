"""How long something takes, and how far it is."""

from tui_crm.i18n import _

LEAST_SECONDS_TO_GUESS = 1.0
"""A guess made earlier than this after the start says nothing."""


def seconds_left(done: int, total: int, elapsed_seconds: float) -> float | None:
    """Return the seconds that the rest will take at the pace so far; None where it is too early."""
    if done < 1 or elapsed_seconds < LEAST_SECONDS_TO_GUESS:
        return None
    return elapsed_seconds * max(0, total - done) / done


def duration(seconds: float) -> str:
    """Return a duration in words, rounded up: "8 s", "3 min", "2 h"."""
    if seconds < 60:
        return _("{count} s").format(count=max(1, round(seconds)))
    if seconds < 3600:
        return _("{count} min").format(count=-(-round(seconds) // 60))
    return _("{count} h").format(count=-(-round(seconds) // 3600))


def progress(done: int, total: int, elapsed_seconds: float) -> str:
    """Return how far something is: "12,000 of 40,000 · 30% · about 20 s left"."""
    percent = 100 * done // total if total else 100
    parts = [_("{done:,} of {total:,}").format(done=done, total=total), f"{percent}%"]
    left = seconds_left(done, total, elapsed_seconds)
    if left is not None and done < total:
        parts.append(_("about {duration} left").format(duration=duration(left)))
    return " · ".join(parts)
