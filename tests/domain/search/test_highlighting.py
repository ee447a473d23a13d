"""What of a shown text is highlighted."""

import pytest

from tui_crm.domain.search.query import parse
from tui_crm.domain.search.ranking import spans


@pytest.mark.parametrize(
    ("text", "shown", "marked"),
    [
        ("张", "张三 张四", "[张]三 [张]四"),
        ("国荣", "張國榮", "張[國榮]"),
        ("smith john", "John Smith", "[John] [Smith]"),
        ("mit", "John Smith Smit", "John S[mit]h S[mit]"),
        ("jo", "John Majo", "[Jo]hn Majo"),
        ("obrien", "Patrick O'Brien", "Patrick [O'Brien]"),
        ("brien", "Patrick O'Brien", "Patrick O'[Brien]"),
        ("strasse", "Straße 1", "[Straße] 1"),
        ("mull", "Mu\u0308ller", "[Mu\u0308ll]er"),
        ("zoe", "Zoe\u0308", "[Zoe\u0308]"),
        ("abc", "ＡＢＣＤ", "[ＡＢＣ]Ｄ"),
        ("8000", "138-0013-8000", "138-0013-[8000]"),
        ("+86 138 0013", "138-0013-8000", "[138-0013]-8000"),
        ("0138", "138 0013 8000", "138 0[013 8]000"),
        ("zhangsan", "张三丰", "[张三]丰"),
        ("zhang feng", "张三丰", "[张]三[丰]"),
        ("zsf", "张三丰", "[张三丰]"),
        ("章三", "张三丰", "[张三]丰"),
        ("hqb", "深圳华强北电子", "深圳[华强北]电子"),
        ("smiht", "John Smith", "John [Smith]"),
        ("zhnagsan", "张三", "[张三]"),
        ('"john smith"', "Mr John Smith", "Mr [John Smith]"),
        ("smith -john owner:li", "John Smith", "John [Smith]"),
        ("***", "***", "[***]"),
        ("jones", "John Smith", "John Smith"),
        ("jones", "张三", "张三"),
        ("88 1203", "1203 High Street 88", "[1203] High Street [88]"),
        ("", "John", "John"),
        ("x", "", ""),
    ],
)
def test_what_was_found_is_marked(text: str, shown: str, marked: str) -> None:
    drawn = shown
    for start, end in reversed(spans(parse(text), shown)):
        drawn = f"{drawn[:start]}[{drawn[start:end]}]{drawn[end:]}"
    assert drawn == marked
