"""The words of canned follow-ups: their own once edited, else the shipped ones."""

from rich.cells import cell_len, set_cell_size

from tui_crm import i18n
from tui_crm.domain.follow_up import CannedFollowUp
from tui_crm.wording.shipped import SHIPPED_CANNED, shipped_label, shipped_short, shipped_text

SHORT_CELLS = 8
"""The widest label on the strip, in terminal cells."""


def canned_label(canned: CannedFollowUp) -> str:
    """Return the label: the outcome that its follow-ups carry."""
    if canned.label is None and canned.code in SHIPPED_CANNED:
        return shipped_label(canned.code)
    return canned.label or canned.slot


def canned_labels(canned: CannedFollowUp) -> frozenset[str]:
    """Return the label in every language: what a command may name it by."""
    labels = set()
    for language in i18n.LANGUAGES:
        with i18n.looking_up(language):
            labels.add(canned_label(canned))
    return frozenset(labels)


def canned_text(canned: CannedFollowUp) -> str:
    """Return the text that it writes."""
    if canned.text is None:
        return shipped_text(canned.code) if canned.code in SHIPPED_CANNED else canned_label(canned)
    return canned.text


def canned_short(canned: CannedFollowUp) -> str:
    """Return the label of the strip, at most 8 cells."""
    if canned.label is None and canned.code in SHIPPED_CANNED:
        return shipped_short(canned.code)
    label = canned_label(canned)
    if cell_len(label) <= SHORT_CELLS:
        return label
    return set_cell_size(label, SHORT_CELLS - 1).rstrip() + "…"
