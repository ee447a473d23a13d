"""What somebody was typing and had not saved: kept, offered again, dropped (SPEC 11)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tui_crm.services.session import Session
from tui_crm.store import state


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields in which something was typed, by their codes.

    `bases` are the texts that stood in those fields before. `entry_uuid` is that of the entry
    which the form would have written, so that saving it twice does not double it. `saved_at` is
    aware UTC.
    """

    texts: Mapping[str, str]
    bases: Mapping[str, str]
    saved_at: datetime
    entry_uuid: str = ""


def keep(
    session: Session,
    form: str,
    *,
    texts: Mapping[str, str],
    bases: Mapping[str, str],
    entry_uuid: str = "",
) -> None:
    """Keep what stands in a form, in place of its former draft; nothing typed drops it."""
    if not texts:
        drop(session, form)
        return
    now = session.now()
    record = {
        "texts": dict(texts),
        "bases": dict(bases),
        "saved_at": now.isoformat(),
        "entry_uuid": entry_uuid,
    }
    with session.db.write():
        state.keep_draft(session.db, session.viewer.user_id, form, json.dumps(record), now)


def offered(session: Session, form: str) -> Draft | None:
    """Return the draft of a form, or None."""
    kept = state.draft(session.db, session.viewer.user_id, form)
    if kept is None:
        return None
    record = json.loads(kept)
    return Draft(
        texts=record["texts"],
        bases=record["bases"],
        saved_at=datetime.fromisoformat(record["saved_at"]),
        entry_uuid=record["entry_uuid"],
    )


def drop(session: Session, form: str) -> None:
    """Forget the draft of a form: it was saved, or thrown away."""
    if state.draft(session.db, session.viewer.user_id, form) is None:
        return
    with session.db.write():
        state.drop_draft(session.db, session.viewer.user_id, form)


def forms(session: Session) -> tuple[str, ...]:
    """Return the names of the forms of which a draft is kept, newest first."""
    return state.drafts(session.db, session.viewer.user_id)
