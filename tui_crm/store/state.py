"""Where a user stopped, and what he was typing: small JSON texts by user and key."""

from datetime import datetime

from tui_crm.db import Database, Prepared
from tui_crm.store.models import DraftRow, UserStateRow


def get(db: Database, user_id: int, key: str) -> str | None:
    """Return what was put under `key`, or None."""
    found = db.prepared_rows(_VALUE, user_id, key)
    return str(found[0][0]) if found else None


_VALUE = Prepared(
    lambda value: UserStateRow.select(UserStateRow.value).where(
        (UserStateRow.user == value) & (UserStateRow.key == value)
    )
)


def put(db: Database, user_id: int, key: str, value: str) -> None:
    """Store `value` under `key`, in place of what stood there."""
    here = (UserStateRow.user == user_id) & (UserStateRow.key == key)
    if db.run(UserStateRow.update(value=value).where(here)) == 0:
        db.run(UserStateRow.insert(user=user_id, key=key, value=value))


def draft(db: Database, user_id: int, form: str) -> str | None:
    """Return the kept draft of a form as JSON, or None."""
    query = DraftRow.select(DraftRow.value).where(
        (DraftRow.user == user_id) & (DraftRow.form == form)
    )
    value = db.scalar(query.tuples())
    return None if value is None else str(value)


def drafts(db: Database, user_id: int) -> tuple[str, ...]:
    """Return the names of the forms of which a draft is kept, newest first."""
    query = (
        DraftRow.select(DraftRow.form)
        .where(DraftRow.user == user_id)
        .order_by(DraftRow.saved_at.desc())
    )
    return tuple(row[0] for row in db.rows(query.tuples()))


def keep_draft(db: Database, user_id: int, form: str, value: str, at: datetime) -> None:
    """Keep what stands in a form, in place of its former draft."""
    drop_draft(db, user_id, form)
    db.run(DraftRow.insert(user=user_id, form=form, value=value, saved_at=at))


def drop_draft(db: Database, user_id: int, form: str) -> None:
    """Forget the draft of a form."""
    db.run(DraftRow.delete().where((DraftRow.user == user_id) & (DraftRow.form == form)))
