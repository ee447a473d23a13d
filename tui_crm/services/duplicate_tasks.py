"""The work of the duplicate check that processes share: records in, keys or findings out.

What passes between them is plain: tuples, texts and numbers, written by `marshal`.
"""

import marshal
from array import array
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from tui_crm.domain.duplicates.blocking import block_keys
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.packing import packed, unpacked
from tui_crm.domain.duplicates.record import Features, Record, features
from tui_crm.domain.duplicates.verdict import Finding, Verdict

_FIELDS = (
    *("id", "name", "company", "phones", "contacts", "email", "address", "birthday", "wechat"),
    *("website", "custom"),
)
_values_of = attrgetter(*_FIELDS)
_REMEMBERED = 1 << 13
"""Records of which a process remembers what is compared: most stand in several tasks."""

Found = tuple[int, int, Finding]
"""Two ids, the smaller first, and what comparing them gave."""


class Task(StrEnum):
    """What a process can be asked to do."""

    KEYS = "keys"
    PAIRS = "pairs"


def packed_records(records: Iterable[Record]) -> bytes:
    """Return what the task KEYS takes."""
    return marshal.dumps([_values_of(record) for record in records])


def packed_pairs(records: Iterable[Record], pairs: Sequence[tuple[int, int]]) -> bytes:
    """Return what the task PAIRS takes: pairs of ids, and the records that they name."""
    return marshal.dumps(([_values_of(record) for record in records], list(pairs)))


def unpacked_keys(answer: bytes) -> "array[int]":
    """Return what the task KEYS answered: a key, an id, a key, an id and so on."""
    entries = array("q")
    entries.frombytes(answer)
    return entries


def unpacked_found(answer: bytes) -> tuple[int, list[Found]]:
    """Return what the task PAIRS answered: how many were compared, and those worth keeping."""
    compared, found = marshal.loads(answer)  # noqa: S302 - from our own process
    return compared, [
        (a, b, Finding(verdict=Verdict(verdict), score=score, evidence=unpacked(evidence)))
        for a, b, verdict, score, evidence in found
    ]


def _keys(payload: bytes) -> bytes:
    entries = array("q")
    for values in marshal.loads(payload):  # noqa: S302 - from our own process
        compared = _features(values)
        for key in block_keys(compared):
            entries.append(key)
            entries.append(compared.record.id)
    return entries.tobytes()


def _pairs(payload: bytes) -> bytes:
    records, pairs = marshal.loads(payload)  # noqa: S302 - from our own process
    known = {values[0]: _features(values) for values in records}
    compared, found = 0, []
    for a, b in pairs:
        first, second = known.get(a), known.get(b)
        if first is None or second is None:
            continue  # Gone or archived since its keys were taken.
        compared += 1
        finding = compare(first, second)
        if finding.verdict is not Verdict.NOTHING:
            evidence = packed(finding.evidence)
            found.append((a, b, finding.verdict.value, finding.score, evidence))
    return marshal.dumps((compared, found))


@lru_cache(maxsize=_REMEMBERED)
def _features(values: tuple[object, ...]) -> Features:
    return features(Record(**dict(zip(_FIELDS, values, strict=True))))  # type: ignore[arg-type]  # packed in the order of _FIELDS


def forget() -> None:
    """Let go of the records that this process remembers."""
    _features.cache_clear()


_TASKS: dict[Task, Callable[[bytes], bytes]] = {Task.KEYS: _keys, Task.PAIRS: _pairs}


def done(task: Task, payload: bytes) -> bytes:
    """Do a task on what the function named after it packed, and return its answer."""
    return _TASKS[task](payload)
