"""The folder from which the user imported last."""

import os.path
from pathlib import Path

from tui_crm.services.session import Session
from tui_crm.store import state

_KEY = "import.folder"


def last_folder(session: Session) -> Path | None:
    """Return the folder of the last imported file, None where there is none any more."""
    kept = state.get(session.db, session.viewer.user_id, _KEY)
    return Path(kept) if kept and os.path.isdir(kept) else None


def remember_folder(session: Session, path: Path) -> None:
    """Keep the folder in which the file at `path` lies."""
    folder = str(path.resolve().parent)
    if state.get(session.db, session.viewer.user_id, _KEY) == folder:
        return
    with session.db.write():
        state.put(session.db, session.viewer.user_id, _KEY, folder)
