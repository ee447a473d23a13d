"""Giving a customer back what a step changed on him."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tui_crm.domain.customer import LIST_FIELDS, Customer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.planning import is_do_not_call
from tui_crm.domain.steps import ChangeLine
from tui_crm.services import do_not_call
from tui_crm.services.session import Session
from tui_crm.store import customers, lists, steps


def refuse_if_changed_since(session: Session, change: ChangeLine) -> None:
    """Raise CrmError changed_since, with who and when, where the customer was written on since."""
    customers.hold(session.db, change.customer_id)
    newer = customers.touched_since(session.db, change.customer_id, change.id)
    if newer is not None:
        who, when = newer
        raise CrmError(
            "changed_since",
            id=change.customer_id,
            who=session.user_name(who),
            when=when.astimezone(session.rules.zone),
        )


def restore(session: Session, change: ChangeLine, now: datetime) -> Customer:
    """Lay the former columns of a change over the customer, one version on, and close the line.

    Whether he must not be called is decided by the list of refusals of today, not by that of then.
    """
    current = customers.get_any(session.db, change.customer_id)
    former = in_lists_of_today(session, current, customers.restored(current, change.before))
    phones = do_not_call.with_marks(session.db, former.phones)
    after = replace(
        former,
        phones=phones,
        is_do_not_call=is_do_not_call(phones, refused=former.is_do_not_call),
        version=current.version + 1,
        updated_at=now,
    )
    steps.close_change(session.db, change.id, now)
    return customers.update(session.db, current, after, step_id=None)


def in_lists_of_today(session: Session, current: Customer | None, former: Customer) -> Customer:
    """Return `former` with the value that took the place of one that was removed since.

    Where there is a `current` customer, what he has already stays.
    """
    values: dict[str, Any] = {
        code: lists.standing(session.db, getattr(former, code))
        for code in LIST_FIELDS
        if current is None or getattr(former, code) != getattr(current, code)
    }
    return replace(former, **values) if values else former
