"""Saved views in words: above a list, and in the list of steps."""

from tui_crm.domain.saved_view import ViewAction
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.wording.punctuation import in_a_row

VIEW_SIGN = "★"


def opened_view_words(name: str, *, is_changed: bool) -> str:
    """Return what stands above a list that a view shows: "★ Hot leads (changed)"."""
    if is_changed:
        return _("★ {name} (changed)").format(name=name)
    return f"{VIEW_SIGN} {name}"


def saved_view_words(name: str, *, key: str, is_in_list: bool) -> str:
    """Return what is told when a view was saved: how to open it, and how to take that back.

    `key` is what opens it, "" for nothing; `is_in_list` where undo works at once.
    """
    sentences = [_("Saved: {name}.").format(name=harmless_line(name))]
    if key:
        sentences.append(_("{key} opens it.").format(key=key))
    undo = _("u takes it back.") if is_in_list else _("u in the list takes it back.")
    return in_a_row([*sentences, undo])


def view_step_words(action: ViewAction, name: str) -> str:
    """Return what a step did to the view called `name` (harmless)."""
    match action:
        case ViewAction.ADD:
            return _("saved the view {name}").format(name=name)
        case ViewAction.UPDATE:
            return _("saved the view {name} anew").format(name=name)
        case ViewAction.RENAME:
            return _("changed name or key of the view {name}").format(name=name)
        case ViewAction.MOVE:
            return _("moved the view {name}").format(name=name)
        case ViewAction.REMOVE:
            return _("removed the view {name}").format(name=name)
