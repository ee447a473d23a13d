"""Makes a sales office of fictional customers: the same for the same seed, moment and number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from tui_crm.domain.demo import fates
from tui_crm.domain.demo.chinese import ChineseIdentities
from tui_crm.domain.demo.days import HORIZON_DAYS, DemoDays, Moment
from tui_crm.domain.demo.endings import Endings
from tui_crm.domain.demo.histories import Contact, Histories, Teller
from tui_crm.domain.demo.next_contacts import NextContacts
from tui_crm.domain.demo.pools import Chance, pick
from tui_crm.domain.demo.profiles import Profiles
from tui_crm.domain.demo.stories import Stories
from tui_crm.domain.demo.tables import DemoTables
from tui_crm.domain.demo.twins import Twins
from tui_crm.domain.demo.values import DemoCustomer, DemoFollowUp, Identity
from tui_crm.domain.demo.western import WesternIdentities
from tui_crm.domain.follow_up import CannedFollowUp
from tui_crm.domain.planning import DeskRules

BLOCK = 128
"""Customers that share a random generator: making one costs as much as a third of a customer."""
FOLLOW_UPS_EACH = 3
QUIET_FROM = 5_000
"""Customers from whom on nobody has called today: thousands of calls a day convince nobody."""

_CHINESE_SHARE = 0.6
_ACTING_USER = 0
_OWN_SHARE = 0.3
_HELPED_SHARE = 0.06
_SECOND_OWNER_SHARE = 0.08
_FORMER_AUTHOR_SHARE = 0.12
_BAD_FIRST_NUMBER_SHARE = 0.04
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office to be made up.

    `customers` of them by `seed`, at the aware local `now`. `rules` are the team's and `canned`
    the shipped follow-ups. `home_country` (ISO 3166) decides how numbers are written.
    `follow_ups_each` (1-50) is about the mean number of contacts: a fifth has none, the others
    from one to twice as many.
    """

    customers: int
    seed: int
    now: datetime
    rules: DeskRules
    canned: tuple[CannedFollowUp, ...]
    home_country: str = "CN"
    follow_ups_each: int = FOLLOW_UPS_EACH


def generate(tables: DemoTables, office: Office) -> Iterator[DemoCustomer]:
    """Yield the customers of `office`, in order, one by one."""
    generator = _Generator(tables, office)
    twins = Twins(office.customers)
    for first in range(0, office.customers, BLOCK):
        chance = Random(f"{office.seed}/{first}").random  # noqa: S311 - made-up people, no secrets
        for index in range(first, min(first + BLOCK, office.customers)):
            yield twins.taken(index, generator.customer(chance, index))


class _Generator:
    """The pools of one office, drawn from customer by customer."""

    def __init__(self, tables: DemoTables, office: Office) -> None:
        days = DemoDays(office.now, office.rules.calendar)
        contacts = NextContacts(office.canned, office.rules, days)
        self._days = days
        self._histories = Histories(tables, contacts, days)
        self._stories = Stories(
            Endings(contacts, days, is_today_quiet=office.customers >= QUIET_FROM),
            self._histories,
            follow_ups_each=office.follow_ups_each,
        )
        self._profiles = Profiles(tables.office, days)
        self._products = len(tables.office.products["en"])
        self._archive_reasons = tables.office.archive_reasons
        labels = tables.office.phone_labels
        self._chinese = ChineseIdentities(
            tables.chinese,
            labels["zh"],
            tables.office.budgets,
            is_home=office.home_country == "CN",
        )
        self._western = WesternIdentities(
            tables.western, labels["en"], home_country=office.home_country
        )
        self._reps = len(tables.office.reps)
        self._due = fates.DueIndexes(office.customers, seed=office.seed)
        self._rep_due_share = min(0.25, self._reps * self._due.count / max(1, office.customers))

    def customer(self, chance: Chance, index: int) -> DemoCustomer:
        """Return the customer at `index`."""
        fate = self._fate(chance, index)
        people = self._chinese if chance() < _CHINESE_SHARE else self._western
        identity = people.draw(
            chance, index, is_listed=fate is fates.REFUSED, is_single=fate is fates.WRONG_NUMBER
        )
        identity = _marked(chance, identity, fate)
        kind, ending, told = self._stories.draw(chance, fate)
        owner, second_owner = self._owners(chance, fate)
        product = int(chance() * self._products)
        follow_ups = self._follow_ups(chance, told, identity, product, owner)
        created_at = self._created_at(chance, told, follow_ups)
        last_at = follow_ups[-1].at if follow_ups else created_at
        archived_at, archive_reason = self._archived(chance, fate, identity.language, follow_ups)
        referrer, source = self._profiles.source(chance, identity.language, people.person)
        is_promised = not fate.is_archived
        return DemoCustomer(
            identity=identity,
            kind=kind,
            level=self._profiles.level(chance, kind, told),
            status=self._profiles.status(chance, kind, fate, told),
            source=source,
            referrer=referrer,
            birthday=self._profiles.birthday(chance),
            product_interest=self._profiles.product(chance, identity.language, product),
            competitor=self._profiles.competitor(chance, identity.language),
            note=self._profiles.note(chance, identity.language),
            owner=owner,
            second_owner=second_owner,
            created_at=created_at,
            updated_at=last_at if archived_at is None else archived_at,
            next_on=ending.next_on if is_promised and ending else None,
            next_minute=ending.next_minute if is_promised and ending else None,
            frozen_until=self._frozen_until(chance) if fate is fates.FROZEN else None,
            archived_at=archived_at,
            archive_reason=archive_reason,
            is_reclaimed=fate is fates.RECLAIMED,
            is_do_not_call=fate is fates.REFUSED,
            follow_ups=follow_ups,
            lunar_birthday=self._profiles.lunar_birthday(chance, identity.language),
        )

    def _fate(self, chance: Chance, index: int) -> fates.Fate:
        if index in self._due:
            return fates.DUE
        if chance() < self._rep_due_share:
            return fates.DUE_WITH_REP
        return pick(chance, fates.NOT_DUE)

    def _owners(self, chance: Chance, fate: fates.Fate) -> tuple[int | None, int | None]:
        """Return owner and second owner; whoever is due with a rep is no business of the user's."""
        if not fate.has_owner:
            return None, None
        rep = 1 + int(chance() * self._reps)
        if fate is fates.DUE_WITH_REP:
            return rep, self._other_rep(chance, rep)
        if fate is fates.DUE and chance() < _HELPED_SHARE:
            return rep, _ACTING_USER
        is_own = fate is fates.DUE or chance() < _OWN_SHARE
        if chance() >= _SECOND_OWNER_SHARE:
            return (_ACTING_USER if is_own else rep), None
        return (_ACTING_USER, rep) if is_own else (rep, _ACTING_USER)

    def _other_rep(self, chance: Chance, rep: int) -> int | None:
        if chance() >= _SECOND_OWNER_SHARE:
            return None
        return rep % self._reps + 1

    def _follow_ups(
        self,
        chance: Chance,
        told: Sequence[Contact],
        identity: Identity,
        product: int,
        owner: int | None,
    ) -> tuple[DemoFollowUp, ...]:
        """Return the contacts in words, oldest first."""
        if not told:
            return ()
        phone = next((each for each in identity.phones if not each.is_bad), identity.phones[0])
        teller = Teller(identity.language, product, phone.raw)
        author = 1 + int(chance() * self._reps) if owner is None else owner
        return tuple(
            self._histories.follow_up(
                chance,
                contact,
                teller,
                int(chance() * (self._reps + 1)) if chance() < _FORMER_AUTHOR_SHARE else author,
            )
            for contact in reversed(told)
        )

    def _created_at(
        self, chance: Chance, told: Sequence[Contact], follow_ups: tuple[DemoFollowUp, ...]
    ) -> int:
        """Return when the customer was entered: before anything happened with it."""
        waited_days = int(chance() * 30)
        if not told:
            days_ago = self._days.worked_by(1 + waited_days)
        elif not waited_days or told[-1].moment.days_ago + waited_days >= HORIZON_DAYS:
            return follow_ups[0].at - 300 - int(chance() * 3000)
        else:
            days_ago = told[-1].moment.days_ago + waited_days
        return self._days.instant(chance, Moment(days_ago, self._days.minute(chance, days_ago)))

    def _archived(
        self, chance: Chance, fate: fates.Fate, language: str, follow_ups: tuple[DemoFollowUp, ...]
    ) -> tuple[int | None, str]:
        """Return when and why a customer was archived: by a call itself, or by hand later."""
        if not fate.is_archived:
            return None, ""
        last = follow_ups[-1]
        if fate is fates.PUT_AWAY:
            later = last.at + (1 + int(chance() * 3)) * _DAY_SECONDS
            return later, pick(chance, self._archive_reasons[language])
        return last.at, last.outcome

    def _frozen_until(self, chance: Chance) -> date:
        return self._days.next_working_day(3 + int(chance() * 25))


def _marked(chance: Chance, identity: Identity, fate: fates.Fate) -> Identity:
    """Return `identity` with a first number that is bad where it turned out so."""
    phones = identity.phones
    is_wrong = fate is fates.WRONG_NUMBER
    if not is_wrong:
        has_another = len(phones) > 1 and fate is not fates.REFUSED
        is_wrong = has_another and chance() < _BAD_FIRST_NUMBER_SHARE
    if not is_wrong:
        return identity
    return identity._replace(phones=(phones[0]._replace(is_bad=True), *phones[1:]))
