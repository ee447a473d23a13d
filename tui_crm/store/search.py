"""Finding customers through the index: candidates by the hundred, which the rules then judge."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, NamedTuple

from peewee import SQL, Expression

from tui_crm.db import Database, Engine, Prepared
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.narrowing import DueSpan, Narrowing
from tui_crm.domain.search.probes import Probe
from tui_crm.domain.viewer import Viewer
from tui_crm.store import numbers
from tui_crm.store.fields import to_day_number
from tui_crm.store.filters import has_one_of
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerTable, FollowUpRow, SearchWordRow
from tui_crm.store.search_match import Part, match_text, matched_customers
from tui_crm.store.search_texts import search_fields
from tui_crm.store.visibility import only_visible

_C = CustomerTable
_SEARCHED = (
    _C.id,
    _C.name,
    _C.company,
    _C.address,
    _C.email,
    _C.wechat,
    _C.archived_at.is_null(False),
    _C.sort_name,
)
_ABOVE_ALL = b"\xff"
"""Greater than any byte of UTF-8."""


class Candidate(NamedTuple):
    """Somebody who may be looked for: what of him is searched, without his numbers.

    `name_key` is where he stands among those who match alike.
    """

    id: int
    name: str
    company: str
    address: str
    email: str
    wechat: str
    is_archived: bool
    name_key: bytes


class Beginning(StrEnum):
    """What begins with the whole query: the name of somebody who is there or archived, a company.

    Each has an index in the order of names.
    """

    NAME = "name"
    ARCHIVED_NAME = "archived_name"
    COMPANY = "company"


def beginning_with(
    db: Database,
    viewer: Viewer,
    what: Beginning,
    key: bytes,
    *,
    narrowing: Narrowing,
    limit: int,
) -> list[Candidate]:
    """Return those whose name or company begins with the sort key `key`, in its order."""
    if narrowing:
        query = _beginning(viewer, what, key, key + _ABOVE_ALL, limit)
        found = db.rows(query.where(*conditions(narrowing)))
    else:
        found = db.prepared_rows(_beginning_prepared(viewer, what), key, key + _ABOVE_ALL, limit)
    return [Candidate._make(row) for row in found]


@lru_cache(maxsize=64)
def _beginning_prepared(viewer: Viewer, what: Beginning) -> Prepared:
    return Prepared(lambda mark: _beginning(viewer, what, mark, mark, mark))


def _beginning(viewer: Viewer, what: Beginning, first: Any, behind: Any, limit: Any) -> Any:
    column = _C.sort_company if what is Beginning.COMPANY else _C.sort_name
    where = (column >= first) & (column < behind)
    where &= _C.archived_at.is_null(what is not Beginning.ARCHIVED_NAME)
    if what is Beginning.COMPANY:
        where &= column.is_null(False)
    query = _C.select(*_SEARCHED).where(where).order_by(column, _C.id).limit(limit)
    return only_visible(query, viewer).tuples()


def candidates(
    db: Database,
    viewer: Viewer,
    probe: Probe,
    part: Part,
    *,
    narrowing: Narrowing,
    limit: int,
    is_whole: bool = False,
) -> list[Candidate]:
    """Return the first who have the tokens of `probe`, archived ones too, in no order.

    With `is_whole` only those who have its prefixes as whole words.
    """
    text = match_text(db.engine, probe, part, is_whole=is_whole)
    if narrowing:
        query = matched_customers(db.engine, part, text, *_SEARCHED).where(*conditions(narrowing))
        found = db.rows(only_visible(query.limit(limit), viewer).tuples())
    else:
        found = db.prepared_rows(_candidates(db.engine, viewer, part), text, limit)
    return [Candidate._make(row) for row in found]


@lru_cache(maxsize=64)
def _candidates(engine: Engine, viewer: Viewer, part: Part) -> Prepared:
    def build(mark: SQL) -> Any:
        query = matched_customers(engine, part, mark, *_SEARCHED).limit(mark)
        return only_visible(query, viewer).tuples()

    return Prepared(build)


def fields_of_candidates(
    db: Database, found: Sequence[Candidate], *, with_numbers: bool
) -> Iterator[tuple[Candidate, SearchFields]]:
    """Yield candidates with all that is searched of them; their numbers where those matter."""
    phones = numbers.texts_of(db, [each.id for each in found]) if with_numbers else {}
    for each in found:
        yield (
            each,
            search_fields(
                name=each.name,
                company=each.company,
                phones=phones.get(each.id, ()),
                address=each.address,
                email=each.email,
                wechat=each.wechat,
            ),
        )


def of_id(db: Database, viewer: Viewer, customer_id: int) -> Candidate | None:
    """Return the candidate with this id, None where he is not there to be seen."""
    found = db.prepared_rows(_of_id(viewer), customer_id)
    return Candidate._make(found[0]) if found else None


@lru_cache(maxsize=64)
def _of_id(viewer: Viewer) -> Prepared:
    return Prepared(
        lambda mark: only_visible(_C.select(*_SEARCHED).where(_C.id == mark), viewer).tuples()
    )


def vocabulary(db: Database, *, initial: str, min_length: int, max_length: int) -> list[str]:
    """Return the words that begin with `initial` and are as long as asked."""
    return [row[0] for row in db.prepared_rows(_VOCABULARY, initial, min_length, max_length)]


_VOCABULARY = Prepared(
    lambda mark: SearchWordRow.select(SearchWordRow.word).where(
        (SearchWordRow.initial == mark) & SearchWordRow.length.between(mark, mark)
    )
)


def customers_of_entries(
    db: Database, viewer: Viewer, follow_up_ids: Sequence[int]
) -> Mapping[int, int]:
    """Return the customers on whom follow-ups were written, by follow-up."""
    query = (
        FollowUpRow.select(FollowUpRow.id, FollowUpRow.customer)
        .join(_C)
        .where(among(db, FollowUpRow.id, follow_up_ids))
    )
    return dict(db.rows(only_visible(query, viewer).tuples()))


def entry_texts(
    db: Database, viewer: Viewer, customer_ids: Sequence[int]
) -> Mapping[int, tuple[str, ...]]:
    """Return the texts of the follow-ups that stand, by customer."""
    query = (
        FollowUpRow.select(FollowUpRow.customer, FollowUpRow.text)
        .join(_C)
        .where(among(db, FollowUpRow.customer, customer_ids) & FollowUpRow.undone_at.is_null())
    )
    found: dict[int, list[str]] = {}
    for customer_id, text in db.rows(only_visible(query, viewer).tuples()):
        found.setdefault(customer_id, []).append(text)
    return {customer_id: tuple(texts) for customer_id, texts in found.items()}


def passing(
    db: Database, viewer: Viewer, ids: Sequence[int], narrowing: Narrowing
) -> frozenset[int]:
    """Return those of some customers whom the filters of a query let pass."""
    query = _C.select(_C.id).where(among(db, _C.id, ids), *conditions(narrowing))
    return frozenset(row[0] for row in db.rows(only_visible(query, viewer).tuples()))


def conditions(narrowing: Narrowing) -> list[Expression]:
    """Return what the filters of a query ask of a customer; all must hold."""
    found = [has_one_of(facet, chosen, None) for facet, chosen in narrowing.facets]
    if narrowing.spans:
        found.append(_any_of(_due(span) for span in narrowing.spans))
    return found


def _due(span: DueSpan) -> Expression:
    if span.has_none:
        return _C.next_on.is_null(True)
    parts = [_C.next_on.is_null(False)]
    if span.first is not None:
        parts.append(_C.next_on >= _day(span.first))
    if span.last is not None:
        parts.append(_C.next_on <= _day(span.last))
    return reduce(and_, parts)


def _day(day: date) -> SQL:
    return SQL(str(to_day_number(day)))


def _any_of(parts: Iterable[Expression]) -> Expression:
    return reduce(or_, parts)
