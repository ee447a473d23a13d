"""A bulk change: one field of many customers set to one value, as one step."""

from dataclasses import dataclass, replace
from datetime import datetime

from tui_crm.domain.ahead import lies_ahead
from tui_crm.domain.customer import LIST_FIELDS, MAX_LINE, Kind
from tui_crm.domain.errors import FieldError
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import checked_line

BULK_OWNERS = ("owner", "second_owner")
BULK_TEXTS = ("source", "referrer", "product_interest", "budget", "competitor", "time_zone")
BULK_FIELDS = (*LIST_FIELDS, *BULK_OWNERS, "next_contact", "kind", *BULK_TEXTS)
"""The codes of the fields that many customers can be given at once, in the order of a chooser.

What tells one customer from another (name, numbers, address, birthday, note) is not among them.
"""

BulkValue = int | str | Promise | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """One field, one of `BULK_FIELDS`, and what it is set to; None or "" empties it.

    A classification takes the id of a list value, an owner that of a user, `next_contact` a
    promise, the others a text; `kind` can only become "customer". `reason` says why.
    """

    field: str
    value: BulkValue
    reason: str = ""


def checked_change(change: BulkChange, now: datetime) -> BulkChange:
    """Return `change` with its texts as they may be stored; `now` is local to the team's zone.

    Raises FieldError read_only_field for a field that is no bulk field, too_long, bad_kind,
    when_in_past, and reason_needed where everybody would lose their owner without one. Raises
    TypeError for a value of the wrong type.
    """
    value = _checked_value(change.field, change.value, now)
    reason = checked_line(change.reason, field="reason", limit=MAX_LINE)
    if change.field == "owner" and value is None and not reason:
        raise FieldError("reason_needed", field="reason")
    return replace(change, value=value, reason=reason)


def _checked_value(field: str, value: BulkValue, now: datetime) -> BulkValue:
    if field not in BULK_FIELDS:
        raise FieldError("read_only_field", field=field)
    if field in BULK_TEXTS and isinstance(value, str | None):
        return checked_line(value or "", field=field, limit=MAX_LINE)
    if field == "kind":
        if value != Kind.CUSTOMER.value:
            raise FieldError("bad_kind", field=field, text=str(value))
        return value
    if field == "next_contact" and isinstance(value, Promise | None):
        if value is not None and not lies_ahead(value, now):
            raise FieldError("when_in_past", field=field, text=value.on.isoformat())
        return value
    if field in (*LIST_FIELDS, *BULK_OWNERS) and isinstance(value, int | None):
        return value
    raise TypeError(value)
