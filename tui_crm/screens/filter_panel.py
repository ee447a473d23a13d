"""The filters of the list of customers: every value with the number of those who have it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual import on, work
from textual.worker import get_current_worker

from tui_crm.commands.command import Scope
from tui_crm.domain.customer_list import (
    LIST_FACETS,
    MAX_DAYS,
    CustomerFilter,
    Facet,
    FacetCounts,
    FacetValue,
    values_of,
)
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import SequenceRows
from tui_crm.domain.sort_keys import name_sort_key
from tui_crm.i18n import _
from tui_crm.screens.side_panel import SidePanel
from tui_crm.services import customer_lists
from tui_crm.services.session import Session
from tui_crm.widgets.cells import Align
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.list_messages import RowHighlighted
from tui_crm.widgets.pick_list import RowClicked
from tui_crm.wording import explain
from tui_crm.wording.customer_lists import (
    coded_value,
    counted_customers,
    facet_title,
    missing_value,
)

COUNT_CELLS = 10
"""Cells of "10,000,000"."""
DAYS = (1, 3, 7, 14, 30, 60, 90, 180, 365)
"""What + and - step through."""
_WITH_DAYS = {Facet.DUE: "due_days", Facet.LAST_CONTACT: "contact_days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterRow:
    """A heading, or a value of the facet."""

    id: int
    facet: Facet
    is_heading: bool = False
    value: FacetValue = None


def value_title(session: Session, facet: Facet, value: FacetValue, wanted: CustomerFilter) -> str:
    """Return what a value of a facet is called."""
    if value is None:
        return missing_value(facet)
    if isinstance(value, int) and not isinstance(value, bool):
        is_owner = facet is Facet.OWNER
        return session.user_name(value) if is_owner else session.value_title(value)
    return coded_value(facet, value, wanted)


def offered_values(session: Session, facet: Facet) -> tuple[FacetValue, ...]:
    """Return the values of a facet in the order in which they are offered."""
    if facet in LIST_FACETS:
        values = [each for each in session.shared.values.values() if each.field == facet.value]
        return (*(each.id for each in sorted(values, key=lambda each: each.position)), None)
    if facet is Facet.OWNER:
        users = sorted(session.shared.users.values(), key=lambda each: name_sort_key(each.name, ""))
        return (*(each.id for each in users), None)
    return values_of(facet)


class FilterPanel(SidePanel[FilterRow]):
    """Tells `changed` of every change at once, so that the list beneath follows."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.FILTERS,)

    def __init__(
        self,
        session: Session,
        wanted: CustomerFilter,
        changed: Callable[[CustomerFilter], None],
        facets: Collection[Facet] = tuple(Facet),
    ) -> None:
        super().__init__()
        self._session = session
        self._wanted = wanted
        self._changed = changed
        self._counts: FacetCounts | None = None
        self._rows = tuple(_rows(session, facets))

    def caption(self) -> str:
        """Return what stands above the list."""
        return _("Filters")

    def columns(self) -> Sequence[Column[FilterRow]]:
        """Return the values, and how many have them."""
        return (
            Column(id="value", width=12, share=1, draw=self._value),
            Column(id="count", width=COUNT_CELLS, align=Align.RIGHT, draw=self._count),
        )

    def on_mount(self) -> None:
        """Show the values and count."""
        self.list.load(SequenceRows(self._rows))
        self.call_after_refresh(self.list.move_cursor, 1)
        self._read_counts(self._wanted)

    def _value(self, row: FilterRow) -> Cell:
        if row.is_heading:
            return Cell(text=facet_title(row.facet), tone=Tone.STRONG)
        is_chosen = row.value in self._wanted.chosen(row.facet)
        words = value_title(self._session, row.facet, row.value, self._wanted)
        return Cell(
            text=f" {'[x]' if is_chosen else '[ ]'} {words}",
            tone=Tone.DUE if is_chosen else Tone.PLAIN,
        )

    def _count(self, row: FilterRow) -> Cell:
        if row.is_heading:
            return Cell(text="")
        if self._counts is None:
            return Cell(text="…", tone=Tone.LATER)
        return Cell(text=f"{self._counts.of(row.facet, row.value):,}", tone=Tone.LATER)

    # --- counting ---

    @work(thread=True, exclusive=True, group="counts")
    def _read_counts(self, wanted: CustomerFilter) -> None:
        """Count on a thread, and give up as soon as something else is wanted."""
        worker = get_current_worker()
        try:
            counts = customer_lists.counts(
                self._session, wanted, go_on=lambda: not worker.is_cancelled
            )
        except CrmError as error:
            if not worker.is_cancelled:
                self.show_from_thread(self.refuse, explain(error))
        else:
            self.show_from_thread(self._show_counts, wanted, counts)
        finally:
            self._session.db.close_thread()

    def _show_counts(self, wanted: CustomerFilter, counts: FacetCounts) -> None:
        if wanted == self._wanted:
            self._counts = counts
            self.list.redraw()
            self._tell_of_row()

    # --- changing ---

    def _want(self, wanted: CustomerFilter) -> None:
        if wanted == self._wanted:
            return
        self._wanted, self._counts = wanted, None
        self.list.redraw()
        self._tell_of_row()
        self._read_counts(wanted)
        self._changed(wanted)

    @on(RowClicked, "#rows")
    def toggle_clicked(self, message: RowClicked) -> None:
        """Do what Space does."""
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Choose the value or no longer; on a heading, none of its values."""
        if (row := self.row) is None:
            return
        if row.is_heading:
            nothing = CustomerFilter().chosen(row.facet)
            self._want(self._wanted.with_chosen(row.facet, nothing))
        else:
            self._want(self._wanted.toggled(row.facet, row.value))

    def action_clear(self) -> None:
        """Show everybody again."""
        self._want(CustomerFilter(text=self._wanted.text))

    def action_longer(self) -> None:
        """Count more days as soon or recent."""
        self._step_days(1)

    def action_shorter(self) -> None:
        """Count fewer days as soon or recent."""
        self._step_days(-1)

    def _step_days(self, step: int) -> None:
        row = self.row
        name = _WITH_DAYS.get(row.facet) if row is not None else None
        if name is None:
            self.refuse(_("Days are counted for the next contact and the last one only."))
            return
        days: int = getattr(self._wanted, name)
        others = [each for each in DAYS if (each > days if step > 0 else each < days)]
        if others:
            days = min(min(others) if step > 0 else max(others), MAX_DAYS)
            changed: dict[str, Any] = {name: days}
            self._want(replace(self._wanted, **changed))

    # --- moving ---

    def action_next_group(self) -> None:
        """Go to the first value of the next facet, round and round."""
        self._go_to_facet(1)

    def action_previous_group(self) -> None:
        """Go to the first value of the facet before."""
        self._go_to_facet(-1)

    def _go_to_facet(self, step: int) -> None:
        row = self.row
        if row is None:
            return
        facets = list(Facet)
        facet = facets[(facets.index(row.facet) + step) % len(facets)]
        heading = next(place for place, each in enumerate(self._rows) if each.facet is facet)
        self.list.move_cursor(len(self._rows) - 1)  # From below, so that all values are in view.
        self.list.move_cursor(heading)
        self.list.move_cursor(heading + 1)

    @on(RowHighlighted, "#rows")
    def tell_of_row(self, message: RowHighlighted) -> None:
        """Say what can be done with the row, and how many are on the list."""
        message.stop()
        self._tell_of_row()

    def _tell_of_row(self) -> None:
        listed = "" if self._counts is None else counted_customers(self._counts.listed)
        row = self.row
        has_days = row is not None and row.facet in _WITH_DAYS
        days = _("+ and - change the days") if has_days else ""
        self.tell(" · ".join(filter(None, (listed, days))))


def _rows(session: Session, facets: Collection[Facet]) -> Iterator[FilterRow]:
    """Yield each heading and the values beneath it."""
    number = 0
    for facet in (each for each in Facet if each in facets):
        number += 1
        yield FilterRow(id=number, facet=facet, is_heading=True)
        for value in offered_values(session, facet):
            number += 1
            yield FilterRow(id=number, facet=facet, value=value)
