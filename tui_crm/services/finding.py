"""Finding customers by what is typed: candidates from the index, judged by the rules (SPEC 5)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import CustomerFilter, CustomerSort
from tui_crm.domain.errors import CrmError
from tui_crm.domain.search import ranking
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.query import parse
from tui_crm.domain.search.ranking import Rank
from tui_crm.services import customer_lists, entry_search
from tui_crm.services.queries import ReadQuery, read_query
from tui_crm.services.search_tiers import TieredSearch
from tui_crm.services.session import Session
from tui_crm.store import customers
from tui_crm.store import search as store

logger = logging.getLogger(__name__)

MAX_FOUND = 60
"""A list of more hits than this is narrowed by typing on."""
FOUND_SCORE = 50
"""The score of whoever was found by filters, or by what follow-ups tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A customer that a query found. `rank` is None where no word was looked for in himself."""

    row: CustomerRow
    rank: Rank | None = None

    @property
    def score(self) -> int:
        """How well, 1-100, 100 being the name exactly."""
        return FOUND_SCORE if self.rank is None else self.rank.score


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a search found, best first.

    `is_complete` says that these are all. `corrected` is the query as it was understood where
    nobody holds it as it was typed, "" where somebody does.
    """

    hits: tuple[Hit, ...] = ()
    is_complete: bool = True
    corrected: str = ""


def search(
    session: Session,
    text: str,
    *,
    limit: int = MAX_FOUND,
    go_on: Callable[[], bool] = lambda: True,
) -> SearchResult:
    """Return whom `text` finds, archived ones too, at most `limit`; nothing typed is an error.

    Milliseconds at a million customers, but for filters alone and words inside follow-ups: call
    it on a thread. Raises CrmError cancelled soon after `go_on` has said no.
    """
    read = read_query(session, text)
    if not read or limit < 1:
        return SearchResult()
    if not go_on():
        raise CrmError("cancelled")
    if read.looks_for_words:
        return _by_words(session, read, limit, go_on)
    if read.query.text_words:
        return _by_entries(session, read, limit, go_on)
    everybody = CustomerFilter(archived=frozenset(), text=text)
    listed = customer_lists.open_list(session, everybody, CustomerSort(), go_on=go_on)
    rows = listed.first(limit + 1)
    hits = tuple(Hit(row=row) for row in rows[:limit])
    return SearchResult(hits=hits, is_complete=len(rows) <= limit)


_FOUND_BY_MANY = ("1", "张")
"""Queries that go through every statement: somebody in any office has a number with a 1."""
_EVERY_KIND = ("zhangs", "smiht", "o'brien", "138 0013")
"""Queries that between them ask for each table and pattern of the rules."""
_SOMEBODY = SearchFields(name="张三", company="O’Brien & Smith, Ltd.", phones=("138-0013-8000",))


def warm_up(session: Session, go_on: Callable[[], bool]) -> None:
    """Do on this thread what the first search would else wait for: tables, patterns, statements.

    A tenth of a second the first time, milliseconds where only the connection is new.
    """
    try:
        for typed in _FOUND_BY_MANY:
            search(session, typed, go_on=go_on)
    except CrmError as error:
        # The search that is asked for meets it too, and says so.
        logger.info("searching was not prepared: %s", error.code)
    for query in map(parse, _EVERY_KIND):
        ranking.rank(query, _SOMEBODY)
        for text in (_SOMEBODY.name, _SOMEBODY.company):
            ranking.spans(query, text)


def _by_words(
    session: Session, read: ReadQuery, limit: int, go_on: Callable[[], bool]
) -> SearchResult:
    found = TieredSearch(session, read, limit=limit, go_on=go_on)
    found.run()
    ranks = {hit.id: hit.rank for hit in found.hits}
    return SearchResult(
        hits=tuple(
            Hit(row=row, rank=ranks[row.id])
            for row in customers.rows(session.db, session.viewer, list(ranks))
        ),
        is_complete=found.is_complete,
        corrected=found.corrected,
    )


def _by_entries(
    session: Session, read: ReadQuery, limit: int, go_on: Callable[[], bool]
) -> SearchResult:
    """Return those of whom the newest follow-ups tell the words."""
    told = entry_search.customers_told_of(session, read.query.text_words, go_on=go_on)
    found: list[int] = []
    while len(found) <= limit and (some := list(islice(told, limit))):
        passing = store.passing(session.db, session.viewer, some, read.narrowing)
        found += [each for each in some if each in passing]
    rows = customers.rows(session.db, session.viewer, found[:limit])
    return SearchResult(hits=tuple(Hit(row=row) for row in rows), is_complete=len(found) <= limit)
