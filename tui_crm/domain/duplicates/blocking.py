"""Which records are worth comparing: those that share a key that few others have.

A key is a sign that two are one, alone or together with another sign. What is common in a large
database (a name, a birthday, a switchboard) makes a block that is left out there; what stands
beside it makes rarer keys. So the work stays bounded, and small databases lose nothing.
"""

from collections.abc import Iterator
from hashlib import blake2b

from tui_crm.domain.duplicates.addresses import Address
from tui_crm.domain.duplicates.companies import Company
from tui_crm.domain.duplicates.emails import Email
from tui_crm.domain.duplicates.names import Name
from tui_crm.domain.duplicates.numbers import MOBILE, SHORTEST
from tui_crm.domain.duplicates.record import Features

MAX_BLOCK = 32
"""Records of one key beyond which the key says nothing: a switchboard, a common name."""
MOST_KEYS = 40
"""Keys of one record: nobody's numbers and words may cost more than that."""

_VOWELS = str.maketrans("", "", "aeiouyhw")
_SKELETON = 4
_LONG_WORD = 4
_LONG_LOCAL = 4
_63_BITS = (1 << 63) - 1


def block_keys(features: Features) -> tuple[int, ...]:
    """Return the keys under which a record is looked for, each of 63 bits and once.

    Records that share a key are compared, unless more than MAX_BLOCK share it. The same record
    has the same keys in every process.
    """
    signs = dict.fromkeys(_signs(features))
    return tuple(dict.fromkeys(map(_key, list(signs)[:MOST_KEYS])))


def _key(sign: str) -> int:
    digest = blake2b(sign.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) & _63_BITS


def _signs(features: Features) -> Iterator[str]:
    for number in features.numbers:
        # Seven digits are a number as it is dialled in its town.
        yield f"p{number.digits if number.bits == MOBILE else number.digits[-SHORTEST:]}"
    if features.email is not None:
        yield from _of_email(features.email)
    yield from (f"i{each.key}:{each.text}" for each in features.identifiers)
    if features.wechat:
        yield f"w{features.wechat}"
    if features.website:
        yield f"s{features.website}"
    names = [features.name] if features.name is not None else []
    handles = [handle for name in (*names, *features.contacts) for handle in _handles(name)]
    if features.company is not None:
        yield from _of_company(features.company, handles)
    yield from (f"n{name.heard or ''.join(sorted(_skeletons(name)))}" for name in names)
    yield from (f"h{handle}" for handle in handles[:3] if len(handle) > 1)
    if features.address is not None:
        yield from _of_address(features.address, handles)
    if features.birthday:
        yield from _of_birthday(features.birthday, handles)


def _of_email(email: Email) -> Iterator[str]:
    if email.is_office:
        yield f"e{email.text}"
        return
    if len(email.local) >= _LONG_LOCAL:
        yield f"e{email.local}"
    if not email.is_free:
        yield f"d{email.domain}"
        yield f"e{email.local[:3]}{email.domain[:3]}"


def _of_company(company: Company, handles: list[str]) -> Iterator[str]:
    if company.words is not None:
        telling = sorted(word for word in company.words.words if len(word) >= _LONG_WORD)
        yield f"c{company.words.joined}"
        yield from (f"c{_skeleton(word)}" for word in telling[:4])
        return
    yield f"c{company.brand_heard}"
    # Letters in another order, or a place that is taken for part of the name.
    yield f"c{''.join(sorted(company.heard))}"
    yield f"c{company.heard[-6:]}"
    for place in company.places:
        yield f"c{company.brand_heard[:1]}{company.trade}{place}"
    yield from (f"c{company.brand_heard[:1]}{handle}" for handle in handles[:1])


def _of_address(address: Address, handles: list[str]) -> Iterator[str]:
    first = address.numbers[0] if address.numbers else ""
    if address.words is None:
        if address.road and first:
            yield f"a{address.road[-3:]}{':'.join(address.numbers)}"
            yield f"a{address.places[2]}{address.road[-3:]}{first}"
        place = address.places[1] or address.places[2]
        yield from (f"a{place}{handle}" for handle in handles[:1])
        return
    telling = sorted((word for word in address.words.words if len(word) >= _LONG_WORD), key=len)
    yield from (f"a{first}{_skeleton(word)}" for word in telling[-4:])
    if len(address.numbers) > 1:
        yield f"a{':'.join(sorted(address.numbers))}"
    yield from (f"a{_skeleton(word)}{each}" for word in telling[-2:] for each in handles[:2])


def _of_birthday(birthday: str, handles: list[str]) -> Iterator[str]:
    yield f"b{birthday}"
    for handle in handles[:2]:
        initial = handle[:1]
        yield f"b{birthday[-5:]}{initial}"
        if len(birthday) == 10:
            yield f"b{birthday[:7]}{initial}"
            yield f"b{birthday[:4]}{birthday[8:]}{initial}"
            yield f"b{birthday[:4]}{handle}"


def _handles(name: Name) -> list[str]:
    """Return what of a name survives a slip of the pen: one for each word."""
    return [name.heard[:3]] if name.words is None else _skeletons(name)


def _skeletons(name: Name) -> list[str]:
    if name.words is None:
        return [name.heard]
    return [_skeleton(word) for word in name.words.words]


def _skeleton(word: str) -> str:
    """Return the first letter of a word and the consonants behind it, doubled ones once."""
    consonants = word[1:].translate(_VOWELS)
    kept = [each for place, each in enumerate(consonants) if consonants[place - 1 : place] != each]
    return word[:1] + "".join(kept[:_SKELETON])
