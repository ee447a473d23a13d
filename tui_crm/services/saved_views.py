"""Saved views: searches of the list under a name and a key, counted live (issue 4).

Each change is a step of its user and can be undone.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.list_view import VIEW_KEYS, ListView, as_json
from tui_crm.domain.saved_view import (
    Cells,
    SavedView,
    ViewAction,
    ViewsChange,
    checked_key,
    checked_name,
)
from tui_crm.domain.text import clean_line, fold
from tui_crm.domain.value_lists import moved
from tui_crm.services import customer_lists
from tui_crm.services.list_views import with_known_values
from tui_crm.services.session import Session
from tui_crm.services.view_undo import write_step
from tui_crm.store import saved_views


def views(session: Session) -> tuple[SavedView, ...]:
    """Return the acting user's views in their order; values and users that are gone filter none."""
    return tuple(
        replace(each, look=replace(each.look, wanted=with_known_values(session, each.look.wanted)))
        for each in saved_views.of_user(session.db, session.viewer.user_id)
    )


def view_with_key(session: Session, key: str) -> SavedView:
    """Return the view that `g` and this key open. Raises CrmError no_view_with_key (`key`)."""
    for view in views(session):
        if view.key == key:
            return view
    raise CrmError("no_view_with_key", key=key)


def free_keys(session: Session) -> tuple[str, ...]:
    """Return the keys that no view has, in their order."""
    taken = {view.key for view in views(session)}
    return tuple(key for key in VIEW_KEYS if key not in taken)


def save(session: Session, *, name: str, key: str, query: str, look: ListView) -> SavedView:
    """Keep a search and its look under `name`: a new view, or the one of that name anew.

    Raises FieldError as `checked_name` and `checked_key` do, and view_key_taken (field `slot`,
    params `key`, `name`).
    """
    wanted = SavedView(
        id=0,
        name=checked_name(name),
        key=checked_key(key),
        query=clean_line(query),
        look=replace(look, wanted=replace(look.wanted, text=""), place=None),
    )
    with session.db.write():
        known = saved_views.of_user(session.db, session.viewer.user_id)
        standing = next((each for each in known if fold(each.name) == fold(wanted.name)), None)
        view_id = 0 if standing is None else standing.id
        _refuse_taken_key(wanted.key, known, but=view_id)
        if standing is None:
            view_id = saved_views.insert(session.db, session.viewer.user_id, wanted)
            _write(session, ViewAction.ADD, wanted, view_id, {"is_removed": True})
        else:
            _write(session, ViewAction.UPDATE, wanted, view_id, _cells(standing), _cells(wanted))
    return _view(session, view_id)


def edit(session: Session, view_id: int, *, name: str, key: str) -> SavedView:
    """Give a view another name and key.

    Raises as `save` does, FieldError view_name_taken (field `name`, param `name`), and
    CrmError no_such_view.
    """
    new_name, new_key = checked_name(name), checked_key(key)
    with session.db.write():
        known = saved_views.of_user(session.db, session.viewer.user_id)
        view = _view(session, view_id)
        if any(fold(each.name) == fold(new_name) for each in known if each.id != view_id):
            raise FieldError("view_name_taken", field="name", name=new_name)
        _refuse_taken_key(new_key, known, but=view_id)
        before: Cells = {"name": view.name, "key": view.key}
        after: Cells = {"name": new_name, "key": new_key}
        _write(session, ViewAction.RENAME, view, view_id, before, after)
    return _view(session, view_id)


def move(session: Session, view_id: int, place: int) -> tuple[SavedView, ...]:
    """Put a view at `place`, counted from 0, and return all of them in their order then.

    Raises CrmError no_such_view.
    """
    with session.db.write():
        view = _view(session, view_id)
        user_id = session.viewer.user_id
        order = [each.id for each in saved_views.of_user(session.db, user_id)]
        now = saved_views.cells(session.db, user_id)
        positions = {each: i for i, each in enumerate(moved(order, view_id, place), start=1)}
        changed = [each for each in order if now[each]["position"] != positions[each]]
        if list(positions) != order:
            change = ViewsChange(
                before={each: {"position": now[each]["position"]} for each in changed},
                after={each: {"position": positions[each]} for each in changed},
            )
            write_step(session, ViewAction.MOVE, view.name, change)
    return views(session)


def remove(session: Session, view_id: int) -> SavedView:
    """Take a view away and return it; its customers are not touched. Raises no_such_view."""
    with session.db.write():
        view = _view(session, view_id)
        _write(
            session, ViewAction.REMOVE, view, view_id, {"is_removed": False}, {"is_removed": True}
        )
    return view


def count(session: Session, view: SavedView, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Return how many customers a view lists now.

    May take a second at a million customers: call it on a worker thread. Raises CrmError
    cancelled soon after `go_on` has said no.
    """
    wanted = customer_lists.looked_for(view.look.wanted, view.query)
    return customer_lists.count(session, wanted, go_on=go_on)


def _write(
    session: Session,
    action: ViewAction,
    view: SavedView,
    view_id: int,
    before: Cells,
    after: Cells | None = None,
) -> None:
    """Keep a step that changes one view, unless nothing differs; `after` undoes a new one's."""
    after = {"is_removed": False} if after is None else after
    names = [name for name in before if before[name] != after[name]]
    if names:
        change = ViewsChange(
            before={view_id: {name: before[name] for name in names}},
            after={view_id: {name: after[name] for name in names}},
        )
        write_step(session, action, view.name, change)


def _cells(view: SavedView) -> Cells:
    return {
        "name": view.name,
        "key": view.key,
        "query": view.query,
        "view": as_json(view.look),
    }


def _refuse_taken_key(key: str, known: Sequence[SavedView], *, but: int) -> None:
    for view in known:
        if key and view.key == key and view.id != but:
            raise FieldError("view_key_taken", field="slot", key=key, name=view.name)


def _view(session: Session, view_id: int) -> SavedView:
    for view in views(session):
        if view.id == view_id:
            return view
    raise CrmError("no_such_view")
