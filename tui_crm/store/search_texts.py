"""What the index keeps of a customer: his tokens, and the beginnings of those that have them.

Engine-neutral: the same text is indexed by FTS5 and by PostgreSQL. A word is mostly asked for by
its beginning while it is typed, and the shorter that is the more words it has; so the first five
beginnings of a word, and of Chinese the first, are tokens of their own: looked up, not gathered.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tui_crm.domain.customer import Customer
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.tokens import NUMBER, SIGN, TRIGRAM, tokens_of

BEGINNING = "^"
"""Stands before a beginning: no token of a text holds it."""
MAX_BEGINNING = 5
"""Letters of the longest beginning that is kept: the family names that many have are no longer."""


MARKS = NUMBER + SIGN + TRIGRAM
"""Begin tokens that are no words: nobody asks for their beginnings."""
_BEHIND_ASCII = "\x80"


class IndexText(NamedTuple):
    """What the index keeps of one customer: a tuple of plain values, so that it can be packed.

    `names` and `others` are tokens, a space between two, none in both. `words` are the Latin
    words that typed ones may have been meant for, in order.
    """

    names: str
    others: str
    words: tuple[str, ...]


def index_text(fields: SearchFields) -> IndexText:
    """Return what the index keeps of `fields`."""
    names, numbers, others, trigrams, words = tokens_of(fields)
    of_names = _beginnings(names)
    alone = [beginning for beginning in _beginnings(others) if beginning not in of_names]
    return IndexText(
        " ".join((*names, *numbers, *of_names)),
        " ".join((*others, *trigrams, *alone)),
        tuple(sorted(words)),
    )


def kept_beginning(prefix: str) -> str | None:
    """Return the token that stands for the words beginning with `prefix`, None where none does."""
    if prefix.isascii():
        return BEGINNING + prefix if len(prefix) <= MAX_BEGINNING else None
    return BEGINNING + prefix if len(prefix) == 1 and prefix not in MARKS else None


def _beginnings(tokens: Iterable[str]) -> dict[str, None]:
    """Return each beginning of `tokens` for which `kept_beginning` has one, in their order."""
    # By the part of a token that has beginnings: there are far fewer of those than of tokens.
    heads = [token[:MAX_BEGINNING] if token < _BEHIND_ASCII else token[0] for token in tokens]
    return dict.fromkeys(chain.from_iterable(map(_beginnings_of, heads)))


@lru_cache(maxsize=16_384)
def _beginnings_of(head: str) -> tuple[str, ...]:
    if head.isascii():
        return tuple([BEGINNING + head[:place] for place in range(1, len(head) + 1)])
    kept = [kept_beginning(head[:place]) for place in range(1, len(head) + 1)]
    return tuple([beginning for beginning in kept if beginning is not None])


def fields_of(customer: Customer) -> SearchFields:
    """Return what of a customer is searched."""
    return search_fields(
        name=customer.name,
        company=customer.company,
        phones=((phone.raw, phone.key) for phone in customer.phones),
        address=customer.address,
        email=customer.email,
        wechat=customer.wechat,
    )


def search_fields(
    *,
    name: str,
    company: str,
    phones: Iterable[tuple[str, str]],
    address: str,
    email: str,
    wechat: str,
) -> SearchFields:
    """Return the same for somebody who is no `Customer`; `phones` are (as typed, key)."""
    return SearchFields(
        name=name,
        company=company,
        phones=tuple([part for phone in phones for part in phone if part]),
        address=address,
        email=email,
        wechat=wechat,
    )
