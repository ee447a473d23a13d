"""Imports in words: figures, fields of columns, what happens to customers who are there."""

from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.headings import DO_NOT_CALL, IGNORE
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.imports import ImportFigures
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.wording.labels import field_title
from tui_crm.wording.punctuation import listed


def figures_words(figures: ImportFigures) -> str:
    """Return the figures that are not nothing: "412 new, 31 known, 2 failed"."""
    parts = [
        (figures.created, _("{count:,} new")),
        (figures.updated, _("{count:,} updated")),
        (figures.duplicates, _("{count:,} known")),
        (figures.skipped, _("{count:,} with nothing to change")),
        (figures.failed, _("{count:,} failed")),
    ]
    told = [words.format(count=count) for count, words in parts if count]
    return listed(told) or _("no rows")


def mode_label(mode: OnDuplicate) -> str:
    """Return what happens to a customer who is there already."""
    return {
        OnDuplicate.SKIP: _("leave them as they are"),
        OnDuplicate.FILL: _("fill their empty fields"),
        OnDuplicate.OVERWRITE: _("overwrite their fields"),
        OnDuplicate.NEW: _("make them once more"),
    }[mode]


def target_title(field: str) -> str:
    """Return where a column goes: the title of a field, the free field, or nowhere."""
    if field == IGNORE:
        return _("not imported")
    if field == DO_NOT_CALL:
        return _("do not call")
    if field.startswith(CUSTOM_PREFIX):
        title = harmless_line(field.removeprefix(CUSTOM_PREFIX))
        return _("free field “{title}”").format(title=title)
    return field_title(field)


def delimiter_label(delimiter: str) -> str:
    """Return what a delimiter is called."""
    return {
        ",": _("comma ,"),
        ";": _("semicolon ;"),
        "\t": _("tab"),
        "|": _("bar |"),
    }.get(delimiter, harmless_line(delimiter))
