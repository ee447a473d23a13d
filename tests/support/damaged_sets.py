"""Customers made up and damaged by rules of our own: sets that the weights were not made for.

Persons as shops and doctors keep them, Western companies, Chinese companies. Each has twins that
are one and are damaged, and neighbours who are not: families of one address and number, namesakes,
sister companies, offices behind one switchboard, one agent for two companies.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

from tests.support.labelled_sets import LabelledSet
from tui_crm.domain.duplicates.record import Record

SEED = 20261122
_GIVEN = (
    "Agnes Beatrix Caspian Dorothea Elspeth Fergus Greta Hamish Ingrid Jerome Kirsten Lionel Maud"
    " Nigel Odette Percival Quentin Rosalind Sylvester Tabitha Ursula Vernon Winifred Yvonne"
    " Robert Elizabeth William Margaret Thomas Katherine Michael Susan"
)
_FAMILY = (
    "Abernathy Blackwood Carmichael Drummond Ellsworth Fairbanks Gallagher Hathaway Inglewood"
    " Jamieson Kirkpatrick Lockhart MacKenzie Northcott O'Donnell Pemberton Quigley Rutherford"
    " Stapleton Thornbury Underhill Vandermeer Whitcombe Yardley Smith Jones Brown Taylor"
)
_STREETS = (
    "Acacia Birchwood Chestnut Dovecote Elderberry Foxhall Gladstone Hawthorn Ivybridge Jubilee"
)
_KINDS = (("Street", "St"), ("Road", "Rd"), ("Avenue", "Ave"), ("Lane", "Ln"))
_TOWNS = "Ashbourne Brackley Chesham Dorchester Evesham Faversham Grantham Haverhill"
_TRADES = "Logistics Plumbing Software Bakery Consulting Textiles Fabrication Analytics"
_FORMS = ("Inc.", "Ltd", "LLC", "GmbH", "Co., Ltd.", "Corp")
_SHORT = {"Robert": "Bob", "Elizabeth": "Liz", "William": "Bill", "Margaret": "Maggie"}
_CITIES = (
    ("苏州", "江苏省"),
    ("宁波", "浙江省"),
    ("绵阳", "四川省"),
    ("泉州", "福建省"),
    ("潍坊", "山东省"),
)
_BRAND = "启明星辰远航博雅致尚云帆汇川锦程聚力卓越天成华信德润金桥海纳百川睿智"
_ZH_TRADES = (
    "精密机械",
    "电子科技",
    "供应链管理",
    "食品",
    "建筑工程",
    "文化传播",
    "新材料",
    "国际贸易",
)
_ROADS = ("学士街", "望江路", "东环路", "育才路", "滨河大道", "金鸡湖路")
_SURNAMES, _GIVEN_ZH = (
    "王李张周吴徐孙胡朱高林何郭马罗",
    "建国丽华志强淑芬海燕晓东玉兰明辉雪梅俊杰春生秀英",
)
_HOMOPHONES = str.maketrans("启星远航致尚锦程力华信润海百睿", "起兴苑杭志上金成立花新闰孩佰瑞")
_TRADITIONAL = str.maketrans(
    "启远云华汇锦聚宁苏东张杰丽兰机电贸", "啟遠雲華匯錦聚寧蘇東張傑麗蘭機電貿"
)

_Random = random.Random


def damaged_set(name: str, count: int = 600) -> LabelledSet:
    """Return the set `name`, one of `MADE`, of about `count` originals and half as many twins."""
    chance = random.Random(f"{SEED} {name}")
    make, damage = MADE[name]
    records: list[Record] = []
    same = set()
    for group in _groups(make(chance), count):
        for record in group:
            twins = [record]
            if chance.random() < 0.4:
                twins += [damage(record, chance) for _ in range(chance.choice((1, 1, 2)))]
            places = range(len(records), len(records) + len(twins))
            same.update(combinations(places, 2))
            records += twins
    numbered = tuple(replace(record, id=number) for number, record in enumerate(records, start=1))
    return LabelledSet(name=name, records=numbered, same=frozenset(same))


def _groups(made: Iterator[list[Record]], count: int) -> Iterator[list[Record]]:
    found = 0
    while found < count:
        group = next(made)
        found += len(group)
        yield group


def _slip(text: str, chance: _Random) -> str:
    """Return `text` with one letter doubled, lost, swapped with its neighbour or another one."""
    if len(text) < 4:
        return text
    at = chance.randrange(1, len(text) - 1)
    return chance.choice(
        (
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + chance.choice("aeionrst") + text[at + 1 :],
        )
    )


def _digits(count: int, chance: _Random) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _persons(chance: _Random) -> Iterator[list[Record]]:
    """Yield families: of one name, address and number, of different days of birth."""
    while True:
        family = chance.choice(_FAMILY.split())
        address = f"{chance.randint(1, 250)} {chance.choice(_STREETS.split())} "
        address += (
            f"{chance.choice(_KINDS)[0]}, {chance.choice(_TOWNS.split())}, {_digits(5, chance)}"
        )
        phone = f"+1{chance.randint(201, 989)}{_digits(7, chance)}"
        group = []
        for given in chance.sample(_GIVEN.split(), chance.choice((1, 1, 1, 2, 3))):
            month, day = chance.randint(1, 12), chance.randint(1, 28)
            born = f"{chance.randint(1940, 2005)}-{month:02}-{day:02}"
            site = chance.choice(("mailbox.test", "post.test", "gmail.com"))
            email = f"{given.lower()}.{family.lower()}{chance.randint(1, 99)}@{site}"
            name = f"{given} {family}"
            group.append(
                Record(name=name, phones=(phone,), email=email, address=address, birthday=born)
            )
        yield group


def _damaged_person(record: Record, chance: _Random) -> Record:
    given, family = record.name.split(" ", 1)
    names = (
        f"{_SHORT.get(given, given)} {family}",
        f"{family}, {given}",
        f"{given[0]}. {family}",
        f"{_slip(given, chance)} {_slip(family, chance)}",
        f"Mrs {given} {family}",
        record.name.upper(),
    )
    damaged = replace(record, name=chance.choice(names))
    if chance.random() < 0.4:
        damaged = replace(damaged, email=chance.choice(("", _slip(record.email, chance))))
    if chance.random() < 0.4:
        damaged = replace(damaged, phones=chance.choice(((), (f"+1{_digits(10, chance)}",))))
    if chance.random() < 0.5:
        abbreviated = record.address
        for long, short in _KINDS:
            abbreviated = abbreviated.replace(long, short)
        moved = f"{chance.randint(1, 99)} Elsewhere Road, Newtown, {_digits(5, chance)}"
        address = chance.choice(
            (abbreviated, abbreviated, _slip(record.address, chance), moved, "")
        )
        damaged = replace(damaged, address=address)
    if chance.random() < 0.3:
        year, month, day = record.birthday.split("-")
        other = chance.choice(("", f"{year}-{day}-{month}" if int(day) <= 12 else ""))
        damaged = replace(damaged, birthday=other)
    return damaged


def _companies(chance: _Random) -> Iterator[list[Record]]:
    """Yield companies: alone, or two of one family name or in one house; no name comes twice."""
    known: set[str] = set()
    while True:
        town = chance.choice(_TOWNS.split())
        road = f"{chance.choice(_STREETS.split())} Road"
        address = f"{chance.randint(1, 250)} {road}, {town}, {_digits(5, chance)}"
        phone = f"+49{chance.randint(200, 999)}{_digits(7, chance)}"
        owner = chance.choice(_FAMILY.split())
        kind = chance.choice(("alone", "alone", "sisters", "one house"))
        trades = chance.sample(_TRADES.split(), 1 if kind == "alone" else 2)
        group = []
        for trade in trades:
            brand = owner if kind != "one house" else chance.choice(_FAMILY.split())
            second = f" {chance.choice(_STREETS.split())}"
            core = f"{brand}{second if kind == 'alone' else ''} {trade}"
            if core in known:
                continue
            known.add(core)
            company = f"{core} {chance.choice(_FORMS)}"
            person = f"{chance.choice(_GIVEN.split())} {chance.choice(_FAMILY.split())}"
            website = f"www.{brand.lower().replace(chr(39), '')}-{trade.lower()}.test"
            elsewhere = f"{chance.randint(251, 400)} {address.split(' ', 1)[1]}"
            where = address if kind == "one house" else elsewhere
            own = (f"+49{chance.randint(200, 999)}{_digits(7, chance)}",)
            phones = (phone,) if kind == "one house" else own
            group.append(
                Record(name=person, company=company, phones=phones, address=where, website=website)
            )
        yield group


def _damaged_company(record: Record, chance: _Random) -> Record:
    core = record.company.rsplit(" ", 1)[0].removesuffix(" Co.,")
    names = (
        core,
        f"{core} {chance.choice(_FORMS)}",
        f"The {core} Company",
        f"{_slip(core, chance)} {chance.choice(_FORMS)}",
        core.upper(),
        f"{core} ({chance.choice(_TOWNS.split())})",
    )
    damaged = replace(record, company=chance.choice(names))
    if chance.random() < 0.4:
        colleague = f"{chance.choice(_GIVEN.split())} {chance.choice(_FAMILY.split())}"
        damaged = replace(damaged, name=chance.choice(("", colleague)))
    if chance.random() < 0.4:
        damaged = replace(
            damaged, phones=chance.choice(((), (f"{record.phones[0]}x{_digits(2, chance)}",)))
        )
    if chance.random() < 0.4:
        damaged = replace(damaged, website="")
    if chance.random() < 0.4:
        damaged = replace(damaged, address=record.address.replace("Road", "Rd").replace(",", ""))
    return damaged


def _chinese(chance: _Random) -> Iterator[list[Record]]:
    """Yield companies: alone, of one brand, behind one switchboard, or with one agent."""
    while True:
        city, province = chance.choice(_CITIES)
        kind = chance.choice(("alone", "alone", "sisters", "one house", "one agent"))
        road, switchboard = chance.choice(_ROADS), f"+86512{_digits(8, chance)}"
        address = (
            f"{province}{city}市高新区{road}{chance.randint(1, 900)}号{chance.randint(1, 30)}楼"
        )
        agent, mobile = _chinese_name(chance), f"+861{chance.choice('3578')}{_digits(9, chance)}"
        brand = _brand(chance)
        group = []
        for trade in chance.sample(_ZH_TRADES, 1 if kind == "alone" else 2):
            own = brand if kind in ("alone", "sisters") else _brand(chance)
            name = agent if kind == "one agent" else _chinese_name(chance)
            phones = [
                mobile
                if kind == "one agent"
                else f"+861{chance.choice('3578')}{_digits(9, chance)}"
            ]
            phones += [switchboard] if kind in ("sisters", "one house") else []
            where = address
            if kind != "one house":
                where = f"{province}{city}市{chance.choice(_ROADS)}{chance.randint(1, 900)}号"
            company = f"{city}{own}{trade}有限公司"
            group.append(Record(name=name, company=company, phones=tuple(phones), address=where))
        yield group


def _brand(chance: _Random) -> str:
    return "".join(chance.sample(_BRAND, chance.choice((2, 2, 3))))


def _chinese_name(chance: _Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN_ZH, k=chance.choice((1, 2, 2))))


def _damaged_chinese(record: Record, chance: _Random) -> Record:
    city, rest = record.company[:2], record.company[2:]
    companies = (
        rest,
        f"{city}市{rest}",
        f"{rest.removesuffix('有限公司')}({city})有限公司",
        f"{city}{rest.removesuffix('有限公司')}股份有限公司",
        record.company.removesuffix("有限公司"),
        record.company.translate(_HOMOPHONES),
        record.company.translate(_TRADITIONAL),
        f"{record.company} 〔老客户〕",
    )
    damaged = replace(record, company=chance.choice(companies))
    if chance.random() < 0.4:
        names = (
            f"{record.name[0]}总",
            f"{record.name}女士",
            record.name.translate(_TRADITIONAL),
            "",
        )
        damaged = replace(damaged, name=chance.choice(names))
    if chance.random() < 0.4:
        digits = record.phones[0]
        swapped = f"{digits[:6]}{digits[7]}{digits[6]}{digits[8:]}"
        damaged = replace(damaged, phones=chance.choice(((), (digits,), (swapped,))))
    if chance.random() < 0.4:
        addresses = (record.address[3:], record.address.removesuffix("楼"), "")
        damaged = replace(damaged, address=chance.choice(addresses))
    return damaged


MADE: dict[
    str,
    tuple[Callable[[_Random], Iterator[list[Record]]], Callable[[Record, _Random], Record]],
] = {
    "made persons": (_persons, _damaged_person),
    "made companies": (_companies, _damaged_company),
    "made Chinese companies": (_chinese, _damaged_chinese),
}
"""By name, what makes groups of neighbours, and what damages one of them."""
