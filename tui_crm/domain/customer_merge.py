"""Two customers who are one: what each field of the one who stays will hold (SPEC 5).

Pure: `merge_fields` says what can be chosen and what is proposed, `merged` lays the loser over
the winner by those choices. Numbers are united whatever is chosen, and what protects a customer
(do not call, frozen) holds where it held for either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from tui_crm.domain.customer import (
    LINE_FIELDS,
    LIST_FIELDS,
    MAX_TEXT,
    Customer,
    Kind,
    PhoneNumber,
)
from tui_crm.domain.draft import CUSTOM_PREFIX, OWNER_FIELDS
from tui_crm.domain.planning import is_do_not_call
from tui_crm.domain.promise import Promise

NEXT_CONTACT = "next_contact"

Value = str | int | Promise | None
"""What a field of a customer holds; "" and None are nothing."""


class Choice(StrEnum):
    """Whose value a field gets."""

    WINNER = "winner"
    LOSER = "loser"
    BOTH = "both"


Choices = Mapping[str, Choice]
"""Code of SPEC 3 -> whose value the field gets; what is missing gets what is proposed."""
NO_CHOICES: Choices = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeField:
    """A field in which the two differ: what is proposed, and what can be chosen instead."""

    code: str
    proposed: Choice
    offered: tuple[Choice, ...]

    def chosen(self, choices: Choices) -> Choice:
        """Return whose value the field gets. Raises ValueError for what is not offered."""
        choice = choices.get(self.code, self.proposed)
        if choice not in self.offered:
            raise ValueError(self.code)
        return choice


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitedHistory:
    """How two histories end together: the last follow-up, the last contact that counts.

    `unreached_count` counts the follow-ups since somebody was last reached.
    """

    last_follow_up_at: datetime | None = None
    last_outcome: str = ""
    last_text: str = ""
    last_contact_at: datetime | None = None
    unreached_count: int = 0


CHOSEN_FIELDS = (
    "name",
    "company",
    *LINE_FIELDS,
    *LIST_FIELDS,
    NEXT_CONTACT,
    *OWNER_FIELDS,
    "note",
)
"""The fields of SPEC 3 of which one can choose; free fields follow."""


def merge_fields(
    winner: Customer, loser: Customer, choices: Choices = NO_CHOICES
) -> tuple[MergeField, ...]:
    """Return the fields in which the two differ, in the order of `CHOSEN_FIELDS`.

    The winner's value is proposed, the loser's where the winner has none; of two promises the
    earlier one; both notes where they fit. `choices` count, since who is second owner depends on
    who is owner.
    """
    titles = dict.fromkeys(title for each in (winner, loser) for title, _text in each.custom)
    codes = (*CHOSEN_FIELDS, *(CUSTOM_PREFIX + title for title in titles))
    owner = _owner(winner, loser, choices)
    found = []
    for code in codes:
        ours, theirs = (value_of(each, code, owner=owner) for each in (winner, loser))
        if (ours or None) != (theirs or None):
            found.append(_field(code, ours, theirs))
    return tuple(found)


def _field(code: str, ours: Value, theirs: Value) -> MergeField:
    sides = (Choice.WINNER, Choice.LOSER)
    if code == "note" and (united := _united_note(ours, theirs)) is not None:
        if united == ours:
            return MergeField(code=code, proposed=Choice.WINNER, offered=sides)
        if united == theirs:
            return MergeField(code=code, proposed=Choice.LOSER, offered=sides)
        return MergeField(code=code, proposed=Choice.BOTH, offered=(*sides, Choice.BOTH))
    is_theirs = not ours
    if isinstance(ours, Promise) and isinstance(theirs, Promise):
        is_theirs = theirs.sort_key() < ours.sort_key()
    return MergeField(
        code=code, proposed=Choice.LOSER if is_theirs else Choice.WINNER, offered=sides
    )


def value_of(customer: Customer, code: str, *, owner: int | None = None) -> Value:
    """Return what the customer brings to a field; `owner` is who will be in charge.

    As second owner he brings his own, else his owner where somebody else will be in charge: who
    worked on him goes on seeing him.
    """
    if code.startswith(CUSTOM_PREFIX):
        return dict(customer.custom).get(code.removeprefix(CUSTOM_PREFIX), "")
    if code == NEXT_CONTACT:
        return customer.promise
    if code == "second_owner" and owner is not None:
        candidates = (customer.second_owner, customer.owner)
        return next((each for each in candidates if each not in (None, owner)), None)
    value: Value = getattr(customer, code)
    return value


def _owner(winner: Customer, loser: Customer, choices: Choices) -> int | None:
    proposed = Choice.LOSER if winner.owner is None else Choice.WINNER
    choice = choices.get("owner", proposed)
    return loser.owner if choice is Choice.LOSER else winner.owner


def _united_note(ours: Value, theirs: Value) -> str | None:
    """Return both notes, the one with all lines of the other, or None where they do not fit."""
    first, second = str(ours or ""), str(theirs or "")
    if set(second.splitlines()) <= set(first.splitlines()):
        return first
    if set(first.splitlines()) <= set(second.splitlines()):
        return second
    united = f"{first}\n{second}"
    return united if len(united) <= MAX_TEXT else None


def merged(
    winner: Customer, loser: Customer, choices: Choices, *, history: UnitedHistory
) -> Customer:
    """Return the winner with the loser laid over him; numbers of the loser keep their ids.

    `history` is that of both. Version and `updated_at` are the winner's. Raises ValueError for a
    choice that is not offered.
    """
    owner = _owner(winner, loser, choices)
    second_owner = value_of(winner, "second_owner", owner=owner)
    after = _with_value(replace(winner, owner=owner), "second_owner", second_owner)
    for field in merge_fields(winner, loser, choices):
        value = _value(field, field.chosen(choices), winner, loser, owner)
        after = _with_value(after, field.code, value)
    return _standing(replace(after, **asdict(history)), winner, loser)


def _value(
    field: MergeField, choice: Choice, winner: Customer, loser: Customer, owner: int | None
) -> Value:
    ours, theirs = (value_of(each, field.code, owner=owner) for each in (winner, loser))
    if choice is Choice.BOTH:
        return _united_note(ours, theirs)
    return theirs if choice is Choice.LOSER else ours


def _with_value(customer: Customer, code: str, value: Value) -> Customer:
    if code.startswith(CUSTOM_PREFIX):
        custom = dict(customer.custom) | {code.removeprefix(CUSTOM_PREFIX): str(value or "")}
        return replace(
            customer, custom=tuple((title, text) for title, text in custom.items() if text)
        )
    name = "promise" if code == NEXT_CONTACT else code
    return replace(customer, **{name: value})  # type: ignore[arg-type]  # by its code


def _standing(after: Customer, winner: Customer, loser: Customer) -> Customer:
    """Return `after` with kind, numbers and state of both: archived only where both were."""
    both = (winner, loser)
    is_archived = all(each.archived_at is not None for each in both)
    frozen = [each.frozen_until for each in both if each.frozen_until is not None]
    refused = any(each.is_do_not_call for each in both)
    phones = united_numbers(winner.phones, loser.phones)
    if refused:
        phones = tuple(replace(each, is_do_not_call=True) for each in phones)
    return replace(
        after,
        kind=Kind.CUSTOMER if Kind.CUSTOMER in (winner.kind, loser.kind) else Kind.LEAD,
        phones=phones,
        promise=None if is_archived else after.promise,
        archived_at=winner.archived_at if is_archived else None,
        archive_reason=winner.archive_reason if is_archived else "",
        frozen_until=max(frozen, default=None),
        is_reclaimed=after.owner is None and any(each.is_reclaimed for each in both),
        is_do_not_call=is_do_not_call(phones, refused=refused),
    )


def united_numbers(
    ours: Sequence[PhoneNumber], theirs: Sequence[PhoneNumber]
) -> tuple[PhoneNumber, ...]:
    """Return the winner's numbers, then those that only the loser has.

    Of a number that both have the winner's form stays; it is bad where either says so, and takes
    the loser's label where it has none.
    """
    others = {each.key or each.raw: each for each in theirs}
    known = {each.key or each.raw for each in ours}
    first = [_united(each, others.get(each.key or each.raw)) for each in ours]
    rest = {identity: each for identity, each in others.items() if identity not in known}
    return (*first, *rest.values())


def _united(number: PhoneNumber, other: PhoneNumber | None) -> PhoneNumber:
    if other is None:
        return number
    return replace(
        number,
        label=number.label or other.label,
        is_bad=number.is_bad or other.is_bad,
        is_do_not_call=number.is_do_not_call or other.is_do_not_call,
    )


def likely_winner(first: Customer, second: Customer, *, follow_ups: tuple[int, int]) -> Customer:
    """Return which of two is proposed to stay; `follow_ups` are how many each has.

    Who is not archived, has bought, has an owner, has the longer history, and at last who was
    there first.
    """

    def weight(customer: Customer, count: int) -> tuple[bool, bool, bool, int, int]:
        return (
            customer.archived_at is None,
            customer.kind is Kind.CUSTOMER,
            customer.owner is not None,
            count,
            -customer.id,
        )

    pairs = zip((first, second), follow_ups, strict=True)
    return max(pairs, key=lambda pair: weight(*pair))[0]
