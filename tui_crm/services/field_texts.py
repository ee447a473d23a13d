"""A customer as texts under the codes of SPEC 3: what exports and commands say of him."""

from datetime import datetime

from tui_crm.domain.customer import FIELD_CODES, LINE_FIELDS, LIST_FIELDS, Customer
from tui_crm.domain.draft import CUSTOM_PREFIX, OWNER_FIELDS
from tui_crm.domain.phone import phones_text
from tui_crm.services.session import Session


def field_texts(session: Session, customer: Customer) -> dict[str, str]:
    """Return code -> text, "" where there is nothing, in forms that an import reads back.

    Classifications are words, users logins, instants ISO 8601 in the team's zone. Free fields
    stand under `custom.<title>`.
    """
    zone = session.rules.zone
    texts = {
        "id": str(customer.id),
        "kind": customer.kind.value,
        "name": customer.name,
        "company": customer.company,
        "phones": phones_text(customer.phones),
        "note": customer.note,
        "next_contact": "" if customer.promise is None else customer.promise.as_json(zone),
        "created_by": session.user_login(customer.created_by),
        "created_at": instant_text(session, customer.created_at),
        "updated_at": instant_text(session, customer.updated_at),
        "version": str(customer.version),
    }
    texts |= {code: getattr(customer, code) for code in LINE_FIELDS}
    texts |= {code: session.value_title(getattr(customer, code)) for code in LIST_FIELDS}
    texts |= {code: session.user_login(getattr(customer, code)) for code in OWNER_FIELDS}
    in_order = {code: texts[code] for code in FIELD_CODES}
    return in_order | {CUSTOM_PREFIX + title: text for title, text in customer.custom}


def instant_text(session: Session, moment: datetime) -> str:
    """Return an instant as ISO 8601 with the offset of the team's zone, to the second."""
    return moment.astimezone(session.rules.zone).isoformat(timespec="seconds")
