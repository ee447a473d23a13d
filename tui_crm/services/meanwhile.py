"""What became of a customer since somebody began to edit him."""

from dataclasses import dataclass

from tui_crm.domain.customer import READ_ONLY_FIELDS, Customer
from tui_crm.services import customers
from tui_crm.services.field_texts import field_texts
from tui_crm.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field (a code of SPEC 3) as texts: before, and now."""

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """The customer as he is now, and the fields that differ."""

    customer: Customer
    changes: tuple[FieldChange, ...]


def changes_since(session: Session, base: Customer) -> Meanwhile:
    """Return what changed since `base` was read. Raises CrmError no_such_customer."""
    now = customers.get(session, base.id)
    session.reload()  # Somebody else may have made the words and users that he has now.
    before, after = field_texts(session, base), field_texts(session, now)
    codes = [code for code in {**before, **after} if code not in READ_ONLY_FIELDS]
    return Meanwhile(
        customer=now,
        changes=tuple(
            FieldChange(code=code, before=before.get(code, ""), after=after.get(code, ""))
            for code in codes
            if before.get(code, "") != after.get(code, "")
        ),
    )
