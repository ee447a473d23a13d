"""Durations are read as people type them."""

import pytest

from tui_crm.domain.duration import parse_duration
from tui_crm.domain.errors import FieldError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", None),
        ("  ", None),
        ("3m", 180),
        ("3", 180),
        ("90s", 90),
        ("5:30", 330),
        ("1:05:30", 3930),
        ("1h", 3600),
        ("1h 5m", 3900),
        ("1h5", 3900),
        ("2 min 10 sec", 130),
        ("3分钟", 180),
        ("1小时5分", 3900),
        ("2分30秒", 150),
        ("１５分", 900),
        ("24h", 86400),
    ],
)
def test_a_duration_is_read(text: str, seconds: int | None) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["0", "0s", "-3m", "ages", "5:75", "25h", "3m ago", "1e3", "٣m x"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as refusal:
        parse_duration(text)
    assert (refusal.value.code, refusal.value.field) == ("bad_duration", "duration")
