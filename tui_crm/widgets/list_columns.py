"""The columns of the list of customers as a user chose, ordered and sized them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import CustomerSort, SortKey
from tui_crm.domain.list_view import LEAST_CELLS, MOST_CELLS, ColumnChoice, ordered
from tui_crm.i18n import _
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.columns import Cell, Column
from tui_crm.widgets.customer_columns import RowWords, customer_columns
from tui_crm.wording import RELATIVE_CELLS, date_short, field_title, kind_label
from tui_crm.wording.customer_lists import sort_sign

FIXED = "name"
"""The column that cannot be hidden: somebody has to stand in the line."""

SORTED_BY = {
    "when": SortKey.NEXT_CONTACT,
    "name": SortKey.NAME,
    "company": SortKey.COMPANY,
    "level": SortKey.LEVEL,
    "status": SortKey.STATUS,
    "area": SortKey.AREA,
    "industry": SortKey.INDUSTRY,
    "owner": SortKey.OWNER,
    "last_contact": SortKey.LAST_CONTACT,
    "created": SortKey.CREATED,
}
"""Column -> what a click on its heading sorts by; the others cannot be sorted by."""

_EXTRA_PRIORITY = 6
"""A column that the user put in falls away after the wide ones, before status and last contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """What the columns ask while they draw: as those of Today do, and who owns a customer."""

    row: RowWords
    user: Callable[[int | None], str]


def all_columns(words: ListWords) -> tuple[Column[CustomerRow], ...]:
    """Return every column that there is, first those that are shown at first, in their order."""

    def value(column: str, cells: int) -> Column[CustomerRow]:
        return Column(
            id=column,
            title=field_title(column),
            width=cells,
            priority=_EXTRA_PRIORITY,
            draw=lambda row: words.row.cell(getattr(row, column)),
        )

    return (
        *customer_columns(words.row, with_phone=True),
        value("area", 8),
        value("industry", 8),
        Column(
            id="owner",
            title=field_title("owner"),
            width=8,
            priority=_EXTRA_PRIORITY,
            draw=lambda row: Cell(text=words.user(row.owner)),
        ),
        Column(
            id="kind",
            title=field_title("kind"),
            width=8,
            priority=_EXTRA_PRIORITY,
            draw=lambda row: Cell(text=kind_label(row.kind)),
        ),
        Column(
            id="source",
            title=field_title("source"),
            width=8,
            priority=_EXTRA_PRIORITY,
            draw=lambda row: Cell(text=row.source),
        ),
        Column(
            id="created",
            title=field_title("created_at"),
            width=RELATIVE_CELLS,
            priority=_EXTRA_PRIORITY,
            draw=lambda row: Cell(text=_day(words, row)),
        ),
    )


def _day(words: ListWords, row: CustomerRow) -> str:
    if row.created_at is None:
        return ""
    return date_short(row.created_at.astimezone(words.row.now().tzinfo).date())


def choices_of(
    columns: Sequence[Column[CustomerRow]], chosen: Sequence[ColumnChoice], *, shipped: int
) -> tuple[ColumnChoice, ...]:
    """Return a choice for every column; the first `shipped` are shown where nothing is chosen."""
    known = [each.id for each in columns]
    at_first = tuple(ColumnChoice(id=each) for each in known[:shipped])
    return ordered(chosen or at_first, known)


def shown_columns(
    columns: Sequence[Column[CustomerRow]],
    choices: Sequence[ColumnChoice],
    sort: CustomerSort | None,
) -> tuple[Column[CustomerRow], ...]:
    """Return the columns to draw: in the chosen order and width, with the sign of the order.

    Hits of find have an order of their own: `sort` is None then. The column that the list is
    sorted by is among the last to fall away.
    """
    by_id = {each.id: each for each in columns}
    return tuple(
        _with_sign(_sized(by_id[choice.id], choice.cells), sort)
        for choice in choices
        if choice.is_shown or choice.id == FIXED
    )


def _sized(column: Column[CustomerRow], cells: int) -> Column[CustomerRow]:
    return replace(column, width=cells, share=0) if cells else column


def _with_sign(column: Column[CustomerRow], sort: CustomerSort | None) -> Column[CustomerRow]:
    if sort is None or SORTED_BY.get(column.id) is not sort.key:
        return column
    sign = sort_sign(sort)
    if column.share:
        room = max(column.width, cell_len(column.title) + 2)
        return replace(column, title=f"{column.title} {sign}", priority=min(column.priority, 1))
    room = max(column.width, min(cell_len(column.title) + 1, MOST_CELLS))
    title = shorten(column.title, room - 1) + sign
    return replace(column, title=title, width=room, priority=min(column.priority, 1))


def width_of(column: Column[CustomerRow], choice: ColumnChoice) -> int:
    """Return the cells that a column takes at least."""
    return choice.cells or column.width


def resized(column: Column[CustomerRow], choice: ColumnChoice, step: int) -> ColumnChoice:
    """Return the choice with the column `step` cells wider or narrower."""
    cells = max(LEAST_CELLS, min(width_of(column, choice) + step, MOST_CELLS))
    return replace(choice, cells=cells)


def width_words(column: Column[CustomerRow], choice: ColumnChoice) -> str:
    """Return how wide a column is: "12", or "12+" where it takes its share of what is left."""
    grows = "" if choice.cells or not column.share else "+"
    return _("{cells} wide").format(cells=f"{width_of(column, choice)}{grows}")
