"""How much of a history customers have, and how those of two end together."""

from typing import Any

from peewee import SQL, fn

from tui_crm.db import Database, Prepared
from tui_crm.domain.customer_merge import UnitedHistory
from tui_crm.store.fields import to_microseconds
from tui_crm.store.models import ChangeRow, FollowUpRow

_F = FollowUpRow
_STANDS = _F.undone_at.is_null()


def follow_ups_of(db: Database, customer_id: int) -> int:
    """Return how many follow-ups of the customer stand."""
    ((count,),) = db.prepared_rows(_FOLLOW_UPS, customer_id)
    return int(count)


def changes_of(db: Database, customer_id: int) -> int:
    """Return how many lines of change the customer has, undone ones too."""
    ((count,),) = db.prepared_rows(_CHANGES, customer_id)
    return int(count)


def united_history(db: Database, pair: tuple[int, int]) -> UnitedHistory:
    """Return how the histories of two customers end together."""
    last = db.prepared_rows(_LAST, *pair)
    if not last:
        return UnitedHistory()
    contact, reached = (db.prepared_rows(each, *pair) for each in (_CONTACT, _REACHED))
    at, follow_up_id = (to_microseconds(reached[0][0]), reached[0][1]) if reached else (-1, 0)
    ((unreached,),) = db.prepared_rows(_SINCE, *pair, at, at, follow_up_id)
    return UnitedHistory(
        last_follow_up_at=last[0][0],
        last_outcome=last[0][1],
        last_text=last[0][2],
        last_contact_at=contact[0][0] if contact else None,
        unreached_count=int(unreached),
    )


def _newest(value: SQL, *columns: Any, flag: Any = None) -> Any:
    """Return the select of the newest follow-up of two customers, with the flag where given."""
    is_theirs = _F.customer.in_([value, value]) & _STANDS
    wanted = is_theirs if flag is None else is_theirs & flag
    query = _F.select(*columns).where(wanted)
    return query.order_by(_F.at.desc(), _F.id.desc()).limit(SQL("1"))


def _since(value: SQL) -> Any:
    is_theirs = _F.customer.in_([value, value]) & _STANDS
    is_later = (_F.at > value) | ((_F.at == value) & (_F.id > value))
    return _F.select(fn.COUNT(_F.id)).where(is_theirs & is_later)


_FOLLOW_UPS = Prepared(
    lambda value: _F.select(fn.COUNT(_F.id)).where((_F.customer == value) & _STANDS)
)
_CHANGES = Prepared(
    lambda value: ChangeRow.select(fn.COUNT(ChangeRow.id)).where(ChangeRow.customer == value)
)
_LAST = Prepared(lambda value: _newest(value, _F.at, _F.outcome, _F.text))
_CONTACT = Prepared(lambda value: _newest(value, _F.at, flag=_F.counts_as_contact))
_REACHED = Prepared(lambda value: _newest(value, _F.at, _F.id, flag=_F.reached))
_SINCE = Prepared(_since)
