"""Column types whose stored form is the same on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import peewee

MAX_ID = 2**31 - 1
"""The largest id that both engines can store; a larger one names nothing."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """Return the aware `moment` as whole microseconds since 1970 in UTC."""
    return (moment - EPOCH) // _MICROSECOND


def to_day_number(day: date) -> int:
    """Return `day` as the number YYYYMMDD."""
    return day.year * 10_000 + day.month * 100 + day.day


class UtcField(peewee.BigIntegerField):
    """An aware UTC instant, stored as microseconds since 1970: orders and compares everywhere."""

    def db_value(self, value: datetime | int | None) -> int | None:
        """Return microseconds; a number is taken as stored already."""
        return to_microseconds(value) if isinstance(value, datetime) else value

    def python_value(self, value: int | None) -> datetime | None:
        """Return the aware UTC instant."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


class DayField(peewee.IntegerField):
    """A calendar day, stored as the number YYYYMMDD: readable, and orders as days do."""

    def db_value(self, value: date | int | None) -> int | None:
        """Return YYYYMMDD; a number is taken as stored already."""
        return to_day_number(value) if isinstance(value, date) else value

    def python_value(self, value: int | None) -> date | None:
        """Return the day."""
        return None if value is None else date(value // 10_000, value // 100 % 100, value % 100)
