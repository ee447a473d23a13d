"""The daily roll-up: follow-ups counted by day, user, method and outcome.

It is kept in the transaction that writes, undoes or removes a follow-up. A correction changes no
count. `differing_days` compares it with the follow-ups, `recount` makes it anew.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from peewee import SQL, Case, fn

from tui_crm.db import Database, Prepared
from tui_crm.store.fields import to_day_number
from tui_crm.store.models import FollowUpDayRow, FollowUpKindRow, FollowUpRow

FLAGS = ("reached", "counts_as_contact", "positive", "sale", "do_not_call", "bad_number")
"""The flags of a follow-up, in the order of their columns."""

KEY = ("day", "user", "kind")
COUNTS = ("entries", *FLAGS)

Counted = tuple[int, ...]
"""A row of the roll-up as stored: day, user, kind, then the counts."""

_KIND = Prepared(
    lambda value: FollowUpKindRow.select(FollowUpKindRow.id).where(
        (FollowUpKindRow.method == value) & (FollowUpKindRow.outcome == value)
    )
)


def kind_of(db: Database, method: str, outcome: str) -> int:
    """Return the number that stands for a method and an outcome, inside a transaction."""
    found = db.prepared_rows(_KIND, method, outcome)
    if not found:
        db.run(FollowUpKindRow.insert(method=method, outcome=outcome).on_conflict_ignore())
        found = db.prepared_rows(_KIND, method, outcome)
    kind_id: int = found[0][0]
    return kind_id


def add(db: Database, rows: Iterable[Counted]) -> None:
    """Add the counts of `rows` to the roll-up, inside a transaction."""
    # In one order always, so that two transactions never wait for one another.
    db.add_up(FollowUpDayRow, key=KEY, columns=COUNTS, rows=sorted(rows))


def take_out_step(db: Database, step_id: int) -> None:
    """Take the follow-ups of a step that stand out of the counts: before they are undone."""
    _take_out(db, FollowUpRow.step == step_id)


def take_out_customers(db: Database, customer_ids: Sequence[int]) -> None:
    """Take the follow-ups of customers out of the counts: before they are deleted."""
    _take_out(db, FollowUpRow.customer.in_(list(customer_ids)))


def _take_out(db: Database, condition: Any) -> None:
    taken = db.rows(_counted(condition).tuples())
    if not taken:
        return
    add(db, [(to_day_number(row[0]), *row[1:3], *[-count for count in row[3:]]) for row in taken])
    days = sorted({row[0] for row in taken})
    emptied = (FollowUpDayRow.day.in_(days)) & (FollowUpDayRow.entries == 0)
    db.run(FollowUpDayRow.delete().where(emptied))


def _counted(condition: Any) -> Any:
    """Return the select that counts the follow-ups that stand and meet `condition`."""
    return (
        FollowUpRow.select(
            FollowUpRow.day,
            FollowUpRow.user,
            FollowUpRow.kind,
            fn.COUNT(FollowUpRow.id).alias("entries"),
            *(_how_many(getattr(FollowUpRow, flag)).alias(flag) for flag in FLAGS),
        )
        .where(condition & FollowUpRow.undone_at.is_null())
        .group_by(FollowUpRow.day, FollowUpRow.user, FollowUpRow.kind)
    )


def _how_many(flag: Any) -> Any:
    return fn.SUM(Case(None, [(flag, SQL("1"))], SQL("0")))


def next_day(db: Database, after: date | None) -> date | None:
    """Return the first day behind `after` on which follow-ups stand or are counted, or None."""
    least = 0 if after is None else to_day_number(after)
    standing = FollowUpRow.select(fn.MIN(FollowUpRow.day)).where(
        (FollowUpRow.day > least) & FollowUpRow.undone_at.is_null()
    )
    counted = FollowUpDayRow.select(fn.MIN(FollowUpDayRow.day)).where(FollowUpDayRow.day > least)
    days = (db.scalar(query.tuples()) for query in (standing, counted))
    return min((day for day in days if day is not None), default=None)


def is_right(db: Database, day: date) -> bool:
    """Whether the roll-up of a day is what counting its follow-ups gives."""
    kept = FollowUpDayRow.select(
        FollowUpDayRow.day,
        FollowUpDayRow.user,
        FollowUpDayRow.kind,
        *(getattr(FollowUpDayRow, name) for name in COUNTS),
    ).where(FollowUpDayRow.day == day)
    return set(db.rows(kept.tuples())) == set(db.rows(_counted(FollowUpRow.day == day).tuples()))


def recount(db: Database, day: date) -> None:
    """Make the roll-up of a day anew, inside a transaction."""
    db.run(FollowUpDayRow.delete().where(FollowUpDayRow.day == day))
    fields = [getattr(FollowUpDayRow, name) for name in (*KEY, *COUNTS)]
    db.run(FollowUpDayRow.insert_from(_counted(FollowUpRow.day == day), fields))
