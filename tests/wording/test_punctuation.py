"""Lists and labels take the marks of the language in use."""

from tui_crm.i18n import speaking
from tui_crm.wording import labelled, listed


def test_a_list_has_commas() -> None:
    assert (listed(["a", "b", "c"]), listed(["a"]), listed([])) == ("a, b, c", "a", "")


def test_a_label_has_a_colon_and_braces_in_data_are_data() -> None:
    assert labelled("Status", "{won}") == "Status: {won}"


def test_chinese_has_its_own_marks() -> None:
    with speaking("zh"):
        assert (listed(["甲", "乙"]), labelled("状态", "成交")) == ("甲、乙", "状态：成交")
