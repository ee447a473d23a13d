"""Steps that change saved views: kept, and taken back."""

from tui_crm.domain.errors import CrmError
from tui_crm.domain.saved_view import ViewAction, ViewsChange, read_change
from tui_crm.domain.steps import Step, StepKind
from tui_crm.domain.text import fold
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import saved_views, steps

VIEWS_NOTE = "views"
"""The key of a step's detail under which its `ViewsChange` is kept."""


def write_step(session: Session, action: ViewAction, name: str, change: ViewsChange) -> None:
    """Do the change and keep it as a step on the view called `name`, inside a transaction."""
    saved_views.put(session.db, change.after)
    steps.insert(
        session.db,
        uuid=new_uuid(),
        user_id=session.viewer.user_id,
        kind=StepKind.VIEW,
        at=session.now(),
        detail={"action": action.value, "name": name, VIEWS_NOTE: change.as_text()},
    )


def obstacle(session: Session, step: Step) -> CrmError | None:
    """Return why what a step changed in the saved views cannot be taken back, or None.

    Codes: views_changed_since, view_name_taken and view_key_taken (params `name`, `key`).
    """
    text = step.note(VIEWS_NOTE)
    if not isinstance(text, str):
        return None
    change = read_change(text)
    now = saved_views.cells(session.db, session.viewer.user_id)
    for view_id, cells in change.after.items():
        if any(now[view_id][name] != value for name, value in cells.items()):
            return CrmError("views_changed_since")
    for view_id, cells in change.before.items():
        former = now[view_id] | dict(cells)
        others = [each for other, each in now.items() if other != view_id]
        if former["is_removed"]:
            continue
        for other in others:
            if other["is_removed"]:
                continue
            if fold(other["name"]) == fold(former["name"]):
                return CrmError("view_name_taken", name=former["name"])
            if former["key"] and other["key"] == former["key"]:
                return CrmError("view_key_taken", key=former["key"], name=other["name"])
    return None


def take_back(session: Session, step: Step) -> None:
    """Lay what was before over the views again, inside a transaction. Raises as `obstacle` says."""
    if (problem := obstacle(session, step)) is not None:
        raise problem
    text = step.note(VIEWS_NOTE)
    if isinstance(text, str):
        saved_views.put(session.db, read_change(text).before)
