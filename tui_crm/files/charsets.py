"""In which encoding a text file is written.

Byte order mark first, then UTF-16 by its zeros, then strict UTF-8 over the whole file. What is
left is told from the words that hold bytes beyond ASCII, wherever in the file they stand: lists
are mostly ASCII, and libraries that weigh a whole file or its beginning take a few Chinese names
for Korean or Cyrillic ones.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from tui_crm.domain.errors import CrmError

CHUNK_BYTES = 1 << 20
EVIDENCE_BYTES = 1 << 16
"""Bytes of words beyond ASCII that are weighed."""
CLEAR_SCORE = 0.8
"""Share of characters that must be everyday ones of an encoding for it to be taken at once."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD = re.compile(rb"[\x80-\xff][^\x00-\x2c]*")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_EXOTIC = ["gb18030", "big5", "cp1252", "shift_jis", "euc_kr", "cp1251", "cp1250", "iso8859_2"]
_SYNONYMS = {"gbk": "gb18030", "gb2312": "gb18030", "hz": "hz", "iso8859-1": "latin-1"}
_NOT_C1 = bytes(each for each in range(256) if not 0x80 <= each <= 0x9F)
_UNDEFINED_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
# Accented letters but × and ÷, and the signs that stand in names, prices and addresses.
_WESTERN = frozenset(range(0xC0, 0x100)) - {0xD7, 0xF7} | frozenset(
    "€…‘’“”•–—™¡£§©ª«®°´·º»¿".encode("cp1252")
)
# First bytes of the everyday characters; in both sets 0xA1-0xA3 are punctuation and full-width
# forms. GB 2312 level 1 holds the 3,755 commonest, Big5 level 1 the 5,401 commonest.
_GB_EVERYDAY, _GB_RARER = frozenset(range(0xB0, 0xD8)), frozenset(range(0xD8, 0xF8))
_BIG5_EVERYDAY, _BIG5_RARER = frozenset(range(0xA4, 0xC7)), frozenset(range(0xC9, 0xFA))
_SIGNS = frozenset(range(0xA1, 0xA4))


def named_encoding(name: str) -> str:
    """Return the codec for an encoding that a user named; GBK and GB2312 are read as GB18030.

    Raises CrmError `unknown_encoding`.
    """
    try:
        codec = codecs.lookup(name.strip())
        "".encode(codec.name)  # refuses codecs between bytes, like base64
    except (LookupError, ValueError, TypeError) as error:
        raise CrmError("unknown_encoding", encoding=name) from error
    return _SYNONYMS.get(codec.name, codec.name)


def detect_encoding(path: Path) -> str:
    """Return the name of the codec in which the file at `path` is most likely written."""
    with path.open("rb") as file:
        head = file.read(EVIDENCE_BYTES)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if wide := wide_encoding(head):
        return wide
    evidence = _evidence(path)
    if not evidence or _is_utf8(path) or _is_damaged_utf8(evidence):
        return "utf-8"
    return _single_byte(path, _most_likely(evidence))


def wide_encoding(head: bytes) -> str | None:
    """Return "utf-16", "utf-16-le" or "utf-16-be" where `head` begins such a text, else None.

    Without a mark it is told by its zeros: commas, digits and line ends have one, always in the
    same half of the unit.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    fewer, more = sorted((even, odd))
    if more * 20 < len(head) // 2 or fewer * 10 > more:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder(name)().decode(head)
    except UnicodeDecodeError:
        return None
    return name


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _evidence(path: Path) -> bytes:
    """Return words that hold bytes beyond ASCII, one a line, EVIDENCE_BYTES of them at most."""
    words: list[bytes] = []
    size = 0
    for chunk in _chunks(path):
        if chunk.isascii():
            continue
        for match in _WORD.finditer(chunk):
            words.append(match[0][:200])
            size += len(words[-1])
            if size >= EVIDENCE_BYTES:
                return b"\n".join(words)
    return b"\n".join(words)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(evidence: bytes) -> bool:
    """Whether nearly every sequence is UTF-8, so that the odd one out is damage."""
    sequences = _UTF8_SEQUENCE.findall(evidence)
    inside = sum(len(each) for each in sequences)
    return len(sequences) >= 10 and inside >= 0.95 * _high_count(evidence)


def _most_likely(evidence: bytes) -> str:
    scores = {
        "gb18030": _pair_score(evidence, "gb18030", _GB_EVERYDAY, _GB_RARER, lowest_second=0xA1),
        "big5": _pair_score(evidence, "big5", _BIG5_EVERYDAY, _BIG5_RARER, lowest_second=0x40),
        "cp1252": _western_score(evidence),
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= CLEAR_SCORE:
        return best
    # charset-normalizer costs 20 ms to import, and is asked about the rare encodings only.
    from charset_normalizer import from_bytes

    guess = from_bytes(evidence, cp_isolation=_EXOTIC, threshold=1.0).best()
    if guess is not None and guess.encoding in _EXOTIC:
        return guess.encoding
    return best if scores[best] > 0 else "cp1252"


def _pair_score(
    evidence: bytes,
    encoding: str,
    everyday: frozenset[int],
    rarer: frozenset[int],
    *,
    lowest_second: int,
) -> float:
    """Return the share of everyday characters beyond ASCII, rarer ones counted half: 0 to 1."""
    points = total = 0.0
    for character in evidence.decode(encoding, "replace"):
        if character.isascii():
            continue
        total += 1
        pair = character.encode(encoding, "ignore")
        if len(pair) != 2 or pair[1] < lowest_second:
            continue
        if pair[0] in everyday or pair[0] in _SIGNS:
            points += 1
        elif pair[0] in rarer:
            points += 0.5
    return points / total if total else 0.0


def _western_score(evidence: bytes) -> float:
    """Return the share of high bytes that are western letters or signs standing by themselves."""
    lone = sum(1 for run in _HIGH_RUN.findall(evidence) if len(run) == 1 and run[0] in _WESTERN)
    return lone / _high_count(evidence)


def _high_count(evidence: bytes) -> int:
    return sum(len(run) for run in _HIGH_RUN.findall(evidence))


def _single_byte(path: Path, encoding: str) -> str:
    """Return "latin-1" for "cp1252" where the file has no use for what tells the two apart."""
    if encoding != "cp1252":
        return encoding
    controls: set[int] = set()
    for chunk in _chunks(path):
        controls.update(chunk.translate(None, _NOT_C1))
    return "cp1252" if controls and not controls & _UNDEFINED_IN_CP1252 else "latin-1"
