"""Duplicates in words: verdicts, the evidence for and against, and what a check found."""

from collections.abc import Iterable

from tui_crm.domain.duplicates.verdict import Evidence, EvidenceKind, Finding, Verdict
from tui_crm.domain.text import fold, harmless_line
from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.wording.punctuation import in_a_row, listed

MOST_REASONS = 4
"""Kinds of evidence that a line of a list names."""


def verdict_label(verdict: Verdict) -> str:
    """Return "same", "likely" or "different"."""
    match verdict:
        case Verdict.SAME:
            return pgettext("verdict", "same")
        case Verdict.LIKELY:
            return pgettext("verdict", "likely")
        case Verdict.NOTHING:
            return pgettext("verdict", "different")


def evidence_label(evidence: Evidence) -> str:
    """Return what the evidence is about: "phone", "company", the title of a free field."""
    match evidence.kind:
        case EvidenceKind.PHONE:
            return pgettext("evidence", "phone")
        case EvidenceKind.COMPANY:
            return pgettext("evidence", "company")
        case EvidenceKind.NAME:
            return pgettext("evidence", "name")
        case EvidenceKind.CONTACT:
            return pgettext("evidence", "contact")
        case EvidenceKind.EMAIL:
            return pgettext("evidence", "e-mail")
        case EvidenceKind.ADDRESS:
            return pgettext("evidence", "address")
        case EvidenceKind.ADDRESS_NUMBER:
            return pgettext("evidence", "number in the address")
        case EvidenceKind.BIRTHDAY:
            return pgettext("evidence", "birthday")
        case EvidenceKind.WECHAT:
            return pgettext("evidence", "WeChat")
        case EvidenceKind.WEBSITE:
            return pgettext("evidence", "website")
        case EvidenceKind.CUSTOM:
            return harmless_line(evidence.title) or pgettext("evidence", "free field")


def evidence_words(evidence: Evidence) -> str:
    """Return one piece of evidence as a sentence without a full stop: "same phone: +86138…"."""
    what, left, right = (
        evidence_label(evidence),
        harmless_line(evidence.left),
        harmless_line(evidence.right),
    )
    if evidence.weight <= 0:
        return _("different {what}: {left} – {right}").format(what=what, left=left, right=right)
    if _is_alike(evidence):
        return _("same {what}: {value}").format(what=what, value=left)
    return _("matching {what}: {left} – {right}").format(what=what, left=left, right=right)


def reasons(finding: Finding) -> str:
    """Return what the verdict rests on, shortly: "phone, company; different: name"."""
    speaks_for = _labels(each for each in finding.evidence if each.weight > 0)
    against = _labels(each for each in finding.evidence if each.weight < 0)
    if not against:
        return listed(speaks_for)
    return pgettext("what agrees and what does not", "{agreeing}; different: {different}").format(
        agreeing=listed(speaks_for) or "–", different=listed(against)
    )


def evidence_row(evidence: Iterable[Evidence]) -> str:
    """Return pieces of evidence one behind the other; a text that was quoted is not quoted again.

    "same address: Road 9, room 1 · same number in the address".
    """
    quoted: set[tuple[str, str]] = set()
    said: list[str] = []
    for each in evidence:
        texts = (each.left, each.right)
        said.append(_unquoted_words(each) if texts in quoted else evidence_words(each))
        quoted.add(texts)
    return " · ".join(said)


def _unquoted_words(evidence: Evidence) -> str:
    what = evidence_label(evidence)
    if evidence.weight <= 0:
        return _("different {what}").format(what=what)
    if _is_alike(evidence):
        return _("same {what}").format(what=what)
    return _("matching {what}").format(what=what)


def _is_alike(evidence: Evidence) -> bool:
    return fold(harmless_line(evidence.left)).strip() == fold(harmless_line(evidence.right)).strip()


def hit_reasons(finding: Finding) -> str:
    """Return why somebody is a hit, in whole words: "same phone: 138… · different name: A – B"."""
    return evidence_row(finding.evidence[:MOST_REASONS])


def _labels(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(evidence_label, evidence)))[:MOST_REASONS]


def check_words(*, customers: int, compared: int, same: int, likely: int) -> str:
    """Return what a check of the whole database did and found."""
    checked = _checked(customers)
    pairs = ngettext("{count:,} pair compared", "{count:,} pairs compared", compared).format(
        count=compared
    )
    return _("{checked}, {pairs}: {same:,} the same, {likely:,} likely.").format(
        checked=checked, pairs=pairs, same=same, likely=likely
    )


def nothing_left_words(customers: int, *, when: str, key: str, is_whole: bool) -> str:
    """Return what stands where no pair is left: what was checked, when, and what to do next.

    `customers` were compared in the last check, which began at `when` (a time or day as shown)
    and came to its end only where it `is_whole`. `key` starts another one.
    """
    if not is_whole:
        return _(
            "The last check ({when}) was stopped before its end; no pair of it is left to "
            "decide.\nPress {key} to check all customers."
        ).format(when=when, key=key)
    return _(
        "No pair is left to decide ({checked}, {when}).\nNew customers are compared as they are "
        "typed or imported. Press {key} to check all again."
    ).format(checked=_checked(customers), when=when, key=key)


def nothing_to_merge_words(*, has_skipped: bool) -> str:
    """Return why there is nothing to merge at once; of those skipped some may be the same."""
    if has_skipped:
        return _("No pair has the verdict “same”, but for those that you skipped.")
    return _("No pair has the verdict “same”.")


def _checked(customers: int) -> str:
    return ngettext("{count:,} customer checked", "{count:,} customers checked", customers).format(
        count=customers
    )


def merge_question(names: Iterable[str], count: int) -> str:
    """Return what is asked before `count` pairs are merged; `names` are some of them."""
    question = ngettext(
        "Merge {count:,} pair that is the same? What differs is decided as the merge of two "
        "proposes it; one undo takes all of it back.",
        "Merge {count:,} pairs that are the same? What differs is decided as the merge of two "
        "proposes it; one undo takes all of it back.",
        count,
    ).format(count=count)
    return "\n\n".join([question, "\n".join(map(harmless_line, names))])


def merged_words(*, merged: int, left: int) -> str:
    """Return what the merging of many pairs did."""
    done = ngettext(
        "{count:,} customer went into another. The list of steps (U) takes it back.",
        "{count:,} customers went into others. The list of steps (U) takes it back.",
        merged,
    ).format(count=merged)
    if not left:
        return done
    stay = ngettext(
        "{count:,} pair stays: it is one already, kept apart or no longer the same.",
        "{count:,} pairs stay: they are one already, kept apart or no longer the same.",
        left,
    ).format(count=left)
    return in_a_row([done, stay])
