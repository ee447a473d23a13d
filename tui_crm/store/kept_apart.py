"""Pairs of customers of whom somebody said that they are two: never proposed as one again."""

from datetime import datetime
from typing import Any, NamedTuple

import peewee
from peewee import fn

from tui_crm.db import Database, Prepared
from tui_crm.store.fields import to_microseconds
from tui_crm.store.models import KeptApartRow


class Apart(NamedTuple):
    """Somebody from whom a customer is kept apart: his id, by whom (user id), when, which step.

    `at` is in microseconds since 1970, as stored.
    """

    other: int
    user: int
    at: int
    step: int


_REST = (KeptApartRow.user, KeptApartRow.at, KeptApartRow.step)
_OF_CUSTOMER = (
    Prepared(
        lambda value: KeptApartRow.select(KeptApartRow.b, *_REST).where(KeptApartRow.a == value)
    ),
    Prepared(
        lambda value: KeptApartRow.select(KeptApartRow.a, *_REST).where(KeptApartRow.b == value)
    ),
)
_IS_PAIR = Prepared(
    lambda value: KeptApartRow.select(KeptApartRow.a).where(
        (KeptApartRow.a == value) & (KeptApartRow.b == value)
    )
)


def put(db: Database, pair: tuple[int, int], *, user_id: int, at: datetime, step_id: int) -> None:
    """Keep two customers apart who are not yet, inside a transaction."""
    insert(db, pair[0], Apart(pair[1], user_id, to_microseconds(at), step_id))


def insert(db: Database, customer_id: int, apart: Apart) -> None:
    """Store that a customer is kept apart from another, inside a transaction."""
    a, b = sorted((customer_id, apart.other))
    db.run(KeptApartRow.insert(a=a, b=b, user=apart.user, at=apart.at, step=apart.step))


def are_apart(db: Database, pair: tuple[int, int]) -> bool:
    """Whether somebody said that the two are two."""
    a, b = sorted(pair)
    return bool(db.prepared_rows(_IS_PAIR, a, b))


def is_apart(a: Any, b: Any) -> Any:
    """Return the condition that the customers of two columns are kept apart; `a` is the smaller."""
    query = KeptApartRow.select(peewee.Value(1))
    return fn.EXISTS(query.where((KeptApartRow.a == a) & (KeptApartRow.b == b)))


def of_customer(db: Database, customer_id: int) -> tuple[Apart, ...]:
    """Return those from whom the customer is kept apart, by id."""
    found = [
        Apart(other, user, to_microseconds(at), step)
        for side in _OF_CUSTOMER
        for other, user, at, step in db.prepared_rows(side, customer_id)
    ]
    return tuple(sorted(found))


def remove(db: Database, customer_id: int, apart: Apart) -> None:
    """Take back that a customer is kept apart from another by that step."""
    a, b = sorted((customer_id, apart.other))
    gone = KeptApartRow.delete().where((KeptApartRow.a == a) & (KeptApartRow.b == b))
    db.run(gone.where(KeptApartRow.step == apart.step))


def remove_of_step(db: Database, step_id: int) -> None:
    """Take back what a step kept apart."""
    db.run(KeptApartRow.delete().where(KeptApartRow.step == step_id))
