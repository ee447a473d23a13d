"""A customer as texts for people: what the page, its history and the question of conflicts show."""

from datetime import datetime

from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CUSTOM_PREFIX, OWNER_FIELDS
from tui_crm.i18n import _
from tui_crm.services.field_texts import field_texts
from tui_crm.services.session import Session
from tui_crm.wording import date_long, field_title, kind_label, listed
from tui_crm.wording.times import promise_absolute

STATE = "state"
"""The code of what is no field of SPEC 3: archived, frozen, reclaimed, do not call."""


def shown_texts(session: Session, customer: Customer) -> dict[str, str]:
    """Return code -> text as people read it, "" where there is nothing.

    The codes are those of SPEC 3, with `custom.<title>` for free fields. Users are called by
    name, days have their weekday, instants are in the team's zone.
    """
    texts = field_texts(session, customer)
    texts["kind"] = kind_label(customer.kind)
    texts["next_contact"] = "" if customer.promise is None else promise_absolute(customer.promise)
    texts["created_by"] = session.user_name(customer.created_by)
    for code in OWNER_FIELDS:
        texts[code] = session.user_name(getattr(customer, code))
    for code in ("created_at", "updated_at"):
        texts[code] = shown_instant(session, getattr(customer, code))
    return texts


def shown_instant(session: Session, moment: datetime) -> str:
    """Return an instant in the team's zone: "Sat 21 Nov 2026 14:32"."""
    local = moment.astimezone(session.rules.zone)
    return f"{date_long(local.date())} {local:%H:%M}"


def shown_title(session: Session, code: str) -> str:
    """Return what a field is called here: the team's own title, else the shipped one."""
    return (
        field_title(code) if code.startswith(CUSTOM_PREFIX) else session.classification_title(code)
    )


def state_text(customer: Customer) -> str:
    """Return what keeps a customer from being called, with its reason or date; "" for nothing."""
    parts = []
    if customer.archived_at is not None:
        archived = _("archived ({reason})").format(reason=customer.archive_reason or "–")
        parts.append(archived)
    if customer.frozen_until is not None:
        until = date_long(customer.frozen_until)
        parts.append(_("frozen until {date}").format(date=until))
    if customer.is_reclaimed:
        parts.append(_("reclaimed"))
    if customer.is_do_not_call:
        parts.append(_("do not call"))
    return listed(parts)
