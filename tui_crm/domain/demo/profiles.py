"""What the reps have noted about a customer beside the contacts."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tui_crm.domain.birthdays import days_ahead, lunar_day, month_and_day
from tui_crm.domain.customer import Kind
from tui_crm.domain.demo.days import DemoDays
from tui_crm.domain.demo.fates import REFUSED, Fate
from tui_crm.domain.demo.histories import Contact
from tui_crm.domain.demo.pools import Chance, pick
from tui_crm.domain.demo.tables import OfficeTables

REFERRAL = 1
"""The place of "somebody sent him" among the sources: it has a referrer."""

_WARM = frozenset({"interested", "messaged", "visited", "quoted", "visit_agreed"})
_MET = frozenset({"visited", "visit_agreed"})
_SOON_DAYS = 10
_FIRST_YEAR = 1960
_YEARS = 42


class Profiles:
    """Draws levels, statuses, sources, birthdays and notes."""

    def __init__(self, tables: OfficeTables, days: DemoDays) -> None:
        self._tables = tables
        self._today = days.today
        soon = (lunar_day(day) for day in days_ahead(days.today, _SOON_DAYS))
        self._soon_lunar = tuple(month_and_day(key) for key in soon if key is not None)

    def level(self, chance: Chance, kind: Kind, told: Sequence[Contact]) -> str:
        """Return the code of the level, "" for none: warm customers are rated higher."""
        if not told:
            return pick(chance, ("", "", "c", "d"))
        if kind is Kind.CUSTOMER:
            return pick(chance, "aab")
        is_warm = any(contact.move in _WARM for contact in told[:2])
        return pick(chance, "aabb" if is_warm else "bccd")

    def status(self, chance: Chance, kind: Kind, fate: Fate, told: Sequence[Contact]) -> str:
        """Return the code of the status, by what the contacts came to."""
        if kind is Kind.CUSTOMER:
            return "won"
        if not told:
            return "new"
        if fate is REFUSED or fate.is_archived:
            return "lost"
        moves = {contact.move for contact in told}
        if moves & _MET:
            return pick(chance, ("quoted", "trial", "negotiating"))
        if "quoted" in moves:
            return "quoted"
        return "intent" if moves & _WARM else "contacted"

    def source(
        self, chance: Chance, language: str, person: Callable[[Chance], str]
    ) -> tuple[str, str]:
        """Return (referrer, source), both "" where nobody asked."""
        if chance() < 0.15:
            return "", ""
        source = pick(chance, self._tables.sources[language])
        is_referral = source == self._tables.sources[language][REFERRAL]
        return (person(chance) if is_referral else ""), source

    def birthday(self, chance: Chance) -> str:
        """Return a birthday as YYYY-MM-DD, mostly ""; every fourth comes within ten days."""
        if chance() > 0.2:
            return ""
        year = _FIRST_YEAR + int(chance() * _YEARS)
        if chance() < 0.25:
            day = self._today + timedelta(days=int(chance() * _SOON_DAYS))
            return f"{year}-{day.month:02d}-{min(day.day, 28):02d}"
        return (date(year, 1, 1) + timedelta(days=int(chance() * 365))).isoformat()

    def lunar_birthday(self, chance: Chance, language: str) -> str:
        """Return a birthday by the Chinese calendar, of some Chinese; a third comes soon."""
        if language != "zh" or chance() > 0.1:
            return ""
        year = _FIRST_YEAR + int(chance() * _YEARS)
        if chance() < 0.33 and self._soon_lunar:
            return f"{year}-{pick(chance, self._soon_lunar)}"
        # Every month of the Chinese calendar has 29 days.
        return f"{year}-{1 + int(chance() * 12):02d}-{1 + int(chance() * 29):02d}"

    def product(self, chance: Chance, language: str, product: int) -> str:
        """Return the words of the product asked about, where it was noted."""
        return self._tables.products[language][product] if chance() < 0.7 else ""

    def competitor(self, chance: Chance, language: str) -> str:
        """Return who else delivers, mostly ""."""
        return pick(chance, self._tables.competitors[language]) if chance() < 0.12 else ""

    def note(self, chance: Chance, language: str) -> str:
        """Return a note, mostly ""."""
        return pick(chance, self._tables.notes[language]) if chance() < 0.2 else ""
