"""Canned follow-ups: read whole, written one by one."""

from collections.abc import Sequence
from typing import Any

from tui_crm.db import Database, Prepared
from tui_crm.domain.follow_up import CannedFollowUp, Method, OutcomeFlags, parse_next_rule
from tui_crm.store.follow_up_days import FLAGS
from tui_crm.store.models import CannedRow

_SELECTED = (
    CannedRow.id,
    CannedRow.slot,
    CannedRow.position,
    CannedRow.code,
    CannedRow.label,
    CannedRow.text,
    CannedRow.method,
    CannedRow.next_rule,
    CannedRow.set_status,
    CannedRow.set_level,
    *(getattr(CannedRow, flag) for flag in FLAGS),
)


def _canned(row: Sequence[Any]) -> CannedFollowUp:
    return CannedFollowUp(
        id=row[0],
        slot=row[1],
        position=row[2],
        code=row[3],
        label=row[4],
        text=row[5],
        method=Method(row[6]),
        next_rule=parse_next_rule(row[7]),
        set_status=row[8],
        set_level=row[9],
        flags=OutcomeFlags(**dict(zip(FLAGS, map(bool, row[10:16]), strict=True))),
    )


def _columns(canned: CannedFollowUp) -> dict[str, Any]:
    return {
        "slot": canned.slot,
        "position": canned.position,
        "code": canned.code,
        "label": canned.label,
        "text": canned.text,
        "method": canned.method.value,
        "next_rule": str(canned.next_rule),
        "set_status": canned.set_status,
        "set_level": canned.set_level,
        **{flag: getattr(canned.flags, flag) for flag in FLAGS},
    }


def all_canned(db: Database) -> tuple[CannedFollowUp, ...]:
    """Return every canned follow-up in the order of the strip."""
    query = CannedRow.select(*_SELECTED).order_by(CannedRow.position, CannedRow.id)
    return tuple(_canned(row) for row in db.rows(query.tuples()))


_ON_SLOT = Prepared(lambda value: CannedRow.select(*_SELECTED).where(CannedRow.slot == value))


def on_slot(db: Database, slot: str) -> CannedFollowUp | None:
    """Return the canned follow-up of a key, or None."""
    found = db.prepared_rows(_ON_SLOT, slot)
    return _canned(found[0]) if found else None


def insert(db: Database, canned: CannedFollowUp) -> int:
    """Store a new one and return its id."""
    return db.run(CannedRow.insert(**_columns(canned)))


def update(db: Database, canned: CannedFollowUp) -> None:
    """Write all columns of a stored one."""
    db.run(CannedRow.update(**_columns(canned)).where(CannedRow.id == canned.id))


def remove(db: Database, canned_id: int) -> None:
    """Delete one; follow-ups that it wrote keep their words."""
    db.run(CannedRow.delete().where(CannedRow.id == canned_id))
