"""The statements of the timeline, written once for each shape that a filter can have."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Case, Tuple, fn

from tui_crm.db import Prepared
from tui_crm.domain.follow_up import Method
from tui_crm.domain.viewer import Viewer
from tui_crm.store.models import CustomerTable, FollowUpDayRow, FollowUpKindRow, FollowUpRow
from tui_crm.store.visibility import only_visible

TEXT_CHARACTERS = 300
"""Characters of a text that are read for a line: more than the widest terminal shows."""

_ORDER = (FollowUpRow.day, FollowUpRow.at, FollowUpRow.id)
ROW = (
    FollowUpRow.id,
    FollowUpRow.day,
    FollowUpRow.at,
    FollowUpRow.user,
    FollowUpRow.customer,
    CustomerTable.name,
    CustomerTable.company,
    FollowUpRow.method,
    FollowUpRow.outcome,
    fn.SUBSTR(FollowUpRow.text, SQL("1"), SQL(str(TEXT_CHARACTERS + 1))),
    FollowUpRow.reached,
    FollowUpRow.corrected_at,
    FollowUpRow.next_on,
    FollowUpRow.next_minute,
)


class Shape(NamedTuple):
    """Which conditions a filter has: what the SQL depends on, without the values."""

    has_user: bool
    has_method: bool
    outcomes: int


FREE = Shape(False, False, 0)


def _conditions(shape: Shape, user: Any, kind: Any, value: SQL) -> Iterator[Any]:
    """Yield the conditions of a filter on the columns `user` and `kind`."""
    if shape.has_user:
        yield user == value
    if shape.has_method or shape.outcomes:
        kinds = FollowUpKindRow.select(FollowUpKindRow.id)
        if shape.has_method:
            kinds = kinds.where(FollowUpKindRow.method == value)
        if shape.outcomes:
            kinds = kinds.where(FollowUpKindRow.outcome.in_([value] * shape.outcomes))
        yield kind.in_(kinds)


def _walked(shape: Shape, value: SQL) -> Any:
    """Return the follow-ups of a filter, to be read along the index of the timeline."""
    query = FollowUpRow.select(FollowUpRow.id).where(FollowUpRow.undone_at.is_null())
    # As sums no other index answers them: the one of the timeline holds both columns too.
    user, kind = FollowUpRow.user + SQL("0"), FollowUpRow.kind + SQL("0")
    for condition in _conditions(shape, user, kind, value):
        query = query.where(condition)
    return query


def _picked(shape: Shape, value: SQL) -> Any:
    """Return the follow-ups of a filter, to be found through the roll-up, day by day."""
    counted = FollowUpDayRow
    query = counted.select(FollowUpRow.id)
    for condition in _conditions(shape, counted.user, counted.kind, value):
        query = query.where(condition)
    # A cross join: SQLite keeps the order of its tables.
    return query.join(FollowUpRow, JOIN.CROSS).where(
        (FollowUpRow.kind == counted.kind)
        & (FollowUpRow.day == counted.day)
        & (FollowUpRow.user == counted.user)
        & FollowUpRow.undone_at.is_null()
    )


def _page(shape: Shape, value: SQL, *, is_older: bool, is_sparse: bool) -> Any:
    """Return the ids of a page; its values: those of the filter, the days, a key, the limit.

    Of the days a picked page takes the oldest and the newest, a walked one only that at its far
    end: the key is its near end, and SQLite begins at one condition of them.
    """
    here, key = Tuple(*_ORDER), Tuple(value, value, value)
    if is_sparse:
        day = FollowUpDayRow.day
        query = _picked(shape, value).where((day >= value) & (day <= value))
    else:
        day = FollowUpRow.day
        query = _walked(shape, value).where(day >= value if is_older else day <= value)
    return (
        query.where(here < key if is_older else here > key)
        .order_by(*_ordered(is_older=is_older))
        .limit(value)
    )


def _ordered(*, is_older: bool) -> list[Any]:
    return [part.desc() if is_older else part.asc() for part in _ORDER]


@lru_cache(maxsize=256)
def entry_rows(viewer: Viewer, shape: Shape, is_older: bool, is_sparse: bool) -> Prepared:  # noqa: FBT001 - told apart by the cache
    """Return the lines of a page. Its values: those of the filter, two days, a key, the limit."""
    return Prepared(
        lambda value: only_visible(
            FollowUpRow.select(*ROW)
            .join(CustomerTable)
            .where(FollowUpRow.id.in_(_page(shape, value, is_older=is_older, is_sparse=is_sparse)))
            .order_by(*_ordered(is_older=is_older)),
            viewer,
        )
    )


@lru_cache(maxsize=256)
def text_rows(_viewer: Viewer, shape: Shape, is_older: bool, is_sparse: bool) -> Prepared:  # noqa: FBT001 - told apart by the cache
    """Return day, instant, id and text of the follow-ups of a page; values as of `entry_rows`.

    Of whomever: what is found in them is read again through `entry_rows` or its like. As plain
    numbers, since a search reads millions and shows few.
    """
    columns = (
        FollowUpRow.day.cast("integer"),
        FollowUpRow.at.cast("bigint"),
        FollowUpRow.id,
        FollowUpRow.text,
    )
    return Prepared(
        lambda value: (
            FollowUpRow.select(*columns)
            .where(FollowUpRow.id.in_(_page(shape, value, is_older=is_older, is_sparse=is_sparse)))
            .order_by(*_ordered(is_older=is_older))
        )
    )


@lru_cache(maxsize=64)
def nth_of_day(shape: Shape, is_from_newest: bool) -> Prepared:  # noqa: FBT001 - told apart by the cache
    """Return instant and id of one follow-up of a day.

    Its last value: how many of the day to skip, from its newest or its oldest.
    """
    parts = (FollowUpRow.at, FollowUpRow.id)
    return Prepared(
        lambda value: (
            _walked(shape, value)
            .select(FollowUpRow.at.cast("bigint"), FollowUpRow.id)
            .where(FollowUpRow.day == value)
            .order_by(*(part.desc() if is_from_newest else part.asc() for part in parts))
            .limit(SQL("1"))
            .offset(value)
        )
    )


@lru_cache(maxsize=64)
def newer_on_day(shape: Shape) -> Prepared:
    """Return how many follow-ups of a day are newer than an instant and an id."""
    return Prepared(
        lambda value: (
            _walked(shape, value)
            .select(fn.COUNT(FollowUpRow.id))
            .where(FollowUpRow.day == value)
            .where(Tuple(FollowUpRow.at, FollowUpRow.id) > Tuple(value, value))
        )
    )


@lru_cache(maxsize=64)
def day_counts(shape: Shape) -> Prepared:
    """Return the days of a period: all that stands on them, and of the filter all, calls, reached.

    Its values: three times those of the filter, and the first and the last day.
    """

    def build(value: SQL) -> Any:
        counted = FollowUpDayRow
        calls = FollowUpKindRow.select(FollowUpKindRow.id).where(
            FollowUpKindRow.method == SQL(f"'{Method.CALL.value}'")
        )

        def summed(number: Any, *extra: Any) -> Any:
            tests = [*_conditions(shape, counted.user, counted.kind, value), *extra]
            if not tests:
                return fn.SUM(number)
            meets = tests[0]
            for test in tests[1:]:
                meets = meets & test
            return fn.SUM(Case(None, [(meets, number)], SQL("0")))

        is_call = counted.kind.in_(calls)
        return (
            counted.select(
                counted.day,
                fn.SUM(counted.entries),
                summed(counted.entries),
                summed(counted.entries, is_call),
                summed(counted.reached, is_call),
            )
            .where((counted.day >= value) & (counted.day <= value))
            .group_by(counted.day)
            .order_by(counted.day.desc())
        )

    return Prepared(build)
