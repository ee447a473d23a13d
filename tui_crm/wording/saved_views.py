"""Saved views in words: refusals, and steps."""

from tui_crm.domain.saved_view import ViewAction
from tui_crm.i18n import N_, _

VIEW_SENTENCES: dict[str, str] = {
    "view_name_needed": N_("Type a name for the view."),
    "view_name_taken": N_("Another view is called “{name}”. Choose another name."),
    "view_key_taken": N_("The key g {key} opens “{name}”. Choose another one, or none."),
    "no_view_key": N_("“{key}” cannot open a view: the digits 1 to 9 can."),
    "no_view_with_key": N_("No saved view has the key g {key}. In the list, v keeps a search."),
    "no_such_view": N_("This view is there no more. Look at the saved views again."),
    "views_changed_since": N_("The saved view was changed since: look at it again."),
}
"""Code -> message with placeholders named as the error's parameters."""


VIEW_SIGN = "★"


def opened_view_words(name: str, *, is_changed: bool) -> str:
    """Return what stands above a list that a view shows: "★ Hot leads (changed)"."""
    if is_changed:
        return _("★ {name} (changed)").format(name=name)
    return f"{VIEW_SIGN} {name}"


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
