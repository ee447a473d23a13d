"""A customer as the duplicate check sees it, and what of him is compared."""

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is compared of a record, computed once; opaque to everybody but this package."""

    record: Record


def features(record: Record) -> Features:
    """Return what is compared of `record`; any text at all is allowed."""
    return Features(record=record)
