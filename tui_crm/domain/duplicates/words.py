"""Two rows of words that may name the same: equal ones first, then slips, initials, short forms."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from tui_crm.domain.duplicates.person_words import SHORT_FORMS

SLIP = 0.75
"""What a word with a slip of the pen speaks for, as a share of the word itself."""
SHORT_FORM = 0.6
MANGLED = 0.4
"""The same of a word with the letters of the other in disorder, or with most of them."""
INITIAL = 0.3
SHORTEST_WITH_SLIP = 4
SHORTEST_WITH_TWO_SLIPS = 7
MANGLED_FROM = 0.6
"""Similarity, of 1, from which a word may be another one mangled."""
SAME_LETTERS_FROM = 0.8
"""Share of the longer word's letters that the other has too, from which the order may be wrong."""
SHORTEST_BEGINNING = 3
MOST_SLIPS = 4
"""Letters by which the lengths of two words differ at most that are one with slips."""
MOST_OTHER_LETTERS = 4
"""Letters that only one of two words has that are one: two slips make as many."""
MOST_WORDS = 12
"""Words of a text that are looked at: nobody is known by more."""


class Words(NamedTuple):
    """The words of a name or address, and what each speaks for, in bits.

    `bits` has each of `words` once; `joined` is all of them without spaces. `letters` holds a bit
    for each letter that a word has: words that are one with slips have almost the same.
    """

    words: tuple[str, ...]
    bits: dict[str, float]
    joined: str
    letters: dict[str, int]


class Alignment(NamedTuple):
    """How far two rows of words agree.

    `agreeing` are the bits of words that both have, slips counting less; `left` and `right` those
    of words that only one has. `is_whole` says that nothing was left on either side and nothing
    was a slip.
    """

    agreeing: float
    left: float
    right: float
    is_whole: bool


def words_of(words: list[str], bits_of: Callable[[str], float]) -> Words:
    """Return `words` with what each speaks for; at most MOST_WORDS of them."""
    kept = tuple(words[:MOST_WORDS])
    bits = {word: bits_of(word) for word in kept}
    return Words(kept, bits, "".join(kept), {word: _letters(word) for word in kept})


@lru_cache(maxsize=1 << 14)
def _letters(word: str) -> int:
    if len(word) == 1 or word in SHORT_FORMS:
        return 0
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def align(a: Words, b: Words) -> Alignment:
    """Return how far `a` and `b` agree, whatever the order of their words."""
    if a.joined == b.joined:
        agreeing = min(sum(a.bits.values()), sum(b.bits.values()))
        return Alignment(agreeing, 0.0, 0.0, True)
    agreeing = 0.0
    left, right = [], []
    for word, bits in a.bits.items():
        if word in b.bits:
            agreeing += min(bits, b.bits[word])
        else:
            left.append(word)
    for word in b.bits:
        if word not in a.bits:
            right.append(word)
    if not left and not right:
        return Alignment(agreeing, 0.0, 0.0, True)
    if left and right:
        agreeing += _pair_off(left, right, a, b)
    return Alignment(
        agreeing, sum(map(a.bits.__getitem__, left)), sum(map(b.bits.__getitem__, right)), False
    )


def _pair_off(left: list[str], right: list[str], a: Words, b: Words) -> float:
    """Take the words that are one with a slip out of both lists; return what they speak for."""
    is_parted = (len(left) > 1 or len(right) > 1) and left[0][0] == right[0][0]
    if is_parted and _is_parted_otherwise("".join(left), "".join(right)):
        agreeing = min(sum(map(a.bits.__getitem__, left)), sum(map(b.bits.__getitem__, right)))
        left.clear()
        right.clear()
        return agreeing * SLIP
    pairs = []
    for one in left:
        letters = a.letters[one]
        for other in right:
            others = b.letters[other]
            # What has no letters noted is short for much: initials, Bob for Robert.
            is_near = not letters or not others
            if is_near or (letters ^ others).bit_count() <= MOST_OTHER_LETTERS:
                share = likeness(one, other)
                if share:
                    pairs.append((share, one, other))
    if not pairs:
        return 0.0
    agreeing = 0.0
    # The same order from either side: a comparison says the same both ways.
    pairs.sort(key=lambda pair: (-pair[0], *sorted(pair[1:])))
    for share, one, other in pairs:
        if one in left and other in right:
            agreeing += share * max(a.bits[one], b.bits[other])
            left.remove(one)
            right.remove(other)
    return agreeing


def likeness(a: str, b: str) -> float:
    """Return how far two different words may be one, as a share of the word itself; 0 is not."""
    if len(a) > len(b):
        a, b = b, a
    shorter, longer = len(a), len(b)
    if shorter == 1:
        return INITIAL if b[0] == a and a.isalpha() else 0.0
    if b.isdecimal() or a.isdecimal():
        return 0.0
    if longer - shorter <= MOST_SLIPS:
        allowed = _allowed_slips(longer)
        most = max(allowed, int(longer * (1 - MANGLED_FROM)))
        distance = OSA.distance(a, b, score_cutoff=most)
        if distance <= allowed:
            return SLIP
        if distance <= most:
            return MANGLED
        if shorter > SHORTEST_BEGINNING and _same_letters(a, b) >= SAME_LETTERS_FROM:
            return MANGLED
    if shorter >= SHORTEST_BEGINNING and b.startswith(a):
        return SHORT_FORM
    return SHORT_FORM if a in SHORT_FORMS.get(b, ()) else 0.0


def _same_letters(shorter: str, longer: str) -> float:
    """Return the share of the longer word's letters that the shorter has, whatever their order."""
    left = list(longer)
    for letter in shorter:
        if letter in left:
            left.remove(letter)
    return 1 - len(left) / len(longer)


def _is_parted_otherwise(a: str, b: str) -> bool:
    """Whether two rows of words, of one first letter, are one with the spaces elsewhere."""
    return a == b or is_slip(a, b)


def _allowed_slips(letters: int) -> int:
    if letters < SHORTEST_WITH_SLIP:
        return 0
    return 2 if letters >= SHORTEST_WITH_TWO_SLIPS else 1


def is_slip(a: str, b: str) -> bool:
    """Whether two words differ by one slip of the pen, or by two where they are long.

    A slip is a letter too many, too few, wrong, or in the place of its neighbour. Figures have
    no slips: 21 is not 12.
    """
    allowed = _allowed_slips(max(len(a), len(b)))
    if not allowed or abs(len(a) - len(b)) > allowed or a.isdecimal() or b.isdecimal():
        return False
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed
