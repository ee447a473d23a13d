"""Evidence as plain values: what is stored of it, and what passes between processes."""

from collections.abc import Iterable

from tui_crm.domain.duplicates.verdict import Evidence, EvidenceKind

Packed = tuple[str, float, str, str, str]
"""Kind, weight, the values of both sides, and the title of a free field."""


def packed(evidence: Iterable[Evidence]) -> list[Packed]:
    """Return pieces of evidence as plain values."""
    return [(each.kind.value, each.weight, each.left, each.right, each.title) for each in evidence]


def unpacked(values: Iterable[Packed]) -> tuple[Evidence, ...]:
    """Return the pieces of evidence that `packed` made `values` of."""
    return tuple(
        Evidence(kind=EvidenceKind(kind), weight=weight, left=left, right=right, title=title)
        for kind, weight, left, right, title in values
    )
