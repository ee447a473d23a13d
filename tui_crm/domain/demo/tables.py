"""The tables that fictional customers are drawn from, as read from the shipped data."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("zh", "en")
"""The languages in which the demo's reps write."""

Words = Mapping[str, tuple[str, ...]]
"""Texts by language, one of `LANGUAGES`."""

Weighted = tuple[tuple[int, str], ...]
"""Texts, each with how often it is drawn, relative to the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surname:
    """A Chinese surname, its pinyin without tones, and how common it is per thousand."""

    text: str
    pinyin: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNames:
    """Chinese given names of one sex: whole ones, single characters, and those of two parts."""

    whole: tuple[str, ...]
    single: str
    first: str
    second: str
    honorifics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What Chinese companies of a shipped industry do; `shops` are the small ones."""

    industry: str
    weight: int
    trades: tuple[str, ...]
    shops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseCity:
    """A city: `seat` is its name as companies and addresses have it, `code` its area code."""

    name: str
    seat: str
    code: str
    area: str
    weight: int
    streets: tuple[tuple[str, str], ...]
    """(district, street)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseTables:
    """Everything about Chinese customers."""

    surnames: tuple[Surname, ...]
    male: GivenNames
    female: GivenNames
    account_words: tuple[str, ...]
    brand_first: tuple[tuple[str, str], ...]
    brand_second: tuple[tuple[str, str], ...]
    """(character, pinyin)."""
    avoid: frozenset[str]
    forms: Weighted
    shop_form: str
    trades: tuple[Trade, ...]
    mobile_prefixes: tuple[str, ...]
    landline_digits: str
    buildings: tuple[str, ...]
    cities: tuple[ChineseCity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """First and last names that belong together."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPattern:
    """A range kept free for fiction: X stands for a made-up digit, the same in all three."""

    e164: str
    abroad: str
    at_home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WesternCity:
    """A city; `time_zone` is "" where the country has but one."""

    name: str
    time_zone: str
    postcodes: tuple[str, ...]
    numbers: tuple[NumberPattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country; `language` is the one in which its companies are named."""

    code: str
    language: str
    area: str
    weight: int
    origins: Weighted
    companies: Weighted
    honorifics: tuple[str, ...]
    address: str
    streets: tuple[str, ...]
    budgets: tuple[str, ...]
    cities: tuple[WesternCity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WesternTrade:
    """What Western companies of a shipped industry do, by language of the country."""

    industry: str
    weight: int
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WesternTables:
    """Everything about Western customers."""

    origins: Mapping[str, Origin]
    coined: tuple[str, ...]
    trades: tuple[WesternTrade, ...]
    countries: tuple[Country, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rep:
    """A colleague of the acting user."""

    login: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTables:
    """The sales office: its people and what they note down. `areas`: code -> words by language."""

    reps: tuple[Rep, ...]
    products: Words
    competitors: Words
    sources: Words
    budgets: tuple[str, ...]
    """Of Chinese customers."""
    notes: Words
    archive_reasons: Words
    phone_labels: Mapping[str, Mapping[str, str]]
    """Language -> mobile, office or switchboard -> label."""
    areas: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A kind of contact.

    `outcome` is the code of a shipped canned follow-up. `plain_percent` of them were written by
    the key alone. `weight` is how often it stands in the middle of a history.
    """

    name: str
    outcome: str
    method: str
    plain_percent: int
    weight: int
    texts: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoTables:
    """All tables. `labels`: language -> code of a canned follow-up -> its label."""

    chinese: ChineseTables
    western: WesternTables
    office: OfficeTables
    labels: Mapping[str, Mapping[str, str]]
    moves: Mapping[str, Move]
