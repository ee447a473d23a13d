"""Completing a query while it is typed: names of filters, and the values that each can have."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.search.query import FilterKey, TypedPart, typed_part
from tui_crm.domain.sort_keys import name_sort_key
from tui_crm.domain.text import fold, harmless_line
from tui_crm.i18n import pgettext
from tui_crm.services.queries import TITLE_CODES, filter_names
from tui_crm.services.session import Session, value_word
from tui_crm.wording import field_title

MOST = 8
"""Completions offered at a time: more do not stand on a line."""
LEAST_TYPED = 2
"""Signs of a word after which it may be the beginning of a filter: one sign begins most."""
_QUOTES = frozenset('"＂“”„')


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What may take the place of `text[start:end]`; `shown` is the part of it that people read."""

    start: int
    end: int
    inserted: str
    shown: str

    def applied(self, text: str) -> tuple[str, int]:
        """Return the text with this completion in it, and where the cursor stands then."""
        behind = text[self.end :]
        inserted = self.inserted
        if not inserted.endswith(":"):
            inserted, behind = f"{inserted} ", behind.lstrip()
        return text[: self.start] + inserted + behind, self.start + len(inserted)


def completions(session: Session, text: str, cursor: int) -> tuple[Completion, ...]:
    """Return what may follow what is typed before `cursor` (code points), the likeliest first."""
    part = typed_part(text, cursor, keys=filter_names(session))
    if part is None:
        return ()
    if part.key is None:
        return tuple(_keys(session, part))
    return tuple(_values(session, part, part.key))[:MOST]


def filter_hints(session: Session) -> tuple[str, ...]:
    """Return the filters as they are typed in the language in use: by the titles of fields.

    One whose title cannot be typed as one word goes by its English name.
    """
    known = filter_names(session)
    hints: list[str] = []
    for key in FilterKey:
        code = TITLE_CODES[key]
        is_list = code in LIST_FIELDS
        title = session.classification_title(code) if is_list else field_title(code)
        name = title.lower()
        hints.append(f"{name if known.get(name) is key else key.value}:")
    return tuple(hints)


def _keys(session: Session, part: TypedPart) -> Iterator[Completion]:
    """Yield the filters whose names begin as the word does: the English ones, then titles."""
    typed = fold(part.typed)
    if len(typed) < LEAST_TYPED and typed.isascii():
        return
    seen: set[FilterKey] = set()
    names = [*((key.value, key) for key in FilterKey), *filter_names(session).items()]
    for name, key in names:
        if key not in seen and fold(name).startswith(typed):
            seen.add(key)
            inserted = f"{name}:"
            yield Completion(start=part.start, end=part.end, inserted=inserted, shown=inserted)


def _values(session: Session, part: TypedPart, key: FilterKey) -> Iterator[Completion]:
    """Yield the values that begin as what is typed, then those of which a later word does."""
    typed = fold(part.typed)
    offered = [(each, fold(each)) for each in _offered(session, key)]
    begins = [each for each, folded in offered if folded.startswith(typed)]
    inside = [each for each, folded in offered if f" {typed}" in folded and each not in begins]
    for value in (*begins, *inside):
        if fold(value) != typed and not _QUOTES.intersection(value):
            inserted = f'"{value}"' if any(sign.isspace() for sign in value) else value
            shown = harmless_line(value)
            yield Completion(start=part.start, end=part.end, inserted=inserted, shown=shown)


def _offered(session: Session, key: FilterKey) -> Iterable[str]:
    """Return the values of a filter as they are typed, in their order."""
    match key:
        case FilterKey.OWNER:
            users = (each for each in session.shared.users.values() if each.is_active)
            named = sorted(users, key=lambda each: name_sort_key(each.name, ""))
            return (
                pgettext("query", "me"),
                *(each.name or each.login for each in named),
                pgettext("query", "pool"),
            )
        case FilterKey.DUE:
            return (
                pgettext("query", "overdue"),
                pgettext("query", "today"),
                "<+3d",
                "<+7d",
                ">+30d",
                pgettext("query", "none"),
            )
        case _:
            words = [value_word(each) for each in session.values_of(key.value)]
            return (*words, pgettext("query", "none"))
