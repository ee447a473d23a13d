"""Telephone numbers: read from cells, written as text, dialled, copied, shown."""

import re

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.hostile import HOSTILE
from tui_crm.domain.customer import MAX_LINE, PhoneNumber
from tui_crm.domain.errors import FieldError
from tui_crm.domain.numbering import international_form
from tui_crm.domain.phone import (
    copy_digits,
    dial_target,
    digits_of,
    masked,
    phones_text,
    read_numbers,
    shown,
    unite,
)

PIECES = [
    *("13800138000", "0755-8888 8888", "+1 212 555 0100", "95588", "88888889", "9", "0", "１２"),
    *("转 801", "-801", "ext. 9", "#12", "x7", "138****8000", "1.38E+10", ".0", "tel:", "\u202e"),
    *(
        "张经理",
        "Office",
        "(张经理)",
        "（采购 2）",
        "[bad]",
        "[dnc]",
        ": ",
        "：",
        ":",
        "x",
        "(",
        ")",
    ),
    *(
        "/",
        "、",
        ",",
        "，",
        ";",
        " ; ",
        "|",
        " or ",
        "或",
        " ",
        "\n",
        "'",
        '="',
        '"',
        "+",
        "*",
        "-",
        "=",
    ),
]
cells = (
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
    | st.text(st.characters(exclude_categories=()), max_size=40)
    | st.sampled_from(HOSTILE).filter(lambda text: len(text) <= MAX_LINE)
)


def one(cell: str, country: str = "CN") -> PhoneNumber:
    (phone,) = read_numbers(cell, country)
    return phone


def keys(cell: str, country: str = "CN") -> list[str]:
    return [phone.key for phone in read_numbers(cell, country)]


@pytest.mark.parametrize(
    "cell",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138,0013,8000",
        "１３８００１３８０００",
        "(+86)138 0013 8000",
        "+8613800138000",
        "0086 138 0013 8000",
        "8613800138000",
        "013800138000",
        "13800138000.0",
        "1.3800138000E+10",
        '="13800138000"',
        "'13800138000",
        "tel:+86-138-0013-8000",
        "手机：13800138000",
        "13800138000 张经理",
    ],
)
def test_however_it_is_written_one_number_has_one_key(cell: str) -> None:
    phone = one(cell)
    assert (phone.key, phone.e164, phone.extension) == ("+8613800138000", "+8613800138000", "")


@pytest.mark.parametrize(
    "cell",
    [
        "0755-8888 8888 转 801",
        "0755-88888888轉801",
        "0755-88888888-801",
        "0755—88888888—801",
        "(0755)88888888 ext. 801",
        "075588888888x801",
        "0755-88888888#801",
        "0755-88888888,801",
        "+86 755 8888 8888 分机 801",
        "0755-88888888(转801)",
        "tel:+86-755-88888888;ext=801",
    ],
)
def test_an_extension_is_told_from_the_number(cell: str) -> None:
    phone = one(cell)
    assert (phone.key, phone.extension) == ("+8675588888888x801", "801")
    assert dial_target(phone) == "+8675588888888"


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("95588", "95588"),
        ("110", "110"),
        ("400-820-8820", "+864008208820"),
        ("800 820 8820", "+868008208820"),
        ("88888888", "88888888"),
        ("8888 8888 转 801", "88888888x801"),
        ("15412345678", "15412345678"),
        ("+86 154 1234 5678", "15412345678"),
        ("+1 (212) 555-0100 x12", "+12125550100x12"),
        ("+44 (0)20 7946 0000", "+442079460000"),
        ("10-88888888", "+861088888888"),
        ("021-25550100", "+862125550100"),
        ("12", ""),
        ("138****8000", ""),
        ("138-xxxx-8000", ""),
        ("1.38E+10", ""),
        ("wxid_abc123", ""),
    ],
)
def test_what_does_not_validate_is_kept_as_typed_and_matched_by_its_digits(
    cell: str, key: str
) -> None:
    phone = one(cell)
    assert (phone.raw, phone.key) == (cell, key)


@pytest.mark.parametrize(
    "cell", ["2125550100", "(212) 555-0100", "20 7946 0000", "79161234567", "1-310-555-0100"]
)
def test_a_foreign_number_without_its_country_code_is_no_chinese_line(cell: str) -> None:
    parsed = phonenumbers.parse(cell, "CN")
    assert phonenumbers.is_valid_number(parsed), "the library takes it for one"
    assert (one(cell).e164, one(cell).key) == ("", digits_of(cell))


def test_a_number_without_area_code_is_tried_behind_the_teams_own() -> None:
    (phone,) = read_numbers("8888 8888-801", "CN", area_code="0755")
    assert (phone.raw, phone.key) == ("8888 8888-801", "+8675588888888x801")


@pytest.mark.parametrize(
    ("cell", "raws"),
    [
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000、13900139000", ["13800138000", "13900139000"]),
        ("13800138000；13900139000", ["13800138000", "13900139000"]),
        ("13800138000, 13900139000", ["13800138000", "13900139000"]),
        ("13800138000|13900139000", ["13800138000", "13900139000"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("13800138000 or 13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("13800138000 0755-88888888", ["13800138000", "0755-88888888"]),
        ("0755-88888888/9", ["0755-88888888", "0755-88888889"]),
        ("0755-88888888/66666666", ["0755-88888888", "0755-66666666"]),
        ("0755-88888888-801/802", ["0755-88888888-801", "0755-88888888-802"]),
        ("0755 8888 8888", ["0755 8888 8888"]),
        ("13800138000/138 0013 8000", ["13800138000"]),
        ("n/a", []),
        ("无", []),
        ("", []),
    ],
)
def test_a_cell_holds_any_number_of_numbers_each_once(cell: str, raws: list[str]) -> None:
    assert [phone.raw for phone in read_numbers(cell, "CN")] == raws


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("13800138000(张经理)", ["张经理"]),
        ("13800138000（张经理）、13900139000（李总）", ["张经理", "李总"]),
        ("张经理,13800138000", ["张经理"]),
        ("手机：13800138000；办公: 0755-88888888 转 801", ["手机", "办公"]),
        ("Tel 0755 8888 8888 Fax 0755 8888 8889", ["Tel", "Fax"]),
        ("13800138000 张 13900139000 李", ["张", "李"]),
        ("Shop: 13800138000/13900139000 (night)", ["Shop", "Shop night"]),
        ("13800138000 / 95588", ["mobile", "mobile"]),
        ("13800138000（张）/138 0013 8000（总机）", ["张, 总机"]),
    ],
)
def test_words_beside_a_number_are_its_label_before_that_of_the_column(
    cell: str, labels: list[str]
) -> None:
    assert [phone.label for phone in read_numbers(cell, "CN", "mobile")] == labels


def test_the_text_form_carries_labels_and_marks() -> None:
    phones = read_numbers("home: 138 0013 8000 [bad] ; 0755-88888888/9 [DNC]", "CN")
    assert [(each.label, each.is_bad, each.is_do_not_call) for each in phones] == [
        ("home", True, False),
        ("", False, True),
        ("", False, True),
    ]
    assert phones_text(phones) == (
        "home: 138 0013 8000 [bad] ; 0755-88888888 [dnc] ; 0755-88888889 [dnc]"
    )


@given(cells, st.text(max_size=80), st.sampled_from(["CN", "US", "GB", "DE"]))
@example("12345,(ab99),56789", "", "CN")
@example("1-800-FLOWERS", "a: b;[bad]", "US")
def test_the_text_form_is_read_back_as_it_was(cell: str, label: str, country: str) -> None:
    phones = read_numbers(cell, country, label)
    assert read_numbers(phones_text(phones), country) == phones


@given(cells)
def test_no_cell_fails_and_every_number_has_a_digit_and_fits_one_line(cell: str) -> None:
    for phone in read_numbers(cell, "CN"):
        assert digits_of(phone.raw)
        assert not set("\n\t;；") & set(phone.raw + phone.label)
        assert re.fullmatch(r"(\+?\d{3,}(x\d{1,7})?)?", phone.key)
        target = dial_target(phone)
        assert target is None or re.fullmatch(r"\+?[0-9*#]{2,20}", target)
        assert re.fullmatch(r"\+?\d*", copy_digits(phone))


def national_numbers(country: str) -> st.SearchStrategy[str]:
    """Digits near those of a real number of `country`, with and without its prefixes."""
    known = [phonenumbers.example_number_for_type(country, kind) for kind in (0, 1, 3)]
    starts = [phonenumbers.national_significant_number(each) for each in known if each]
    code = phonenumbers.country_code_for_region(country)
    prefixes = st.sampled_from(["", "0", "1", f"+{code}", f"{code}", f"+{code}0", f"00{code}"])
    tails = st.text("0123456789", min_size=3, max_size=6)
    return st.builds(
        lambda prefix, start, tail: f"{prefix}{start[: -len(tail)]}{tail}",
        prefixes,
        st.sampled_from([*starts, "13800138000", "2125550100"]),
        tails,
    )


@given(
    st.sampled_from(["US", "GB", "DE", "IT", "AR", "MX", "BR", "HK", "RU", "JP", "CA"]), st.data()
)
def test_the_quick_way_says_what_the_library_says(country: str, data: st.DataObject) -> None:
    digits = data.draw(national_numbers(country))
    assert international_form(digits, country) == by_library(digits, country)


@given(st.from_regex(r"\A(\+86|86|0086|0)?1[3-9][0-9]{9}\Z"))
def test_chinese_mobiles_are_read_as_the_library_reads_them(digits: str) -> None:
    mobile_or_nothing = by_library(digits, "CN")
    assert international_form(digits, "CN") == mobile_or_nothing


def by_library(digits: str, country: str) -> str:
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_an_unknown_country_still_keeps_the_digits() -> None:
    assert keys("138 0013 8000", "XX") == ["13800138000"]
    assert keys("+86 138 0013 8000", "XX") == ["+8613800138000"]


def test_a_number_longer_than_a_line_is_refused() -> None:
    with pytest.raises(FieldError) as refusal:
        read_numbers("1" * (MAX_LINE + 1), "CN")
    assert (refusal.value.code, refusal.value.field) == ("too_long", "phones")


def test_a_number_in_two_writings_is_one_with_all_its_labels_and_flags() -> None:
    home = PhoneNumber(id=4, raw="13800138000", key="+8613800138000", label="home")
    other = PhoneNumber(
        raw="138 0013 8000", key="+8613800138000", label="Li", is_bad=True, is_do_not_call=True
    )
    unmatched = PhoneNumber(raw="138****8000")
    (united, last) = unite([home, other, unmatched, home])
    assert (united.id, united.raw, united.label) == (4, "13800138000", "home, Li")
    assert united.is_bad
    assert united.is_do_not_call
    assert last == unmatched


@pytest.mark.parametrize(
    ("cell", "dialled", "copied", "drawn", "hidden"),
    [
        ("13800138000", "+8613800138000", "13800138000", "138 0013 8000", "138****8000"),
        ("+8613800138000", "+8613800138000", "+8613800138000", "138 0013 8000", "138****8000"),
        (
            "0755-8888 8888 转 801",
            "+8675588888888",
            "075588888888",
            "0755-8888 8888 转 801",
            "075****8888",
        ),
        (
            "+44 (0)20 7946 0000",
            "+442079460000",
            "+442079460000",
            "+44 (0)20 7946 0000",
            "+44****0000",
        ),
        ("88888888", "88888888", "88888888", "88888888", "****8888"),
        ("95588", "95588", "95588", "95588", "****88"),
        ("*100#", "*100#", "100", "*100#", "****00"),
        ("138****8000", None, "", "138****8000", "138****8000"),
        ("1.38E+10", None, "", "1.38E+10", "****10"),
        ("138\u202e00138000", "+8613800138000", "13800138000", "13800138000", "138****8000"),
    ],
)
def test_each_use_of_a_number_has_its_form(
    cell: str, dialled: str | None, copied: str, drawn: str, hidden: str
) -> None:
    phone = one(cell)
    assert dial_target(phone) == dialled
    assert copy_digits(phone) == copied
    assert shown(phone) == drawn
    assert masked(phone) == hidden


def test_letters_that_stand_for_digits_are_dialled_as_digits() -> None:
    phone = one("1-800-FLOWERS", "US")
    assert (dial_target(phone), copy_digits(phone)) == ("+18003569377", "+18003569377")


@given(cells)
def test_a_masked_number_hides_at_least_the_middle(cell: str) -> None:
    for phone in read_numbers(cell, "CN"):
        assert len(digits_of(masked(phone))) <= 7
        assert "****" in masked(phone)


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("404/237-2700", ["+14042372700"]),
        ("212/632 -5000 or 212/632-5100", ["+12126325000", "+12126325100"]),
    ],
)
def test_americans_part_the_area_code_by_a_slash(cell: str, keys: list[str]) -> None:
    """Three digits, a slash and a number of seven are one number, not two."""
    assert [phone.key for phone in read_numbers(cell, "US")] == keys
