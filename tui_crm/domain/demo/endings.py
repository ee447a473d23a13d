"""How histories end: every plausible last contact, with the promise that it left.

The computed ones are tried out for each working day by the program's own rule, and sorted by
where their promise falls: so a customer who is due today is due for a reason that his history
shows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tui_crm.domain.demo import fates
from tui_crm.domain.demo.days import DemoDays, Moment
from tui_crm.domain.demo.next_contacts import NextContacts
from tui_crm.domain.demo.pools import Chance, pick, spread

OVERDUE_DAYS = 20
"""Days by which a promise of the demo is overdue at most."""
RECENT_DAYS = 14
AHEAD_DAYS = 18
SEARCHED_DAYS = 130
_RECENT_WEIGHT = 5
_SAMPLE_MINUTES = range(9 * 60 + 15, 17 * 60 + 45, 35)
SLOTS = tuple(
    minute
    for minute in range(9 * 60 + 15, 17 * 60 + 46, 15)
    if not 12 * 60 <= minute < 13 * 60 + 30
)
"""The times of day for which callbacks are agreed: quarters of an hour, not at lunch."""
VISIT_SLOTS = tuple(slot for slot in SLOTS if slot % 30 == 0)
_LEAD_DAYS = (1, 2, 3, 5, 7)
"""How long before a typed date it was agreed."""


class Ending(NamedTuple):
    """The last contact of a history; `minute` None is any minute of that day.

    `move` "" stands for a promise typed on a customer whom nobody has contacted yet.
    """

    move: str
    unreached_before: int
    days_ago: int
    minute: int | None
    next_on: date | None
    next_minute: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEndings:
    """Endings whose promise is due; each pool holds some."""

    overdue: tuple[Ending, ...]
    timed_ahead: tuple[Ending, ...]
    timed_passed: tuple[Ending, ...]
    all_day: tuple[Ending, ...]

    def draw(self, chance: Chance) -> Ending:
        """Return one: some overdue, half at a time of today, most of these still to come."""
        kind = chance()
        if kind < 0.3:
            return pick(chance, self.overdue)
        if kind < 0.54 and self.all_day:
            return pick(chance, self.all_day)
        if self.timed_ahead and (kind < 0.91 or not self.timed_passed):
            return pick(chance, self.timed_ahead)
        return pick(chance, self.timed_passed or self.all_day)


class Endings:
    """The pools of endings; `is_today_quiet`: nobody has worked yet today."""

    def __init__(self, contacts: NextContacts, days: DemoDays, *, is_today_quiet: bool) -> None:
        self._contacts = contacts
        self._days = days
        self._newest = 1 if is_today_quiet else 0
        computed = tuple(self._computed())
        typed = tuple(self._typed())
        self.due = self._due((*computed, *typed))
        self.ahead = self._ahead((*computed, *typed))
        cold = tuple(each for each in computed if _is_cold(each))
        ladder_end = contacts.ladder_end("no_answer")
        self.closed = {
            fates.BOUGHT.name: tuple(self._closing("sale")),
            fates.REFUSED.name: tuple(self._closing("never_again")),
            fates.WRONG_NUMBER.name: tuple(self._closing("bad_number")),
            fates.GIVEN_UP.name: tuple(self._closing("no_answer", unreached_before=ladder_end)),
            fates.RELEASED.name: cold,
            fates.RECLAIMED.name: cold,
            fates.PUT_AWAY.name: cold,
        }

    def _worked_days(self, last: int) -> Iterator[int]:
        return (each for each in range(self._newest, last) if self._days.is_worked(each))

    def _computed(self) -> Iterator[Ending]:
        """Yield what every rule that computes a date would have left on every working day."""
        ladder = [("no_answer", before) for before in range(self._contacts.ladder_end("no_answer"))]
        for move, before in (*ladder, ("busy", 0), ("interested", 0), ("not_interested", 0)):
            is_timed = self._contacts.step(move, before).is_timed
            for days_ago in self._worked_days(SEARCHED_DAYS):
                for minute in self._minutes(days_ago) if is_timed else (None,):
                    moment = Moment(days_ago, minute or 0)
                    promise = self._contacts.after(move, before, moment)
                    if promise is not None:
                        yield Ending(move, before, days_ago, minute, promise.on, promise.minute)

    def _minutes(self, days_ago: int) -> Iterable[int]:
        last = self._days.last_minute_today if days_ago == 0 else SLOTS[-1]
        return (minute for minute in _SAMPLE_MINUTES if minute <= last)

    def _typed(self) -> Iterator[Ending]:
        """Yield callbacks and visits that were agreed for a day and mostly a time."""
        for ahead in range(-OVERDUE_DAYS, AHEAD_DAYS + 1):
            day = self._days.today + timedelta(days=ahead)
            is_today = ahead == 0
            if not is_today and self._days.next_working_day(ahead) != day:
                continue
            for lead in _LEAD_DAYS:
                days_ago = self._days.worked_by(max(self._newest, lead - ahead))
                if days_ago < SEARCHED_DAYS and days_ago > -ahead:
                    for slot in SLOTS if is_today else SLOTS[lead % 4 :: 4]:
                        yield Ending("call_back", 0, days_ago, None, day, slot)
                    for slot in VISIT_SLOTS[lead % 3 :: 3]:
                        yield Ending("visit_agreed", 0, days_ago, None, day, slot)
                    yield Ending("call_back", 0, days_ago, None, day, None)

    def _due(self, endings: Iterable[Ending]) -> DueEndings:
        today, now = self._days.today, self._days.now_minute
        oldest = today - timedelta(days=OVERDUE_DAYS)
        overdue: list[tuple[int, Ending]] = []
        ahead: list[tuple[int, Ending]] = []
        passed: list[tuple[int, Ending]] = []
        all_day: list[tuple[int, Ending]] = []
        for each in (*endings, *self._uncalled(today)):
            if each.next_on is None or not oldest <= each.next_on <= today:
                continue
            if each.next_on < today:
                recency = 1 + (each.next_on - oldest).days // 4
                overdue.append((recency * _weight(each), each))
            elif each.next_minute is None:
                all_day.append((_weight(each), each))
            else:
                (ahead if each.next_minute > now else passed).append((_weight(each), each))
        return DueEndings(
            overdue=spread(overdue),
            timed_ahead=spread(ahead),
            timed_passed=spread(passed),
            all_day=spread(all_day),
        )

    def _uncalled(self, day: date) -> Iterator[Ending]:
        """Yield promises typed with a new customer, before the first call."""
        for slot in SLOTS[::2]:
            yield Ending("", 0, 1, None, day, slot)

    def _ahead(self, endings: Iterable[Ending]) -> tuple[tuple[Ending, ...], ...]:
        """Return the endings whose promise is yet to come, a pool for each move."""
        pools: dict[str, list[tuple[int, Ending]]] = {}
        for each in endings:
            if each.next_on is not None and each.next_on > self._days.today:
                weight = _RECENT_WEIGHT if each.days_ago <= RECENT_DAYS else 1
                pools.setdefault(each.move, []).append((weight, each))
        shares = {"not_interested": 34, "call_back": 24, "interested": 16, "no_answer": 14}
        return spread((shares.get(move, 6), spread(weighted)) for move, weighted in pools.items())

    def _closing(self, move: str, unreached_before: int = 0) -> Iterator[Ending]:
        for days_ago in self._worked_days(SEARCHED_DAYS):
            for _ in range(_RECENT_WEIGHT if days_ago <= RECENT_DAYS else 1):
                yield Ending(move, unreached_before, days_ago, None, None, None)


def _is_cold(ending: Ending) -> bool:
    """Whether nothing came of it for weeks."""
    return ending.move in ("not_interested", "no_answer") and ending.days_ago > RECENT_DAYS


def _weight(ending: Ending) -> int:
    """Return how often an ending is drawn: computed ones are few, typed ones are many."""
    return {"call_back": 2, "visit_agreed": 1, "": 2}.get(ending.move, 9)
