"""Whether an imported row is a customer who is there already, and what then happens (SPEC 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tui_crm.domain.agreeing import agreeing_form as agreeing_form
from tui_crm.domain.customer import Kind, PhoneNumber
from tui_crm.domain.draft import TEXT_LIMITS, CustomerDraft, text_of, with_texts
from tui_crm.domain.phone import unite
from tui_crm.domain.text import fold


class OnDuplicate(StrEnum):
    """What happens to a row whose customer is there already."""

    SKIP = "skip"
    FILL = "fill"
    OVERWRITE = "overwrite"
    NEW = "new"


class RowAction(StrEnum):
    """How a row is counted: created, updated, skipped (nothing to change), or a duplicate."""

    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored customer who might be the one of a row.

    `matches_id` says that the row's id is his, or an alias of his. `draft` is what is stored,
    classifications as words and owners as logins.
    """

    customer_id: int
    draft: CustomerDraft
    matches_id: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The customer of a row (None: nobody yet), and those who share a number with it, no more."""

    same: Candidate | None = None
    likely: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan:
    """What a row does.

    `draft` is the customer as he is to be stored after CREATE and UPDATE, and the row itself
    otherwise. `changes` are the fields that UPDATE changes, codes of SPEC 3 or `custom`. `likely`
    are customers to report beside a created row.
    """

    action: RowAction
    draft: CustomerDraft
    customer_id: int | None = None
    changes: tuple[str, ...] = ()
    likely: tuple[int, ...] = ()


def match_row(row: CustomerDraft, candidates: Iterable[Candidate]) -> Match:
    """Return which of `candidates` the row is.

    One whose id or alias matches; or who shares a number and agrees in the company (in the name,
    where either side has no company); or, without numbers, who agrees in name and company. A
    shared number alone is only likely. The first of several wins, an id before all others.
    """
    likely = []
    same = None
    for candidate in candidates:
        if candidate.matches_id:
            return Match(same=candidate)
        shares_number = bool(_keys(row.phones) & _keys(candidate.draft.phones))
        if _is_same(row, candidate.draft, shares_number=shares_number):
            same = same or candidate
        elif shares_number:
            likely.append(candidate)
    return Match(same=same, likely=() if same else tuple(likely))


def plan_row(row: CustomerDraft, match: Match, mode: OnDuplicate) -> RowPlan:
    """Return what happens to a row.

    SKIP leaves a known customer alone. FILL writes into his empty fields, OVERWRITE into all for
    which the row has something. Neither takes a number away or makes a customer a lead again.
    NEW creates every row.
    """
    if match.same is None or mode is OnDuplicate.NEW:
        likely = tuple(each.customer_id for each in match.likely)
        return RowPlan(action=RowAction.CREATE, draft=row, likely=likely)
    stored = match.same
    if mode is OnDuplicate.SKIP:
        return RowPlan(action=RowAction.DUPLICATE, draft=row, customer_id=stored.customer_id)
    merged = _merged(row, stored.draft, is_overwriting=mode is OnDuplicate.OVERWRITE)
    changes = _changed_fields(stored.draft, merged)
    return RowPlan(
        action=RowAction.UPDATE if changes else RowAction.SKIP,
        draft=merged,
        customer_id=stored.customer_id,
        changes=changes,
    )


def _keys(phones: Sequence[PhoneNumber]) -> set[str]:
    return {phone.key for phone in phones if phone.key}


def _is_same(row: CustomerDraft, stored: CustomerDraft, *, shares_number: bool) -> bool:
    is_one_name = agreeing_form(row.name) == agreeing_form(stored.name)
    row_company, stored_company = agreeing_form(row.company), agreeing_form(stored.company)
    if shares_number:
        if row_company and stored_company:
            return row_company == stored_company
        # A row that says nothing but a number agrees only with a customer who is only that.
        has_nothing = not (row.name or stored.name) and (row_company or stored_company)
        return is_one_name and not has_nothing
    if not is_one_name or row_company != stored_company:
        return False
    has_numbers = (bool(_keys(row.phones)), bool(_keys(stored.phones)))
    if all(has_numbers):
        return False
    if any(has_numbers):
        # Of two people of one name only one has a number: without a company they may be two.
        return bool(row.name and row_company)
    if row.name or row_company:
        return True
    return _has_one_contact(row, stored)


def _has_one_contact(row: CustomerDraft, stored: CustomerDraft) -> bool:
    """Whether two without name, company and comparable number are known by the same thing."""
    if row.email or stored.email:
        return fold(row.email).strip() == fold(stored.email).strip()
    typed = {phone.raw for phone in row.phones}
    return bool(typed) and typed == {phone.raw for phone in stored.phones}


def _merged(row: CustomerDraft, stored: CustomerDraft, *, is_overwriting: bool) -> CustomerDraft:
    texts = {}
    for code in TEXT_LIMITS:
        new, old = text_of(row, code), text_of(stored, code)
        if new and (is_overwriting or not old):
            texts[code] = new
    custom = dict(stored.custom)
    for title, value in row.custom:
        if is_overwriting or not custom.get(title):
            custom[title] = value
    takes_promise = is_overwriting or stored.promise is None
    return replace(
        with_texts(stored, texts),
        kind=Kind.CUSTOMER if is_overwriting and row.kind is Kind.CUSTOMER else stored.kind,
        phones=unite([*stored.phones, *row.phones]),
        promise=row.promise if row.promise and takes_promise else stored.promise,
        custom=tuple(custom.items()),
    )


def _changed_fields(stored: CustomerDraft, merged: CustomerDraft) -> tuple[str, ...]:
    changed = [code for code in TEXT_LIMITS if text_of(stored, code) != text_of(merged, code)]
    for code, is_changed in (
        ("kind", stored.kind is not merged.kind),
        ("phones", stored.phones != merged.phones),
        ("next_contact", stored.promise != merged.promise),
        ("custom", stored.custom != merged.custom),
    ):
        if is_changed:
            changed.append(code)
    return tuple(changed)
