"""The health of a database: what is derived is compared with what it follows from (SPEC 10)."""

from collections.abc import Callable, Mapping

from tui_crm.db import Engine
from tui_crm.domain.errors import CrmError
from tui_crm.domain.health import REPAIRABLE, Check, CheckName, CheckStatus
from tui_crm.services import follow_up_days
from tui_crm.services.batches import Cancelled
from tui_crm.services.pacing import Pace
from tui_crm.services.session import Session
from tui_crm.store import search_check, search_index

SAMPLE = 1_000
"""Customers whose tokens are compared: a fault of the program would show in most of them."""
LOOKED_AT = 1_000
"""Customers who are looked at before those of them who are wrong are put right."""
FIRST_CHUNK, MOST_CHUNK = 250, 1_000
"""Customers put right in one transaction, at first and at the most."""

Progress = Callable[[CheckName, int, int], bool]
"""Told what is at work, how much of it is done, and of how much; says whether to go on."""


def _quiet(_name: CheckName, _done: int, _total: int) -> bool:
    """Tell nobody."""
    return True


def _tell(progress: Progress, name: CheckName, done: int, total: int) -> None:
    if not progress(name, done, total):
        raise Cancelled


def examine(session: Session, progress: Progress = _quiet) -> tuple[Check, ...]:
    """Look at everything and change nothing; nobody writes while the index is read through.

    Raises Cancelled where `progress` says no.
    """
    checks = []
    for place, (name, look) in enumerate(_LOOKS.items()):
        _tell(progress, name, place, len(_LOOKS))
        checks.append(look(session))
    return tuple(checks)


def repair(session: Session, progress: Progress = _quiet) -> tuple[Check, ...]:
    """Make anew what is faulty and derived from the rest, then look at everything again.

    The tokens of all customers are looked at, and written where they differ.

    Raises CrmError batch_running where a batch is at work on the database, Cancelled where
    `progress` says no: what was put right by then stays.
    """
    faulty = {each.name for each in examine(session, progress) if each.is_fault} & REPAIRABLE
    with session.db.batch_lock() as is_ours:
        if not is_ours:
            raise CrmError("batch_running")
        if CheckName.SEARCH_INDEX in faulty:
            # First: putting a row right takes its tokens out of an index that must hold them.
            _refill(session, progress)
        # Whatever was found: the checks look at some customers, and this at all of them.
        _put_right(session, progress)
        if CheckName.FOLLOW_UP_DAYS in faulty:
            follow_up_days.rebuild(
                session, lambda _day: _tell(progress, CheckName.FOLLOW_UP_DAYS, 0, 1)
            )
    return examine(session, progress)


def _refill(session: Session, progress: Progress) -> None:
    with session.db.write():
        search_check.rebuild_index(
            session.db, lambda done, total: _tell(progress, CheckName.SEARCH_INDEX, done, total)
        )


def _put_right(session: Session, progress: Progress) -> None:
    """Go through all customers; the database is locked only to write those who are wrong."""
    db, pace = session.db, Pace(first=FIRST_CHUNK, most=MOST_CHUNK)
    total = search_check.highest_id(db)
    last = 0
    while ids := search_check.ids_behind(db, last, LOOKED_AT):
        look = search_check.look_at(db, ids)
        wrong = look.wrong
        while wrong:
            some, wrong = wrong[: pace.rows], wrong[pace.rows :]
            with db.write_bulk(), pace.timed(len(some)):
                search_check.put_right(db, some)
        if look.unknown:
            with db.write_bulk():
                search_index.learn(db, look.unknown)
        last = ids[-1]
        _tell(progress, CheckName.VOCABULARY, last, max(total, last))


def _integrity(session: Session) -> Check:
    fault = session.db.page_fault()
    if fault is None:
        return Check(name=CheckName.INTEGRITY, reason="server_keeps")
    if fault:
        return _fault(CheckName.INTEGRITY, "damaged_pages", detail=fault)
    return Check(name=CheckName.INTEGRITY)


def _foreign_keys(session: Session) -> Check:
    count = session.db.dangling_references()
    if count:
        return _fault(CheckName.FOREIGN_KEYS, "dangling", count=count)
    reason = "server_keeps" if session.db.engine is Engine.POSTGRES else ""
    return Check(name=CheckName.FOREIGN_KEYS, reason=reason)


class _Damaged(Exception):
    """The index is not whole: its transaction is taken back."""


def _search_index(session: Session) -> Check:
    db, name = session.db, CheckName.SEARCH_INDEX
    try:
        with db.write():
            if not search_check.is_index_whole(db):
                raise _Damaged
    except _Damaged:
        return _fault(name, "damaged_index")
    if missing := search_check.missing_count(db):
        return _fault(name, "not_indexed", count=missing)
    wrong = search_check.look_at(db, search_check.sample_ids(db, SAMPLE)).wrong
    if wrong:
        with db.write():
            wrong = search_check.still_wrong(db, wrong)
    return _fault(name, "indexed_otherwise", count=len(wrong)) if wrong else Check(name=name)


def _vocabulary(session: Session) -> Check:
    name = CheckName.VOCABULARY
    sample = search_check.sample_ids(session.db, SAMPLE)
    unknown = search_check.look_at(session.db, sample).unknown
    return _fault(name, "unknown_words", count=len(unknown)) if unknown else Check(name=name)


def _follow_up_days(session: Session) -> Check:
    name = CheckName.FOLLOW_UP_DAYS
    wrong = follow_up_days.differing_days(session)
    return _fault(name, "wrong_days", count=len(wrong)) if wrong else Check(name=name)


def _fault(name: CheckName, reason: str, *, count: int = 0, detail: str = "") -> Check:
    return Check(name=name, status=CheckStatus.FAULT, reason=reason, count=count, detail=detail)


_LOOKS: Mapping[CheckName, Callable[[Session], Check]] = {
    CheckName.INTEGRITY: _integrity,
    CheckName.FOREIGN_KEYS: _foreign_keys,
    CheckName.SEARCH_INDEX: _search_index,
    CheckName.VOCABULARY: _vocabulary,
    CheckName.FOLLOW_UP_DAYS: _follow_up_days,
}
