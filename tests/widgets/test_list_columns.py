"""The columns of the list as chosen: order, width, the sign of the order, what falls away."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import CustomerSort, SortKey
from tui_crm.domain.list_view import ColumnChoice
from tui_crm.widgets.columns import arrange
from tui_crm.widgets.customer_columns import RowWords
from tui_crm.widgets.list_columns import (
    FIXED,
    SORTED_BY,
    ListWords,
    all_columns,
    choices_of,
    resized,
    shown_columns,
)

WORDS = ListWords(
    row=RowWords(
        now=lambda: datetime(2026, 11, 18, tzinfo=UTC),
        value=lambda value: "" if value is None else f"v{value}",
        title=lambda field: field.title(),
    ),
    user=lambda user: "" if user is None else "李娜",
)
SHIPPED = 8
ROW = CustomerRow(
    id=1,
    name="张三",
    company="南山物流",
    phone="138",
    level=1,
    status=2,
    owner=3,
    promise=None,
    last_follow_up_at=None,
    last_outcome="",
    last_text="",
    area=4,
    industry=5,
    source="展会",
    created_at=datetime(2026, 11, 2, tzinfo=UTC),
)


def test_every_column_draws_and_those_that_are_sorted_by_exist() -> None:
    columns = all_columns(WORDS)
    drawn = {column.id: column.draw(ROW).text for column in columns}
    assert set(SORTED_BY) <= set(drawn)
    assert (drawn["area"], drawn["industry"], drawn["owner"]) == ("v4", "v5", "李娜")
    assert (drawn["source"], drawn["kind"], drawn["created"]) == ("展会", "lead", "02 Nov")


def test_at_first_the_shipped_columns_are_shown_and_the_others_can_be() -> None:
    choices = choices_of(all_columns(WORDS), (), shipped=SHIPPED)
    assert sum(each.is_shown for each in choices) == SHIPPED
    assert len(choices) == len(all_columns(WORDS))


def test_the_name_is_drawn_even_where_it_is_chosen_hidden() -> None:
    choices = [ColumnChoice(id=each.id, is_shown=False) for each in all_columns(WORDS)]
    shown = shown_columns(all_columns(WORDS), choices, CustomerSort())
    assert [column.id for column in shown] == [FIXED]


@pytest.mark.parametrize("key", SortKey)
@pytest.mark.parametrize("is_descending", [False, True])
def test_the_heading_that_is_sorted_by_has_the_sign_and_room_for_it(
    key: SortKey,
    is_descending: bool,  # noqa: FBT001 - a parameter of pytest's
) -> None:
    """It is among the last to fall away on a narrow terminal."""
    columns = all_columns(WORDS)
    choices = [replace(each, is_shown=True) for each in choices_of(columns, (), shipped=SHIPPED)]
    sort = CustomerSort(key=key, is_descending=is_descending)
    shown = shown_columns(columns, choices, sort)
    (sorted_by,) = [each for each in shown if SORTED_BY.get(each.id) is key]
    assert sorted_by.title.endswith("↓" if is_descending else "↑")
    left = {column.id for column, _width in arrange(shown, 40)}
    assert sorted_by.id in left


def test_a_width_that_was_chosen_is_kept_and_has_its_limits() -> None:
    columns = {each.id: each for each in all_columns(WORDS)}
    company = columns["company"]
    choice = resized(company, ColumnChoice(id="company"), 3)
    assert choice.cells == company.width + 3
    (_name, shown) = shown_columns(
        tuple(columns.values()), [ColumnChoice(id="name"), choice], CustomerSort()
    )
    assert (shown.width, shown.share) == (company.width + 3, 0)
    assert resized(company, choice, -1_000).cells == 2
    assert resized(company, choice, 1_000).cells == 60
