"""Pairs of customers of whom somebody said that they are two: never proposed as one again."""

from datetime import datetime
from typing import Any, NamedTuple

import peewee
from peewee import fn

from tui_crm.db import Database
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
    query = KeptApartRow.select(KeptApartRow.a)
    return db.row(query.where((KeptApartRow.a == a) & (KeptApartRow.b == b)).tuples()) is not None


def is_apart(a: Any, b: Any) -> Any:
    """Return the condition that the customers of two columns are kept apart; `a` is the smaller."""
    query = KeptApartRow.select(peewee.Value(1))
    return fn.EXISTS(query.where((KeptApartRow.a == a) & (KeptApartRow.b == b)))


def of_customer(db: Database, customer_id: int) -> tuple[Apart, ...]:
    """Return those from whom the customer is kept apart, by id."""
    rest = (KeptApartRow.user, KeptApartRow.at.coerce(False), KeptApartRow.step)
    sides = ((KeptApartRow.a, KeptApartRow.b), (KeptApartRow.b, KeptApartRow.a))
    found = [
        Apart(*row)
        for own, other in sides
        for row in db.rows(KeptApartRow.select(other, *rest).where(own == customer_id).tuples())
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
