"""The columns of customers: as wide as the words of the lists need."""

from datetime import UTC, datetime

import pytest

from tui_crm.widgets.customer_columns import RowWords, customer_columns


@pytest.mark.parametrize(
    ("choices", "cells"),
    [
        (("new", "contacted", "negotiating"), 11),
        (("新线索", "已联系"), 6),
        (("new",), 6),
        (("a word of the team that is far too long",), 11),
        ((), 11),
    ],
)
def test_the_column_of_the_status_holds_its_words(choices: tuple[str, ...], cells: int) -> None:
    """Shipped words stand whole in both languages; a word of the team's may be cut."""
    words = RowWords(
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
        value=lambda _value: "",
        title=lambda field: field,
        choices=lambda _field: choices,
    )
    columns = {column.id: column for column in customer_columns(words, with_phone=False)}
    assert columns["status"].width == cells
