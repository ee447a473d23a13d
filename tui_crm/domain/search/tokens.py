"""The tokens of a customer: what an index keeps, the same text for both engines.

A token is lower-case letters, digits and CJK characters alone, so that FTS5's unicode61 and a
tsvector both take it as it is.
"""

from dataclasses import dataclass

from tui_crm.domain.search.fields import SearchFields


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTexts:
    """What an index keeps of one customer.

    `names` and `everything` are distinct tokens, a space between two; `everything` holds all of
    `names`. `words` are the Latin words that typed ones may have been meant for.
    """

    names: str
    everything: str
    words: frozenset[str]


def token_texts(fields: SearchFields) -> TokenTexts:
    """Return the tokens of `fields`.

    `names` covers name, contacts and numbers (the company where there is no name); `everything`
    also company, address, e-mail, WeChat and the trigrams within Latin words.
    """
    raise NotImplementedError
