"""How Chinese names sound: what is typed in pinyin for them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.search import properties as made
from tui_crm.domain.search.folding import folded_lines
from tui_crm.domain.search.spelling import (
    MAX_READINGS,
    full_spelling,
    sound_detail,
    spelled_part,
    spellings_of,
    typed_spellings,
)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三", "zhangsan zhangs zhang z zs san s"),
        ("张小明", "zhangxiaoming zhangxm zhangx zxm xiaoming xiaom xm ming"),
        ("单小明", "shanxiaoming danxiaoming sxm dxm"),
        ("曾国强", "zengguoqiang zgq"),
        ("仇英", "qiuying chouying"),
        ("解珍", "xiezhen jiezhen"),
        ("区建国", "oujianguo ojg qujianguo"),
        ("朴正熙", "piaozhengxi pzx"),
        ("盖聚元", "gejuyuan gaijuyuan"),
        ("查良镛", "zhaliangyong"),
        ("乐云鹏", "yueyunpeng leyunpeng"),
        ("翟东林", "zhaidonglin"),
        ("尉迟恭", "yuchigong yuchig ycg"),
        ("万俟卨", "moqixie mqx"),
        ("单于", "chanyu"),
        ("长孙无忌", "zhangsunwuji zhangsunwj zswj wuji"),
        ("欧阳锋", "ouyangfeng oyf"),
        ("吕布", "lvbu lubu lb"),
        ("重阳", "chongyang zhongyang"),
        ("徐州市飞环环保科技有限公司", "xuzhoushifei feihuanhuanbao feihuan fhhb xzsfh"),
        ("深圳华强北电子", "shenzhen huaqiangbei hqbdz szhq"),
        ("广东深圳大疆创新", "dajiang djcx guangdong"),
        ("重庆小天鹅火锅", "chongqing xiaotiane cqxte xte"),
        ("老王面馆", "laowangmianguan lwmg mianguan"),
        ("tony张", "zhang"),
        ("pieter van der meer", "pietervandermeer vandermeer dermeer"),
    ],
)
def test_a_name_has_these_spellings(name: str, typed: str) -> None:
    spellings = spellings_of(name)
    for beginning in typed.split():
        assert any(spelling.startswith(beginning) for spelling in spellings), beginning


@pytest.mark.parametrize("name", ["", "smith", "123", "さくら", "한빛", "龦"])
def test_what_is_not_read_in_pinyin_has_no_spelling(name: str) -> None:
    assert spellings_of(name) == ()


def test_the_way_that_a_family_name_is_read_comes_first() -> None:
    assert spellings_of("单小明")[0] == "shanxiaoming"
    assert full_spelling("单小明") == "shanxiaoming"


def test_readings_are_bounded() -> None:
    spellings = spellings_of("行长乐重朝曾还参差没藏")
    assert 0 < len(spellings) <= 3 * 2 * MAX_READINGS


def test_only_people_have_a_spelling_in_which_mistakes_are_forgiven() -> None:
    assert full_spelling("深圳华强北电子") == ""
    assert full_spelling("张") == ""
    assert full_spelling("john smith") == ""


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("章三", ("zhangsan",)),
        ("吕布", ("lvbu", "lubu")),
        ("张", ()),
        ("abc", ()),
        ("张a", ()),
        ("龦龦", ()),
    ],
)
def test_a_typed_chinese_word_is_also_looked_for_by_sound(
    word: str, spellings: tuple[str, ...]
) -> None:
    assert typed_spellings(word) == spellings


@pytest.mark.parametrize(
    ("line", "typed", "part"),
    [
        ("张小明", "zhang", (0, 1)),
        ("张小明", "zhangx", (0, 2)),
        ("张小明", "zxm", (0, 3)),
        ("张小明", "zhangxm", (0, 3)),
        ("张小明", "xm", (1, 3)),
        ("abc张小明", "ming", (5, 6)),
        ("张小明", "wang", None),
        ("smith", "smith", None),
    ],
)
def test_the_characters_that_a_spelling_covers_are_known(
    line: str, typed: str, part: tuple[int, int] | None
) -> None:
    assert spelled_part(line, typed) == part


@given(st.one_of(made.chinese, made.stored_line), st.data())
@settings(deadline=None, max_examples=300)
def test_how_near_a_name_sounds_is_what_all_its_spellings_tell(
    name: str, data: st.DataObject
) -> None:
    """Whatever is typed: a spelling, the beginning of one, or something else."""
    line = folded_lines(name).partition("\n")[0]
    spellings = spellings_of(line)
    typed = data.draw(st.sampled_from(spellings) if spellings else made.latin)
    typed = typed[: data.draw(st.integers(1, len(typed)))]
    near = [
        2 * (spelling != typed) + bool(place)
        for place, spelling in enumerate(spellings)
        if spelling.startswith(typed)
    ]
    assert sound_detail(line, typed) == min(near, default=None)
