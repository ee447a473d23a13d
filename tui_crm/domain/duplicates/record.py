"""A customer as the duplicate check sees it, and what of him is compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from tui_crm.domain.cells import NOTHING
from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.duplicates.address_words import TITLES
from tui_crm.domain.duplicates.addresses import Address, address_of
from tui_crm.domain.duplicates.chinese import HAN
from tui_crm.domain.duplicates.companies import Company, company_of
from tui_crm.domain.duplicates.company_words import is_organisation
from tui_crm.domain.duplicates.emails import Email, email_of
from tui_crm.domain.duplicates.folding import without_brackets
from tui_crm.domain.duplicates.identifiers import Identifier, identifier_of
from tui_crm.domain.duplicates.names import Name, name_of
from tui_crm.domain.duplicates.numbers import Number, number_of
from tui_crm.domain.duplicates.person_words import CONTACT_TITLES
from tui_crm.domain.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the check looks at of one customer; "" and () are missing and speak neither way.

    `phones` are keys of numbers (`PhoneNumber.key`), `contacts` names of further people,
    `birthday` as stored (`1980-12-01`, `12-01`), `custom` (title, value) pairs. `id` 0 is
    somebody who is not stored yet.
    """

    id: int = 0
    name: str = ""
    company: str = ""
    phones: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    birthday: str = ""
    wechat: str = ""
    website: str = ""
    custom: tuple[tuple[str, str], ...] = ()


def record_of(who: CustomerDraft | Customer, customer_id: int = 0) -> Record:
    """Return what the check looks at of a customer as typed, imported or stored."""
    return Record(
        id=customer_id,
        name=who.name,
        company=who.company,
        phones=tuple([phone.key for phone in who.phones if phone.key]),
        contacts=contacts_in(who.custom),
        email=who.email,
        address=who.address,
        birthday=who.birthday,
        wechat=who.wechat,
        website=who.website,
        custom=who.custom,
    )


def contacts_in(custom: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the names of further people that stand in free fields, by the titles of these."""
    return tuple([value for title, value in custom if _plain(title) in CONTACT_TITLES])


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of a record, computed once; opaque to everybody but this package."""

    record: Record
    name: Name | None
    company: Company | None
    numbers: tuple[Number, ...]
    number_places: tuple[int, ...]
    contacts: tuple[Name, ...]
    email: Email | None
    address: Address | None
    birthday: str
    wechat: str
    website: str
    identifiers: tuple[Identifier, ...]


def features(record: Record) -> Features:
    """Return what is compared of `record`; any text at all is allowed."""
    name, company = fold(record.name), _said(record.company)
    if not company and HAN.search(name) and is_organisation(without_brackets(name)):
        name, company = "", name
    numbers = [
        (number, place) for place, key in enumerate(record.phones) if (number := number_of(key))
    ]
    address = record.address
    identifiers: tuple[Identifier, ...] = ()
    if record.custom:
        address, identifiers = _custom(record)
    return Features(
        record,
        name_of(name) if name else None,
        company_of(company) if company else None,
        tuple([number for number, _ in numbers]),
        tuple([place for _, place in numbers]),
        tuple([each for text in record.contacts if (each := name_of(fold(text)))]),
        email_of(fold(record.email)) if record.email else None,
        address_of(address) if (address := _said(address)) else None,
        record.birthday,
        _said(record.wechat),
        _site(record.website),
        identifiers,
    )


def _custom(record: Record) -> tuple[str, tuple[Identifier, ...]]:
    """Return the address with the parts of it that stand in free fields, and the identifiers."""
    address = [record.address] if record.address else []
    identifiers = []
    for title, value in record.custom:
        if _plain(title) in TITLES:
            address.append(value)
        elif found := identifier_of(title, value):
            identifiers.append(found)
    return " ".join(address), tuple(identifiers)


def _plain(title: str) -> str:
    return fold(title).replace("_", "").replace(" ", "")


def _said(text: str) -> str:
    """Return `text` folded, "" where it says that nothing is known: 无, n/a, a dash."""
    folded = fold(text).strip()
    return "" if folded in NOTHING else folded


def _site(text: str) -> str:
    """Return what of an address of the web tells whose it is: host and path."""
    site = _said(text)
    if "://" in site:
        site = site.partition("://")[2]
    return site.removeprefix("www.").rstrip("/")
