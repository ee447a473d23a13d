"""What each field of who stays will hold: proposals, choices, and what needs no choice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tui_crm.domain.customer import MAX_TEXT, Customer, Kind, PhoneNumber
from tui_crm.domain.customer_merge import Choice, UnitedHistory, likely_winner, merge_fields, merged
from tui_crm.domain.promise import Promise

NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)
DAY = date(2026, 11, 18)


def customer(number: int, **fields: Any) -> Customer:
    """Return a customer with some fields."""
    return Customer(id=number, created_at=NOW, updated_at=NOW, **fields)


def proposed(winner: Customer, loser: Customer) -> dict[str, Choice]:
    """Return whose value each field is proposed to get."""
    return {each.code: each.proposed for each in merge_fields(winner, loser)}


def united(winner: Customer, loser: Customer, **choices: Choice) -> Customer:
    """Return who stays."""
    return merged(winner, loser, choices, history=UnitedHistory())


@pytest.mark.parametrize(
    ("ours", "theirs", "choice"),
    [
        ({"name": "张三"}, {"name": "张三丰"}, Choice.WINNER),
        ({}, {"company": "华强"}, Choice.LOSER),
        ({"level": None}, {"level": 3}, Choice.LOSER),
        ({"email": "a@x"}, {"email": ""}, Choice.WINNER),
        ({"owner": None}, {"owner": 2}, Choice.LOSER),
        ({"note": "one"}, {"note": "two"}, Choice.BOTH),
        ({"note": "one\ntwo"}, {"note": "two"}, Choice.WINNER),
        ({"note": "one\ntwo"}, {"note": "two\none"}, Choice.WINNER),
        ({"note": "订单 1500 件"}, {"note": "500"}, Choice.BOTH),
        ({"note": "one"}, {"note": "one\ntwo"}, Choice.LOSER),
        ({"note": "x" * 6000}, {"note": "y" * 6000}, Choice.WINNER),
        ({"custom": (("a", "1"),)}, {"custom": (("a", "2"),)}, Choice.WINNER),
        ({}, {"custom": (("a", "2"),)}, Choice.LOSER),
    ],
)
def test_what_is_proposed(
    ours: dict[str, object], theirs: dict[str, object], choice: Choice
) -> None:
    """The winner's own, the loser's where there is none, both notes where they fit together."""
    found = proposed(customer(1, **ours), customer(2, **theirs))
    assert list(found.values())[:1] == [choice]


def test_fields_that_agree_are_no_question() -> None:
    assert merge_fields(customer(1, name="张三", level=3), customer(2, name="张三", level=3)) == ()


def test_of_two_promises_the_earlier_one_is_proposed() -> None:
    early, late = Promise(on=DAY, minute=600), Promise(on=DAY)
    assert proposed(customer(1, promise=late), customer(2, promise=early)) == {
        "next_contact": Choice.LOSER
    }
    assert proposed(customer(1, promise=early), customer(2, promise=late)) == {
        "next_contact": Choice.WINNER
    }


def test_both_notes_are_never_longer_than_a_note_may_be() -> None:
    half = MAX_TEXT // 2
    fits = united(customer(1, note="x" * half), customer(2, note="y" * (half - 1)))
    assert len(fits.note) == MAX_TEXT
    field = merge_fields(customer(1, note="x" * half), customer(2, note="y" * half))[0]
    assert Choice.BOTH not in field.offered


def test_what_is_not_offered_is_refused() -> None:
    with pytest.raises(ValueError, match="name"):
        united(customer(1, name="a"), customer(2, name="b"), name=Choice.BOTH)


def test_free_fields_are_united_in_their_order() -> None:
    after = united(
        customer(1, custom=(("a", "1"), ("b", "2"))), customer(2, custom=(("b", "3"), ("c", "4")))
    )
    assert after.custom == (("a", "1"), ("b", "2"), ("c", "4"))


def test_numbers_keep_what_is_known_of_them_on_either_side() -> None:
    ours = PhoneNumber(id=1, raw="138", key="+86138", label="")
    theirs = PhoneNumber(id=2, raw="+86 138", key="+86138", label="home", is_bad=True)
    other, typed = PhoneNumber(id=3, raw="139", key="+86139"), PhoneNumber(id=4, raw="1*9")
    after = united(customer(1, phones=(ours,)), customer(2, phones=(theirs, other, typed)))
    assert after.phones == (replace(ours, label="home", is_bad=True), other, typed)


def test_what_protects_either_protects_both() -> None:
    number = PhoneNumber(raw="138", key="+86138")
    after = united(
        customer(1, phones=(number,), frozen_until=DAY),
        customer(2, is_do_not_call=True, frozen_until=DAY + timedelta(days=9)),
    )
    assert after.is_do_not_call
    assert after.phones[0].is_do_not_call
    assert after.frozen_until == DAY + timedelta(days=9)


def test_who_is_archived_on_both_sides_stays_so_without_promise() -> None:
    archived = {"archived_at": NOW, "archive_reason": "gone"}
    after = united(customer(1, **archived), customer(2, promise=Promise(on=DAY), **archived))
    assert (after.archive_reason, after.promise) == ("gone", None)
    assert united(customer(1, **archived), customer(2)).archive_reason == ""


def test_the_end_of_both_histories_is_his() -> None:
    history = UnitedHistory(last_follow_up_at=NOW, last_text="new", unreached_count=3)
    after = merged(customer(1, last_text="old"), customer(2), {}, history=history)
    assert (after.last_follow_up_at, after.last_text, after.unreached_count) == (NOW, "new", 3)


@pytest.mark.parametrize(
    ("ours", "theirs", "owner", "expected"),
    [
        ((1, None), (2, None), Choice.WINNER, (1, 2)),
        ((1, None), (2, None), Choice.LOSER, (2, 1)),
        ((1, 3), (2, None), Choice.WINNER, (1, 3)),
        ((1, 3), (2, 4), Choice.LOSER, (2, 3)),
        ((1, None), (1, 2), Choice.WINNER, (1, 2)),
        ((1, None), (2, 1), Choice.LOSER, (2, 1)),
        ((1, 2), (None, None), Choice.WINNER, (1, 2)),
        ((1, None), (None, None), Choice.LOSER, (None, None)),
    ],
)
def test_nobody_who_worked_on_either_loses_sight(
    ours: tuple[int | None, int | None],
    theirs: tuple[int | None, int | None],
    owner: Choice,
    expected: tuple[int | None, int | None],
) -> None:
    """The owner who gives way becomes second owner where there is none."""
    winner = customer(1, owner=ours[0], second_owner=ours[1])
    loser = customer(2, owner=theirs[0], second_owner=theirs[1])
    choices = {"owner": owner} if ours[0] != theirs[0] else {}
    after = united(winner, loser, **choices)
    assert (after.owner, after.second_owner) == expected


def test_who_was_taken_back_is_so_only_without_an_owner() -> None:
    assert united(customer(1), customer(2, is_reclaimed=True)).is_reclaimed
    assert not united(customer(1, owner=1), customer(2, is_reclaimed=True)).is_reclaimed


@pytest.mark.parametrize(
    ("first", "second", "follow_ups", "stays"),
    [
        ({}, {}, (0, 0), 1),
        ({}, {}, (0, 1), 2),
        ({"owner": 1}, {}, (0, 9), 1),
        ({"owner": 1}, {"kind": Kind.CUSTOMER}, (9, 0), 2),
        ({"archived_at": NOW, "kind": Kind.CUSTOMER}, {}, (9, 0), 2),
    ],
)
def test_who_should_stay(
    first: dict[str, object], second: dict[str, object], follow_ups: tuple[int, int], stays: int
) -> None:
    """Not archived, has bought, has an owner, the longer history, who was there first."""
    found = likely_winner(customer(1, **first), customer(2, **second), follow_ups=follow_ups)
    assert found.id == stays
