"""What of a customer is searched."""

from dataclasses import dataclass
from enum import IntEnum


class SearchedField(IntEnum):
    """The fields in the order in which hits in them stand."""

    NAME = 0
    CONTACT = 1
    PHONE = 2
    COMPANY = 3
    ADDRESS = 4
    EMAIL = 5
    WECHAT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFields:
    """The texts of one customer that are searched, as stored.

    `phones` holds each number twice where both are known: as typed and as the digits of its key
    (`PhoneNumber.raw` and `.key`); signs among the digits do not matter, order neither.
    """

    name: str = ""
    company: str = ""
    phones: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    address: str = ""
    email: str = ""
    wechat: str = ""
