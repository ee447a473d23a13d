"""E-mail addresses, messenger names and websites: what of them agrees."""

from typing import NamedTuple

from rapidfuzz.distance import OSA

SAME_ADDRESS = 14.0
SAME_OFFICE = 7.0
SLIP_IN_DOMAIN = 11.0
SLIP_IN_LOCAL = 7.0
SLIPS_IN_BOTH = 6.0
SAME_LOCAL = 6.0
SHORT_LOCAL = 3.0
SAME_DOMAIN = 3.0
DIFFERENT = -1.0
LONG_LOCAL = 6
LONG_WHOLE = 10
SLIP_FROM = 0.6
"""Similarity, of 1, from which two domains or local parts may be one with slips."""
STEM_FROM = 0.5
"""The same of domains without their last part: most end in .com and are alike in that."""
WHOLE_FROM = 0.8
"""The same of whole addresses, where @ and dot may stand in the wrong place."""
NEAR_FROM = 0.8
"""The same for the local part alone: colleagues have similar ones."""

_FREE_DOMAINS = frozenset(
    str.split(
        """
gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com msn.com aol.com icloud.com
me.com mac.com qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com 139.com
189.cn wo.cn aliyun.com 21cn.com tom.com vip.qq.com vip.163.com gmx.de gmx.net web.de
t-online.de mail.ru yandex.ru proton.me protonmail.com orange.fr free.fr laposte.net libero.it
naver.com hanmail.net yahoo.co.uk yahoo.co.jp hotmail.co.uk comcast.net verizon.net att.net
bigpond.com example.com example.org example.net
"""
    )
)
_OFFICE = frozenset(
    str.split(
        """
info sales contact service support office admin mail hello marketing hr enquiries inquiries kefu
xiaoshou shichang webmaster noreply no-reply postmaster reception booking bookings reservations
export import trade accounts accounting
"""
    )
)


class Email(NamedTuple):
    """An address in parts, folded; `is_office` is one that a whole company reads (info@…).

    `letters` are its letters and digits alone.
    """

    text: str
    local: str
    domain: str
    letters: str
    is_office: bool
    is_free: bool


def email_of(text: str) -> Email | None:
    """Return the first address in `text`, which is folded, or None."""
    for word in text.replace(",", " ").replace(";", " ").replace("<", " ").split():
        local, sign, domain = word.strip("<>()[]'\"").rpartition("@")
        if sign and local and domain:
            is_office = local in _OFFICE
            letters = "".join(filter(str.isalnum, f"{local}{domain}"))
            is_free = domain in _FREE_DOMAINS
            return Email(f"{local}@{domain}", local, domain, letters, is_office, is_free)
    return None


def compare_emails(a: Email, b: Email) -> float:
    """Return what two addresses say, in bits."""
    if a.text == b.text:
        return SAME_OFFICE if a.is_office else SAME_ADDRESS
    if a.local == b.local:
        if _are_one_domain(a, b):
            return SLIP_IN_DOMAIN if not a.is_office else SAME_DOMAIN
        if a.is_office:
            return DIFFERENT
        return SAME_LOCAL if len(a.local) >= LONG_LOCAL else SHORT_LOCAL
    if a.domain != b.domain and not (a.is_office or b.is_office):
        return _mangled_bits(a, b)
    if a.is_office or b.is_office or _is_counted_on(a.local, b.local):
        return SAME_DOMAIN if a.domain == b.domain and not a.is_free else DIFFERENT
    likeness = _similarity(a.local, b.local)
    if likeness >= NEAR_FROM and len(a.local) + len(b.local) >= 2 * LONG_LOCAL - 1:
        return SLIP_IN_LOCAL
    return DIFFERENT if a.is_free else SAME_DOMAIN


def _mangled_bits(a: Email, b: Email) -> float:
    """Return what two addresses say that are equal in neither half."""
    if a.is_free and b.is_free:
        return DIFFERENT
    is_long = min(len(a.letters), len(b.letters)) >= LONG_WHOLE
    if is_long and a.letters == b.letters:
        return SLIP_IN_DOMAIN
    is_local_near = _similarity(a.local, b.local) >= SLIP_FROM
    if is_local_near and _are_one_domain(a, b):
        return SLIPS_IN_BOTH
    if is_long and _similarity(a.letters, b.letters) >= WHOLE_FROM:
        return SLIPS_IN_BOTH
    return DIFFERENT


def _are_one_domain(a: Email, b: Email) -> bool:
    """Whether two different domains may be one with slips; those of providers are what they are."""
    if a.is_free and b.is_free:
        return False
    if _similarity(a.domain, b.domain) < SLIP_FROM:
        return False
    return _similarity(_stem(a.domain), _stem(b.domain)) >= STEM_FROM


def _stem(domain: str) -> str:
    return domain.rpartition(".")[0] or domain


def _similarity(a: str, b: str) -> float:
    return OSA.normalized_similarity(a, b)


def _is_counted_on(a: str, b: str) -> bool:
    """Whether two local parts differ in their figures alone: zhang1@ and zhang2@ are two people."""
    return a != b and a.strip("0123456789") == b.strip("0123456789")
