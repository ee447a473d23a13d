"""Numbers that must not be called: a refusal holds wherever the number stands (SPEC 4, 9)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tui_crm.db import Database
from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.planning import is_do_not_call
from tui_crm.services.session import Session
from tui_crm.store import customers, numbers

CHUNK_REFUSALS = 500
"""Refusals taken back at once."""


def refuse(session: Session, keys: Iterable[str], *, reason: str, step_id: int) -> None:
    """List the numbers `keys` for a step, and mark them wherever they stand."""
    wanted = frozenset(key for key in keys if key)
    if not wanted:
        return
    numbers.put_on_list(
        session.db,
        wanted,
        user_id=session.viewer.user_id,
        at=session.now(),
        reason=reason,
        step_id=step_id,
    )
    numbers.mark(session.db, wanted, is_do_not_call=True)
    _decide_again(session.db, wanted)


def take_back(session: Session, step_id: int) -> None:
    """Take back what a step listed; numbers that another refusal lists stay listed."""
    while refusals := numbers.listed_by(session.db, step_id, after=0, limit=CHUNK_REFUSALS):
        _take_off(session.db, refusals)


def take_back_numbers(session: Session, step_id: int, keys: Collection[str]) -> None:
    """Take back what a step listed of the numbers `keys`, as `take_back` does of all."""
    if keys:
        _take_off(session.db, numbers.listed_of(session.db, step_id, keys))


def take_back_batch(session: Session, step_id: int, *, after: int) -> tuple[int, int]:
    """Take back the next refusals of a batch; return (id of the last one, how many there were).

    Those of customers whom the batch made, and who stay, stay with them.
    """
    refusals = numbers.listed_by(session.db, step_id, after=after, limit=CHUNK_REFUSALS)
    staying = numbers.made_with(session.db, step_id, refusals.values())
    leaving = {each: key for each, key in refusals.items() if key not in staying}
    _take_off(session.db, leaving)
    return max(refusals, default=after), len(refusals)


def _take_off(db: Database, refusals: Mapping[int, str]) -> None:
    freed = numbers.take_off_list(db, refusals)
    if freed:
        numbers.mark(db, freed, is_do_not_call=False)
        _decide_again(db, freed)


def _decide_again(db: Database, keys: frozenset[str]) -> None:
    """Decide again who must not be called, and which number a list shows, after a change of marks.

    Of everybody who shares the numbers, whoever sees him.
    """
    for customer in customers.sharing(db, keys):
        refused = is_do_not_call(customer.phones, refused=customer.is_do_not_call)
        customers.set_do_not_call(db, customer, is_do_not_call=refused)


def with_marks(db: Database, phones: tuple[PhoneNumber, ...]) -> tuple[PhoneNumber, ...]:
    """Return the numbers with the mark that the list of refusals gives each.

    A number without a key (`138****8000`) cannot be listed: its mark is its own.
    """
    listed = numbers.listed(db, (phone.key for phone in phones))
    return tuple(
        replace(phone, is_do_not_call=phone.key in listed) if phone.key else phone
        for phone in phones
    )


def newly_refused(db: Database, phones: tuple[PhoneNumber, ...]) -> frozenset[str]:
    """Return the keys of the marked numbers that nobody has listed yet: a `[dnc]` typed by hand."""
    keys = frozenset(phone.key for phone in phones if phone.is_do_not_call and phone.key)
    return keys - numbers.listed(db, keys) if keys else keys
