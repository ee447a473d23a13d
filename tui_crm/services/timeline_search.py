"""A search through the texts of the timeline, while it goes on and afterwards."""

from dataclasses import dataclass

from tui_crm.domain.timeline import TimelineFilter
from tui_crm.services.timeline import MAX_HITS, Looked
from tui_crm.store.timeline_hits import HitLines
from tui_crm.wording.timeline import search_progress, search_result, search_stopped


@dataclass(slots=True, kw_only=True)
class TimelineSearch:
    """What a search has found so far, and how far it has come."""

    wanted: TimelineFilter
    hits: HitLines
    looked_at: int = 0
    of: int = 0
    is_over: bool = False
    is_stopped: bool = False

    def take(self, looked: Looked) -> bool:
        """Take in what was found next; return whether the list has grown."""
        self.looked_at, self.of = looked.looked_at, looked.of
        self.hits.add(looked.found)
        return bool(looked.found)

    def stop(self) -> None:
        """Leave off."""
        self.is_over = self.is_stopped = True

    def words(self) -> str:
        """Return how far it has come, or what it found."""
        text, hits = self.wanted.text, self.hits.hit_count
        if not self.is_over:
            return search_progress(text, hits=hits, looked_at=self.looked_at, of=self.of)
        if self.is_stopped or hits >= MAX_HITS:
            return search_stopped(text, hits=hits, looked_at=self.looked_at, of=self.of)
        return search_result(text, hits=hits)
