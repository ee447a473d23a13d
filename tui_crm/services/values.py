"""Words and logins of a draft, looked up: list values (new ones are made) and users."""

from collections.abc import Iterable
from typing import Any

from tui_crm.domain.customer import LINE_FIELDS, LIST_FIELDS, Customer
from tui_crm.domain.draft import OWNER_FIELDS, CustomerDraft
from tui_crm.domain.errors import FieldError
from tui_crm.domain.text import fold
from tui_crm.domain.value_lists import ListValue
from tui_crm.i18n import LANGUAGES
from tui_crm.services.session import Session
from tui_crm.store import lists
from tui_crm.wording import listed
from tui_crm.wording.shipped import shipped_value_in

FieldValues = dict[str, Any]
"""Field codes and what the value `Customer` holds for them."""


def draft_values(session: Session, draft: CustomerDraft) -> FieldValues:
    """Return the texts of a draft as the fields of a customer, inside a transaction.

    A word that is no value of its list yet becomes one. Raises FieldError no_such_login (field
    owner or second_owner).
    """
    values: FieldValues = {code: getattr(draft, code) for code in ("name", "company", "note")}
    values |= {code: getattr(draft, code) for code in LINE_FIELDS}
    for code in LIST_FIELDS:
        if word := getattr(draft, code):
            values[code] = value_id(session, code, word)
    for code in OWNER_FIELDS:
        if login := getattr(draft, code):
            values[code] = user_id(session, code, login)
    return values


def known_value(session: Session, field: str, word: str) -> int:
    """Return the id of the list value that `word` names in either language.

    Raises FieldError unknown_value (params `text`, `known`).
    """
    found = _named(session.shared.values.values(), field, word)
    if found is None:
        known = listed(session.value_title(each.id) for each in session.values_of(field))
        raise FieldError("unknown_value", field=field, text=word, known=known)
    return found


def value_id(session: Session, field: str, word: str) -> int:
    """Return the id of the list value that `word` names in either language, or of a new one."""
    # What was read may have been merged into another value since, or taken away.
    known = lists.standing(session.db, _named(session.shared.values.values(), field, word))
    if known is None:
        # Somebody else, or this transaction, may have made it since the lists were read.
        known = _named(lists.all_values(session.db), field, word)
    return lists.insert(session.db, field=field, title=word) if known is None else known


def _named(values: Iterable[ListValue], field: str, word: str) -> int | None:
    wanted = fold(word)
    for value in values:
        if value.field == field and wanted in folded_words(value):
            return value.id
    return None


def folded_words(value: ListValue) -> frozenset[str]:
    """Return what names a list value, folded: its title, else its words in each language."""
    if value.title is not None:
        return frozenset({fold(value.title)})
    return frozenset(fold(shipped_value_in(each, value.field, value.code)) for each in LANGUAGES)


def reload_for(session: Session, customer: Customer) -> None:
    """Read the lists again where a customer has a value that they do not hold yet."""
    ids = (getattr(customer, code) for code in LIST_FIELDS)
    if any(each is not None and not session.value_title(each) for each in ids):
        session.reload()


def user_id(session: Session, field: str, login: str) -> int:
    """Return the id of the user with the login or shown name. Raises FieldError no_such_login."""
    wanted = fold(login)
    for user in session.shared.users.values():
        if wanted in (fold(user.login), fold(user.name)):
            return user.id
    known = listed(user.login for user in list(session.shared.users.values())[:10])
    raise FieldError("no_such_login", field=field, login=login, known=known)
