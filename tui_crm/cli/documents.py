"""The JSON documents of SPEC 10."""

from tui_crm.cli.answer import Json
from tui_crm.cli.promises import promise_json
from tui_crm.domain.customer import LIST_FIELDS, Customer, CustomerRow
from tui_crm.domain.draft import OWNER_FIELDS
from tui_crm.domain.follow_up import CannedFollowUp, FollowUp
from tui_crm.domain.public_search import PublicField, PublicHit
from tui_crm.domain.steps import Step
from tui_crm.services.duplicates import Duplicate
from tui_crm.services.field_texts import field_texts, instant_text
from tui_crm.services.finding import Hit
from tui_crm.services.list_undo import LISTS_NOTE
from tui_crm.services.session import Session
from tui_crm.services.view_undo import VIEWS_NOTE
from tui_crm.wording.canned import canned_label, canned_text

Document = dict[str, Json]

_NULL_WHERE_EMPTY = (*LIST_FIELDS, *OWNER_FIELDS, "next_contact", "created_by")


def due_document(session: Session, row: CustomerRow) -> Document:
    """Return a line of Today."""
    overdue = 0 if row.promise is None else (session.today() - row.promise.on).days
    last = row.last_follow_up_at
    return {
        "id": row.id,
        "name": row.name,
        "company": row.company,
        "phone": row.phone,
        "next_contact": promise_json(session, row.promise),
        "overdue_days": max(0, overdue),
        "last_contact": None if last is None else instant_text(session, last),
        "last_text": row.last_text,
    }


def hit_document(session: Session, hit: Hit) -> Document:
    """Return a line of a search."""
    return {
        "id": hit.row.id,
        "name": hit.row.name,
        "company": hit.row.company,
        "phone": hit.row.phone,
        "owner": session.user_login(hit.row.owner) or None,
        "score": hit.score,
    }


def public_document(session: Session, hit: PublicHit) -> Document:
    """Return a line of public search: the fields that may be seen."""
    document: Document = {"id": hit.id, **{field.value: text for field, text in hit.values}}
    if PublicField.OWNER in document:
        document["owner"] = session.user_login(hit.owner) or None
    if hit.state is not None:
        document["state"] = hit.state.value
    return document | {"score": hit.score}


def customer_document(
    session: Session, customer: Customer, timeline: tuple[FollowUp, ...]
) -> Document:
    """Return a customer with everything that is known: the codes of SPEC 3, and his history."""
    document: Document = dict(field_texts(session, customer))
    for code in _NULL_WHERE_EMPTY:
        document[code] = document[code] or None
    return document | {
        "id": customer.id,
        "version": customer.version,
        "state": customer.state.value,
        "follow_ups": [follow_up_document(session, each) for each in timeline],
    }


def follow_up_document(session: Session, follow_up: FollowUp) -> Document:
    """Return a follow-up of a customer."""
    return {
        "id": follow_up.id,
        "at": instant_text(session, follow_up.at),
        "by": session.user_login(follow_up.user_id),
        "method": follow_up.method.value,
        "outcome": follow_up.outcome,
        "text": follow_up.text,
        "next_contact": promise_json(session, follow_up.promise),
    }


def duplicate_document(session: Session, hit: Duplicate) -> Document:
    """Return who a new customer might be; `nothing` of somebody who only shares a number."""
    return {
        "id": hit.customer.id,
        "name": hit.customer.name,
        "company": hit.customer.company,
        "owner": session.user_login(hit.customer.owner) or None,
        "state": hit.customer.state.value,
        "verdict": hit.verdict.value,
    }


def step_document(session: Session, step: Step) -> Document:
    """Return a step of the list of steps."""
    return {
        "id": step.id,
        "kind": step.kind.value,
        "at": instant_text(session, step.at),
        "customer_id": step.customer_id,
        "state": step.state.value,
        "detail": {key: note for key, note in step.detail if key not in (LISTS_NOTE, VIEWS_NOTE)},
    }


def canned_document(session: Session, canned: CannedFollowUp) -> Document:
    """Return a canned follow-up in the words that `canned set` takes."""
    return {
        "slot": canned.slot,
        "label": canned_label(canned),
        "text": canned_text(canned),
        "method": canned.method.value,
        "next": str(canned.next_rule),
        "flags": list(canned.flags.names()),
        "status": session.value_title(canned.set_status) or None,
        "level": session.value_title(canned.set_level) or None,
    }
