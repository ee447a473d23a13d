"""A list of customers that is filtered and sorted, in columns of the user's choice."""

from dataclasses import replace

from textual import on

from tui_crm.domain.customer_list import NO_NEXT_STEP, CustomerFilter, CustomerSort, SortKey
from tui_crm.domain.list_view import ColumnChoice, ListView
from tui_crm.i18n import _
from tui_crm.screens.found_list import FoundListScreen
from tui_crm.screens.list_look import choices_for, columns_of
from tui_crm.screens.list_parts import chosen_facets
from tui_crm.widgets.list_columns import SORTED_BY
from tui_crm.widgets.list_messages import HeadingClicked
from tui_crm.wording.customer_lists import sort_sign, sort_title


class CustomerListScreen(FoundListScreen):
    """Everybody, or those who pass the filters and hold what is typed, in the chosen order."""

    def _look(self, view: ListView, *, keeps_marks: bool) -> None:
        """Look at the list in another way, with the cursor on the same row."""
        if view == self._view:
            return
        self._view = view
        self.list.set_columns(self._columns())
        self._load(self.list.cursor_row, keeps_marks=keeps_marks)
        self.draw_heading()

    # --- columns ---

    async def action_columns(self) -> None:
        """Choose, order and size the columns; the list follows at once."""
        from tui_crm.screens.columns_panel import ColumnsPanel

        def change(columns: tuple[ColumnChoice, ...]) -> None:
            self._view = replace(self._view, columns=columns)
            self.list.set_columns(self._columns())

        choices = choices_for(self.session, self._view.columns)
        shipped = choices_for(self.session, ())
        columns = columns_of(self.session)
        await self.app.push_screen(ColumnsPanel(columns, choices, shipped, change))

    # --- order and filters ---

    @on(HeadingClicked, "#list")
    def sort_by_heading(self, message: HeadingClicked) -> None:
        """Sort by the column whose heading was clicked; the other way round at the next click."""
        message.stop()
        key = SORTED_BY.get(message.column_id)
        if key is None:
            self.refuse(_("The list cannot be sorted by this column."))
        else:
            self._sort_by(key)

    def _sort_by(self, key: SortKey) -> None:
        sort = self._view.sort
        is_descending = key is sort.key and not sort.is_descending
        self._look(
            replace(self._view, sort=CustomerSort(key=key, is_descending=is_descending)),
            keeps_marks=True,
        )
        sentence = _("Sorted by {what} {sign}.")
        self.tell(sentence.format(what=sort_title(key), sign=sort_sign(self._view.sort)))

    async def action_sort(self) -> None:
        """Choose the order."""
        from tui_crm.screens.chooser import Chooser, Offered

        now = self._view.sort
        offered = [
            Offered(
                value=key.value,
                label=sort_title(key),
                note=_("{sign}, Enter turns it").format(sign=sort_sign(now))
                if key is now.key
                else "",
            )
            for key in SortKey
        ]

        def sort(key: str | None) -> None:
            if key is not None:
                self._sort_by(SortKey(key))

        await self.app.push_screen(Chooser(_("Sort by"), offered, chosen=now.key.value), sort)

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._sort_by(self._view.sort.key)

    def _want(self, wanted: CustomerFilter) -> None:
        self._look(replace(self._view, wanted=replace(wanted, text="")), keeps_marks=False)

    async def action_filter(self) -> None:
        """Open the filters; the list follows at once."""
        from tui_crm.screens.filter_panel import FilterPanel

        wanted = replace(self._view.wanted, text=self._query)
        await self.app.push_screen(FilterPanel(self.session, wanted, self._want))

    def action_clear_filters(self) -> None:
        """Show everybody again."""
        self._want(CustomerFilter())

    def action_no_next_step(self) -> None:
        """Show only those without a next contact, or everybody again."""
        is_shown = self._view.wanted == NO_NEXT_STEP
        self._want(CustomerFilter() if is_shown else NO_NEXT_STEP)

    def why_not(self, command_id: str) -> str | None:
        """Say why the filters cannot be cleared."""
        if command_id == "customers.clear_filters" and not chosen_facets(self._view.wanted):
            return _("No filter is in force. F opens the filters.")
        return super().why_not(command_id)
