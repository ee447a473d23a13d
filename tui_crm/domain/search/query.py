"""What somebody typed into the search box, read: words, phrases, filters (SPEC 5).

    词 word "a phrase" -without owner:li level:A due:<+3d text:quote

What is malformed is literal text: nothing that can be typed is an error.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FilterKey(StrEnum):
    """What a query can be narrowed by."""

    OWNER = "owner"
    LEVEL = "level"
    STATUS = "status"
    AREA = "area"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """`key:value` as typed; what the value means, those know who have the lists and the date."""

    key: FilterKey
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for, as typed and not folded.

    `typed` is the whole text, `text` what is left of it without filters and without `-words`, in
    its order. A phrase holds the words between quotes. `text_words` are to stand inside
    follow-ups (`text:word`).
    """

    typed: str = ""
    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    text_words: tuple[str, ...] = ()

    def with_literal(self, filters: Iterable[Filter]) -> "Query":
        """Return the query with those of its filters as words: their values mean nothing here."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPart:
    """The part of a query in which the cursor stands.

    `text[start:end]` is what a completion replaces. `key` is None while a word is typed that may
    become a filter's key; else `typed` is the beginning of the value of that filter.
    """

    start: int
    end: int
    typed: str
    key: FilterKey | None = None


def parse(text: str) -> Query:
    """Return what `text` looks for."""
    raise NotImplementedError


def typed_part(text: str, cursor: int) -> TypedPart | None:
    """Return the part that a completion at `cursor` (code points) replaces.

    None between words, inside quotes that belong to no filter, and behind `-` or `text:`.
    """
    raise NotImplementedError
