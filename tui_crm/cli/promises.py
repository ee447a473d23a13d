"""Next contacts as they are typed after an option, and what is unusual about them."""

from tui_crm.domain.promise import Promise
from tui_crm.domain.when import parse_when
from tui_crm.domain.workdays import warning_for
from tui_crm.services.session import Session
from tui_crm.wording.day_warnings import day_warning

NO_PROMISE = frozenset({"", "none", "-", "无"})
"""What is typed for no next contact."""


def typed_promise(session: Session, text: str) -> Promise | None:
    """Return the promise that `text` means now; None where it says that there is none.

    Raises FieldError as `parse_when` does.
    """
    if text.strip().lower() in NO_PROMISE:
        return None
    return parse_when(text, session.local_now())


def promise_notes(session: Session, promise: Promise | None) -> tuple[str, ...]:
    """Return what to warn of about a typed promise, which is kept as typed."""
    if promise is None:
        return ()
    rules = session.rules
    warning = warning_for(promise, rules.calendar, rules.calling_hours)
    if warning is None:
        return ()
    holiday = rules.calendar.holiday_name(promise.on)
    return (day_warning(warning, promise.on, holiday=holiday),)


def promise_json(session: Session, promise: Promise | None) -> str | None:
    """Return a promise as JSON has it, None for none."""
    return None if promise is None else promise.as_json(session.rules.zone)
