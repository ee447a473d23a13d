"""The lines of the card: what they say, and that they fit."""

import pytest

from tests.support.sessions import add_customer
from tui_crm.services.session import Session
from tui_crm.widgets.card_lines import LARGE_FROM_LINES, CardContent, card_lines
from tui_crm.widgets.large_digits import DIGIT_CELLS, GAP_CELLS, large_digits

MOBILE_CELLS = 11 * DIGIT_CELLS + 2 * GAP_CELLS
"""What a Chinese mobile needs, in its three groups."""


@pytest.mark.parametrize("typed", ["13800138000", "+8613800138000", "138 0013 8000"])
def test_a_chinese_mobile_is_large_in_groups_however_it_was_typed(
    sqlite_session: Session, typed: str
) -> None:
    customer = add_customer(sqlite_session, "张三", phones=f"手机: {typed}")
    content = CardContent(
        customer=customer,
        follow_ups=(),
        level="",
        status="",
        owner="",
        now=sqlite_session.local_now(),
    )
    lines = [
        "".join(part.text for part in line).rstrip()
        for line in card_lines(content, MOBILE_CELLS, LARGE_FROM_LINES)
    ]
    drawn = large_digits("138 0013 8000", MOBILE_CELLS)
    assert drawn is not None
    start = lines.index(drawn[0].rstrip())
    assert lines[start : start + 4] == [*(row.rstrip() for row in drawn), "▸ 138 0013 8000  手机"]
