"""What one should think of in the coming days: birthdays of customers, and festivals."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tui_crm.domain.customer import CustomerRow


class Occasion(StrEnum):
    """Why a day is worth a greeting; the order is that of one day's reminders."""

    BIRTHDAY = "birthday"
    LUNAR_BIRTHDAY = "lunar_birthday"
    FESTIVAL = "festival"


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """The first day of a festival, named in English (or its own language) and Chinese ("")."""

    day: date
    name: str
    name_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One occasion on one day.

    `customer` is whose birthday it is, None for a festival; `festival` its name, "" for a
    birthday. `age` is what he becomes, None where his year is not known. `id` tells the
    reminders of one list apart: the place in it, from one on.
    """

    id: int
    on: date
    occasion: Occasion
    customer: CustomerRow | None = None
    festival: str = ""
    age: int | None = None
