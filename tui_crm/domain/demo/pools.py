"""Pools to draw from: plain tuples in which what is common stands more often."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Chance = Callable[[], float]
"""Returns the next random number, 0 <= x < 1: `random.Random.random`."""

_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "ı": "i"}
)


def spread(weighted: Iterable[tuple[int, Item]]) -> tuple[Item, ...]:
    """Return each item as often as its weight says."""
    return tuple(item for weight, item in weighted for _ in range(weight))


def pick(chance: Chance, pool: Sequence[Item]) -> Item:
    """Return one item of `pool`, which is not empty."""
    return pool[int(chance() * len(pool))]


def slug(text: str) -> str:
    """Return the ASCII letters and digits of `text` without accents: "Café Zü" -> "cafezu"."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(sign for sign in plain.lower() if sign.isascii() and sign.isalnum())
