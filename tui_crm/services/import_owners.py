"""Who gets the rows of a file: logins and shown names, looked up; unknown ones are told."""

from dataclasses import dataclass

from tui_crm.domain.errors import FieldError
from tui_crm.services.import_rows import PreparedRow
from tui_crm.services.import_words import ImportWords
from tui_crm.services.session import Session
from tui_crm.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOwners:
    """The owners of a row as user ids; `unknown` are (field, text) of those whom nobody knows."""

    owner: int | None = None
    second_owner: int | None = None
    unknown: tuple[tuple[str, str], ...] = ()


class ImportOwners:
    """Decides who gets each row."""

    def __init__(self, session: Session, words: ImportWords, *, owner: str) -> None:
        """Give rows that name nobody to the login `owner`, "" to the acting user.

        Raises FieldError no_such_login (field `owner`).
        """
        self._words = words
        self._acting_id = session.viewer.user_id
        found = words.user_id(owner) if owner else self._acting_id
        if found is None:
            known = listed(user.login for user in list(session.shared.users.values())[:10])
            raise FieldError("no_such_login", field="owner", login=owner, known=known)
        self._default_id = found
        self._nobody_named = RowOwners(owner=found)

    def named(self, row: PreparedRow) -> RowOwners:
        """Return those whom the row itself names; None where it names nobody, or nobody known."""
        owner, second = row.owners
        if not owner and not second:
            return RowOwners()
        owner_id = self._words.user_id(owner) if owner else None
        second_id = self._words.user_id(second) if second else None
        unknown = []
        if owner and owner_id is None:
            unknown.append(("owner", owner))
        if second and second_id is None:
            unknown.append(("second_owner", second))
        return RowOwners(owner=owner_id, second_owner=second_id, unknown=tuple(unknown))

    def of_new(self, row: PreparedRow) -> RowOwners:
        """Return the owners of a new customer: an unknown owner becomes the acting user."""
        if row.owners == ("", ""):
            return self._nobody_named
        named = self.named(row)
        owner_id = named.owner
        if owner_id is None:
            owner_id = self._acting_id if row.owners[0] else self._default_id
        second_id = None if named.second_owner == owner_id else named.second_owner
        return RowOwners(owner=owner_id, second_owner=second_id, unknown=named.unknown)
