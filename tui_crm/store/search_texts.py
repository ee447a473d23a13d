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
from tui_crm.domain.search.tokens import NUMBER, SIGN, TRIGRAM, token_texts

BEGINNING = "^"
"""Stands before a beginning: no token of a text holds it."""
MAX_BEGINNING = 5
"""Letters of the longest beginning that is kept: the family names that many have are no longer."""


MARKS = NUMBER + SIGN + TRIGRAM
"""Begin tokens that are no words: nobody asks for their beginnings."""


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
    texts = token_texts(fields)
    names, others = texts.names.split(), texts.everything[len(texts.names) :].split()
    of_names = dict.fromkeys(chain.from_iterable(map(_beginnings, names)))
    of_others = dict.fromkeys(chain.from_iterable(map(_beginnings, others)))
    alone = [beginning for beginning in of_others if beginning not in of_names]
    return IndexText(
        " ".join([*names, *of_names]), " ".join([*others, *alone]), tuple(sorted(texts.words))
    )


def kept_beginning(prefix: str) -> str | None:
    """Return the token that stands for the words beginning with `prefix`, None where none does."""
    if prefix.isascii():
        return BEGINNING + prefix if len(prefix) <= MAX_BEGINNING else None
    return BEGINNING + prefix if len(prefix) == 1 and prefix not in MARKS else None


@lru_cache(maxsize=16_384)
def _beginnings(token: str) -> tuple[str, ...]:
    """Return each beginning of `token` for which `kept_beginning` has one."""
    letters = token[:MAX_BEGINNING]
    places = range(1, len(letters) + 1)
    kept = (kept_beginning(letters[:place]) for place in places)
    return tuple(beginning for beginning in kept if beginning is not None)


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
