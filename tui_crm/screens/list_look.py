"""The columns that a view of the list of customers shows."""

from collections.abc import Sequence
from functools import partial

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.list_view import ColumnChoice, ListView
from tui_crm.domain.search.ranking import spans
from tui_crm.screens.row_words import row_words
from tui_crm.services.queries import read_query
from tui_crm.services.session import Session
from tui_crm.widgets.columns import Column
from tui_crm.widgets.customer_columns import customer_columns
from tui_crm.widgets.list_columns import ListWords, all_columns, choices_of, shown_columns
from tui_crm.widgets.lit_columns import lit_columns


def columns_of(session: Session) -> tuple[Column[CustomerRow], ...]:
    """Return every column that there is."""
    return all_columns(ListWords(row=row_words(session), user=session.user_name))


def choices_for(session: Session, chosen: Sequence[ColumnChoice]) -> tuple[ColumnChoice, ...]:
    """Return a choice for every column; () are the columns as shipped."""
    shipped = len(customer_columns(row_words(session), with_phone=True))
    return choices_of(columns_of(session), chosen, shipped=shipped)


def columns_to_draw(
    session: Session, view: ListView, query: str = "", *, is_sorted: bool = True
) -> tuple[Column[CustomerRow], ...]:
    """Return the columns of a view, with the sign of its order, and what `query` found lit.

    Without `is_sorted` the rows are in an order of their own: the best hits first.
    """
    choices = choices_for(session, view.columns)
    sort = view.sort if is_sorted else None
    return lit_by(session, query, shown_columns(columns_of(session), choices, sort))


def lit_by(
    session: Session, query: str, columns: tuple[Column[CustomerRow], ...]
) -> tuple[Column[CustomerRow], ...]:
    """Return `columns` with what `query` found in names, companies and numbers lit."""
    if not query:
        return columns
    return lit_columns(columns, partial(spans, read_query(session, query).query))
