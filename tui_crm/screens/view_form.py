"""The forms of saved views: what is shown kept under a name, and name and key changed."""

from collections.abc import Sequence

from tui_crm.commands.views import COMMAND_OF_KEY
from tui_crm.domain.saved_view import MAX_NAME, SavedView
from tui_crm.domain.text import fold
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen, ResultT
from tui_crm.screens.form_modal import FormModal
from tui_crm.services import saved_views
from tui_crm.services.session import Session
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field
from tui_crm.widgets.line_input import LineInput
from tui_crm.wording import field_title


def opening_key(screen: CommandScreen[ResultT], view: SavedView) -> str:
    """Return the keys that open a view, as they are pressed; "" where it has none."""
    return screen.shown_key_of(COMMAND_OF_KEY[view.key]) if view.key else ""


class ViewForm(FormModal[SavedView]):
    """Asks for name and key of `view`; dismisses with the view as stored."""

    def __init__(self, session: Session, title: str, view: SavedView, *, draft_name: str) -> None:
        self._view = view
        super().__init__(session, title, draft_name=draft_name)

    def make_fields(self) -> Sequence[Field]:
        """Return name and key: the keys that are free, and the view's own."""
        free = saved_views.free_keys(self.session)
        keys = [key for key in COMMAND_OF_KEY if key in free or key == self._view.key]
        options = [Option(value="", label=_("none")), *(self._option(key) for key in keys)]
        key = self._view.key if self._view.id else next(iter(free), "")
        return (
            Field("name", field_title("name"), LineInput(self._view.name, limit=MAX_NAME)),
            Field(
                "slot",
                field_title("slot"),
                Choice(options, key),
                note=_("The key opens the view from anywhere."),
            ),
        )

    def _option(self, key: str) -> Option:
        """Return a key as it is pressed: the user may have moved it."""
        return Option(value=key, label=self.shown_key_of(COMMAND_OF_KEY[key]) or key)


class SaveViewForm(ViewForm):
    """Keeps what the list shows: under a new name a new view, under a known one that view."""

    def __init__(self, session: Session, view: SavedView) -> None:
        super().__init__(session, _("Save what is shown as a view"), view, draft_name="save view")

    def field_changed(self, field: Field) -> None:
        """Say beside the name that a view of that name is saved anew, and take its key."""
        if field.code == "name":
            field.say("" if self._standing() is None else _("Saves this view anew."))

    def _standing(self) -> SavedView | None:
        """Return the view that has the name typed, None where none has."""
        typed = fold(self.form["name"].text).strip()
        known = saved_views.views(self.session)
        return next((each for each in known if fold(each.name) == typed), None)

    def save(self) -> None:
        """Store the view; one that is saved anew keeps its key unless another was chosen."""
        slot, standing = self.form["slot"], self._standing()
        stored = saved_views.save(
            self.session,
            name=self.form["name"].text,
            key=slot.text if standing is None or slot.is_changed else standing.key,
            query=self._view.query,
            look=self._view.look,
        )
        self.finish(stored)


class EditViewForm(ViewForm):
    """Changes name and key of a stored view."""

    def __init__(self, session: Session, view: SavedView) -> None:
        super().__init__(session, view.name, view, draft_name=f"view {view.id}")

    def save(self) -> None:
        """Store name and key."""
        name, key = self.form["name"].text, self.form["slot"].text
        self.finish(saved_views.edit(self.session, self._view.id, name=name, key=key))
