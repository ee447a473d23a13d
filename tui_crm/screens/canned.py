"""The editor of canned follow-ups: what the keys of the call desk write, and a try of each."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from tui_crm.commands.command import Scope
from tui_crm.commands.keys import shown_key
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import CannedFollowUp
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.canned_form import CannedForm, free_slot
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.places import Place
from tui_crm.screens.table import TableScreen
from tui_crm.services import canned as canned_service
from tui_crm.services.canned_preview import preview, sample_customer
from tui_crm.widgets.canned_preview import draw_preview
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import explain, field_title, method_label
from tui_crm.wording.canned import canned_label, canned_text
from tui_crm.wording.rules import flags_words, rule_words


class CannedScreen(TableScreen[None, CannedFollowUp]):
    """The canned follow-ups in the order of the strip; the card tries the one under the cursor."""

    SCOPES = (Scope.CANNED,)
    TAB: ClassVar[str] = Place.CANNED
    ENTER: ClassVar[str] = "canned.edit"

    def list_columns(self) -> Sequence[Column[CannedFollowUp]]:
        """Return key, label, next contact, flags, method and text."""
        return (
            Column(id="slot", title=field_title("slot"), width=4, draw=_slot),
            Column(
                id="label", title=field_title("label"), width=22, share=3,
                draw=lambda each: Cell(text=canned_label(each)),
            ),
            Column(
                id="next", title=field_title("next"), width=20, share=2, priority=1,
                draw=lambda each: Cell(text=rule_words(each.next_rule), tone=Tone.DUE),
            ),
            Column(
                id="flags", title=_("Means"), width=20, share=3, priority=2,
                draw=lambda each: Cell(text=flags_words(each.flags)),
            ),
            Column(
                id="method", title=field_title("method"), width=8, priority=3,
                draw=lambda each: Cell(text=method_label(each.method), tone=Tone.LATER),
            ),
            Column(
                id="text", title=field_title("text"), width=20, share=3, priority=4, draw=_text
            ),
        )  # fmt: skip

    def read_rows(self) -> Sequence[CannedFollowUp]:
        """Return the canned follow-ups in the order of the strip."""
        return self.session.canned

    def empty_text(self) -> Content:
        """Say how to make one."""
        return Content(_("No key writes anything. Press n for the first canned follow-up."))

    def heading(self) -> Content:
        """Say what the keys are for."""
        return Content(_("On Today each key writes one follow-up. Enter changes it, n adds one."))

    def card(self, row: CannedFollowUp | None) -> Content:
        """Return what pressing the key now would write."""
        if row is None:
            return Content("")
        try:
            shown = preview(self.session, row, sample_customer(self.session))
        except CrmError as error:
            return Content(explain(error))
        return draw_preview(shown, today=self.session.today(), value=self.session.value_title)

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command cannot run on the row under the cursor."""
        if command_id in ("canned.edit", "canned.remove"):
            return self.why_no_row()
        if command_id == "canned.move_up" and self.list.cursor_position == 0:
            return self.why_no_row() or _("It stands first already.")
        if command_id == "canned.move_down":
            is_last = self.list.cursor_position >= self.list.count - 1
            return self.why_no_row() or (_("It stands last already.") if is_last else None)
        return None

    def action_edit(self) -> None:
        """Open the form of the row under the cursor."""
        if (row := self.row) is not None:
            self._open_form(row)

    def action_new(self) -> None:
        """Open the form of a new one, on a free key."""
        slot = free_slot(self.session.canned, self.keymap)
        self._open_form(CannedFollowUp(slot=slot, position=0, label=""))

    def _open_form(self, canned: CannedFollowUp) -> None:
        def show(saved: CannedFollowUp | None) -> None:
            if saved is not None:
                self.reload(near=saved)
                self.tell(_("Saved: {key} {label}.").format(**_named(saved)))

        self.app.push_screen(CannedForm(self.session, canned), show)

    def action_remove(self) -> None:
        """Ask, and take the row under the cursor off its key."""
        if (row := self.row) is None:
            return
        question = _("Remove {key} {label}? What it wrote stays; its key does nothing then.")
        self.app.push_screen(
            Confirm(question.format(**_named(row)), yes=_("Remove"), no=_("Leave")),
            lambda is_yes: self._remove(row) if is_yes else None,
        )

    def _remove(self, row: CannedFollowUp) -> None:
        try:
            canned_service.remove(self.session, row.id)
        except CrmError as error:
            self.refuse(explain(error))
            return
        self.reload()
        self.tell(_("Removed: {key} {label}.").format(**_named(row)))

    def action_move_up(self) -> None:
        """Move the row one place forward on the strip."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the row one place back on the strip."""
        self._move(1)

    def _move(self, step: int) -> None:
        row, ids = self.row, [each.id for each in self.session.canned]
        if row is None or row.id not in ids:  # Somebody else may have removed it.
            return
        place = ids.index(row.id)
        if not 0 <= place + step < len(ids):
            return
        ids[place], ids[place + step] = ids[place + step], ids[place]
        canned_service.reorder(self.session, ids)
        self.reload()


def _slot(canned: CannedFollowUp) -> Cell:
    return Cell(text=shown_key(canned.slot), tone=Tone.STRONG)


def _text(canned: CannedFollowUp) -> Cell:
    text = canned_text(canned)
    return Cell(text="" if text == canned_label(canned) else text, tone=Tone.LATER)


def _named(canned: CannedFollowUp) -> dict[str, str]:
    return {"key": shown_key(canned.slot), "label": harmless_line(canned_label(canned))}
