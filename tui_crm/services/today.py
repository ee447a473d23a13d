"""Today: the queue of the acting user, its counts, where he stopped, callbacks that come due."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tui_crm.domain import list_view
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import (
    LIST_FACETS,
    QUEUE_FACETS,
    CustomerFilter,
    FacetValue,
)
from tui_crm.domain.follow_up import RecentEntry
from tui_crm.domain.paging import Key, KeysetQuery, SequenceRows
from tui_crm.services.session import Session
from tui_crm.store import aliases, customers, follow_ups, queue, state
from tui_crm.store.queue import DueFigures

MAX_FRESH = 500
"""How many fresh leads are mixed in at the most: more than anybody calls in a day."""
LAST_ENTRIES = 5
"""How many of the last entries stay in view (SPEC 4)."""
MIN_PACE_MINUTES = 10
"""A pace is told once this much time lies between the first call of the day and now."""

_PLACE = "queue.place"
_FILTER = "queue.filter"
_ANNOUNCED = "callbacks.announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """The figures above the queue: `pace` is calls an hour today, None before it means much."""

    overdue: int
    due: int
    done: int
    calls: int
    reached: int
    pace: int | None


def queue_of(
    session: Session,
    *,
    chosen: date | None = None,
    is_exact: bool = False,
    fresh_every: int = 0,
) -> KeysetQuery[CustomerRow, Key]:
    """Return the queue up to the day `chosen` (today), or with `is_exact` of that day alone.

    Whom the user's `queue_filter` leaves out is not in it. With `fresh_every` n, every n-th row
    is a lead of the user's that was never contacted and has no promise, as long as there are
    such.
    """
    today, wanted = session.today(), queue_filter(session)
    due = queue.due_rows(
        session.db,
        session.viewer,
        today=today,
        chosen=chosen or today,
        is_exact=is_exact,
        wanted=wanted,
    )
    if fresh_every < 1:
        return due
    fresh = queue.fresh_rows(session.db, session.viewer, limit=MAX_FRESH, wanted=wanted)
    return SequenceRows(mixed(_all_rows(due), fresh, every=fresh_every))


def mixed(
    due: Sequence[CustomerRow], fresh: Sequence[CustomerRow], *, every: int
) -> tuple[CustomerRow, ...]:
    """Return the due rows with a fresh one in every `every`-th place; what is left follows."""
    rest = iter(fresh)
    rows: list[CustomerRow] = []
    for row in due:
        if len(rows) % every == every - 1 and (one := next(rest, None)) is not None:
            rows.append(one)
        rows.append(row)
    return (*rows, *rest)


def queue_filter(session: Session) -> CustomerFilter:
    """Return by which facets of `QUEUE_FACETS` the acting user narrows his queue: none at first.

    Screen, counts and command follow it. Callbacks are announced whether it lets them pass or
    not: somebody was given his word. Instead of a merged value the other one is asked for, and
    a removed one no longer.
    """
    kept = state.get(session.db, session.viewer.user_id, _FILTER)
    if kept is None:
        return CustomerFilter()
    wanted = list_view.from_json(kept).wanted.only(QUEUE_FACETS)
    for facet in LIST_FACETS:
        chosen = wanted.chosen(facet)
        present = {_present(session, each) for each in chosen} - {None}
        wanted = wanted.with_chosen(facet, present | (chosen & {None}))
    return wanted


def set_queue_filter(session: Session, wanted: CustomerFilter) -> None:
    """Narrow the acting user's queue from now on; `CustomerFilter()` leaves nobody out.

    Raises ValueError where it asks for more than `QUEUE_FACETS`.
    """
    if wanted != wanted.only(QUEUE_FACETS):
        raise ValueError(wanted)
    value = list_view.as_json(list_view.ListView(wanted=wanted))
    with session.db.write():
        state.put(session.db, session.viewer.user_id, _FILTER, value)


def _present(session: Session, value: FacetValue) -> int | None:
    """Return the list value, or what it was merged into; None where it was removed."""
    values, former = session.shared.values, session.shared.former_values
    present = value if isinstance(value, int) else None
    while present is not None and present not in values:
        present = former[present].merged_into if present in former else None
    return present


def is_new_database(session: Session) -> bool:
    """Whether nobody is stored yet: the screen offers a first step then."""
    return customers.is_empty(session.db)


def due_customers(
    session: Session, *, chosen: date | None = None, is_exact: bool = False
) -> tuple[CustomerRow, ...]:
    """Return the whole queue, in the order of the screen: what `today` prints."""
    return _all_rows(queue_of(session, chosen=chosen, is_exact=is_exact))


def _all_rows(rows: KeysetQuery[CustomerRow, Key]) -> tuple[CustomerRow, ...]:
    found: list[CustomerRow] = list(rows.first(_PAGE))
    while found and len(page := rows.after(rows.key_of(found[-1]), _PAGE)):
        found.extend(page)
    return tuple(found)


_PAGE = 500


def figures(session: Session, *, chosen: date | None = None, is_exact: bool = False) -> DayFigures:
    """Return the counts of the queue and what the acting user did today."""
    today = session.today()
    waiting: DueFigures = queue.figures(
        session.db,
        session.viewer,
        today=today,
        chosen=chosen or today,
        is_exact=is_exact,
        wanted=queue_filter(session),
    )
    done = follow_ups.figures(session.db, session.viewer, since=session.start_of_today())
    pace = None
    if done.first_at is not None:
        minutes = (session.now() - done.first_at) / timedelta(minutes=1)
        if minutes >= MIN_PACE_MINUTES:
            pace = round(done.calls * 60 / minutes)
    return DayFigures(
        overdue=waiting.overdue,
        due=waiting.due,
        done=done.done,
        calls=done.calls,
        reached=done.reached,
        pace=pace,
    )


def last_entries(session: Session) -> tuple[RecentEntry, ...]:
    """Return the acting user's last entries of today, newest first."""
    return follow_ups.recent(
        session.db, session.viewer, since=session.start_of_today(), limit=LAST_ENTRIES
    )


def row_of(session: Session, customer_id: int) -> CustomerRow | None:
    """Return the line of a customer, or None where there is none to be seen.

    The id of a merged one finds the line of him who stayed.
    """
    found = customers.rows(session.db, session.viewer, [customer_id])
    if not found and (standing_id := aliases.standing_id(session.db, customer_id)) is not None:
        found = customers.rows(session.db, session.viewer, [standing_id])
    return found[0] if found else None


def keep_place(session: Session, customer_id: int) -> None:
    """Remember the row on which the cursor stands: the queue is taken up there again."""
    with session.db.write():
        state.put(session.db, session.viewer.user_id, _PLACE, str(customer_id))


def kept_place(session: Session) -> CustomerRow | None:
    """Return the line at which the queue was left, or None."""
    kept = state.get(session.db, session.viewer.user_id, _PLACE)
    return row_of(session, int(kept)) if kept is not None and kept.isdecimal() else None


def callbacks_to_announce(session: Session) -> tuple[CustomerRow, ...]:
    """Return the timed callbacks of today that came due since the last call; each comes once.

    What came due before the session began is in the queue and not announced one by one. Two
    programs of one user share the announcements between them.
    """
    now = session.local_now()
    today, minute = now.date(), minute_of_day(now)
    if _announced_until(session, today) >= minute:
        return ()
    opened = session.opened_at.astimezone(session.rules.zone)
    before = minute_of_day(opened) - 1 if opened.date() == today else -1
    with session.db.write():
        announced = max(before, _announced_until(session, today))
        if announced >= minute:
            return ()
        value = json.dumps({"day": today.isoformat(), "minute": minute})
        state.put(session.db, session.viewer.user_id, _ANNOUNCED, value)
        return queue.timed_rows(
            session.db, session.viewer, on=today, after_minute=announced, until_minute=minute
        )


def minute_of_day(moment: datetime) -> int:
    """Return the minute of the day, 0-1439, of a local instant."""
    return moment.hour * 60 + moment.minute


def _announced_until(session: Session, today: date) -> int:
    """Return the minute of today up to which callbacks were announced, -1 for none yet."""
    kept = state.get(session.db, session.viewer.user_id, _ANNOUNCED)
    if kept is None:
        return -1
    value = json.loads(kept)
    return int(value["minute"]) if value["day"] == today.isoformat() else -1
