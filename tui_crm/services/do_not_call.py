"""Numbers that must not be called: a refusal holds wherever the number stands (SPEC 4, 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tui_crm.db import Database
from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.planning import is_do_not_call
from tui_crm.services.session import Session
from tui_crm.store import customers, numbers

CHUNK_REFUSALS = 500
"""Refusals taken back at once."""


def refuse(
    session: Session, keys: Iterable[str], *, customer_id: int, reason: str, step_id: int
) -> None:
    """List the numbers `keys` for a step on a customer, and mark them wherever they stand."""
    wanted = frozenset(keys)
    numbers.put_on_list(
        session.db,
        wanted,
        user_id=session.viewer.user_id,
        at=session.now(),
        reason=reason,
        step_id=step_id,
    )
    numbers.mark(session.db, wanted, is_do_not_call=True)
    _recompute(session, wanted, but=customer_id)


def take_back(session: Session, step_id: int, *, customer_id: int) -> None:
    """Take back what a step listed; numbers that another refusal lists stay listed."""
    while refusals := numbers.listed_by(session.db, step_id, after=0, limit=CHUNK_REFUSALS):
        _take_off(session, refusals, but=customer_id)


def take_back_batch(session: Session, step_id: int, *, after: int) -> tuple[int, int]:
    """Take back the next refusals of a batch; return (id of the last one, how many there were).

    Those of customers whom the batch made, and who stay, stay with them.
    """
    refusals = numbers.listed_by(session.db, step_id, after=after, limit=CHUNK_REFUSALS)
    staying = numbers.made_with(session.db, step_id, refusals.values())
    leaving = {each: key for each, key in refusals.items() if key not in staying}
    _take_off(session, leaving, but=None)
    return max(refusals, default=after), len(refusals)


def _take_off(session: Session, refusals: Mapping[int, str], *, but: int | None) -> None:
    freed = numbers.take_off_list(session.db, refusals)
    numbers.mark(session.db, freed, is_do_not_call=False)
    _recompute(session, freed, but=but)


def _recompute(session: Session, keys: frozenset[str], *, but: int | None) -> None:
    """Decide again who must not be called among those who share the numbers, `but` one."""
    for customer_id in numbers.customers_with(session.db, keys):
        if customer_id == but:
            continue
        customer = customers.get_any(session.db, customer_id)
        refused = is_do_not_call(customer.phones, refused=customer.is_do_not_call)
        if refused != customer.is_do_not_call:
            customers.set_do_not_call(session.db, customer, is_do_not_call=refused)


def with_marks(db: Database, phones: tuple[PhoneNumber, ...]) -> tuple[PhoneNumber, ...]:
    """Return the numbers with the mark that the list of refusals gives each."""
    listed = numbers.listed(db, (phone.key for phone in phones))
    return tuple(
        replace(phone, is_do_not_call=phone.is_do_not_call or phone.key in listed)
        for phone in phones
    )
