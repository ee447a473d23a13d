"""Pairs of customers of whom somebody said that they are two: never proposed as one again.

What was said stays as it was said; for whom the two ids stand follows the merges. So a merge needs
to remember nothing, and merges that share a pair can be undone in any order.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import peewee
from peewee import fn

from tui_crm.db import Database, Prepared
from tui_crm.store.membership import among
from tui_crm.store.models import KeptApartRow

_SIDES = ((KeptApartRow.a, KeptApartRow.said_a), (KeptApartRow.b, KeptApartRow.said_b))
_IS_PAIR = Prepared(
    lambda value: KeptApartRow.select(KeptApartRow.step).where(
        (KeptApartRow.a == value) & (KeptApartRow.b == value)
    )
)


def put(db: Database, pair: tuple[int, int], *, user_id: int, at: datetime, step_id: int) -> None:
    """Keep two customers apart, inside a transaction."""
    a, b = sorted(pair)
    db.run(
        KeptApartRow.insert(step=step_id, a=a, b=b, said_a=a, said_b=b, user=user_id, at=at),
    )


def are_apart(db: Database, pair: tuple[int, int]) -> bool:
    """Whether somebody said that the two are two."""
    a, b = pair
    return bool(db.prepared_rows(_IS_PAIR, a, b) or db.prepared_rows(_IS_PAIR, b, a))


def is_apart(a: Any, b: Any) -> Any:
    """Return the condition that the customers of two columns are kept apart."""
    return _is_pair(a, b) | _is_pair(b, a)


def _is_pair(a: Any, b: Any) -> Any:
    query = KeptApartRow.select(peewee.Value(1))
    return fn.EXISTS(query.where((KeptApartRow.a == a) & (KeptApartRow.b == b)))


def move(db: Database, customer_id: int, *, into: int) -> None:
    """Have what was said of a customer hold for whom he is merged into, inside a transaction."""
    for side, _said in _SIDES:
        db.update_rows(KeptApartRow, {side.name: into}, where={side.name: customer_id})


def move_back(db: Database, customer_id: int, *, said_of: Collection[int], out_of: int) -> None:
    """Have what was said of some ids hold for a customer again who is parted from another."""
    for side, said in _SIDES:
        is_his = (side == out_of) & among(db, said, said_of)
        db.run(KeptApartRow.update({side: customer_id}).where(is_his))


def remove_of_step(db: Database, step_id: int) -> None:
    """Take back what a step kept apart."""
    db.run(KeptApartRow.delete().where(KeptApartRow.step == step_id))
