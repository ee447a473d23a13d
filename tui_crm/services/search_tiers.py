"""Candidates of a query in tiers, those first who are likely to be meant, and their judgement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from tui_crm.domain.errors import CrmError
from tui_crm.domain.search.comparing import MatchKind
from tui_crm.domain.search.fields import SearchedField, SearchFields
from tui_crm.domain.search.folding import LINE_BREAK, lines_of
from tui_crm.domain.search.probes import Probe, probes
from tui_crm.domain.search.ranking import Rank, looks_at_numbers, ranking
from tui_crm.domain.search.typos import correctable, corrections, reach
from tui_crm.domain.sort_keys import name_sort_key, sort_key
from tui_crm.domain.text import fold
from tui_crm.services import entry_search
from tui_crm.services.queries import ReadQuery
from tui_crm.services.session import Session
from tui_crm.store import search as store
from tui_crm.store.search import Beginning, Candidate
from tui_crm.store.search_match import Part

TIER = 60
"""Hits that are gathered before a tier looks at few alone."""
FEW_MORE = 40
"""Candidates that a tier looks at where there are hits enough: some may hold the words better."""
MAX_JUDGED = 200
"""Candidates that are compared with the query; more where more hits are asked for."""
FEW_HITS = 20
"""Where so many hold the words as they were typed, nobody is looked for with mistakes."""
FIRST_ARCHIVED = 10
"""Archived customers who are looked at because their names begin with the query."""
MAX_CORRECTIONS = 24
"""Words that a misspelt one may have been meant for, the nearest first."""

Meant = Mapping[str, tuple[str, ...]]
"""Misspelt words, folded, and the stored words that they may have been meant for."""
AsSeen = Callable[[SearchFields], SearchFields]
"""Leaves of the fields of a customer those that may be looked through."""
_Tier = Callable[[int], Sequence[Candidate]]
"""Returns at most so many candidates."""


class Judged(NamedTuple):
    """A hit: how well it holds the words, who comes first of those alike, and who it is."""

    rank: Rank
    is_archived: bool
    name_key: bytes
    id: int


class TieredSearch:
    """One search for words: gathers candidates, judges each once, and keeps the hits."""

    def __init__(
        self,
        session: Session,
        read: ReadQuery,
        *,
        limit: int,
        go_on: Callable[[], bool],
        as_seen: AsSeen = lambda fields: fields,
    ) -> None:
        self._session = session
        self._read = read
        self._limit = limit
        self._go_on = go_on
        self._as_seen = as_seen
        self._seen: set[int] = set()
        self._hits: list[Judged] = []
        self._is_complete = True
        self._meant: Meant = {}

    def run(self) -> None:
        """Look for the words as they are typed; where few hold them, with mistakes too."""
        probe = probes(self._read.query)
        if probe is None:
            return
        for tier in self._tiers(probe):
            self._gather(tier)
            if self._is_settled():
                break
        if len(self._hits) < FEW_HITS and (meant := corrections_of(self._session, self._read)):
            self._meant = meant
            mistaken = probes(self._read.query, meant)
            if mistaken is not None:
                self._gather(partial(self._matching, mistaken, Part.ALL))
        self._hits.sort()

    @property
    def hits(self) -> Sequence[Judged]:
        """The hits, best first."""
        return self._hits[: self._limit]

    @property
    def is_complete(self) -> bool:
        """Whether there are no other hits."""
        return self._is_complete and len(self._hits) <= self._limit

    @property
    def corrected(self) -> str:
        """The query as it was understood, "" where the best hit holds it as it was typed."""
        if not self._hits or self._hits[0].rank.kind is not MatchKind.TYPO:
            return ""
        best = store.of_id(self._session.db, self._session.viewer, self._hits[0].id)
        if best is None:
            return ""
        texts = map(fold, (best.name, best.company, best.address, best.email, best.wechat))
        held = frozenset(word for text in texts for word in lines_of(text).split())
        words = []
        for word in lines_of(self._read.query.text).partition(LINE_BREAK)[0].split():
            meant = (each for each in self._meant.get(word, ()) if each in held)
            words.append(next(meant, word))
        return " ".join(words)

    def _tiers(self, probe: Probe) -> Iterator[_Tier]:
        """Yield what begins with the whole query, then who has its tokens, names before others."""
        text = self._read.query.text.strip()
        folded = lines_of(text).partition(LINE_BREAK)[0]
        for key in dict.fromkeys((name_sort_key(text, ""), name_sort_key(folded, ""))):
            if key:
                yield partial(self._archived, key)
                yield partial(self._beginning, Beginning.NAME, key)
        if key := sort_key(text):
            yield partial(self._beginning, Beginning.COMPANY, key)
        for part in Part:
            yield partial(self._matching, probe, part, is_whole=True)
            # Where so many hold the words whole, those that go on behind them are not looked for.
            if self._is_complete:
                yield partial(self._matching, probe, part)

    def _beginning(self, what: Beginning, key: bytes, room: int) -> Sequence[Candidate]:
        session, narrowing = self._session, self._read.narrowing
        return store.beginning_with(
            session.db, session.viewer, what, key, narrowing=narrowing, limit=room
        )

    def _archived(self, key: bytes, room: int) -> Sequence[Candidate]:
        """Return the first archived ones: those who are called just that, if any."""
        return self._beginning(Beginning.ARCHIVED_NAME, key, min(room, FIRST_ARCHIVED))

    def _matching(
        self, probe: Probe, part: Part, room: int, *, is_whole: bool = False
    ) -> Sequence[Candidate]:
        session, narrowing = self._session, self._read.narrowing
        return store.candidates(
            session.db,
            session.viewer,
            probe,
            part,
            narrowing=narrowing,
            limit=room,
            is_whole=is_whole,
        )

    def _is_settled(self) -> bool:
        """Whether so many names begin with the query that nobody better can come."""
        begins = (MatchKind.PREFIX, SearchedField.NAME)
        count = sum(
            not hit.is_archived and (hit.rank.kind, hit.rank.field) <= begins for hit in self._hits
        )
        if count >= self._limit:
            self._is_complete = False
        return count >= self._limit

    def _gather(self, tier: _Tier) -> None:
        if not self._go_on():
            raise CrmError("cancelled")
        enough = max(TIER, self._limit)
        most = MAX_JUDGED + enough - TIER - len(self._seen)
        # Archived ones stand behind others who match as well.
        looked_at = max(FEW_MORE, enough - sum(not hit.is_archived for hit in self._hits))
        # Those who are known already may come again.
        room = looked_at + len(self._seen)
        found = tier(room)
        new = [each for each in found if each.id not in self._seen]
        judged = new[: min(looked_at, most)]
        # The last tier without mistakes holds everybody: what it leaves out decides.
        self._is_complete = len(found) < room and len(judged) == len(new)
        self._seen.update(each.id for each in judged)
        self._hits += judge(self._session, self._read, judged, as_seen=self._as_seen)


def judge(
    session: Session,
    read: ReadQuery,
    found: Sequence[Candidate],
    *,
    as_seen: AsSeen = lambda fields: fields,
) -> list[Judged]:
    """Return those of `found` who are hits, in their order, by the fields that are seen."""
    ranked, with_numbers = ranking(read.query), looks_at_numbers(read.query)
    hits = []
    for each, fields in store.fields_of_candidates(session.db, found, with_numbers=with_numbers):
        held = ranked(as_seen(fields))
        if held is not None:
            hits.append(Judged(held, each.is_archived, each.name_key, each.id))
    if read.query.text_words and hits:
        told = entry_search.told_of(session, [hit.id for hit in hits], read.query.text_words)
        hits = [hit for hit in hits if hit.id in told]
    return hits


def corrections_of(session: Session, read: ReadQuery) -> Meant:
    """Return the stored words that words of a query may have been meant for; {} for none."""
    meant = {}
    for word in correctable(read.query):
        span = reach(word)
        known = store.vocabulary(
            session.db,
            initial=span.first_letter,
            min_length=span.min_length,
            max_length=span.max_length,
        )
        if found := corrections(word, known)[:MAX_CORRECTIONS]:
            meant[word] = found
    return meant
