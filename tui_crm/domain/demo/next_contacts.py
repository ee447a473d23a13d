"""The next contacts that the canned follow-ups leave, by the program's own rule, remembered."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from tui_crm.domain.demo.days import DemoDays, Moment
from tui_crm.domain.follow_up import ArchiveStep, CannedFollowUp, Interval, Ladder, Unit
from tui_crm.domain.planning import DeskRules
from tui_crm.domain.promise import Promise
from tui_crm.domain.workdays import next_contact_after

_TIMED = (Unit.MINUTES, Unit.HOURS)
_NOON = 12 * 60
_UNIT_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 30}


class Step(NamedTuple):
    """What a canned follow-up leaves at one place of its ladder.

    `is_timed`: counted in minutes or hours. `gap_days` is about how long it lasts, 0 for none.
    """

    interval: Interval | None
    is_timed: bool
    gap_days: int


class NextContacts:
    """Answers what a canned follow-up left, given when it was written and what came before."""

    def __init__(self, canned: Iterable[CannedFollowUp], rules: DeskRules, days: DemoDays) -> None:
        self.canned = {each.code: each for each in canned}
        self._rules = rules
        self._days = days
        self._steps: dict[tuple[str, int], Step] = {}
        self._known: dict[tuple[str, int, int, int], Promise | None] = {}

    def step(self, code: str, unreached_before: int) -> Step:
        """Return the step that `code` takes after so many calls that reached nobody."""
        key = (code, unreached_before)
        if key not in self._steps:
            self._steps[key] = self._read_step(code, unreached_before)
        return self._steps[key]

    def ladder_end(self, code: str) -> int:
        """Return after how many unreached calls `code` archives a lead; 0 where it never does."""
        rule = self.canned[code].next_rule
        if isinstance(rule, Ladder) and isinstance(rule.steps[-1], ArchiveStep):
            return len(rule.steps) - 1
        return 0

    def after(self, code: str, unreached_before: int, moment: Moment) -> Promise | None:
        """Return the promise that `code`, written at `moment`, left; None where it left none."""
        step = self.step(code, unreached_before)
        if step.interval is None:
            return None
        key = (code, unreached_before, moment.days_ago, moment.minute if step.is_timed else _NOON)
        if key not in self._known:
            self._known[key] = self._computed(step.interval, *key[2:])
        return self._known[key]

    def _read_step(self, code: str, unreached_before: int) -> Step:
        canned = self.canned[code]
        if not isinstance(canned.next_rule, Ladder):
            return Step(None, False, 0)
        interval = canned.next_rule.step(0 if canned.flags.reached else unreached_before)
        if isinstance(interval, ArchiveStep):
            return Step(None, False, 0)
        return Step(
            interval, interval.unit in _TIMED, interval.count * _UNIT_DAYS.get(interval.unit, 0)
        )

    def _computed(self, interval: Interval, days_ago: int, minute: int) -> Promise:
        clock = time(minute // 60, minute % 60)
        written = datetime.combine(self._days.dates[days_ago], clock, tzinfo=self._rules.zone)
        return next_contact_after(
            interval,
            written,
            self._rules.calendar,
            self._rules.weekend_policy,
            self._rules.calling_hours,
        )
