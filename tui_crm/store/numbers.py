"""Phone numbers: those of customers, and the list of numbers that must not be called."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from tui_crm.db import Database, Prepared
from tui_crm.domain.customer import PhoneNumber
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerTable, DoNotCallRow, PhoneRow

_SELECTED = (
    PhoneRow.id,
    PhoneRow.raw_text,
    PhoneRow.key,
    PhoneRow.e164,
    PhoneRow.extension,
    PhoneRow.label,
    PhoneRow.is_bad,
    PhoneRow.is_do_not_call,
)
_OF_CUSTOMER = Prepared(
    lambda value: (
        PhoneRow.select(*_SELECTED).where(PhoneRow.customer == value).order_by(PhoneRow.position)
    )
)
COLUMNS = tuple(field.name for field in _SELECTED[1:])
"""The columns of a number in the order of `column_values`."""


def column_values(phone: PhoneNumber) -> tuple[str | bool, ...]:
    """Return what is stored of a number, in the order of `COLUMNS`."""
    return (
        phone.raw,
        phone.key,
        phone.e164,
        phone.extension,
        phone.label,
        phone.is_bad,
        phone.is_do_not_call,
    )


def number_of(values: Sequence[Any]) -> PhoneNumber:
    """Return the number, not stored yet, that `column_values` made `values` of."""
    return _number((0, *values))


def of_customer(db: Database, customer_id: int) -> tuple[PhoneNumber, ...]:
    """Return the numbers of a customer in their order."""
    return tuple(map(_number, db.prepared_rows(_OF_CUSTOMER, customer_id)))


def of_customers(db: Database, customer_ids: Sequence[int]) -> dict[int, tuple[PhoneNumber, ...]]:
    """Return the numbers of several customers (a page of them), by customer id."""
    query = (
        PhoneRow.select(PhoneRow.customer, *_SELECTED)
        .where(PhoneRow.customer.in_(customer_ids))
        .order_by(PhoneRow.customer, PhoneRow.position)
        .tuples()
    )
    found: dict[int, tuple[PhoneNumber, ...]] = {}
    for row in db.rows(query):
        found[row[0]] = (*found.get(row[0], ()), _number(row[1:]))
    return found


MOST_ASKED = 256
"""Customers whose numbers one statement reads."""


def texts_of(db: Database, customer_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Return (as typed, key) of the numbers of any customers in their order, by customer id."""
    found: dict[int, list[tuple[str, str]]] = {}
    for start in range(0, len(customer_ids), MOST_ASKED):
        some = list(customer_ids[start : start + MOST_ASKED])
        # An id that is asked for again changes nothing, and so a few statements do.
        marks = next(each for each in (16, 64, MOST_ASKED) if each >= len(some))
        for customer_id, raw, key in db.prepared_rows(
            _texts_of(marks), *some, *some[-1:] * (marks - len(some))
        ):
            found.setdefault(customer_id, []).append((raw, key))
    return found


@cache
def _texts_of(marks: int) -> Prepared:
    return Prepared(
        lambda mark: (
            PhoneRow.select(PhoneRow.customer, PhoneRow.raw_text, PhoneRow.key)
            .where(PhoneRow.customer.in_([mark] * marks))
            .order_by(PhoneRow.customer, PhoneRow.position)
        )
    )


def _number(row: Sequence[Any]) -> PhoneNumber:
    return PhoneNumber(
        id=row[0],
        raw=row[1],
        key=row[2],
        e164=row[3],
        extension=row[4],
        label=row[5],
        is_bad=bool(row[6]),
        is_do_not_call=bool(row[7]),
    )


def insert(db: Database, customer_id: int, position: int, phone: PhoneNumber) -> int:
    """Store one number and return its id; a number with an id (undo) keeps it."""
    columns: dict[str, Any] = dict(zip(COLUMNS, column_values(phone), strict=True))
    if phone.id:
        columns["id"] = phone.id
    return db.run(PhoneRow.insert(customer=customer_id, position=position, **columns)) or phone.id


def replace_all(
    db: Database, customer_id: int, phones: Sequence[PhoneNumber]
) -> tuple[PhoneNumber, ...]:
    """Make `phones` the customer's numbers; those with an id keep it. Return them as stored."""
    kept = [phone.id for phone in phones if phone.id]
    gone = PhoneRow.delete().where(PhoneRow.customer == customer_id)
    db.run(gone.where(PhoneRow.id.not_in(kept)) if kept else gone)
    before = {phone.id for phone in of_customer(db, customer_id)}
    # SQLite gives the highest id anew once its row is gone: it may be another customer's by now.
    taken = _stored_ids(db, [each for each in kept if each not in before])
    stored = []
    for position, given in enumerate(phones):
        phone = replace(given, id=0) if given.id in taken else given
        if phone.id in before:
            columns = dict(zip(COLUMNS, column_values(phone), strict=True))
            change = PhoneRow.update(position=position, **columns)
            db.run(change.where(PhoneRow.id == phone.id))
            stored.append(phone)
        else:
            stored.append(replace(phone, id=insert(db, customer_id, position, phone)))
    return tuple(stored)


def _stored_ids(db: Database, phone_ids: Sequence[int]) -> frozenset[int]:
    if not phone_ids:
        return frozenset()
    query = PhoneRow.select(PhoneRow.id).where(PhoneRow.id.in_(list(phone_ids)))
    return frozenset(row[0] for row in db.rows(query.tuples()))


def listed(db: Database, keys: Iterable[str]) -> frozenset[str]:
    """Return those of `keys` that must not be called."""
    wanted = [key for key in keys if key]
    # Asking whether there is a list at all costs a thousandth of asking for a thousand numbers.
    if not wanted or (
        len(wanted) > 1 and not db.row(DoNotCallRow.select(DoNotCallRow.id).limit(1))
    ):
        return frozenset()
    query = DoNotCallRow.select(DoNotCallRow.key).where(among(db, DoNotCallRow.key, wanted))
    return frozenset(row[0] for row in db.rows(query.tuples()))


def put_on_list(
    db: Database,
    keys: Iterable[str],
    *,
    user_id: int,
    at: datetime,
    reason: str,
    step_id: int | None,
) -> None:
    """Record that the numbers `keys` must not be called."""
    for key in sorted({key for key in keys if key}):
        db.run(
            DoNotCallRow.insert(
                key=key, listed_at=at, listed_by=user_id, reason=reason, step=step_id
            )
        )


def listed_by(db: Database, step_id: int, *, after: int, limit: int) -> dict[int, str]:
    """Return the next refusals that a step listed, behind the id `after`: ids and numbers."""
    query = (
        DoNotCallRow.select(DoNotCallRow.id, DoNotCallRow.key)
        .where((DoNotCallRow.step == step_id) & (DoNotCallRow.id > after))
        .order_by(DoNotCallRow.id)
        .limit(limit)
    )
    return dict(db.rows(query.tuples()))


def listed_of(db: Database, step_id: int, keys: Collection[str]) -> dict[int, str]:
    """Return the refusals of the numbers `keys` that a step listed: ids and numbers."""
    query = DoNotCallRow.select(DoNotCallRow.id, DoNotCallRow.key).where(
        (DoNotCallRow.step == step_id) & among(db, DoNotCallRow.key, keys)
    )
    return dict(db.rows(query.tuples()))


def made_with(db: Database, step_id: int, keys: Iterable[str]) -> frozenset[str]:
    """Return those of `keys` that customers have who were made by the step, and are still there."""
    query = (
        PhoneRow.select(PhoneRow.key)
        .join(CustomerTable)
        .where(PhoneRow.key.in_(list(keys)) & (CustomerTable.created_step == step_id))
    )
    return frozenset(row[0] for row in db.rows(query.tuples()))


def take_off_list(db: Database, refusals: Mapping[int, str]) -> frozenset[str]:
    """Take back refusals (ids and numbers); return the numbers that nothing lists any more."""
    if refusals:
        db.run(DoNotCallRow.delete().where(DoNotCallRow.id.in_(list(refusals))))
    keys = frozenset(refusals.values())
    return keys - listed(db, keys)


def mark(db: Database, keys: Iterable[str], *, is_do_not_call: bool) -> None:
    """Set the do-not-call mark of the numbers `keys` wherever they are stored."""
    wanted = [key for key in keys if key]
    if wanted:
        change = PhoneRow.update(is_do_not_call=is_do_not_call)
        db.run(change.where(PhoneRow.key.in_(wanted)))
