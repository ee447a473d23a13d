"""The words and logins of many rows, looked up once each: list values and users."""

from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.text import fold
from tui_crm.services.session import Session
from tui_crm.services.values import folded_words
from tui_crm.store import lists

MOST_REMEMBERED = 10_000
"""Rows of different words whose values are remembered."""


class ImportWords:
    """What the words of a file mean. A word that is no value of its list yet becomes one."""

    def __init__(self, session: Session) -> None:
        """Read the lists and the users."""
        self._session = session
        self.made: list[int] = []
        """The ids of the values made so far."""
        self._values: dict[tuple[str, str], int] = {}
        self._titles: dict[int, str] = {}
        self._ids: dict[tuple[str, ...], tuple[int | None, ...]] = {}
        self._users: dict[str, int] = {}
        self._read_lists()
        for user in session.shared.users.values():
            self._users.setdefault(fold(user.name), user.id)
        for user in session.shared.users.values():
            self._users[fold(user.login)] = user.id

    def value_ids(self, words: tuple[str, ...]) -> tuple[int | None, ...]:
        """Return the ids of `words`, one for each of LIST_FIELDS, inside a transaction."""
        ids = self._ids.get(words)
        if ids is None:
            if len(self._ids) >= MOST_REMEMBERED:
                self._ids.clear()
            ids = self._ids[words] = tuple(
                [
                    self._value_id(field, word) if word else None
                    for field, word in zip(LIST_FIELDS, words, strict=True)
                ]
            )
        return ids

    def known_value_ids(self, words: tuple[str, ...]) -> tuple[int | None, ...]:
        """Return the same without making any: None for a word that is new."""
        return tuple(
            [
                self._values.get((field, fold(word)))
                for field, word in zip(LIST_FIELDS, words, strict=True)
            ]
        )

    def title(self, value_id: int | None) -> str:
        """Return the words of a list value, "" for none."""
        if value_id is None:
            return ""
        return self._titles.get(value_id) or self._session.value_title(value_id)

    def user_id(self, login: str) -> int | None:
        """Return the id of the user with the login or shown name, None where there is none."""
        return self._users.get(fold(login))

    def _value_id(self, field: str, word: str) -> int:
        key = (field, fold(word))
        if key not in self._values:
            # Somebody else may have made it since the lists were read.
            if lists.newest_id(self._session.db) > max(self._titles, default=0):
                self._read_lists()
            if key not in self._values:
                made = lists.insert(self._session.db, field=field, title=word)
                self.made.append(made)
                self._values[key] = made
                self._titles[made] = word
        return self._values[key]

    def _read_lists(self) -> None:
        for value in lists.all_values(self._session.db):
            self._titles[value.id] = value.title or ""
            for word in folded_words(value):
                self._values.setdefault((value.field, word), value.id)
