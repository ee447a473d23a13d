"""Fictional Western customers: who they are, before anybody has called."""

from collections.abc import Mapping

from tui_crm.domain.demo.numbers import ReservedNumbers
from tui_crm.domain.demo.pools import Chance, pick, slug, spread
from tui_crm.domain.demo.tables import Country, Origin, WesternCity, WesternTables
from tui_crm.domain.demo.values import DemoPhone, Identity

HONORIFIC_SHARE = 0.05
SECOND_NUMBER_SHARE = 0.15


class WesternIdentities:
    """Draws names, companies, numbers and addresses that belong together."""

    def __init__(
        self, tables: WesternTables, labels: Mapping[str, str], *, home_country: str
    ) -> None:
        countries = [
            _Land(country, tables, labels, is_home=country.code == home_country)
            for country in tables.countries
        ]
        self._lands = spread((land.country.weight, land) for land in countries)

    def draw(self, chance: Chance, index: int, *, is_listed: bool, is_single: bool) -> Identity:
        """Return the customer at `index`; `is_single`: with one number only."""
        land = pick(chance, self._lands)
        return land.draw(chance, index, is_listed=is_listed, is_single=is_single)

    def person(self, chance: Chance) -> str:
        """Return the name of somebody."""
        return pick(chance, self._lands).person(chance)


class _Land:
    """A country with its pools."""

    def __init__(
        self, country: Country, tables: WesternTables, labels: Mapping[str, str], *, is_home: bool
    ) -> None:
        self.country = country
        self._origins = spread(
            (weight, _Names(tables.origins[name])) for weight, name in country.origins
        )
        self._trades = spread(
            (each.weight, (each.industry, each.words[country.language])) for each in tables.trades
        )
        self._companies = spread(country.companies)
        self._coined = tables.coined
        self._domains = {coined: slug(coined) for coined in tables.coined}
        self._cities = tuple(
            (city, ReservedNumbers(city.numbers, labels, is_home=is_home))
            for city in country.cities
        )

    def draw(self, chance: Chance, index: int, *, is_listed: bool, is_single: bool) -> Identity:
        origin = pick(chance, self._origins)
        first, last = pick(chance, origin.first), pick(chance, origin.last)
        industry, words = pick(chance, self._trades)
        city, numbers = pick(chance, self._cities)
        coined = pick(chance, self._coined)
        form = pick(chance, self._companies)
        # A firm is seldom named after the very person who answers the telephone.
        founder = last if chance() < 0.3 else pick(chance, pick(chance, self._origins).last)
        company = form.format(
            last=founder.text,
            last2=pick(chance, origin.last).text,
            coined=coined,
            trade=pick(chance, words),
        )
        domain = self._domains[coined] if "{coined}" in form else founder.slug
        return Identity(
            language="en",
            name=self._name(chance, first.text, last.text),
            company=company,
            industry=industry,
            area=self.country.area,
            address=self._address(chance, city),
            time_zone=city.time_zone,
            phones=_phones(chance, index, numbers, is_listed=is_listed, is_single=is_single),
            email=_email(chance, first.slug, last.slug, domain),
            wechat="",
            website=f"www.{domain}.example" if chance() < 0.25 else "",
            budget=pick(chance, self.country.budgets) if chance() < 0.12 else "",
        )

    def person(self, chance: Chance) -> str:
        origin = pick(chance, self._origins)
        return f"{pick(chance, origin.first).text} {pick(chance, origin.last).text}"

    def _name(self, chance: Chance, first: str, last: str) -> str:
        if self.country.honorifics and chance() < HONORIFIC_SHARE:
            return pick(chance, self.country.honorifics).format(last=last)
        return f"{first} {last}"

    def _address(self, chance: Chance, city: WesternCity) -> str:
        if chance() < 0.3:
            return ""
        return self.country.address.format(
            number=1 + int(chance() * 240),
            street=pick(chance, self.country.streets),
            city=city.name,
            postcode=pick(chance, city.postcodes),
        )


class _Name:
    """A name and its ASCII form."""

    __slots__ = ("slug", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.slug = slug(text)


class _Names:
    """The names of an origin."""

    def __init__(self, origin: Origin) -> None:
        self.first = tuple(map(_Name, origin.first))
        self.last = tuple(map(_Name, origin.last))


def _phones(
    chance: Chance, index: int, numbers: ReservedNumbers, *, is_listed: bool, is_single: bool
) -> tuple[DemoPhone, ...]:
    main = numbers.number(chance, index, is_listed=is_listed)
    if is_single or chance() > SECOND_NUMBER_SHARE:
        return (main,)
    direct = numbers.number(chance, index + 5_003, is_listed=is_listed)
    return (main, direct)


def _email(chance: Chance, first: str, last: str, domain: str) -> str:
    kind = chance()
    if kind < 0.35:
        return f"{first}.{last}@{domain}.example"
    if kind < 0.5:
        return f"{first[0]}{last}@{domain}.example"
    return f"info@{domain}.example" if kind < 0.6 else ""
