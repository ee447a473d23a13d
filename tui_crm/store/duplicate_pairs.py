"""Pairs of customers who are or may be one, as the check of the whole database found them."""

import json
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import EXCLUDED, fn

from tui_crm.db import Database
from tui_crm.domain.duplicates.packing import packed, unpacked
from tui_crm.domain.duplicates.verdict import Finding, Verdict
from tui_crm.domain.viewer import Viewer
from tui_crm.store import customers, kept_apart
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerTable, DuplicateCheckRow, DuplicatePairRow
from tui_crm.store.visibility import only_visible

_P = DuplicatePairRow
_SELECTED = (_P.id, _P.a, _P.b, _P.verdict, _P.score, _P.evidence, _P.a_version, _P.b_version)
_WRITTEN = (_P.a, _P.b, _P.verdict, _P.score, _P.evidence, _P.a_version, _P.b_version, _P.found_by)
_BEST_FIRST = (_P.verdict.desc(), _P.score.desc(), _P.a, _P.b)
IDS_AT_ONCE = 5_000
"""Ids of pairs that the driver hands over at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two customers, `a` < `b`, what comparing them gave, and the versions that were compared."""

    a: int
    b: int
    finding: Finding
    a_version: int
    b_version: int
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """The newest check: `ended_at` is None where it was stopped or is still at work."""

    id: int
    started_at: datetime
    ended_at: datetime | None
    customers: int
    compared: int


# --- the check ---


def begin_check(db: Database, *, user_id: int, at: datetime) -> int:
    """Note that a check begins and return its id."""
    return db.run(DuplicateCheckRow.insert(user=user_id, started_at=at))


def end_check(db: Database, check_id: int, *, at: datetime, customers: int, compared: int) -> None:
    """Note that a check came to its end, with its figures."""
    change = DuplicateCheckRow.update(ended_at=at, customers=customers, compared=compared)
    db.run(change.where(DuplicateCheckRow.id == check_id))


def last_check(db: Database) -> LastCheck | None:
    """Return the newest check, None where there was none."""
    row = DuplicateCheckRow
    query = row.select(row.id, row.started_at, row.ended_at, row.customers, row.compared)
    found = db.row(query.order_by(row.id.desc()).limit(1).tuples())
    if found is None:
        return None
    check_id, started_at, ended_at, customers, compared = found
    return LastCheck(
        id=check_id,
        started_at=started_at,
        ended_at=ended_at,
        customers=customers,
        compared=compared,
    )


def keep(db: Database, check_id: int, pairs: Sequence[Pair]) -> None:
    """Keep pairs that a check found; one that is kept already takes what was found now.

    A pair of which one customer has gone meanwhile is left out.
    """
    there = customers.there(db, {each for pair in pairs for each in (pair.a, pair.b)})
    rows = [
        (
            pair.a,
            pair.b,
            pair.finding.verdict.value,
            pair.finding.score,
            _evidence_text(pair.finding),
            pair.a_version,
            pair.b_version,
            check_id,
        )
        for pair in pairs
        if pair.a in there and pair.b in there
    ]
    if rows:
        update = {field: getattr(EXCLUDED, field.column_name) for field in _WRITTEN[2:]}
        insert = _P.insert_many(rows, fields=_WRITTEN)
        db.run(insert.on_conflict(conflict_target=(_P.a, _P.b), update=update))


def forget_older(db: Database, check_id: int, *, limit: int) -> int:
    """Remove some of the pairs that only checks before this one found; return how many."""
    older = _P.select(_P.id).where(_P.found_by < check_id).order_by(_P.id).limit(limit)
    removed = db.run(_P.delete().where(_P.id.in_(older)))
    if not removed:
        db.run(DuplicateCheckRow.delete().where(DuplicateCheckRow.id < check_id))
    return removed


# --- the review ---


def best(
    db: Database, viewer: Viewer, verdicts: Collection[Verdict], *, limit: int
) -> tuple[Pair, ...]:
    """Return the pairs that the viewer may see and nobody keeps apart: the surest first."""
    query = _P.select(*_SELECTED).where(_is_shown(viewer, verdicts))
    return tuple(map(_pair, db.rows(query.order_by(*_BEST_FIRST).limit(limit).tuples())))


def ids(db: Database, viewer: Viewer, verdicts: Collection[Verdict]) -> Sequence[int]:
    """Return the ids of all pairs that `best` has, in its order: eight bytes for each."""
    query = _P.select(_P.id).where(_is_shown(viewer, verdicts)).order_by(*_BEST_FIRST).tuples()
    return array("q", (row[0] for page in db.pages(query, rows=IDS_AT_ONCE) for row in page))


def of_ids(
    db: Database, viewer: Viewer, verdicts: Collection[Verdict], pair_ids: Sequence[int]
) -> tuple[Pair, ...]:
    """Return those of the pairs that `best` has, in its order."""
    query = _P.select(*_SELECTED).where(_is_shown(viewer, verdicts) & among(db, _P.id, pair_ids))
    return tuple(map(_pair, db.rows(query.order_by(*_BEST_FIRST).tuples())))


def counts(db: Database, viewer: Viewer) -> dict[Verdict, int]:
    """Return how many pairs `best` has of each verdict."""
    query = _P.select(_P.verdict, fn.COUNT(_P.id)).where(_is_shown(viewer, tuple(Verdict)))
    return {
        Verdict(word): int(count) for word, count in db.rows(query.group_by(_P.verdict).tuples())
    }


def _is_shown(viewer: Viewer, verdicts: Iterable[Verdict]) -> Any:
    words = [each.value for each in verdicts]
    return (
        _P.verdict.in_(words)
        & fn.EXISTS(_seen(_P.a, viewer))
        & fn.EXISTS(_seen(_P.b, viewer))
        & ~kept_apart.is_apart(_P.a, _P.b)
    )


def _seen(customer: Any, viewer: Viewer) -> Any:
    query = CustomerTable.select(CustomerTable.id).where(
        (CustomerTable.id == customer) & CustomerTable.archived_at.is_null(True)
    )
    return only_visible(query, viewer)


def set_finding(db: Database, former: Pair, pair: Pair) -> None:
    """Keep what comparing the pair anew gave; one that is nothing any more goes.

    Where it is no longer the `former` one, what was found of it meanwhile stays.
    """
    which = (
        (_P.id == former.id)
        & (_P.a_version == former.a_version)
        & (_P.b_version == former.b_version)
    )
    if pair.finding.verdict is Verdict.NOTHING:
        db.run(_P.delete().where(which))
        return
    change = _P.update(
        verdict=pair.finding.verdict.value,
        score=pair.finding.score,
        evidence=_evidence_text(pair.finding),
        a_version=pair.a_version,
        b_version=pair.b_version,
    )
    db.run(change.where(which))


# --- rows ---


def _evidence_text(finding: Finding) -> str:
    return json.dumps(packed(finding.evidence), ensure_ascii=False, separators=(",", ":"))


def _pair(row: Sequence[Any]) -> Pair:
    pair_id, a, b, verdict, score, evidence, a_version, b_version = row
    told = unpacked(json.loads(evidence))
    return Pair(
        id=pair_id,
        a=a,
        b=b,
        finding=Finding(verdict=Verdict(verdict), score=score, evidence=told),
        a_version=a_version,
        b_version=b_version,
    )
