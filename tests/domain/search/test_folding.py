"""Folding: what is alike for a search, and what separates words."""

import pytest

from tui_crm.domain.search.folding import folded_apart, folded_lines, placed_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ""),
        ("John  Smith", "john smith"),
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Łódź Øresund Đặng", "lodz oresund dang"),
        ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
        ("e\u0301te\u0301", "ete"),
        ("ПЁТР Йод", "петр иод"),
        ("Αθήνα", "αθηνα"),
        ("張國榮", "张国荣"),
        ("後藤 裡美／裏美／里美", "后藤里美里美里美"),
        ("臺北 台北", "台北台北"),
        ("张　三", "张三"),
        ("阿卜杜·买买提", "阿卜杜买买提"),
        ("新华书店（中山路店）", "新华书店中山路店"),
        ("北京 ABC 公司", "北京abc公司"),
        ("ｶﾞｽ", "カス"),
        ("ガス", "カス"),
        ("한글", "한글"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("a\u200bb\u00adc", "abc"),
        ("a\tb\nc\u2028d", "a b c d"),
        ("***", ""),
        ("\u200b", ""),
        ("1,000.50", "1 000 50"),
        ("O'Brien", "o brien\nobrien"),
        ("L’Oréal", "l oreal\nloreal"),
        ("Coca-Cola Co.", "coca cola co\ncocacola co"),
        ("AT&T", "at t\natt"),
        ("U.S.A. Diner", "u s a diner\nusa diner"),
        ("3-2-101室", "3 2 101室"),
        ("7-Eleven", "7 eleven\n7eleven"),
        ("北-京", "北京"),
    ],
)
def test_texts_are_folded_and_their_words_a_space_apart(text: str, lines: str) -> None:
    """With a second line where letters are connected."""
    assert folded_lines(text) == lines
    assert folded_apart(text) == lines.partition("\n")[0]


def test_each_character_folds_alone_as_it_does_beside_others() -> None:
    """The fast ways of folding (ASCII, plain Chinese) are the slow one."""
    for code in range(0x3400, 0xA000):
        character = chr(code)
        assert folded_lines(character) == folded_lines(f"é{character}")[1:], hex(code)
    for code in range(128):
        assert folded_apart(f"a{chr(code)}b") == folded_apart(f"a{chr(code)}b中")[:-1], hex(code)


def test_what_is_folded_stays_as_it_is() -> None:
    for code in range(0x10000):
        for line in folded_lines(chr(code)).split("\n"):
            assert folded_lines(line) == line, hex(code)


@pytest.mark.parametrize(
    ("text", "word", "span"),
    [
        ("Straße 1", "ss", (4, 5)),
        ("e\u0301té", "te", (2, 4)),
        ("O'Brien", "obrien", (0, 7)),
        ("新华（中山）店", "华中山", (1, 5)),
        ("㈱山田", "株山田", (0, 3)),
        ("\u1112\u1161\u11ab글", "한글", (0, 4)),
    ],
)
def test_each_folded_character_knows_where_it_came_from(
    text: str, word: str, span: tuple[int, int]
) -> None:
    found = [
        (starts[line.index(word)], ends[line.index(word) + len(word) - 1])
        for line, starts, ends in placed_lines(text)
        if word in line
    ]
    assert found[0] == span
