"""The timeline: everybody's follow-ups by day, and looking through their texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tui_crm.domain.follow_up import CannedFollowUp, Correction, FollowUp
from tui_crm.domain.text import fold
from tui_crm.domain.timeline import TimelineEntry, TimelineFilter
from tui_crm.services.session import Session
from tui_crm.store import follow_ups, timeline
from tui_crm.store.timeline import TimelineLines
from tui_crm.store.timeline_hits import HitLines
from tui_crm.wording.canned import canned_labels

MAX_HITS = 100_000
"""Follow-ups that a search lists at most: whoever gets so many looks for another word."""
_BATCH = 2_000
"""Texts read at once: some ten milliseconds."""


def lines(session: Session, wanted: TimelineFilter) -> TimelineLines:
    """Return the lines of the timeline that a filter lets through; its text is not looked at."""
    return TimelineLines(session.db, session.viewer, wanted)


def no_hits(session: Session) -> HitLines:
    """Return the empty list that a search fills."""
    return HitLines(session.db, session.viewer)


def outcomes(session: Session) -> tuple[str, ...]:
    """Return the outcomes with which follow-ups were written."""
    return timeline.outcomes(session.db)


def outcomes_of_key(canned: CannedFollowUp) -> tuple[str, ...]:
    """Return the outcomes that a key writes: its label, of a shipped one in every language."""
    return tuple(sorted(canned_labels(canned)))


def entry_of(session: Session, follow_up_id: int) -> TimelineEntry | None:
    """Return the line of a follow-up as it is now, None where it was undone."""
    return timeline.entries(session.db, session.viewer, [follow_up_id]).get(follow_up_id)


def follow_up_of(session: Session, entry: TimelineEntry) -> FollowUp:
    """Return the follow-up of a line. Raises CrmError no_such_follow_up where it was undone."""
    return follow_ups.get(session.db, session.viewer, entry.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A piece of a search: id and day of what was found, and how many of all were looked at."""

    found: tuple[tuple[int, date], ...]
    looked_at: int
    of: int


def search(session: Session, wanted: TimelineFilter) -> Iterator[Looked]:
    """Look for the text of a filter, newest follow-ups first, and yield what is found in pieces.

    Call it on a worker thread; leaving off is stopping it. Ends after `MAX_HITS`.
    """
    rows = lines(session, wanted)
    needle = fold(wanted.text).strip()
    looked_at = hits = 0
    key = None

    @lru_cache(maxsize=4096)
    def holds(text: str) -> bool:
        return needle in fold(text)

    while piece := rows.scan(key, _BATCH, holds):
        found = piece.found[: MAX_HITS - hits]
        looked_at, hits, key = looked_at + piece.looked_at, hits + len(found), piece.key
        yield Looked(found=found, looked_at=looked_at, of=max(rows.days.entry_count, looked_at))
        if hits >= MAX_HITS:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """The whole text of a follow-up and its former ones, oldest first."""

    text: str
    former: tuple[Correction, ...]


def full_text(session: Session, entry: TimelineEntry) -> FullText:
    """Return the text of a line in full. Raises CrmError no_such_follow_up where it was undone."""
    db, viewer = session.db, session.viewer
    text = follow_ups.get(db, viewer, entry.id).text if entry.is_cut else entry.text
    former = follow_ups.corrections(db, viewer, entry.id) if entry.is_corrected else ()
    return FullText(text=text, former=former)
