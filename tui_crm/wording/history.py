"""The lines of a customer's history: what a step was, without whom it was about."""

from tui_crm.domain.history import FieldChange, HistoryLine, Turn
from tui_crm.domain.steps import Step, StepKind
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _, pgettext


def deed_words(line: HistoryLine) -> str:
    """Return by which step a line came about: "not interested", "edit", "undo: edit"."""
    if line.step is None:
        return pgettext("history", "added")
    words = _step_words(line.step)
    return _("undo: {step}").format(step=words) if line.turn is Turn.UNDONE else words


def change_words(change: FieldChange) -> str:
    """Return one change: "A → B", of a merge a sentence that says who was merged into whom."""
    if change.into:
        words = (
            _("{loser} was merged into {winner}")
            if change.after
            else _("{loser} was parted from {winner} again")
        )
        return words.format(loser=change.after or change.before, winner=change.into)
    return f"{change.before or '–'} → {change.after or '–'}"


def _step_words(step: Step) -> str:
    match step.kind:
        case StepKind.FOLLOW_UP:
            return harmless_line(str(step.note("outcome") or "")) or pgettext("history", "entry")
        case StepKind.CREATE:
            return pgettext("history", "added")
        case StepKind.EDIT:
            return pgettext("history", "edit")
        case StepKind.ARCHIVE:
            return pgettext("history", "archived")
        case StepKind.CORRECT:
            return pgettext("history", "correction of an entry")
        case StepKind.IMPORT:
            file = harmless_line(str(step.note("file") or "–"))
            return pgettext("history", "import of {file}").format(file=file)
        case StepKind.DEMO:
            return pgettext("history", "demo data")
        case StepKind.LISTS | StepKind.MERGE_VALUES:
            return pgettext("history", "value list")
        case StepKind.CHANGE:
            return pgettext("history", "bulk change")
        case StepKind.MERGE | StepKind.MERGE_MANY:
            return pgettext("history", "merge")
        case StepKind.KEEP_APART:
            return pgettext("history", "kept apart")
        case StepKind.VIEW:
            return pgettext("history", "saved view")
