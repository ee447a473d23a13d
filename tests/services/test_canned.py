"""Canned follow-ups are added, changed, removed and ordered, each in one transaction."""

from dataclasses import replace

import pytest

from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.follow_up import CannedFollowUp, parse_next_rule
from tui_crm.services import canned
from tui_crm.services.session import Session


def own(slot: str = "0", label: str | None = "mine") -> CannedFollowUp:
    """Return a new canned follow-up of the user's own."""
    return CannedFollowUp(slot=slot, position=0, label=label, next_rule=parse_next_rule("2w"))


def slots(session: Session) -> str:
    """Return the keys in the order of the strip."""
    return "".join(each.slot for each in session.canned)


def test_a_new_one_stands_at_the_end_of_the_strip(session: Session) -> None:
    stored = canned.save(session, own())
    assert stored.id > 0
    assert slots(session) == "1234567890"
    assert session.canned[-1] == stored


def test_one_that_is_changed_keeps_its_place(session: Session) -> None:
    first = session.canned[0]
    canned.save(session, replace(first, slot="0", label=" no\tneed "))
    assert slots(session) == "023456789"
    assert session.canned[0].label == "no need"


def test_texts_of_its_own_can_be_emptied_only_where_shipped_ones_stand_behind(
    session: Session,
) -> None:
    shipped = canned.save(session, replace(session.canned[0], label=""))
    assert shipped.label is None
    with pytest.raises(FieldError) as refusal:
        canned.save(session, own(label=" "))
    assert (refusal.value.code, refusal.value.field) == ("label_needed", "label")


@pytest.mark.parametrize("slot", ["", "ab", " ", "\n", "\x1b", "\u200b", "\u0301", "f5"])
def test_a_slot_is_one_visible_character(session: Session, slot: str) -> None:
    with pytest.raises(FieldError) as refusal:
        canned.save(session, own(slot))
    assert refusal.value.code == "slot_not_a_key"


def test_a_taken_slot_names_who_has_it(session: Session) -> None:
    with pytest.raises(FieldError) as refusal:
        canned.save(session, own("3"))
    assert refusal.value.code == "slot_taken"
    assert refusal.value.params["label"] == "busy"
    assert slots(session) == "123456789"


def test_a_reserved_slot_is_refused_with_the_reason_from_above(session: Session) -> None:
    def reserved(slot: str) -> FieldError:
        return FieldError("slot_reserved", field="slot", key=slot)

    with pytest.raises(FieldError) as refusal:
        canned.save(session, own(), slot_problem=reserved)
    assert refusal.value.code == "slot_reserved"


@pytest.mark.parametrize("field", ["label", "text"])
def test_texts_have_limits(session: Session, field: str) -> None:
    with pytest.raises(FieldError) as refusal:
        canned.save(session, replace(own(), **{field: "x" * 10_001}))
    assert (refusal.value.code, refusal.value.field) == ("too_long", field)


def test_one_that_is_removed_leaves_its_key_free(session: Session) -> None:
    canned.remove(session, session.canned[2].id)
    assert slots(session) == "12456789"
    canned.save(session, own("3"))
    assert slots(session) == "124567893"


def test_the_strip_is_put_in_order(session: Session) -> None:
    by_slot = {each.slot: each.id for each in session.canned}
    canned.reorder(session, [by_slot["9"], by_slot["5"], by_slot["9"]])
    assert slots(session) == "951234678"
    assert [each.position for each in session.canned] == list(range(1, 10))


def test_one_that_is_gone_is_refused(session: Session) -> None:
    gone = session.canned[0]
    canned.remove(session, gone.id)
    for attempt in (
        lambda: canned.save(session, gone),
        lambda: canned.remove(session, gone.id),
        lambda: canned.reorder(session, [gone.id]),
    ):
        with pytest.raises(CrmError) as refusal:
            attempt()
        assert refusal.value.code == "no_such_canned"
