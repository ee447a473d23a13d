"""Chinese characters compared: traditional as simplified ones, and how they are read."""

from functools import lru_cache

MAX_SURNAME = 2
"""Characters of a Chinese family name."""


@lru_cache(maxsize=1)
def simplified_characters() -> dict[int, str]:
    """Return a table for `str.translate`: each traditional character becomes its simplified one.

    Variants that have one simplified form are alike (裏 裡 里); of a character that stands for
    several the commonest is taken.
    """
    # Read where the first Chinese text is: it is large.
    from tui_crm.domain.simplified import SIMPLIFIED, TRADITIONAL

    return dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True))


def readings(character: str) -> tuple[str, ...]:
    """Return the common readings of a simplified `character` in pinyin, the commonest first.

    Without tones; a syllable with ü is there twice, with v and with u. () where it has none.
    """
    return _readings().get(character, ())


@lru_cache(maxsize=1)
def only_readings() -> dict[str, str]:
    """Return the reading of each character that has one alone, as most have."""
    return {character: found[0] for character, found in _readings().items() if len(found) == 1}


@lru_cache(maxsize=1)
def surname_readings() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the family names that are read otherwise: for each character its readings there.

    Names are simplified, of one or of two characters.
    """
    from tui_crm.domain.pinyin_readings import SURNAMES

    return {
        name: tuple(_spellings(syllable) for syllable in syllables.split())
        for name, syllables in SURNAMES.items()
    }


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[str, ...]]:
    from tui_crm.domain.pinyin_order import ORDER
    from tui_crm.domain.pinyin_readings import OTHERS, SYLLABLES

    found: dict[str, tuple[str, ...]] = {}
    words = SYLLABLES.split()
    start = 0
    for syllable, count in zip(words[::2], map(int, words[1::2]), strict=True):
        if syllable.isalpha():
            found |= dict.fromkeys(ORDER[start : start + count], _spellings(syllable))
        start += count
    for syllable, characters in OTHERS.items():
        for character in characters:
            found[character] = tuple(
                dict.fromkeys((*found.get(character, ()), *_spellings(syllable)))
            )
    return found


def _spellings(syllable: str) -> tuple[str, ...]:
    """Return how a syllable is typed: ü (here v) also as u."""
    return (syllable, syllable.replace("v", "u")) if "v" in syllable else (syllable,)
