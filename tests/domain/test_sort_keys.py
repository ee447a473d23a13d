"""Where names stand in a list: Latin folded, then Chinese by pinyin, family names read right."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import pinyin_order as table
from tui_crm.domain import pinyin_order
from tui_crm.domain.sort_keys import (
    SORT_KEY_CHARACTERS,
    company_sort_key,
    name_sort_key,
    sort_key,
)

any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)


def in_order(names: list[str]) -> list[str]:
    """Return the names as a list of customers shows them."""
    return sorted(names, key=lambda name: name_sort_key(name, ""))


@pytest.mark.parametrize(
    "names",
    [
        ["陈晓", "王伟", "张三"],
        ["123", "Ann", "Éa", "émile", "Eve", "Łukasz", "luz", "Øre", "oz", "Zoë", "陈"],
        ["鲁智深", "吕布", "栾平", "罗成"],
        ["曹操", "单县羊肉馆店", "曾国"],
        ["李静", "李强", "李四"],
        ["令狐冲", "鲁智深"],
        ["张", "张三", "张三丰"],
    ],
)
def test_names_stand_in_this_order(names: list[str]) -> None:
    assert in_order(names[::-1]) == names


@pytest.mark.parametrize(
    ("name", "before", "behind"),
    [
        ("单小明", "山田", "邵逸"),
        ("曾国", "增田", "翟天"),
        ("仇英", "邱少", "曲波"),
        ("解先生", "谢娜", "辛弃"),
        ("区小姐", "欧阳", "潘安"),
        ("朴先生", "皮日", "平儿"),
        ("盖先生", "甘宁", "耿乐"),
        ("查先生", "咋", "翟天"),
        ("乐先生", "岳飞", "云中"),
        ("尉迟恭", "于谦", "元稹"),
        ("万俟卨", "莫言", "牟其"),
    ],
)
def test_a_family_name_stands_where_it_is_read(name: str, before: str, behind: str) -> None:
    """As people read it, and not as the character is read elsewhere."""
    assert in_order([behind, name, before]) == [before, name, behind]


@pytest.mark.parametrize("family", ["张", "单", "仇", "解", "曾", "尉迟", "万俟"])
@given(data=st.data())
def test_those_of_one_family_name_stand_together(family: str, data: st.DataObject) -> None:
    """Nobody of another family name stands between two of one."""
    given_names = st.text(alphabet="一小明单解张仇曾龙鑫", min_size=1, max_size=2)
    mine = [family + each for each in data.draw(st.lists(given_names, min_size=2))]
    character = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    others = data.draw(st.lists(st.text(alphabet=character, min_size=1, max_size=4)))
    order = in_order([*mine, *(each for each in others if not each.startswith(family))])
    places = [place for place, name in enumerate(order) if name.startswith(family)]
    assert places == list(range(places[0], places[0] + len(mine)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "STRASSE"),
        ("ﾊﾝｶｸ", "ハンカク"),
        ("e\u0301", "É"),
        ("é", "e"),
        ("张\u200b三\ufeff", "张三"),
    ],
)
def test_writings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_who_has_no_name_stands_by_company() -> None:
    assert name_sort_key("", "单县羊肉馆") == sort_key("单县羊肉馆") != name_sort_key("单县", "")
    assert company_sort_key("单县") == sort_key("单县")
    assert company_sort_key("") is company_sort_key("\u200b") is None


@given(any_text)
def test_a_key_is_short_enough_for_an_index(text: str) -> None:
    for key in (sort_key(text * 50), name_sort_key(text, ""), company_sort_key(text) or b""):
        assert len(key.decode()) <= SORT_KEY_CHARACTERS
        assert len(key) <= 4 * SORT_KEY_CHARACTERS


def test_the_table_is_what_pypinyin_says() -> None:
    """And every character of the block stands in it once."""
    assert table.TARGET.read_text(encoding="utf-8") == table.rendered()
    assert sorted(pinyin_order.ORDER) == [chr(code) for code in range(table.FIRST, table.LAST + 1)]
    assert all(unicodedata.category(each) == "Lo" for each in pinyin_order.ORDER[:20_000])
