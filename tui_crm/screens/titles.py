"""Titles and value lists: what the classifications are called, and the values of each."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Protocol, runtime_checkable

from textual import work
from textual.content import Content

from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import harmless_line
from tui_crm.domain.value_lists import SHOWN_ORDER, ListValue
from tui_crm.i18n import _
from tui_crm.screens.background_work import Job, Outcome, Report, start_or_refuse
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.title_rows import (
    TitleRow,
    colour_cell,
    field_card,
    setting_keys,
    title_rows,
    value_card,
    word_cell,
)
from tui_crm.screens.titles_forms import IntoForm, TitleForm, ValueForm
from tui_crm.screens.work_table import WorkTableScreen
from tui_crm.screens.works import WorkKind
from tui_crm.services import value_lists, value_merging
from tui_crm.services.session import Session
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.wording import explain, field_title, listed
from tui_crm.wording.value_lists import retired_words

COLOUR_CELLS = 8
COUNT_CELLS = 10


@runtime_checkable
class LooksOutside(Protocol):
    """An app that shows on every screen what has changed."""

    def look_outside(self) -> None:
        """Show what has changed."""


class TitlesScreen(WorkTableScreen[None, TitleRow]):
    """The four classifications with their values; each change shows on every screen at once."""

    SCOPES = (Scope.TITLES,)
    ENTER: ClassVar[str] = "titles.edit"
    WORK = WorkKind.VALUES
    STOP = "titles.stop"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._counts: dict[int, int] | None = None

    def begin(self) -> None:
        """Show what is at work, and count who has each value."""
        super().begin()
        self._count()

    # --- the rows ---

    def list_columns(self) -> Sequence[Column[TitleRow]]:
        """Return the title or word, its colour, how many have it, and the keys that set it."""
        return (
            Column(
                id="word", title=_("Title, values"), width=14, share=3,
                draw=partial(word_cell, self.session),
            ),
            Column(
                id="colour", title=field_title("colour"), width=COLOUR_CELLS, priority=2,
                draw=colour_cell,
            ),
            Column(
                id="count", title=_("Customers"), width=COUNT_CELLS, priority=1,
                align=Align.RIGHT, draw=self._count_cell,
            ),
            Column(id="keys", title=_("Set by"), width=8, priority=3, draw=self._keys_cell),
        )  # fmt: skip

    def read_rows(self) -> Sequence[TitleRow]:
        """Return the classifications, each with its values below."""
        return title_rows(self.session)

    def _count_cell(self, row: TitleRow) -> Cell:
        if row.value is None:
            return Cell(text="")
        if self._counts is None:
            return Cell(text="…", tone=Tone.LATER)
        return Cell(text=f"{self._counts.get(row.value.id, 0):,}", tone=Tone.LATER)

    def _keys_cell(self, row: TitleRow) -> Cell:
        return Cell(text=listed(setting_keys(self.session, row)), tone=Tone.LATER)

    def _count(self) -> None:
        """Count who has each value: at once where it is quick, else on a thread."""
        if value_lists.is_quick_to_count(self.session):
            self._show_counts(self._counted())
        else:
            self._count_on_thread()

    @work(thread=True, exclusive=True, group="counts")
    def _count_on_thread(self) -> None:
        try:
            counts = self._counted()
        except CrmError as error:
            self.show_from_thread(self.refuse, explain(error))
        else:
            self.show_from_thread(self._show_counts, counts)
        finally:
            self.session.db.close_thread()

    def _counted(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for field in SHOWN_ORDER:
            found |= value_lists.value_counts(self.session, field)
        return found

    def _show_counts(self, counts: dict[int, int]) -> None:
        self._counts = counts
        if self.is_laid_out:
            self.list.set_columns(self.list_columns())
            self.redraw_around()

    # --- heading and card ---

    def heading(self) -> Content:
        """Say what this is for."""
        return Content(_("What you call these four fields, and the values of each."))

    def card(self, row: TitleRow | None) -> Content:
        """Return what the row is, where it shows, and what can be done with it."""
        if row is None:
            return Content("")
        if row.value is None:
            return field_card(self.session, row.field)
        count = None if self._counts is None else self._counts.get(row.value.id, 0)
        return value_card(self.session, row, count)

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why a command cannot run on the row under the cursor."""
        if not command_id.startswith("titles."):
            return None
        if command_id == "titles.stop":
            return None if self.background.is_running else _("Nothing is being merged.")
        if command_id == "titles.steps":
            return None
        row = self.row
        if row is None:
            return self.why_no_row()
        if command_id in ("titles.merge", "titles.remove") and self.background.is_running:
            return explain(CrmError("batch_running"))
        if command_id == "titles.remove" and row.value is None:
            is_renamed = row.field in self.session.shared.titles
            return None if is_renamed else _("It has the shipped title already.")
        if command_id in ("titles.merge", "titles.move_up", "titles.move_down"):
            return self._why_not_value(command_id, row)
        return None

    def _why_not_value(self, command_id: str, row: TitleRow) -> str | None:
        if row.value is None:
            return _("This is a title. Choose a value below it.")
        ids = [each.id for each in self.session.values_of(row.field)]
        if command_id == "titles.merge" and len(ids) < 2:
            return _("The list has no other value.")
        if command_id == "titles.move_up" and ids[:1] == [row.value.id]:
            return _("It stands first already.")
        if command_id == "titles.move_down" and ids[-1:] == [row.value.id]:
            return _("It stands last already.")
        return None

    def action_edit(self) -> None:
        """Open the form of the title or value under the cursor."""
        if (row := self.row) is None:
            return
        if row.value is None:
            self.app.push_screen(TitleForm(self.session, row.field), self._show_title)
        else:
            self.app.push_screen(ValueForm(self.session, row.field, row.value), self._show_value)

    def action_new(self) -> None:
        """Open the form of a new value of the list under the cursor."""
        if (row := self.row) is not None:
            self.app.push_screen(ValueForm(self.session, row.field, None), self._show_value)

    def _show_title(self, title: str | None) -> None:
        if title is not None:
            self._changed(_("The title is “{title}” now.").format(title=title))

    def _show_value(self, value: ListValue | None) -> None:
        if value is not None:
            word = self.session.value_title(value.id)
            self._changed(_("Saved: {value}.").format(value=word), near=value)

    def action_move_up(self) -> None:
        """Offer the value one place earlier."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Offer the value one place later."""
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.row
        if row is None or row.value is None:
            return
        ids = [each.id for each in self.session.values_of(row.field)]
        if row.value.id in ids:  # Somebody else may have removed it.
            value_lists.move_value(self.session, row.value.id, ids.index(row.value.id) + step)
        self._changed("")

    def action_remove(self) -> None:
        """Take the shipped title again, or remove the value: whoever has it is asked about."""
        row = self.row
        if row is None:
            return
        if row.value is None:
            self._show_title(value_lists.rename_title(self.session, row.field, ""))
            return
        value = row.value
        count = self._users(value)
        if count or setting_keys(self.session, row):
            form = IntoForm(self.session, value, customers=count, can_be_none=True)
            self.app.push_screen(form, lambda into: self._retire(value, into))
            return
        word = harmless_line(self.session.value_title(value.id))
        question = _("Remove “{value}”? Nobody has it.").format(value=word)
        self.app.push_screen(
            Confirm(question, yes=_("Remove"), no=_("Leave")),
            lambda is_yes: self._retire(value, 0) if is_yes else None,
        )

    def action_merge(self) -> None:
        """Ask into which value this one goes, and move its customers over."""
        row = self.row
        if row is None or row.value is None:
            return
        value = row.value
        form = IntoForm(self.session, value, customers=self._users(value), can_be_none=False)
        self.app.push_screen(form, lambda into: self._retire(value, into))

    def _users(self, value: ListValue) -> int:
        if self._counts is None:
            self._counts = self._counted()
        return self._counts.get(value.id, 0)

    def _retire(self, value: ListValue, into: int | None) -> None:
        """Move everybody over on a thread; `into` is 0 for no value, None for not at all."""
        if into is None:
            return

        word = harmless_line(self.session.value_title(value.id))

        def run(report: Report) -> Outcome:
            retire = (
                partial(value_merging.merge, into_id=into)
                if into
                else partial(value_merging.remove, is_emptied=True)
            )
            retired = retire(
                self.session, value.id, progress=report, taking_back=report.taking_back
            )
            return Outcome(sentence=retired_words(word, retired.customers))

        stopped = _("“{value}” stays: everything was taken back.").format(value=word)
        job = Job(title=word, run=run, stopped=stopped)
        start_or_refuse(self, self.session, self.background, job)

    def action_stop(self) -> None:
        """Stop moving customers over; what was moved is taken back."""
        self.background.stop()

    def action_steps(self) -> None:
        """Open the list of steps."""
        from tui_crm.screens.steps import Steps

        self.app.push_screen(Steps(self.session), lambda _id: self._changed(""))

    # --- what came of it ---

    def show_changes(self) -> None:
        """Show the lists as they are now, on every screen."""
        self.session.reload()
        self._changed("")

    def _changed(self, sentence: str, near: ListValue | None = None) -> None:
        """Show the lists as they are now, here and on every screen below."""
        row = None if near is None else TitleRow(id=near.id, field=near.field, value=near)
        self.reload(near=row)
        self._count()
        if isinstance(self.app, LooksOutside):
            self.app.look_outside()
        self.tell(sentence)
