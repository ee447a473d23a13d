"""Where a name stands in a list: Latin first, case and accents folded, then Chinese by pinyin.

A key is bytes, so that both engines order it alike whatever their collations: digits, Latin and
other scripts by code point, then Chinese characters by pinyin.
"""

import re
import unicodedata
from functools import lru_cache

from tui_crm.domain.letters import PLAIN_LETTERS
from tui_crm.domain.text import fold

SORT_KEY_CHARACTERS = 200
"""Characters of a sort key: PostgreSQL refuses index entries over 2,704 bytes."""
MAX_PERSON = 4
"""Chinese characters of a person's name, two of them a family name, or a title behind one."""

_FIRST_HAN = "\u4e00"
_HAN = re.compile("[\u4e00-\u9fff]")
_PERSON = re.compile(f"[\u4e00-\u9fff·• ]{{1,{MAX_PERSON}}}")
_MARKED = re.compile("[\u00c0-\u036f\u0386-\u03ce\u1e00-\u1fff]")
_MARK = re.compile("[\u0300-\u036f]")
_BEHIND_ALL = "\U0010ffff"
_PLAIN_LETTERS = str.maketrans(PLAIN_LETTERS)


def name_sort_key(name: str, company: str) -> bytes:
    """Return the key of somebody by name, or where there is none by company.

    A short Chinese name is taken for a person's, whose family name has a reading of its own:
    单小明 stands under shan, 单县羊肉馆 under dan.
    """
    if not name:
        return sort_key(company)
    folded = fold(name)
    if folded.isascii() or _PERSON.fullmatch(folded) is None:
        return _encoded(folded)
    return _person_places(folded)[:SORT_KEY_CHARACTERS].encode()


def company_sort_key(company: str) -> bytes | None:
    """Return the key of a company, None where there is none."""
    return sort_key(company) or None


def sort_key(text: str) -> bytes:
    """Return the key of any text, at most 200 characters in UTF-8."""
    return _encoded(fold(text))


def _encoded(folded: str) -> bytes:
    if folded.isascii():
        return folded[:SORT_KEY_CHARACTERS].encode()
    if _MARKED.search(folded):
        unmarked = _MARK.sub("", unicodedata.normalize("NFD", folded))
        folded = unmarked.translate(_PLAIN_LETTERS)
    if _HAN.search(folded):
        folded = folded.translate(_places())
    return folded[:SORT_KEY_CHARACTERS].encode()


def _person_places(folded: str) -> str:
    """Return the places of a person's characters, behind those that its family name sounds like."""
    from tui_crm.domain.pinyin_order import SURNAMES

    places = _places()
    sounds_like = SURNAMES.get(folded[:2]) or SURNAMES.get(folded[:1])
    if sounds_like is None:
        return folded.translate(places)
    return sounds_like.translate(places) + _BEHIND_ALL + folded.translate(places)


@lru_cache(maxsize=1)
def _places() -> str:
    """Return a table for `str.translate`: each Chinese character becomes one by its place.

    The characters of the block change places among themselves, so a key is as long as its text.
    """
    # Read where the first Chinese name is: it is large.
    from tui_crm.domain.pinyin_order import ORDER

    first = ord(_FIRST_HAN)
    placed = [""] * len(ORDER)
    for place, character in enumerate(ORDER, start=first):
        placed[ord(character) - first] = chr(place)
    return "".join(map(chr, range(first))) + "".join(placed)
