"""The columns of the list of customers: which, in which order, and how wide."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on

from tui_crm.commands.command import Scope
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.list_view import ColumnChoice
from tui_crm.domain.paging import SequenceRows
from tui_crm.i18n import _
from tui_crm.screens.side_panel import SidePanel
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.list_columns import FIXED, resized, width_words
from tui_crm.widgets.pick_list import RowClicked


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """A column and what was chosen for it; `id` tells the row from the others."""

    id: int
    column: Column[CustomerRow]
    choice: ColumnChoice


class ColumnsPanel(SidePanel[ColumnRow]):
    """Tells `changed` of every change at once; () stands for the columns as shipped."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.COLUMNS,)

    def __init__(
        self,
        columns: Sequence[Column[CustomerRow]],
        choices: Sequence[ColumnChoice],
        shipped: Sequence[ColumnChoice],
        changed: Callable[[tuple[ColumnChoice, ...]], None],
    ) -> None:
        super().__init__()
        self._columns = {each.id: each for each in columns}
        self._numbers = {each.id: number for number, each in enumerate(columns, start=1)}
        self._choices = tuple(choices)
        self._shipped = tuple(shipped)
        self._changed = changed

    def caption(self) -> str:
        """Return what stands above the list."""
        return _("Columns, from left to right")

    def columns(self) -> Sequence[Column[ColumnRow]]:
        """Return whether a column is shown, what it is called, and how wide it is."""
        return (
            Column(id="column", width=12, share=1, draw=_column),
            Column(id="width", width=10, align=Align.RIGHT, draw=_width),
        )

    def on_mount(self) -> None:
        """Show the columns."""
        self._show(self._choices[0].id)
        self.tell(_("shift+↑ and shift+↓ move a column, → and ← size it."))

    def _show(self, cursor: str) -> None:
        rows = [
            ColumnRow(id=self._numbers[each.id], column=self._columns[each.id], choice=each)
            for each in self._choices
        ]
        near = next(each for each in rows if each.choice.id == cursor)
        self.list.load(SequenceRows(rows), near=near)

    def _choose(self, choices: Iterable[ColumnChoice], cursor: str) -> None:
        self._choices = tuple(choices)
        self._show(cursor)
        is_shipped = self._choices == self._shipped
        self._changed(() if is_shipped else self._choices)

    @on(RowClicked, "#rows")
    def toggle_clicked(self, message: RowClicked) -> None:
        """Do what Space does."""
        message.stop()
        self.action_show()

    def action_show(self) -> None:
        """Show the column, or no longer."""
        if (row := self.row) is None:
            return
        if row.choice.id == FIXED:
            self.refuse(_("The name stays: somebody has to stand in the line."))
            return
        self._replace(replace(row.choice, is_shown=not row.choice.is_shown))

    def action_wider(self) -> None:
        """Give the column one more cell."""
        self._resize(1)

    def action_narrower(self) -> None:
        """Take one cell from the column."""
        self._resize(-1)

    def _resize(self, step: int) -> None:
        if (row := self.row) is not None:
            self._replace(resized(row.column, row.choice, step))

    def _replace(self, choice: ColumnChoice) -> None:
        choices = [choice if each.id == choice.id else each for each in self._choices]
        self._choose(choices, choice.id)

    def action_move_up(self) -> None:
        """Put the column before the one above."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Put the column behind the one below."""
        self._move(1)

    def _move(self, step: int) -> None:
        if (row := self.row) is None:
            return
        choices = list(self._choices)
        place = choices.index(row.choice)
        to = place + step
        if 0 <= to < len(choices):
            choices[place], choices[to] = choices[to], choices[place]
            self._choose(choices, row.choice.id)

    def action_reset(self) -> None:
        """Give all columns the order and width that the program comes with."""
        self._choose(self._shipped, self._shipped[0].id)


def _column(row: ColumnRow) -> Cell:
    is_shown = row.choice.is_shown or row.choice.id == FIXED
    sign = "[x]" if is_shown else "[ ]"
    return Cell(text=f"{sign} {row.column.title}", tone=Tone.PLAIN if is_shown else Tone.LATER)


def _width(row: ColumnRow) -> Cell:
    return Cell(text=width_words(row.column, row.choice), tone=Tone.LATER)
