"""Between stored customers and the drafts of rows that fill or overwrite them."""

from dataclasses import replace

from tui_crm.domain.customer import LIST_FIELDS, Customer
from tui_crm.domain.draft import OWNER_FIELDS, TEXT_LIMITS, CustomerDraft, text_of
from tui_crm.services.import_rows import PreparedRow
from tui_crm.services.import_words import ImportWords
from tui_crm.services.session import Session
from tui_crm.store.bulk import TEXT_COLUMNS


def stored_draft(session: Session, words: ImportWords, customer: Customer) -> CustomerDraft:
    """Return what is stored, classifications as words and owners as logins."""
    texts = {code: getattr(customer, code) for code in TEXT_COLUMNS}
    texts |= {code: words.title(getattr(customer, code)) for code in LIST_FIELDS}
    texts |= {code: session.user_login(getattr(customer, code)) for code in OWNER_FIELDS}
    return CustomerDraft(
        kind=customer.kind,
        phones=customer.phones,
        custom=customer.custom,
        promise=customer.promise,
        **texts,
    )


def comparable_draft(
    session: Session, words: ImportWords, row: PreparedRow, users: tuple[int | None, int | None]
) -> CustomerDraft:
    """Return a row's draft in the words in which `stored_draft` says the same.

    `users` are owner and second owner, None where the row names nobody who is known.
    """
    texts = dict(zip(OWNER_FIELDS, map(session.user_login, users), strict=True))
    ids = words.known_value_ids(row.lists)
    for code, word, value_id in zip(LIST_FIELDS, row.lists, ids, strict=True):
        texts[code] = words.title(value_id) if word and value_id is not None else word
    return replace(row.draft(), **texts)  # type: ignore[arg-type]  # texts, by their codes


def merged_customer(
    words: ImportWords, before: Customer, merged: CustomerDraft, changes: tuple[str, ...]
) -> Customer:
    """Return the customer with the fields `changes` of the merged draft, inside a transaction.

    Numbers are left to whoever marks them; version and time to whoever writes.
    """
    fields: dict[str, object] = {}
    for code in changes:
        if code in LIST_FIELDS:
            wanted = tuple(text_of(merged, each) if each == code else "" for each in LIST_FIELDS)
            fields[code] = words.value_ids(wanted)[LIST_FIELDS.index(code)]
        elif code in OWNER_FIELDS:
            fields[code] = words.user_id(text_of(merged, code))
        elif code in TEXT_LIMITS:
            fields[code] = text_of(merged, code)
        elif code == "next_contact":
            fields["promise"] = merged.promise
        elif code == "kind":
            fields["kind"] = merged.kind
        elif code == "custom":
            fields["custom"] = merged.custom
    after = replace(before, **fields)  # type: ignore[arg-type]  # fields, by their codes
    if after.second_owner is not None and after.second_owner == after.owner:
        after = replace(after, second_owner=None)
    return after
