"""Customers who were entered twice, so that the check of duplicates has something to find.

A twin has a history and an owner of its own: what makes it one is who it is. It is written as
people write somebody once more, who do not know that he is there.
"""

from collections.abc import Callable

from tui_crm.domain.demo.values import DemoCustomer, Identity
from tui_crm.domain.duplicates.person_words import COMPOUND_SURNAMES, LATIN_TITLES

CUSTOMERS_FOR_ONE = 400
"""Customers among whom one is there twice."""
LEAST = 4
SMALLEST_OFFICE = 200
"""Customers from whom on some are there twice."""

_LANGUAGES = ("zh", "en")
_CITY = "市"
_LONGEST_CITY = 5
_ENDINGS = {
    "zh": ("股份有限公司", "有限公司"),
    "en": (" Pty Ltd", " Ltd.", " Ltd", " LLC", " Inc.", " GmbH", " SARL", " SAS", " AB"),
}
"""Legal forms that people leave out, those that end in another one first."""
_BUYER, _MANAGER = "（采购）", "经理"


def twin_count(customers: int) -> int:
    """Return how many of `customers` are there twice."""
    return max(LEAST, customers // CUSTOMERS_FOR_ONE) if customers >= SMALLEST_OFFICE else 0


class Twins:
    """Makes some customers of an office over into twins of others, of each language in turn."""

    def __init__(self, customers: int) -> None:
        self._left = twin_count(customers)
        self._gap = customers // (self._left + 1)
        self._next = self._gap
        self._made = 0
        self._known: dict[str, Identity] = {}

    def taken(self, index: int, customer: DemoCustomer) -> DemoCustomer:
        """Return the customer at `index`, or the twin that he becomes; in the order of `index`."""
        if not self._left or not _can_be_twin(customer):
            return customer
        language = customer.identity.language
        known = self._known.get(language)
        self._known[language] = customer.identity
        is_time = index >= self._next and language == _LANGUAGES[self._made % len(_LANGUAGES)]
        if not is_time or known is None:
            return customer
        del self._known[language]
        self._next += self._gap
        self._left -= 1
        way = _WAYS[self._made % len(_WAYS)]
        self._made += 1
        return _made_over(customer, way(known))


def _can_be_twin(customer: DemoCustomer) -> bool:
    """Whether somebody can be called by his first number: nothing stands against a second one."""
    is_there = customer.archived_at is None and not customer.is_do_not_call
    return is_there and customer.identity.phones[0].is_callable


def _made_over(customer: DemoCustomer, identity: Identity) -> DemoCustomer:
    """Return the customer as somebody else, whose number was called; birthdays would tell."""
    (phone,) = identity.phones
    called = tuple(each._replace(phone=phone.raw) for each in customer.follow_ups)
    return customer._replace(identity=identity, follow_ups=called, birthday="", lunar_birthday="")


# --- how somebody is written once more ---


def _the_shop_shortly(who: Identity) -> Identity:
    """Return a shop with its name as people say it, without what is known of it beside."""
    return _renumbered(who)._replace(company=_short(who), email="", website="", address="")


def _the_caller_alone(who: Identity) -> Identity:
    """Return somebody who called, of whom nobody asked more than a family name."""
    alone = _renumbered(who)._replace(company="", email="", wechat="", website="", address="")
    return alone._replace(name=_family_name(who))


def _by_another_rep(who: Identity) -> Identity:
    """Return a lead as another rep types it: with what he does there, or in small letters."""
    if who.language == "zh":
        return _renumbered(who)._replace(name=who.name + _BUYER, wechat="")
    return _renumbered(who)._replace(name=who.name.lower(), company=who.company.lower())


_WAYS: tuple[Callable[[Identity], Identity], ...] = (
    _the_shop_shortly,
    _by_another_rep,
    _the_caller_alone,
)


def _renumbered(who: Identity) -> Identity:
    """Return somebody with the first number alone, in another form."""
    phone = who.phones[0]
    raw = f"{phone.e164} x {phone.extension}" if phone.extension else phone.e164
    return who._replace(phones=(phone._replace(raw=raw),))


def _family_name(who: Identity) -> str:
    """Return how somebody is called who has said little: 王经理, A. Lee."""
    if who.language == "zh":
        is_compound = who.name[:2] in COMPOUND_SURNAMES and len(who.name) > len("欧阳")
        return (who.name[:2] if is_compound else who.name[:1]) + _MANAGER
    first, _space, rest = who.name.partition(" ")
    is_title = first.rstrip(".").casefold() in LATIN_TITLES
    return who.name if is_title or not rest else f"{first[0]}. {rest}"


def _short(who: Identity) -> str:
    """Return the company without its legal form and, in Chinese, the city before it."""
    for ending in _ENDINGS[who.language]:
        if who.company.endswith(ending):
            core = who.company.removesuffix(ending)
            city, sign, rest = core.partition(_CITY)
            return rest if sign and len(city) < _LONGEST_CITY else core
    return who.company
