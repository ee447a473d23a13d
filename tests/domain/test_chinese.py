"""Chinese characters: simplified forms and readings, and the tables they come from."""

import pytest

from tests.support import pinyin_readings as readings_source
from tests.support import simplified as simplified_source
from tui_crm.domain import pinyin_readings, simplified
from tui_crm.domain.chinese import readings, simplified_characters, surname_readings


@pytest.mark.parametrize(
    ("traditional", "expected"),
    [
        ("張國榮", "张国荣"),
        ("後后", "后后"),
        ("裏里裡", "里里里"),
        ("臺台", "台台"),
        ("發髮发", "发发发"),
        ("鍾曉葉", "钟晓叶"),
        ("為爲为", "为为为"),
        ("abc 张三", "abc 张三"),
    ],
)
def test_traditional_characters_become_simplified_ones(traditional: str, expected: str) -> None:
    assert traditional.translate(simplified_characters()) == expected


def test_simplifying_twice_changes_nothing() -> None:
    table = simplified_characters()
    assert simplified.SIMPLIFIED.translate(table) == simplified.SIMPLIFIED


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("张", {"zhang"}),
        ("长", {"zhang", "chang"}),
        ("重", {"zhong", "chong"}),
        ("行", {"xing", "hang"}),
        ("乐", {"le", "yue"}),
        ("厦", {"sha", "xia"}),
        ("吕", {"lv", "lu"}),
        ("绿", {"lv", "lu"}),
        ("略", {"lve", "lue"}),
        ("女", {"nv", "nu"}),
        ("番", {"fan", "pan"}),
        ("晟", {"cheng", "sheng"}),
        ("a", set()),
        ("", set()),
        ("龦", set()),
    ],
)
def test_a_character_has_its_common_readings(character: str, expected: set[str]) -> None:
    assert set(readings(character)) == expected
    assert len(readings(character)) == len(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("单", (("shan",),)),
        ("曾", (("zeng",),)),
        ("仇", (("qiu",),)),
        ("解", (("xie",),)),
        ("区", (("ou",),)),
        ("朴", (("piao",),)),
        ("盖", (("ge",),)),
        ("查", (("zha",),)),
        ("乐", (("yue",),)),
        ("尉迟", (("yu",), ("chi",))),
        ("万俟", (("mo",), ("qi",))),
    ],
)
def test_family_names_are_read_as_such(name: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert surname_readings()[name] == expected


def test_compound_family_names_that_are_read_as_usual_need_no_entry() -> None:
    assert "zhang" in readings("长")
    assert readings("孙") == ("sun",)


def test_the_table_of_readings_is_the_generated_one() -> None:
    """`python -m tests.support.pinyin_readings` writes it."""
    assert readings_source.other_readings() == pinyin_readings.OTHERS
    assert readings_source.surnames() == pinyin_readings.SURNAMES
    assert readings_source.rendered() == readings_source.TARGET.read_text(encoding="utf-8")


def test_the_table_of_simplified_characters_is_the_generated_one() -> None:
    """`python -m tests.support.simplified` writes it."""
    assert simplified_source.rendered() == simplified_source.TARGET.read_text(encoding="utf-8")
    assert len(simplified.TRADITIONAL) == len(simplified.SIMPLIFIED)
