"""Histories of contacts, told backwards from how they ended."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tui_crm.domain.demo.days import HORIZON_DAYS, DemoDays, Moment
from tui_crm.domain.demo.endings import Ending
from tui_crm.domain.demo.next_contacts import NextContacts
from tui_crm.domain.demo.pools import Chance, pick, spread
from tui_crm.domain.demo.tables import LANGUAGES, DemoTables, Move
from tui_crm.domain.demo.values import DemoFollowUp

MAX_UNREACHED = 3
"""Calls in a row that reach nobody, in the middle of a history."""
_TIMED_SHARE = 0.3


class Contact(NamedTuple):
    """One contact before it is put into words."""

    move: str
    moment: Moment
    next_on: date | None
    next_minute: int | None


class Teller(NamedTuple):
    """Who a history is about: language, product asked about, and the number that is called."""

    language: str
    product: int
    phone: str


class Histories:
    """Makes contacts and puts them into words."""

    def __init__(self, tables: DemoTables, contacts: NextContacts, days: DemoDays) -> None:
        self._contacts = contacts
        self._days = days
        self._moves = tables.moves
        self._labels = tables.labels
        self._outcomes = {name: move.outcome for name, move in tables.moves.items()}
        self._fillers = spread((move.weight, name) for name, move in tables.moves.items())
        self._unreached = frozenset(
            name
            for name, move in tables.moves.items()
            if not contacts.canned[move.outcome].flags.reached
        )
        self._texts = {
            (language, name): _by_product(move, tables.labels[language], tables, language)
            for language in LANGUAGES
            for name, move in tables.moves.items()
        }

    def is_reached(self, move: str) -> bool:
        """Whether somebody was spoken with."""
        return move not in self._unreached

    def contacts(
        self, chance: Chance, ending: Ending, count: int, *, has_sale: bool
    ) -> list[Contact]:
        """Return about `count` contacts, newest first, that end as `ending` says.

        There are more where the ending needs calls before it, and fewer where the horizon is
        reached. `has_sale`: one of the earlier ones was a sale.
        """
        minute = ending.minute
        if minute is None:
            minute = self._days.minute(chance, ending.days_ago)
        newest = Contact(
            ending.move, Moment(ending.days_ago, minute), ending.next_on, ending.next_minute
        )
        told = [newest]
        unreached_left = ending.unreached_before
        owes_sale = has_sale
        while len(told) < count or unreached_left or owes_sale:
            if unreached_left:
                unreached_left -= 1
                earlier = self._before(chance, told[-1], "no_answer", unreached_left)
            elif owes_sale and (len(told) + 1 >= count or chance() < 0.5):
                owes_sale = False
                earlier = self._before(chance, told[-1], "sale", 0)
            else:
                earlier = self._before(chance, told[-1], pick(chance, self._fillers), 0)
                unreached_left = self._calls_in_vain(chance, count - len(told) - 1)
            if earlier is None:
                return _without_lost_ladder(told)
            told.append(earlier)
        return told

    def _calls_in_vain(self, chance: Chance, room: int) -> int:
        if room <= 0 or chance() < 0.55:
            return 0
        return min(room, 1 + int(chance() * MAX_UNREACHED))

    def _before(
        self, chance: Chance, later: Contact, move: str, unreached_before: int
    ) -> Contact | None:
        """Return the contact that led to `later`, None where it lies beyond the horizon."""
        outcome = self._outcomes[move]
        step = self._contacts.step(outcome, unreached_before)
        if step.is_timed:
            moment = self._shortly_before(chance, later.moment)
        else:
            gap = step.gap_days or 1 + int(chance() * 6)
            late = int(chance() * 3) if gap > 1 else 0
            days_ago = self._days.worked_by(later.moment.days_ago + gap + late)
            if days_ago >= HORIZON_DAYS:
                return None
            moment = Moment(days_ago, self._days.minute(chance, days_ago))
        if moment.days_ago >= HORIZON_DAYS:
            return None
        if outcome in ("call_back", "visit_agreed"):
            return self._kept(chance, move, moment, later.moment)
        promise = self._contacts.after(outcome, unreached_before, moment)
        if promise is None:
            return Contact(move, moment, None, None)
        return Contact(move, moment, promise.on, promise.minute)

    def _shortly_before(self, chance: Chance, later: Moment) -> Moment:
        """Return a moment a few hours before `later`, or late on the working day before."""
        minute = later.minute - 125 - int(chance() * 8) * 5
        if minute >= 9 * 60:
            return Moment(later.days_ago, minute)
        return Moment(self._days.worked_by(later.days_ago + 1), 16 * 60 + int(chance() * 20) * 5)

    def _kept(self, chance: Chance, move: str, moment: Moment, later: Moment) -> Contact:
        """Return an appointment that was kept by the later contact, to the quarter of an hour."""
        day = self._days.dates[later.days_ago]
        minute = None if chance() < _TIMED_SHARE else later.minute // 15 * 15
        return Contact(move, moment, day, minute)

    def follow_up(
        self, chance: Chance, contact: Contact, teller: Teller, author: int
    ) -> DemoFollowUp:
        """Put a contact into words."""
        move = self._moves[contact.move]
        texts = self._texts[teller.language, contact.move][teller.product]
        label = self._labels[teller.language][move.outcome]
        is_plain = chance() * 100 < move.plain_percent
        has_duration = contact.move not in self._unreached and chance() < 0.3
        return DemoFollowUp(
            self._days.instant(chance, contact.moment),
            author,
            move.method,
            move.outcome,
            label,
            label if is_plain else pick(chance, texts),
            teller.phone,
            20 + int(chance() * 400) if has_duration else None,
            contact.next_on,
            contact.next_minute,
        )


def _without_lost_ladder(told: list[Contact]) -> list[Contact]:
    """Return `told` without calls at its old end that count calls beyond the horizon."""
    while len(told) > 1 and told[-1].move == "no_answer":
        told.pop()
    return told


def _by_product(
    move: Move, labels: Mapping[str, str], tables: DemoTables, language: str
) -> tuple[tuple[str, ...], ...]:
    """Return the texts of a move for each product."""
    return tuple(
        tuple(text.format(product=product) for text in move.texts[language])
        for product in tables.office.products[language]
    )
