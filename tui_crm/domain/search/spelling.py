"""How names sound: pinyin in full, its initials, and both mixed (SPEC 5).

A spelling is what somebody can type from the beginning: 张小明 has zhangxiaoming, zhangxm, zxm,
xiaoming, xm and ming. Words are found by any beginning of a spelling.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice, product, takewhile

from tui_crm.domain.chinese import MAX_SURNAME, only_readings, readings, surname_readings
from tui_crm.domain.search.folding import han_runs
from tui_crm.domain.sort_keys import MAX_PERSON

MAX_READINGS = 8
"""Ways of reading a name that are kept: three characters of two readings each."""
MAX_SYLLABLES = 4
"""Syllables in a row that are kept in full: up to 24 letters, more than anybody types."""
MAX_INITIALS = 7
"""Initials in a row that are kept."""
MAX_LATIN_WORDS = 4
"""Words at the end of a Latin name that are also found written as one (vandermeer)."""
MAX_LATIN = 60
"""Letters of such a name that are kept."""

_COMPANY_STARTS = (0, 2, 4)
"""Where the telling word of a company may begin, behind a place of two or four characters."""
_PLACE = re.compile(".{1,7}[省市县区州镇](?=..)")

Readings = tuple[str, ...]


def spellings_of(line: str) -> tuple[str, ...]:
    """Return the spellings of a folded name, of a person or of a company."""
    if line.isascii():
        words = line.split(" ")[-MAX_LATIN_WORDS:]
        joined = ("".join(words[start:])[:MAX_LATIN] for start in range(len(words) - 1))
        return tuple(dict.fromkeys(joined))
    return tuple(
        dict.fromkeys(spelling for run in han_runs().findall(line) for spelling in _of_run(run))
    )


def full_spelling(line: str) -> str:
    """Return the Chinese name of a person in full, as it is commonest read; "" where it is none.

    It is the word of such a name in which typing mistakes are forgiven.
    """
    if line.isascii():
        return ""
    run = han_runs().search(line)
    if run is None or not 1 < len(run[0]) <= MAX_PERSON:
        return ""
    spellings = _of_run(run[0])
    return spellings[0] if spellings else ""


def typed_spellings(word: str) -> tuple[str, ...]:
    """Return how a typed Chinese word of two characters and more sounds: homophones have it too."""
    if len(word) < 2 or han_runs().fullmatch(word) is None:
        return ()
    syllables = [readings(character) for character in word]
    if not all(syllables):
        return ()
    return tuple(dict.fromkeys(map("".join, islice(product(*syllables), MAX_READINGS))))


def sound_detail(line: str, typed: str) -> int | None:
    """Return how near the folded name `line` sounds to `typed`, None where no spelling begins so.

    0 the name in full, 1 another spelling of it, 2 the beginning of it in full, 3 of another: as
    looking through `spellings_of(line)` tells, most of which are never made.
    """
    if line.isascii():
        return _nearest(typed, spellings_of(line), leads=True)
    best: int | None = None
    leads = True
    for run in han_runs().findall(line):
        for start in _starts(run):
            letters = _first_letters(run[start], "" if start else run[:MAX_SURNAME])
            if typed[0] in letters:
                near = _nearest(typed, _spelled_from(run, start), leads=leads)
                if near is not None and (best is None or near < best):
                    best = near
            leads = leads and not letters
    return best


def _nearest(typed: str, spellings: Iterable[str], *, leads: bool) -> int | None:
    """Return the least detail among `spellings`, the first of which `leads` those of its name."""
    best: int | None = None
    for place, spelling in enumerate(spellings):
        if spelling.startswith(typed):
            near = (0 if spelling == typed else 2) + (0 if leads and not place else 1)
            if best is None or near < best:
                best = near
    return best


@lru_cache(maxsize=8192)
def _first_letters(character: str, surname: str) -> frozenset[str]:
    """Return the letters with which spellings from `character` on begin, none where it has none.

    `surname` are the first characters of a row that begins with it, "" inside of one.
    """
    read = {*readings(character), *next(iter(_surname_rows(surname)), ())}
    return frozenset(reading[0] for reading in read)


def spelled_part(line: str, typed: str) -> tuple[int, int] | None:
    """Return which characters of the folded `line` the beginning `typed` of a spelling covers."""
    for run in han_runs().finditer(line):
        is_person = len(run[0]) <= MAX_PERSON
        for start in _starts(run[0]):
            for way in _ways(run[0], start):
                for parts in _parted(way, is_person=is_person):
                    if "".join(parts).startswith(typed):
                        covered = run.start() + start
                        return covered, covered + _reached(parts, len(typed))
    return None


@lru_cache(maxsize=16_384)
def _of_run(run: str) -> tuple[str, ...]:
    spellings: list[str] = []
    for start in _starts(run):
        spellings += _spelled_from(run, start)
    return tuple(dict.fromkeys(spellings))


def _spelled_from(run: str, start: int) -> list[str]:
    """Return the spellings of `run` from `start` on, the commonest in full first."""
    is_person = len(run) <= MAX_PERSON
    spellings: list[str] = []
    for way in _ways(run, start):
        # The same as _parted, without the parts: this is done for every name of an import.
        spellings.append("".join(way[:MAX_SYLLABLES]))
        if len(way) > 1:
            initials = "".join([syllable[0] for syllable in way])
            spellings.append(initials)
            if is_person:
                for count in range(1, len(way) - 1):
                    spellings.append("".join(way[:count]) + initials[count:])
    return spellings


def _parted(way: Readings, *, is_person: bool) -> Iterator[Readings]:
    """Give the spellings of one way of reading, cut into what stands for each character."""
    initials = tuple(syllable[0] for syllable in way)
    yield way[:MAX_SYLLABLES]
    if len(way) > 1:
        yield initials
        if is_person:
            for count in range(1, len(way) - 1):
                yield way[:count] + initials[count:]


def _starts(run: str) -> Iterable[int]:
    """Return where in `run` somebody may begin to spell."""
    if len(run) <= MAX_PERSON:
        return range(len(run))
    place = _PLACE.match(run)
    return _COMPANY_STARTS if place is None else (0, place.end())


def _ways(run: str, start: int) -> Iterable[Readings]:
    """Return the ways of reading `run` from `start` on; those unlike in the beginning come first.

    Reading ends before a character without reading; of a company few characters are read.
    """
    part = run[start : start + MAX_INITIALS]
    if start == 0 and (part[0] in surname_readings() or part[:MAX_SURNAME] in surname_readings()):
        return _combined(part, part)
    only = only_readings()
    try:
        return (tuple([only[character] for character in part]),)
    except KeyError:
        return _combined(part, "")


def _combined(part: str, surname: str) -> Iterable[Readings]:
    rows = [readings(character) for character in part]
    for place, row in enumerate(_surname_rows(surname)):
        rows[place] = tuple(dict.fromkeys((*row, *rows[place])))
    read = tuple(takewhile(bool, rows))
    if not read:
        return ()
    return (way[::-1] for way in islice(product(*reversed(read)), MAX_READINGS))


def _surname_rows(surname: str) -> Sequence[Readings]:
    """Return how the characters of a family name at the beginning of `surname` are read there."""
    special = surname_readings()
    return special.get(surname[:MAX_SURNAME]) or special.get(surname[:1], ())


def _reached(parts: Readings, letters: int) -> int:
    """Return how many of `parts` the first `letters` of them reach into."""
    ends = accumulate(map(len, parts))
    return next(count for count, end in enumerate(ends, start=1) if end >= letters)
