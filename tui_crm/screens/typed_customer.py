"""What the form of a customer holds, read: a new customer, or what was changed of one."""

from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.draft import CUSTOM_PREFIX, TEXT_LIMITS, CustomerDraft, with_texts
from tui_crm.domain.errors import FieldError
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.promise import Promise
from tui_crm.screens.customer_fields import FREE_FIELD, free_field
from tui_crm.services.customers import Changes, kind_named
from tui_crm.services.session import Session
from tui_crm.widgets.form import Form
from tui_crm.widgets.when_field import WhenField


def typed_changes(session: Session, form: Form) -> Changes:
    """Return the changed fields by their codes. Raises FieldError."""
    texts = form.changed()
    added = free_field(texts.pop(FREE_FIELD, ""))
    changes: dict[str, str | Promise | None] = dict(texts)
    if "phones" in texts:
        typed_numbers(session, texts["phones"])
    if "next_contact" in texts:
        changes["next_contact"] = _promise(form)
    if added is not None:
        changes[added[0]] = added[1]
    return changes


def typed_customer(session: Session, form: Form) -> CustomerDraft:
    """Return the new customer as typed. Raises FieldError."""
    texts = {code: field.text for code, field in form.fields.items()}
    added = free_field(texts[FREE_FIELD])
    draft = CustomerDraft(
        kind=kind_named(texts["kind"]),
        phones=typed_numbers(session, texts["phones"]),
        promise=_promise(form),
        custom=() if added is None else ((added[0].removeprefix(CUSTOM_PREFIX), added[1]),),
    )
    return with_texts(draft, {code: texts[code] for code in TEXT_LIMITS})


def typed_numbers(session: Session, text: str) -> tuple[PhoneNumber, ...]:
    """Return the numbers in a text. Raises FieldError no_number_in_text."""
    team = session.team
    numbers = read_numbers(text, team.country, area_code=team.area_code)
    if text.strip() and not numbers:
        raise FieldError("no_number_in_text", field="phones", text=text.strip())
    return numbers


def _promise(form: Form) -> Promise | None:
    field = form["next_contact"]
    return field.settled() if isinstance(field, WhenField) else None
