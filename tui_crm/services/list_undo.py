"""Steps that change titles and value lists: kept, and taken back."""

from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import Step, StepKind
from tui_crm.domain.value_lists import ListAction, ListsChange, ListsPart, ListValue, read_change
from tui_crm.services.session import Session, new_uuid, value_word
from tui_crm.store import lists, steps, value_use
from tui_crm.wording.shipped import shipped_value

LISTS_NOTE = "lists"
"""The key of a step's detail under which its `ListsChange` is kept."""


def write_step(
    session: Session, action: ListAction, field: str, change: ListsChange, **notes: str
) -> None:
    """Do the change and keep it as a step, inside a transaction."""
    lists.put(session.db, change.after)
    steps.insert(
        session.db,
        uuid=new_uuid(),
        user_id=session.viewer.user_id,
        kind=StepKind.LISTS,
        at=session.now(),
        detail={"action": action.value, "field": field, **notes, LISTS_NOTE: change.as_text()},
    )


def change_of(step: Step) -> ListsChange | None:
    """Return what a step changed in the lists, None where it changed nothing there."""
    text = step.note(LISTS_NOTE)
    return read_change(text) if isinstance(text, str) else None


def obstacle(session: Session, step: Step) -> CrmError | None:
    """Return why what a step changed in the lists cannot be taken back, or None.

    Codes: lists_changed_since, title_taken, value_taken.
    """
    change = change_of(step)
    if change is None:
        return None
    # Canned follow-ups that somebody changed since stay as they are, like customers.
    now = lists.part_now(session.db, change.after)
    if (now.titles, now.values) != (change.after.titles, change.after.values):
        return CrmError("lists_changed_since")
    try:
        _refuse_former_names(session, change.before)
    except CrmError as error:
        return error
    return None


def _refuse_former_names(session: Session, before: ListsPart) -> None:
    """Raise where a name that would come back is another's by now."""
    # Knowing every heading of files costs a start nothing that seldom undoes such a step.
    from tui_crm.services.list_names import refuse_taken_title, refuse_taken_value

    titles = lists.titles(session.db)
    for field, title in before.titles.items():
        if title is not None:
            refuse_taken_title(field, title, titles)
    known = {each.id: each for each in lists.every_value(session.db)}
    for value_id, cells in before.values.items():
        value = known[value_id]
        if "title" in cells or cells.get("is_removed") is False:
            former = cells.get("title", value.title)
            word = shipped_value(value.field, value.code) if former is None else str(former)
            refuse_taken_value(session, value.field, word, but=value_id)


def refuse_used(session: Session, value: ListValue) -> None:
    """Raise CrmError value_in_use (params `name`, `count`) where a customer has the value.

    Or a canned follow-up sets it: then the count may be 0.
    """
    used = value_use.customers_with(session.db, value.field, value.id, limit=1)
    if used or value_use.canned_setting(session.db, value.field, value.id):
        count = value_use.counts(session.db, value.field).get(value.id, 0)
        raise CrmError("value_in_use", name=value_word(value), count=count)


def take_back(session: Session, step: Step) -> None:
    """Lay what was before over the lists again, inside a transaction.

    Raises as `obstacle` says, and CrmError value_in_use where somebody has what would go.
    """
    if (problem := obstacle(session, step)) is not None:
        raise problem
    change = change_of(step)
    going = {} if change is None else change.before.values
    for value in lists.every_value(session.db):
        if going.get(value.id, {}).get("is_removed"):
            refuse_used(session, value)
    put_back(session, step)


def put_back(session: Session, step: Step) -> None:
    """Lay what was before over the lists; a canned follow-up that was changed since stays."""
    change = change_of(step)
    if change is None:
        return
    canned_now = lists.part_now(session.db, change.after).canned
    lists.put(
        session.db,
        ListsPart(
            titles=change.before.titles,
            values=change.before.values,
            canned={
                canned_id: cells
                for canned_id, cells in change.before.canned.items()
                if canned_now.get(canned_id) == change.after.canned.get(canned_id)
            },
        ),
    )
