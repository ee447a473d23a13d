"""Names of closed sets, of fields and of what is shipped, in both languages."""

import dataclasses

import pytest
from rich.cells import cell_len

from tui_crm import i18n
from tui_crm.domain.customer import FIELD_CODES, LIST_FIELDS, Kind, State
from tui_crm.domain.follow_up import Method, OutcomeFlags
from tui_crm.wording import (
    SHIPPED_CANNED,
    SHIPPED_VALUES,
    field_title,
    flag_label,
    kind_label,
    method_label,
    shipped_label,
    shipped_short,
    shipped_text,
    shipped_value,
    state_label,
)

SHIPPED = {
    "not_interested": ("not interested", "不需要", "不需要"),
    "no_answer": ("no answer", "没接", "没接"),
    "busy": ("busy", "忙", "忙"),
    "call_back": ("call back", "稍后再打", "稍后"),
    "interested": ("interested, send material", "有兴趣,发资料", "有兴趣"),
    "visit_agreed": ("visit agreed", "约了上门", "上门"),
    "bad_number": ("bad number", "空号", "空号"),
    "never_again": ("never call again", "拒绝再打", "勿打"),
    "sale": ("sale", "成交", "成交"),
}


@pytest.mark.parametrize(("code", "words"), SHIPPED.items())
def test_a_shipped_follow_up_is_worded_as_specified(code: str, words: tuple[str, str, str]) -> None:
    english, chinese, short = words
    assert shipped_label(code) == shipped_text(code) == english
    with i18n.speaking("zh"):
        assert shipped_label(code) == shipped_text(code) == chinese
        assert shipped_short(code) == short


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_strip_s_labels_fit_and_differ(language: str) -> None:
    with i18n.speaking(language):
        labels = [shipped_short(code) for code in SHIPPED_CANNED]
    assert max(map(cell_len, labels)) <= 8
    assert len(set(labels)) == len(SHIPPED_CANNED) == 9


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_member_of_a_closed_set_has_its_own_name(language: str) -> None:
    with i18n.speaking(language):
        for names in (
            [method_label(each) for each in Method],
            [kind_label(each) for each in Kind],
            [state_label(each) for each in State],
            [flag_label(each.name) for each in dataclasses.fields(OutcomeFlags)],
            [field_title(code) for code in FIELD_CODES],
        ):
            assert len(set(names)) == len(names)
            assert all(names)


def test_the_terms_of_the_field_are_used() -> None:
    with i18n.speaking("zh"):
        assert [field_title(each) for each in ("owner", "second_owner", "next_contact")] == [
            "跟单人",
            "跟单人2",
            "下次联系日期",
        ]
        assert [field_title(each) for each in LIST_FIELDS] == [
            "地段",
            "行业类别",
            "客户级别",
            "业务状态",
        ]
        assert [kind_label(each) for each in Kind] == ["潜在客户", "客户"]
        assert [state_label(each) for each in State] == [
            "未分配",
            "已分配",
            "冻结",
            "系统回收",
            "作废",
        ]


def test_a_free_field_is_called_by_its_title_and_harmless() -> None:
    assert field_title("custom.车牌") == "车牌"
    assert "\x1b" not in field_title("custom.\x1b[31m")
    assert field_title("no_such_field") == "no such field"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("classification", LIST_FIELDS)
def test_each_classification_starts_with_values_that_differ(
    classification: str, language: str
) -> None:
    with i18n.speaking(language):
        values = [shipped_value(classification, code) for code in SHIPPED_VALUES[classification]]
    assert len(set(values)) == len(values) > 3


def test_levels_are_letters() -> None:
    assert [shipped_value("level", code) for code in SHIPPED_VALUES["level"]] == list("ABCD")
