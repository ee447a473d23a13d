"""What a search looks for to find those who may be the same as a record."""

from tui_crm.domain.duplicates.record import Features

LEAST_LETTERS = 2
"""A word of one letter finds too many to tell anything."""
MOST_WORDS = 2
"""Words of a Latin company's name that are looked for: the longest tell most."""


def searches(features: Features) -> tuple[str, ...]:
    """Return what to look for, the most telling first: each is a few words that must all be found.

    Name and company together, each alone, and the e-mail address; () where there is none of them.
    """
    name = "" if features.name is None else _plain(features.name.text)
    company = _core(features)
    email = "" if features.email is None else features.email.text
    wanted = (f"{name} {company}" if name and company else "", email, name, company)
    return tuple(dict.fromkeys(each for each in wanted if len(each) >= LEAST_LETTERS))


def _core(features: Features) -> str:
    """Return what tells the company from others, without place, trade and legal form."""
    company = features.company
    if company is None:
        return ""
    if company.words is None:
        return _plain(company.brand)
    longest = sorted(company.words.words, key=len, reverse=True)[:MOST_WORDS]
    return _plain(" ".join(word for word in company.words.words if word in longest))


def _plain(text: str) -> str:
    """Return the words of a text, without signs that mean something to a search."""
    return " ".join("".join(each if each.isalnum() else " " for each in text).split())
