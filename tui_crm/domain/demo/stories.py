"""Stories: how a customer's contacts went, before anybody is named in them."""

from typing import NamedTuple

from tui_crm.domain.customer import Kind
from tui_crm.domain.demo import fates
from tui_crm.domain.demo.endings import Ending, Endings
from tui_crm.domain.demo.fates import Fate
from tui_crm.domain.demo.histories import Contact, Histories
from tui_crm.domain.demo.pools import Chance, pick

MANY = 600
"""Stories of a fate after which they are told again, of somebody else: new ones cost more."""

_BOUGHT_SHARE = 0.1


class Story(NamedTuple):
    """Contacts, newest first, and where they ended; `ending` None: nobody has contacted him."""

    kind: Kind
    ending: Ending | None
    told: tuple[Contact, ...]


class Stories:
    """Draws stories; `follow_ups_each` is about the mean number of contacts."""

    def __init__(self, endings: Endings, histories: Histories, *, follow_ups_each: int) -> None:
        self._endings = endings
        self._histories = histories
        self._most_contacts = 2 * follow_ups_each
        self._told: dict[str, list[Story]] = {fate.name: [] for fate in fates.ALL}

    def draw(self, chance: Chance, fate: Fate) -> Story:
        """Return a story that ends in `fate`."""
        told = self._told[fate.name]
        if len(told) >= MANY:
            return pick(chance, told)
        story = self._new(chance, fate)
        told.append(story)
        return story

    def _new(self, chance: Chance, fate: Fate) -> Story:
        ending = self._ending(chance, fate)
        kind = _kind(chance, fate, ending)
        if ending is None or not ending.move:
            return Story(kind, ending, ())
        count = 1 + int(chance() * self._most_contacts)
        has_sale = kind is Kind.CUSTOMER and fate is not fates.BOUGHT
        told = self._histories.contacts(chance, ending, count, has_sale=has_sale)
        return Story(kind, ending, tuple(told))

    def _ending(self, chance: Chance, fate: Fate) -> Ending | None:
        if not fate.has_history:
            return None
        if fate is fates.DUE or fate is fates.DUE_WITH_REP:
            return self._endings.due.draw(chance)
        if fate is fates.AHEAD or fate is fates.FROZEN:
            return pick(chance, pick(chance, self._endings.ahead))
        return pick(chance, self._endings.closed[fate.name])


def _kind(chance: Chance, fate: Fate, ending: Ending | None) -> Kind:
    if fate is fates.BOUGHT:
        return Kind.CUSTOMER
    may_have_bought = fate.may_have_bought and ending is not None and ending.move
    return Kind.CUSTOMER if may_have_bought and chance() < _BOUGHT_SHARE else Kind.LEAD
