"""The user's titles and value lists: renamed, added to, coloured and put in order (SPEC 3).

Each change is a step of its user: it can be undone while nobody changed the same thing since.
Values that somebody has are merged and removed in `value_merging`.
"""

from dataclasses import dataclass

from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import fold
from tui_crm.domain.value_lists import (
    SHOWN_ORDER,
    ListAction,
    ListsChange,
    ListsPart,
    ListValue,
    ValueColour,
    checked_title,
    checked_value,
    moved,
)
from tui_crm.services.list_names import refuse_taken_title, refuse_taken_value
from tui_crm.services.list_undo import write_step
from tui_crm.services.session import Session, value_word
from tui_crm.store import lists, value_use
from tui_crm.wording import listed, shipped_title
from tui_crm.wording.shipped import shipped_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """A classification: its code of SPEC 3, the title in use, and whether that is the shipped."""

    field: str
    title: str
    is_shipped: bool
    values: tuple[ListValue, ...]


def classification(session: Session, field: str) -> Classification:
    """Return how a classification is called and which values it has."""
    return Classification(
        field=field,
        title=session.classification_title(field),
        is_shipped=field not in session.shared.titles,
        values=session.values_of(field),
    )


def field_named(session: Session, name: str) -> str:
    """Return the code of the classification with the code or title `name`.

    Raises CrmError no_such_classification (params `name`, `known`).
    """
    for field in LIST_FIELDS:
        if fold(name).strip() in (field, fold(session.classification_title(field))):
            return field
    known = listed(f"{session.classification_title(each)} ({each})" for each in SHOWN_ORDER)
    raise CrmError("no_such_classification", name=name, known=known)


# --- titles ---


def rename_title(session: Session, field: str, title: str) -> str:
    """Call a classification `title`, or as shipped where that is empty; return what it is called.

    Raises FieldError (field `title`) too_long, name_invisible, and title_taken (params `title`,
    `holder`) where another field is called or known so, also at import.
    """
    wanted = checked_title(title, field="title")
    with session.db.write():
        stored = lists.titles(session.db)
        if wanted:
            refuse_taken_title(field, wanted, stored)
        own = wanted if wanted and wanted != shipped_title(field) else None
        if own != stored.get(field):
            change = ListsChange(
                before=ListsPart(titles={field: stored.get(field)}),
                after=ListsPart(titles={field: own}),
            )
            write_step(
                session, ListAction.RESET if own is None else ListAction.TITLE, field, change
            )
    session.reload()
    return session.classification_title(field)


# --- values ---


def add_value(
    session: Session, field: str, name: str, *, colour: ValueColour = ValueColour.NONE
) -> ListValue:
    """Put a new value at the end of a list and return it.

    Raises FieldError (field `value`) value_needed, too_long, name_invisible, and value_taken
    (params `name`, `title`) where the list has it already.
    """
    wanted = checked_value(name, field="value")
    with session.db.write():
        refuse_taken_value(session, field, wanted, but=0)
        made = lists.insert(session.db, field=field, title=wanted, colour=colour)
        change = ListsChange(
            before=ListsPart(values={made: {"is_removed": True}}),
            after=ListsPart(values={made: {"is_removed": False}}),
        )
        write_step(session, ListAction.ADD, field, change, value=wanted)
    session.reload()
    return session.shared.values[made]


def edit_value(session: Session, value_id: int, *, name: str, colour: ValueColour) -> ListValue:
    """Give a value another word and colour, in one step; whoever has it keeps it.

    A shipped value that gets its shipped word back follows the language again. Raises as
    `add_value` does, and CrmError no_such_value.
    """
    wanted = checked_value(name, field="value")
    with session.db.write():
        value = _stored(session, value_id)
        refuse_taken_value(session, value.field, wanted, but=value_id)
        is_shipped = bool(value.code) and wanted == shipped_value(value.field, value.code)
        before = {"title": value.title, "colour": value.colour.value}
        after = {"title": None if is_shipped else wanted, "colour": colour.value}
        changed = [name for name in before if before[name] != after[name]]
        if changed:
            change = ListsChange(
                before=ListsPart(values={value_id: {name: before[name] for name in changed}}),
                after=ListsPart(values={value_id: {name: after[name] for name in changed}}),
            )
            action = ListAction.RENAME if "title" in changed else ListAction.COLOUR
            write_step(session, action, value.field, change, value=value_word(value), into=wanted)
    session.reload()
    return session.shared.values[value_id]


def move_value(session: Session, value_id: int, place: int) -> tuple[ListValue, ...]:
    """Put a value at `place` of its list, counted from 0, and return the list as it is then.

    Raises CrmError no_such_value.
    """
    with session.db.write():
        value = _stored(session, value_id)
        known = {each.id: each for each in _list(session, value.field)}
        order = moved(list(known), value_id, place)
        positions = {each: number for number, each in enumerate(order, start=1)}
        changed = [each for each in order if known[each].position != positions[each]]
        if order != list(known):
            change = ListsChange(
                before=ListsPart(
                    values={each: {"position": known[each].position} for each in changed}
                ),
                after=ListsPart(values={each: {"position": positions[each]} for each in changed}),
            )
            write_step(session, ListAction.MOVE, value.field, change, value=value_word(value))
    session.reload()
    return session.values_of(value.field)


QUICK_CUSTOMERS = 20_000
"""So many are counted between two key presses: 20 ms."""


def is_quick_to_count(session: Session) -> bool:
    """Whether `value_counts` is over before anybody notices."""
    return value_use.newest_customer(session.db) <= QUICK_CUSTOMERS


def value_counts(session: Session, field: str) -> dict[int, int]:
    """Return value id -> how many customers have it; values that nobody has are not in it.

    Reads all customers: 0.3 s of a million.
    """
    return value_use.counts(session.db, field)


def _list(session: Session, field: str) -> list[ListValue]:
    return [each for each in lists.all_values(session.db) if each.field == field]


def _stored(session: Session, value_id: int) -> ListValue:
    for value in lists.all_values(session.db):
        if value.id == value_id:
            return value
    raise CrmError("no_such_value", id=value_id)
