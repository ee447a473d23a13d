"""What somebody typed into the search box, read: words, phrases, filters (SPEC 5).

    词 word "a phrase" -without owner:li level:A due:<+3d text:quote

What is malformed is literal text: nothing that can be typed is an error.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from functools import lru_cache

from tui_crm.domain.phone_parts import digits_of


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
    its order. A phrase holds the words between quotes. Parts of one number (`138 0013 8000`) are
    one word. `text_words` are to stand inside follow-ups (`text:word`).
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
        meaningless = frozenset(filters)
        literal = tuple(f"{each.key}:{each.value}" for each in self.filters if each in meaningless)
        return replace(
            self,
            text=" ".join(filter(None, (self.text, *literal))),
            words=self.words + literal,
            filters=tuple(each for each in self.filters if each not in meaningless),
        )


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


MIN_NUMBER_DIGITS = 4
"""Digits of a query from which on they may be part of a telephone number (SPEC 5)."""

_TEXT_KEY = "text"
_KEYS: Mapping[str, FilterKey] = {key.value: key for key in FilterKey}
_Q = '"＂“”„'
_INSIDE = rf"\s*[^\s{_Q}][^{_Q}]*"
_NUMBER_SIGNS = re.escape("-+().,/*（）－＋·–")
_NUMBER_PART = re.compile(rf"[{_NUMBER_SIGNS}]*\d[\d{_NUMBER_SIGNS}]*")


def parse(text: str, *, keys: Mapping[str, FilterKey] | None = None) -> Query:
    """Return what `text` looks for.

    `keys` are names of filters in the user's language, beside the English ones.
    """
    names = {**(keys or {}), **_KEYS}
    items = [_item(match, names) for match in _item_pattern(tuple(names)).finditer(text)]
    if all(item.kind is _Kind.WITHOUT for item in items):
        # Nothing but what is to be missing: it was not meant as an operator.
        items = [_Item(kind=_Kind.WORD, value=item.typed, typed=item.typed) for item in items]
    return Query(
        typed=text,
        text=" ".join(item.value for item in items if item.kind in _LOOKED_FOR),
        words=tuple(_words(items)),
        phrases=_values(items, _Kind.PHRASE),
        without=_values(items, _Kind.WITHOUT),
        filters=tuple(
            Filter(key=item.key, value=item.value) for item in items if item.key is not None
        ),
        text_words=_values(items, _Kind.INSIDE_TEXTS),
    )


def typed_part(
    text: str, cursor: int, *, keys: Mapping[str, FilterKey] | None = None
) -> TypedPart | None:
    """Return the part that a completion at `cursor` (code points) replaces.

    None between words, in a phrase, and behind `-` or `text:`. `keys` are those of `parse`.
    """
    names = {**(keys or {}), **_KEYS}
    before = text[: max(cursor, 0)]
    opened = _opened_pattern(tuple(names)).search(before)
    if opened is not None:
        if opened["key"] is None:
            return None
        if (key := _key(opened["key"], names)) is None:
            return None
        start = opened.start("value")
        return TypedPart(start=start, end=len(before), typed=opened["value"][1:], key=key)
    *_, last = (None, *_item_pattern(tuple(names)).finditer(before))
    if last is None or last.end() < len(before):
        return None
    return _part(text, last, names)


class _Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    WITHOUT = auto()
    FILTER = auto()
    INSIDE_TEXTS = auto()


_LOOKED_FOR = (_Kind.WORD, _Kind.PHRASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One item of a query; `typed` is it whole, `value` without its signs."""

    kind: _Kind
    value: str
    typed: str
    key: FilterKey | None = None


@lru_cache(maxsize=8)
def _item_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, (*names, _TEXT_KEY)))
    return re.compile(
        rf"(?P<minus>[-－])?[{_Q}](?P<phrase>{_INSIDE})[{_Q}](?!\S)"
        rf"|(?P<key>{known})[:：](?:[{_Q}](?P<quoted>{_INSIDE})[{_Q}](?!\S)|(?P<value>[^\s{_Q}]\S*))"
        rf"|[-－](?P<without>[^\s\-－]\S*)"
        rf"|(?P<word>\S+)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _opened_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a quote that is still open, with the filter that it belongs to."""
    known = "|".join(map(re.escape, names))
    return re.compile(
        rf"(?:^|\s)(?:(?P<key>{known})[:：]|[^\s{_Q}]*)(?P<value>[{_Q}][^{_Q}]*)$", re.IGNORECASE
    )


def _item(match: re.Match[str], names: Mapping[str, FilterKey]) -> _Item:
    typed = match[0]
    if match["phrase"] is not None:
        kind = _Kind.WITHOUT if match["minus"] else _Kind.PHRASE
        return _Item(kind=kind, value=match["phrase"], typed=typed)
    if match["key"] is not None:
        key = _key(match["key"], names)
        value = match["quoted"] or match["value"]
        if key is None and match["key"].casefold() != _TEXT_KEY:
            return _Item(kind=_Kind.WORD, value=typed, typed=typed)
        kind = _Kind.FILTER if key else _Kind.INSIDE_TEXTS
        return _Item(kind=kind, value=value, typed=typed, key=key)
    if match["without"] is not None:
        return _Item(kind=_Kind.WITHOUT, value=match["without"], typed=typed)
    return _Item(kind=_Kind.WORD, value=typed, typed=typed)


def _key(name: str, names: Mapping[str, FilterKey]) -> FilterKey | None:
    """Return the filter called `name`; a pattern takes letters for alike (ſ, ı) that are not."""
    return names.get(name.lower()) or names.get(name.casefold())


def _part(text: str, match: re.Match[str], names: Mapping[str, FilterKey]) -> TypedPart | None:
    """Return the part that the item `match` is, None where nothing completes it."""
    end = match.end()
    while end < len(text) and not text[end].isspace():
        end += 1
    if match["value"] is not None:
        key = _key(match["key"], names)
        start = match.start("value")
        return None if key is None else _value_part(start, end, match["value"], key)
    if match["word"] is None:
        return None
    word = match["word"].replace("：", ":")
    if ":" not in word:
        return TypedPart(start=match.start(), end=end, typed=word)
    key = _key(word.removesuffix(":"), names)
    return None if key is None else _value_part(match.end(), end, "", key)


def _value_part(start: int, end: int, typed: str, key: FilterKey) -> TypedPart:
    return TypedPart(start=start, end=end, typed=typed, key=key)


def _values(items: Iterable[_Item], kind: _Kind) -> tuple[str, ...]:
    return tuple(item.value for item in items if item.kind is kind)


def _words(items: Iterable[_Item]) -> Iterator[str]:
    """Give the words, with the parts of a number that stand one behind the other as one."""
    number: list[str] = []
    for item in items:
        if item.kind is _Kind.WORD and _NUMBER_PART.fullmatch(item.value):
            number.append(item.value)
            continue
        yield from _as_number(number)
        number = []
        if item.kind is _Kind.WORD:
            yield item.value
    yield from _as_number(number)


def _as_number(parts: Sequence[str]) -> Sequence[str]:
    digits = sum(map(len, map(digits_of, parts)))
    return [" ".join(parts)] if len(parts) > 1 and digits >= MIN_NUMBER_DIGITS else parts
