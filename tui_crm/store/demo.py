"""Fictional customers written in bulk: the rows that the write path would have left behind."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property

from tui_crm.db import Database
from tui_crm.domain.demo.values import DemoCustomer, DemoFollowUp
from tui_crm.domain.follow_up import OutcomeFlags
from tui_crm.domain.promise import ALL_DAY
from tui_crm.domain.sort_keys import company_sort_key, name_sort_key
from tui_crm.store import follow_up_days, ids, search_index
from tui_crm.store.fields import to_day_number
from tui_crm.store.follow_up_days import FLAGS, Counted
from tui_crm.store.models import (
    CustomerTable,
    DoNotCallRow,
    FollowUpRow,
    PhoneRow,
)
from tui_crm.store.records import identity_hash, shown_phone
from tui_crm.store.search_texts import IndexText, index_text, search_fields

Row = tuple[object, ...]
"""The values of a row in database form, in the order of its columns."""

_QUARTER_SECONDS = 900
MICROSECONDS = 1_000_000
"""Of a second: instants are stored in them."""

EMPTY_COLUMNS = ("fax", "custom")
CUSTOMER_COLUMNS = (
    "id",
    "kind",
    "name",
    "company",
    "email",
    "wechat",
    "website",
    "address",
    "area",
    "industry",
    "level",
    "status",
    "source",
    "referrer",
    "owner",
    "second_owner",
    "birthday",
    "lunar_birthday",
    "time_zone",
    "product_interest",
    "budget",
    "competitor",
    "note",
    "next_on",
    "next_minute",
    "created_by",
    "created_at",
    "updated_at",
    "version",
    "created_step",
    "archived_at",
    "archive_reason",
    "frozen_until",
    "is_reclaimed",
    "is_do_not_call",
    "is_blocked",
    "last_follow_up_at",
    "last_contact_at",
    "last_outcome",
    "last_text",
    "unreached_count",
    "first_phone",
    "sort_name",
    "sort_company",
    "identity_hash",
    *EMPTY_COLUMNS,
)
_EMPTY = ("",) * len(EMPTY_COLUMNS)
_PHONE_COLUMNS = (
    "customer",
    "position",
    "raw_text",
    "key",
    "e164",
    "extension",
    "label",
    "is_bad",
    "is_do_not_call",
)
_FOLLOW_UP_COLUMNS = (
    "customer",
    "step",
    "user",
    "at",
    "day",
    "kind",
    "method",
    "outcome",
    "text",
    "phone",
    "duration_seconds",
    "next_on",
    "next_minute",
    *FLAGS,
)
_DO_NOT_CALL_COLUMNS = ("key", "listed_at", "listed_by", "reason", "step")


@dataclass(frozen=True, kw_only=True)
class DemoIds:
    """What the generator's codes and people are in a database.

    `users`: ids, the acting user first, then the reps. `values`: classification -> code -> id of
    the list value; "" is not among them. `flags`: code of a canned follow-up -> its flags. `zone`:
    the team's.
    """

    step_id: int
    users: Sequence[int]
    values: Mapping[str, Mapping[str, int]]
    flags: Mapping[str, OutcomeFlags]
    zone: tzinfo

    @cached_property
    def flag_values(self) -> Mapping[str, tuple[bool, ...]]:
        """The flags in the order of the columns."""
        return {
            code: tuple(getattr(flags, name) for name in FLAGS)
            for code, flags in self.flags.items()
        }

    @cached_property
    def days(self) -> dict[int, int]:
        """Quarter of an hour since 1970 -> the team's day, as stored; filled by `day_of`."""
        return {}

    def day_of(self, at: int) -> int:
        """Return the team's day, as stored, of an instant in seconds."""
        quarter = at // _QUARTER_SECONDS  # Every zone turns its day at one.
        if (day := self.days.get(quarter)) is None:
            moment = datetime.fromtimestamp(quarter * _QUARTER_SECONDS, self.zone)
            day = self.days[quarter] = to_day_number(moment)
        return day


def insert(db: Database, customers: Sequence[DemoCustomer], known: DemoIds) -> None:
    """Insert `customers` with all that hangs on them, inside `write_bulk()`."""
    numbered = list(zip(ids.reserve(db, len(customers)), customers, strict=True))
    db.insert_many(
        CustomerTable, CUSTOMER_COLUMNS, (_customer_row(*each, known) for each in numbered)
    )
    search_index.insert(db, [(each[0], _index_text(each[1])) for each in numbered])
    db.insert_many(
        PhoneRow, _PHONE_COLUMNS, (row for each in numbered for row in _phone_rows(*each))
    )
    kinds = _kinds(db, customers)
    db.insert_many(
        FollowUpRow,
        _FOLLOW_UP_COLUMNS,
        (row for each in numbered for row in _follow_up_rows(*each, known, kinds)),
    )
    follow_up_days.add(db, _counted(customers, known, kinds))
    db.insert_many(
        DoNotCallRow,
        _DO_NOT_CALL_COLUMNS,
        (row for each in customers for row in _refusal_rows(each, known)),
    )


def _customer_row(customer_id: int, customer: DemoCustomer, known: DemoIds) -> Row:
    who = customer.identity
    follow_ups, values, users = customer.follow_ups, known.values, known.users
    last = follow_ups[-1] if follow_ups else None
    return (
        customer_id,
        customer.kind.value,
        who.name,
        who.company,
        who.email,
        who.wechat,
        who.website,
        who.address,
        values["area"][who.area],
        values["industry"][who.industry],
        values["level"].get(customer.level),
        values["status"][customer.status],
        customer.source,
        customer.referrer,
        None if customer.owner is None else users[customer.owner],
        None if customer.second_owner is None else users[customer.second_owner],
        customer.birthday,
        customer.lunar_birthday,
        who.time_zone,
        customer.product_interest,
        who.budget,
        customer.competitor,
        customer.note,
        *_promise(customer.next_on, customer.next_minute),
        users[0],
        customer.created_at * MICROSECONDS,
        customer.updated_at * MICROSECONDS,
        customer.version,
        known.step_id,
        None if customer.archived_at is None else customer.archived_at * MICROSECONDS,
        customer.archive_reason,
        None if customer.frozen_until is None else to_day_number(customer.frozen_until),
        customer.is_reclaimed,
        customer.is_do_not_call,
        customer.is_blocked,
        None if last is None else last.at * MICROSECONDS,
        _last_contact(follow_ups, known.flags),
        "" if last is None else last.outcome,
        "" if last is None else last.text,
        _unreached(follow_ups, known.flags),
        shown_phone(who.phones),
        name_sort_key(who.name, who.company),
        company_sort_key(who.company),
        identity_hash(who.name, who.company),
        *_EMPTY,
    )


def _last_contact(
    follow_ups: Sequence[DemoFollowUp], flags: Mapping[str, OutcomeFlags]
) -> int | None:
    for each in reversed(follow_ups):
        if flags[each.code].counts_as_contact:
            return each.at * MICROSECONDS
    return None


def _unreached(follow_ups: Sequence[DemoFollowUp], flags: Mapping[str, OutcomeFlags]) -> int:
    count = 0
    for each in reversed(follow_ups):
        if flags[each.code].reached:
            break
        count += 1
    return count


def _promise(on: date | None, minute: int | None) -> tuple[int | None, int | None]:
    if on is None:
        return None, None
    return to_day_number(on), ALL_DAY if minute is None else minute


def _index_text(customer: DemoCustomer) -> IndexText:
    who = customer.identity
    fields = search_fields(
        name=who.name,
        company=who.company,
        phones=[(phone.raw, phone.key) for phone in who.phones],
        address=who.address,
        email=who.email,
        wechat=who.wechat,
    )
    return index_text(fields)


def _phone_rows(customer_id: int, customer: DemoCustomer) -> Iterator[Row]:
    for position, phone in enumerate(customer.identity.phones):
        yield customer_id, position, *phone


_Kinds = Mapping[tuple[str, str], int]
"""Method and outcome -> the number that stands for both."""


def _kinds(db: Database, customers: Sequence[DemoCustomer]) -> _Kinds:
    pairs = {(each.method, each.outcome) for customer in customers for each in customer.follow_ups}
    return {pair: follow_up_days.kind_of(db, *pair) for pair in sorted(pairs)}


def _counted(customers: Sequence[DemoCustomer], known: DemoIds, kinds: _Kinds) -> list[Counted]:
    """Return what the roll-up is to be raised by."""
    found = Counter(
        (
            known.day_of(each.at),
            known.users[each.author],
            kinds[each.method, each.outcome],
            known.flag_values[each.code],
        )
        for customer in customers
        for each in customer.follow_ups
    )
    return [
        (*key, count, *[count * flag for flag in flags]) for (*key, flags), count in found.items()
    ]


def _follow_up_rows(
    customer_id: int, customer: DemoCustomer, known: DemoIds, kinds: _Kinds
) -> Iterator[Row]:
    for each in customer.follow_ups:
        yield (
            customer_id,
            known.step_id,
            known.users[each.author],
            each.at * MICROSECONDS,
            known.day_of(each.at),
            kinds[each.method, each.outcome],
            each.method,
            each.outcome,
            each.text,
            each.phone,
            each.duration_seconds,
            *_promise(each.next_on, each.next_minute),
            *known.flag_values[each.code],
        )


def _refusal_rows(customer: DemoCustomer, known: DemoIds) -> Iterator[Row]:
    if customer.is_do_not_call:
        last = customer.follow_ups[-1]
        for phone in customer.identity.phones:
            yield (
                phone.key,
                last.at * MICROSECONDS,
                known.users[last.author],
                last.outcome,
                known.step_id,
            )
