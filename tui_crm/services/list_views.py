"""The view of the list of customers that a user left, kept for the next time."""

from dataclasses import replace

from tui_crm.domain.customer_list import LIST_FACETS, NO_NEXT_STEP, CustomerFilter, Facet
from tui_crm.domain.list_view import ListView, as_json, from_json
from tui_crm.domain.saved_view import MAX_NAME, UNSAVED, SavedView
from tui_crm.i18n import _
from tui_crm.services.session import Session
from tui_crm.store import state

_VIEW = "customers.view"


def kept_view(session: Session) -> ListView:
    """Return the view that the acting user left; values and users that are gone filter no more."""
    kept = state.get(session.db, session.viewer.user_id, _VIEW)
    if kept is None:
        return ListView()
    view = from_json(kept)
    return replace(view, wanted=with_known_values(session, view.wanted))


def keep_view(session: Session, view: ListView) -> None:
    """Remember a view; what is looked for is not part of it."""
    wanted = replace(view.wanted, text="")
    text = as_json(replace(view, wanted=wanted))
    if text != state.get(session.db, session.viewer.user_id, _VIEW):
        with session.db.write():
            state.put(session.db, session.viewer.user_id, _VIEW, text)


def without_next_step(session: Session) -> SavedView:
    """Return the view of those without a next contact, in the user's own order and columns."""
    look = replace(kept_view(session), wanted=NO_NEXT_STEP, place=None)
    return SavedView(id=UNSAVED, name=_("Without next step"), key="", query="", look=look)


def found_by(session: Session, query: str) -> SavedView:
    """Return the view of all whom `query` finds, in the user's own columns: no filter hides one."""
    look = ListView(columns=kept_view(session).columns)
    return SavedView(id=UNSAVED, name=query[:MAX_NAME], key="", query=query, look=look)


def with_known_values(session: Session, wanted: CustomerFilter) -> CustomerFilter:
    """Return `wanted` without values and users that are gone."""
    for facet in LIST_FACETS:
        known = {None} | {
            each.id for each in session.shared.values.values() if each.field == facet.value
        }
        wanted = wanted.with_chosen(facet, wanted.chosen(facet) & known)
    users = {None} | set(session.shared.users)
    return wanted.with_chosen(Facet.OWNER, wanted.owner & users)
