"""Customers made and changed by hand: each function is one intention, one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tui_crm.domain.cells import ReadingRules, with_read_texts
from tui_crm.domain.customer import (
    LINE_FIELDS,
    LIST_FIELDS,
    MAX_LINE,
    MAX_TEXT,
    READ_ONLY_FIELDS,
    Customer,
    CustomerRow,
    Kind,
    PhoneNumber,
)
from tui_crm.domain.draft import CUSTOM_PREFIX, CustomerDraft, validate_draft, with_texts
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.follow_up import FollowUp
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.planning import is_do_not_call
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import StepKind, StepState
from tui_crm.domain.text import checked_line, checked_text
from tui_crm.domain.words import read_kind
from tui_crm.services import do_not_call, duplicates
from tui_crm.services.card import get as get
from tui_crm.services.card import timeline as timeline
from tui_crm.services.duplicates import Duplicate
from tui_crm.services.meanwhile import ChangedMeanwhile, news_since
from tui_crm.services.ownership import with_owner
from tui_crm.services.session import Session, new_uuid
from tui_crm.services.values import draft_values, reload_for
from tui_crm.store import customers, follow_ups, live_rows, steps
from tui_crm.store.records import CORRECTED_TEXT


def all_rows(session: Session) -> KeysetQuery[CustomerRow, Key]:
    """Return the list of all customers that are not archived, by name."""
    return live_rows.all_rows(session.db, session.viewer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A new customer as stored, and who else he might be."""

    customer: Customer
    duplicates: tuple[Duplicate, ...]


def add(
    session: Session,
    draft: CustomerDraft,
    *,
    is_unassigned: bool = False,
    override_reason: str = "",
    entry_uuid: str = "",
) -> Added:
    """Store a new customer; he belongs to the one who adds him, or is unassigned.

    Raises FieldError for a value over its limit, an unreadable one or an unknown owner; CrmError
    duplicate_customer (params `id`, `name`, `owner`) where he is there already, unless an
    `override_reason` is given; too_long past 500 characters of it. The same `entry_uuid` again
    returns what was stored, or raises CrmError entry_undone.
    """
    draft = with_read_texts(validate_draft(draft), _reading(session))
    reason = checked_line(override_reason, field="reason", limit=MAX_LINE)
    uuid = entry_uuid or new_uuid()
    with session.db.write():
        known = steps.by_uuid(session.db, uuid)
        if known is not None and known.customer_id is not None:
            if known.state is StepState.UNDONE:
                raise CrmError("entry_undone")
            return Added(customer=get(session, known.customer_id), duplicates=())
        found = duplicates.check(session, draft)
        same = next((each for each in found if each.is_same), None)
        if same is not None and not reason:
            raise CrmError(
                "duplicate_customer",
                id=same.customer.id,
                name=same.customer.display_name,
                owner=session.user_name(same.customer.owner) or "–",
            )
        customer = _new_customer(session, draft, is_unassigned=is_unassigned)
        step_id = steps.insert(
            session.db,
            uuid=uuid,
            user_id=session.viewer.user_id,
            kind=StepKind.CREATE,
            at=customer.created_at,
            detail={"reason": reason} if reason else {},
        )
        refused = do_not_call.newly_refused(session.db, customer.phones)
        stored = customers.insert(session.db, customer, step_id=step_id)
        do_not_call.refuse(session, refused, reason=reason, step_id=step_id)
        steps.set_customer(session.db, step_id, stored.id)
    reload_for(session, stored)
    return Added(customer=stored, duplicates=found)


def _new_customer(session: Session, draft: CustomerDraft, *, is_unassigned: bool) -> Customer:
    now = session.now()
    values = draft_values(session, draft)
    phones = _refused_too(session, draft.phones)
    owner = values.pop("owner", None)
    if owner is None and not is_unassigned:
        owner = session.viewer.user_id
    return Customer(
        id=0,
        kind=draft.kind or Kind.LEAD,
        phones=phones,
        custom=draft.custom,
        promise=draft.promise,
        owner=owner,
        created_by=session.viewer.user_id,
        created_at=now,
        updated_at=now,
        is_do_not_call=is_do_not_call(phones, refused=False),
        **values,
    )


Changes = Mapping[str, str | Promise | None]
"""Fields of a customer by their codes: texts, the promise of `next_contact` as a value."""

EDITABLE_TEXTS = ("name", "company", *LINE_FIELDS, "note", *LIST_FIELDS, "owner", "second_owner")
"""The codes that `edit` takes as texts, beside phones, kind, next_contact and `custom.…`."""


def edit(
    session: Session,
    customer_id: int,
    changes: Changes,
    *,
    version: int | None = None,
) -> Customer:
    """Change fields of a customer, given by their codes as texts (`next_contact` as a promise).

    "" empties a field. With `version` the customer must still have it. Raises FieldError
    unknown_field, read_only_field, bad_kind, unreadable, too_long, no_identity; CrmError
    ChangedMeanwhile where somebody was faster: see `merging.save` for an edit that goes on.
    """
    with session.db.write():
        customers.hold(session.db, customer_id)
        before = get(session, customer_id)
        if version is not None and version != before.version:
            session.reload()  # Somebody else may have made the words that he has now.
            raise ChangedMeanwhile(before, news_since(session, before, version))
        stored = write_edit(session, before, changes)
    reload_for(session, stored)
    return stored


def write_edit(session: Session, before: Customer, changes: Changes) -> Customer:
    """Write an edit of `before` as he is stored, inside a transaction; raises as `edit` does."""
    after = edited(session, before, changes)
    if after == before:
        return before
    now = session.now()
    after = replace(after, version=before.version + 1, updated_at=now)
    step_id = steps.insert(
        session.db,
        uuid=new_uuid(),
        user_id=session.viewer.user_id,
        kind=StepKind.EDIT,
        at=now,
        customer_id=before.id,
        detail={"fields": ", ".join(changes)},
    )
    refused = do_not_call.newly_refused(session.db, after.phones)
    stored = customers.update(session.db, before, after, step_id=step_id)
    do_not_call.refuse(session, refused, reason="", step_id=step_id)
    return stored


def edited(session: Session, before: Customer, changes: Changes) -> Customer:
    """Return `before` with the changes, not stored, inside a transaction; raises as `edit` does."""
    texts: dict[str, str] = {}
    custom = dict(before.custom)
    after = before
    for code, value in changes.items():
        if isinstance(value, Promise) is not (code == "next_contact") and value:
            raise TypeError(code)
        if code == "next_contact":
            after = replace(after, promise=value if isinstance(value, Promise) else None)
        elif code == "kind":
            after = replace(after, kind=kind_named(str(value)))
        elif code == "phones":
            after = _with_phones(session, after, str(value or ""))
        elif code.startswith(CUSTOM_PREFIX) and code != CUSTOM_PREFIX:
            custom[code.removeprefix(CUSTOM_PREFIX)] = str(value or "")
        elif code in EDITABLE_TEXTS:
            texts[code] = str(value or "")
        elif code in READ_ONLY_FIELDS:
            raise FieldError("read_only_field", field=code)
        else:
            raise FieldError("unknown_field", field=code)
    draft = CustomerDraft(phones=after.phones, custom=tuple(custom.items()))
    named = {code: getattr(before, code) for code in ("name", "company", "email")}
    draft = validate_draft(with_texts(draft, named | texts))
    draft = with_read_texts(draft, _reading(session))
    values = draft_values(session, draft)
    emptied = {
        code: None if code in (*LIST_FIELDS, "owner", "second_owner") else "" for code in texts
    }
    kept = {code: values.get(code, emptied[code]) for code in texts}
    after = replace(after, phones=draft.phones, custom=draft.custom)
    if "owner" in kept:
        after = with_owner(after, kept.pop("owner"))
    return replace(after, **kept)  # type: ignore[arg-type]  # by their codes


def _reading(session: Session) -> ReadingRules:
    return ReadingRules.for_team(session.team.country, session.rules.zone)


def kind_named(text: str) -> Kind:
    """Return the kind that `text` names in either language. Raises FieldError bad_kind."""
    kind = read_kind(text)
    if kind is None:
        raise FieldError("bad_kind", field="kind", text=text)
    return kind


def _with_phones(session: Session, customer: Customer, text: str) -> Customer:
    """Return the customer with the numbers of `text`; those he had keep their id.

    A number is bad as the text says, but no text takes a refusal back.
    """
    known = {phone.key or phone.raw: phone for phone in customer.phones}
    phones = []
    for phone in read_numbers(text, session.team.country, area_code=session.team.area_code):
        old = known.get(phone.key or phone.raw)
        if old is not None:
            refused = phone.is_do_not_call or old.is_do_not_call
            phone = replace(phone, id=old.id, is_do_not_call=refused)
        phones.append(phone)
    marked = _refused_too(session, tuple(phones))
    return replace(
        customer,
        phones=marked,
        is_do_not_call=is_do_not_call(marked, refused=customer.is_do_not_call),
    )


def _refused_too(session: Session, phones: tuple[PhoneNumber, ...]) -> tuple[PhoneNumber, ...]:
    """Return the numbers marked as typed, and where the list of refusals has them."""
    listed = do_not_call.with_marks(session.db, phones)
    return tuple(
        replace(given, is_do_not_call=given.is_do_not_call or mark.is_do_not_call)
        for given, mark in zip(phones, listed, strict=True)
    )


def archive(session: Session, customer_id: int, *, reason: str) -> Customer:
    """Archive a customer with a reason; his history stays.

    Raises FieldError reason_needed, and too_long past 500 characters.
    """
    reason = checked_line(reason, field="reason", limit=MAX_LINE)
    if not reason:
        raise FieldError("reason_needed", field="reason")
    with session.db.write():
        customers.hold(session.db, customer_id)
        before = get(session, customer_id)
        if before.archived_at is not None:
            return before
        now = session.now()
        after = replace(
            before,
            archived_at=now,
            archive_reason=reason,
            promise=None,
            version=before.version + 1,
            updated_at=now,
        )
        step_id = steps.insert(
            session.db,
            uuid=new_uuid(),
            user_id=session.viewer.user_id,
            kind=StepKind.ARCHIVE,
            at=now,
            customer_id=before.id,
            detail={"reason": reason},
        )
        return customers.update(session.db, before, after, step_id=step_id)


def make_customer(session: Session, customer_id: int) -> Customer:
    """Make a lead a customer by hand; one who is a customer already stays as he is."""
    return edit(session, customer_id, {"kind": Kind.CUSTOMER.value})


def correct(
    session: Session, follow_up_id: int, *, text: str, former: str | None = None
) -> FollowUp:
    """Correct the text of a follow-up; the former one stays in its history, with who and when.

    With `former` it must still be that. Raises CrmError no_such_follow_up, corrected_meanwhile
    (params `text`), FieldError too_long past 10,000 characters.
    """
    text = checked_text(text, field="text", limit=MAX_TEXT)
    with session.db.write():
        follow_up = follow_ups.get(session.db, session.viewer, follow_up_id)
        if follow_up.text == text:
            return follow_up
        if former is not None and follow_up.text != former:
            raise CrmError("corrected_meanwhile", text=follow_up.text)
        customers.hold(session.db, follow_up.customer_id)
        before = get(session, follow_up.customer_id)
        now = session.now()
        step_id = steps.insert(
            session.db,
            uuid=new_uuid(),
            user_id=session.viewer.user_id,
            kind=StepKind.CORRECT,
            at=now,
            customer_id=before.id,
            detail={"follow_up": follow_up_id},
        )
        follow_ups.keep_former_text(
            session.db, follow_up, user_id=session.viewer.user_id, at=now, step_id=step_id
        )
        follow_ups.set_text(session.db, follow_up_id, text, corrected_at=now)
        is_newest = before.last_follow_up_at == follow_up.at and follow_ups.is_last_of_its_instant(
            session.db, follow_up
        )
        after = replace(
            before,
            last_text=text if is_newest else before.last_text,
            version=before.version + 1,
            updated_at=now,
        )
        told = ({CORRECTED_TEXT: follow_up.text}, {CORRECTED_TEXT: text})
        customers.update(session.db, before, after, step_id=step_id, also=told)
        return follow_ups.get(session.db, session.viewer, follow_up_id)
