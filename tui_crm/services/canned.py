"""Canned follow-ups: added, changed, removed and put in order (SPEC 4)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tui_crm.domain.customer import MAX_NAME, MAX_TEXT
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.follow_up import CannedFollowUp
from tui_crm.domain.text import checked_line, checked_text, harmless_line
from tui_crm.services.session import Session
from tui_crm.store import canned as canned_store
from tui_crm.store import lists
from tui_crm.wording.canned import canned_label

SlotRule = Callable[[str], FieldError | None]
"""Returns why a key cannot be taken: the keys of commands are known a floor above."""


def no_rule(_slot: str) -> FieldError | None:
    """Let every key be taken."""
    return None


def save(
    session: Session, canned: CannedFollowUp, *, slot_problem: SlotRule = no_rule
) -> CannedFollowUp:
    """Store a canned follow-up, a new one (`id` 0) at the end of the strip; return it as stored.

    Raises FieldError slot_not_a_key, slot_taken (param `label`), label_needed, too_long and what
    `slot_problem` says of its key; CrmError no_such_canned where it was removed meanwhile.
    """
    wanted = _checked(canned, slot_problem)
    with session.db.write():
        wanted = replace(
            wanted,
            set_status=lists.standing(session.db, wanted.set_status),
            set_level=lists.standing(session.db, wanted.set_level),
        )
        known = canned_store.all_canned(session.db)
        _refuse_taken(wanted, known)
        if wanted.id == 0:
            last = max((each.position for each in known), default=0)
            wanted = replace(wanted, position=last + 1)
            stored = replace(wanted, id=canned_store.insert(session.db, wanted))
        else:
            _check_known(known, wanted.id)
            canned_store.update(session.db, wanted)
            stored = wanted
    session.reload()
    return stored


def remove(session: Session, canned_id: int) -> None:
    """Remove a canned follow-up; what it wrote stays. Raises CrmError no_such_canned."""
    with session.db.write():
        _check_known(canned_store.all_canned(session.db), canned_id)
        canned_store.remove(session.db, canned_id)
    session.reload()


def reorder(session: Session, canned_ids: Sequence[int]) -> None:
    """Put the canned follow-ups into the order of `canned_ids`; those not named stand behind.

    Raises CrmError no_such_canned.
    """
    with session.db.write():
        known = canned_store.all_canned(session.db)
        by_id = {each.id: each for each in known}
        for canned_id in canned_ids:
            _check_known(known, canned_id)
        first = list(dict.fromkeys(canned_ids))
        order = [*first, *(each.id for each in known if each.id not in first)]
        for position, canned_id in enumerate(order, start=1):
            if by_id[canned_id].position != position:
                canned_store.update(session.db, replace(by_id[canned_id], position=position))
    session.reload()


def on_slot(session: Session, slot: str) -> CannedFollowUp | None:
    """Return the canned follow-up of a key, or None."""
    return next((each for each in session.canned if each.slot == slot), None)


def _checked(canned: CannedFollowUp, slot_problem: SlotRule) -> CannedFollowUp:
    """Return it with its texts cleaned, or raise."""
    if not _is_one_character(canned.slot):
        raise FieldError("slot_not_a_key", field="slot", key=canned.slot)
    if (problem := slot_problem(canned.slot)) is not None:
        raise problem
    label = canned.label
    if label is not None:
        label = checked_line(label, field="label", limit=MAX_NAME)
    if not label and not canned.code:
        raise FieldError("label_needed", field="label")
    text = canned.text
    if text is not None:
        text = checked_text(text, field="text", limit=MAX_TEXT)
    return replace(canned, label=label or None, text=text)


def _is_one_character(slot: str) -> bool:
    """Whether a terminal sends `slot` for one key and draws it as one sign."""
    return len(slot) == 1 and slot.isprintable() and bool(harmless_line(slot).strip())


def _refuse_taken(wanted: CannedFollowUp, known: Sequence[CannedFollowUp]) -> None:
    for each in known:
        if each.slot == wanted.slot and each.id != wanted.id:
            raise FieldError("slot_taken", field="slot", key=each.slot, label=canned_label(each))


def _check_known(known: Sequence[CannedFollowUp], canned_id: int) -> None:
    if all(each.id != canned_id for each in known):
        raise CrmError("no_such_canned", id=canned_id)
