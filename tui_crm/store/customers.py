"""Customers: one function is one query, or the few that write one customer."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from peewee import SQL, fn

from tui_crm.db import Database, Engine, Prepared
from tui_crm.domain.customer import Customer, CustomerRow, PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.viewer import Viewer
from tui_crm.store import aliases, ids, numbers, search_index
from tui_crm.store.fields import MAX_ID
from tui_crm.store.list_rows import ROW_COLUMNS, row_of
from tui_crm.store.membership import among
from tui_crm.store.models import (
    ChangeRow,
    CustomerTable,
    PhoneRow,
    StepRow,
)
from tui_crm.store.records import (
    DERIVED_FROM,
    SELECTED,
    customer_of,
    customer_with,
    derived_columns,
    identity_hash,
    phone_record,
    stored_columns,
    told_together,
)
from tui_crm.store.visibility import only_visible

_UNTRACKED = ("version", "updated_at")


def get(db: Database, viewer: Viewer, customer_id: int) -> Customer:
    """Return the customer; the id of a merged one finds him who stayed.

    Raises CrmError no_such_customer where there is none to be seen.
    """
    if not 0 < customer_id <= MAX_ID:
        raise CrmError("no_such_customer", id=customer_id)
    found = db.prepared_rows(_by_id(viewer), customer_id)
    if not found and (standing_id := aliases.standing_id(db, customer_id)) is not None:
        found = db.prepared_rows(_by_id(viewer), standing_id)
    if not found:
        raise CrmError("no_such_customer", id=customer_id)
    return customer_of(found[0], numbers.of_customer(db, found[0][0]))


@lru_cache(maxsize=64)
def _by_id(viewer: Viewer) -> Prepared:
    """Return the select of one customer as the viewer may see him."""
    return Prepared(
        lambda value: only_visible(
            CustomerTable.select(*SELECTED).where(CustomerTable.id == value), viewer
        )
    )


def hold(db: Database, *customer_ids: int) -> None:
    """Let nobody else write on the customers until the transaction ends.

    What is read of them afterwards stays true then. A writer on SQLite is alone anyway.
    """
    if db.engine is Engine.POSTGRES:
        possible = [each for each in customer_ids if 0 < each <= MAX_ID]
        query = CustomerTable.select(CustomerTable.id)
        query = query.where(among(db, CustomerTable.id, possible))
        # Always in one order: two who each wait for the other would wait for ever.
        db.rows(query.order_by(CustomerTable.id).for_update().tuples())


def there(db: Database, customer_ids: Collection[int]) -> frozenset[int]:
    """Return those of the ids whose customers are there; none of them goes in this transaction."""
    is_one = among(db, CustomerTable.id, customer_ids)
    query: Any = CustomerTable.select(CustomerTable.id).where(is_one)
    if db.engine is Engine.POSTGRES:
        # As a reference to them holds them, and in the order of `hold`.
        query = query.order_by(CustomerTable.id).for_update("FOR KEY SHARE")
    return frozenset(row[0] for row in db.rows(query.tuples()))


def get_any(db: Database, customer_id: int) -> Customer:
    """Return the customer whoever may see him: for rules that hold across owners, never to show."""
    query = CustomerTable.select(*SELECTED).where(CustomerTable.id == customer_id)
    row = db.row(query.tuples())
    if row is None:
        raise CrmError("no_such_customer", id=customer_id)
    return customer_of(row, numbers.of_customer(db, customer_id))


def rows(db: Database, viewer: Viewer, customer_ids: Sequence[int]) -> tuple[CustomerRow, ...]:
    """Return the lines of the customers, in the order of the ids."""
    possible = [each for each in customer_ids if 0 < each <= MAX_ID]
    found: dict[int, CustomerRow] = {}
    for start in range(0, len(possible), MOST_IDS):
        some = possible[start : start + MOST_IDS]
        marks = next(each for each in _MARKS if each >= len(some))
        # An id that is asked for again changes nothing, and so a few statements do.
        asked = some + some[-1:] * (marks - len(some))
        for row in db.prepared_rows(_by_ids(viewer, marks), *asked):
            found[row[0]] = row_of(row)
    return tuple(found[each] for each in customer_ids if each in found)


MOST_IDS = 256
_MARKS = (1, 16, 64, MOST_IDS)


@lru_cache(maxsize=64)
def _by_ids(viewer: Viewer, marks: int) -> Prepared:
    """Return the select of the lines of so many customers."""

    def build(mark: SQL) -> Any:
        query = CustomerTable.select(*ROW_COLUMNS)
        return only_visible(query.where(CustomerTable.id.in_([mark] * marks)), viewer)

    return Prepared(build)


def count(db: Database, viewer: Viewer) -> int:
    """Return how many customers are not archived."""
    query = CustomerTable.select(fn.COUNT(CustomerTable.id))
    query = query.where(CustomerTable.archived_at.is_null(True))
    return int(db.scalar(only_visible(query, viewer)) or 0)


def is_empty(db: Database) -> bool:
    """Whether the database holds no customer at all, archived ones included."""
    return db.row(CustomerTable.select(CustomerTable.id).limit(1).tuples()) is None


def insert(db: Database, customer: Customer, *, step_id: int | None) -> Customer:
    """Store a new customer with its numbers and return it with its ids. `customer.id` is 0."""
    columns = stored_columns(customer) | derived_columns(customer)
    (customer_id,) = ids.reserve(db, 1)
    db.run(CustomerTable.insert(id=customer_id, created_step=step_id, **columns))
    phones = tuple(
        replace(phone, id=numbers.insert(db, customer_id, position, replace(phone, id=0)))
        for position, phone in enumerate(customer.phones)
    )
    stored = replace(customer, id=customer_id, phones=phones)
    search_index.put_in(db, stored)
    return stored


def bring_back(db: Database, customer: Customer, *, created_step: int | None) -> None:
    """Store a customer who was removed, under the id and with the numbers that he had."""
    columns = stored_columns(customer) | derived_columns(customer)
    db.run(CustomerTable.insert(id=customer.id, created_step=created_step, **columns))
    phones = numbers.replace_all(db, customer.id, customer.phones)
    search_index.put_in(db, replace(customer, phones=phones))


def remove(db: Database, customer: Customer) -> None:
    """Delete a customer with his numbers; what else hangs on him was moved to another.

    Raises CrmError changed_meanwhile where the stored version is another.
    """
    is_he = (CustomerTable.id == customer.id) & (CustomerTable.version == customer.version)
    if db.run(CustomerTable.delete().where(is_he)) != 1:
        raise CrmError("changed_meanwhile", id=customer.id)


Told = Mapping[str, Any]
"""What a line of change tells on one side, as JSON holds it."""


def update(
    db: Database,
    before: Customer,
    after: Customer,
    *,
    step_id: int | None,
    also: tuple[Told, Told] | None = None,
) -> Customer:
    """Write what differs between two versions of a customer, with a line of change for its step.

    `after.version` is the new version. `also` is what else the line tells, before and
    after, beside the changed columns. Raises CrmError changed_meanwhile, and
    writes nothing, where the stored version is not that of `before`.
    """
    old, new = stored_columns(before), stored_columns(after)
    changed = {name: value for name, value in new.items() if old[name] != value}
    if _derives_anew(before, after):
        changed |= derived_columns(after)
    where = {"id": before.id, "version": before.version}
    if db.update_rows(CustomerTable, changed, where=where) != 1:
        raise CrmError("changed_meanwhile", id=before.id)
    stored = after
    if before.phones != after.phones:
        stored = replace(after, phones=numbers.replace_all(db, before.id, after.phones))
    search_index.follow(db, before, stored)
    if step_id is not None:
        wanted = told_together(changed)
        names = [name for name in new if name in wanted and name not in _UNTRACKED]
        sides: list[dict[str, Any]] = [{name: side[name] for name in names} for side in (old, new)]
        for side, told in zip(sides, also or (), strict=False):
            side.update(told)
        if before.phones != stored.phones:
            for side, version in zip(sides, (before, stored), strict=True):
                side["phones"] = [phone_record(phone) for phone in version.phones]
        _record_change(db, before.id, sides, step_id)
    return stored


def _derives_anew(before: Customer, after: Customer) -> bool:
    """Whether anything changed that `derived_columns` looks at."""
    return any(getattr(before, name) != getattr(after, name) for name in DERIVED_FROM)


def _record_change(
    db: Database, customer_id: int, sides: Sequence[dict[str, Any]], step_id: int
) -> None:
    texts = [json.dumps(side, ensure_ascii=False) for side in sides]
    line = {"step": step_id, "customer": customer_id, "before": texts[0], "after": texts[1]}
    db.insert_row(ChangeRow, line)


def restored(current: Customer, before: str) -> Customer:
    """Return `current` with the "before" of a line of change laid over it, one version on."""
    columns = json.loads(before)
    phones: Sequence[PhoneNumber] = current.phones
    if "phones" in columns:
        phones = [PhoneNumber(**each) for each in columns.pop("phones")]
    return customer_with(current, columns, phones)


def candidates(
    db: Database,
    viewer: Viewer,
    *,
    phones: Sequence[PhoneNumber],
    name: str,
    company: str,
    email: str,
) -> tuple[Customer, ...]:
    """Return those who share a number of `phones`, or both name and company, by id.

    Where there is neither name nor company, those without both who share the e-mail address.
    """
    keys = [phone.key for phone in phones if phone.key]
    raws = [phone.raw for phone in phones if not phone.key]
    shares = PhoneRow.key.in_(keys) if keys else None
    if raws:
        typed_alike = (PhoneRow.key == "") & PhoneRow.raw_text.in_(raws)
        shares = typed_alike if shares is None else shares | typed_alike
    matches = CustomerTable.identity_hash == identity_hash(name, company, email)
    if not (name or company):
        matches &= CustomerTable.email != ""
    if shares is not None:
        matches |= CustomerTable.id.in_(PhoneRow.select(PhoneRow.customer).where(shares))
    query = CustomerTable.select(*SELECTED).where(matches).order_by(CustomerTable.id)
    return _with_phones(db, db.rows(only_visible(query, viewer).tuples()))


def of_ids(db: Database, viewer: Viewer, customer_ids: Collection[int]) -> tuple[Customer, ...]:
    """Return those of the customers whom the viewer may see, by id."""
    if not customer_ids:
        return ()
    wanted = among(db, CustomerTable.id, customer_ids)
    query = CustomerTable.select(*SELECTED).where(wanted).order_by(CustomerTable.id)
    return _with_phones(db, db.rows(only_visible(query, viewer).tuples()))


def sharing(db: Database, keys: Iterable[str]) -> tuple[Customer, ...]:
    """Return everybody who has one of the numbers `keys`, whoever sees him: never to show."""
    holders = PhoneRow.select(PhoneRow.customer).where(PhoneRow.key.in_(list(keys)))
    query = CustomerTable.select(*SELECTED).where(CustomerTable.id.in_(holders))
    return _with_phones(db, db.rows(query.order_by(CustomerTable.id).tuples()))


def _with_phones(db: Database, found: Sequence[Sequence[Any]]) -> tuple[Customer, ...]:
    phones = numbers.of_customers(db, [row[0] for row in found]) if found else {}
    return tuple(customer_of(row, phones.get(row[0], ())) for row in found)


def set_do_not_call(db: Database, customer: Customer, *, is_do_not_call: bool) -> None:
    """Set whether the customer must not be called, after the mark of one of his numbers changed.

    What is derived from his numbers follows. The version stays: nobody edited him.
    """
    after = replace(customer, is_do_not_call=is_do_not_call)
    columns = derived_columns(after) | {"is_do_not_call": is_do_not_call}
    db.run(CustomerTable.update(**columns).where(CustomerTable.id == customer.id))


def touched_since(db: Database, customer_id: int, change_id: int) -> tuple[int, datetime] | None:
    """Return (user id, when) of the newest step that wrote on the customer after the change."""
    query = (
        ChangeRow.select(StepRow.user, StepRow.at)
        .join(StepRow)
        .where(
            (ChangeRow.customer == customer_id)
            & (ChangeRow.id > change_id)
            & ChangeRow.undone_at.is_null(True)
        )
        .order_by(ChangeRow.id.desc())
        .limit(1)
        .tuples()
    )
    row = db.row(query)
    return None if row is None else (row[0], row[1])
