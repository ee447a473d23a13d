"""Who is a hit, in which order hits stand, and why somebody is none (SPEC 5)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings

from tests.domain.search import properties as made
from tui_crm.domain.search.fields import SearchedField, SearchFields
from tui_crm.domain.search.query import parse
from tui_crm.domain.search.ranking import MatchKind, Rank, looks_at_numbers, rank

PHONES = ("138-0013-8000", "+8613800138000")


def ranked(text: str, **fields: Any) -> Rank | None:
    """Return the rank of a customer with `fields` for the query `text`."""
    return rank(parse(text), SearchFields(**fields))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("张三", "张三", MatchKind.EXACT),
        ("張三", "张三", MatchKind.EXACT),
        ("john SMITH", "John Smith", MatchKind.EXACT),
        ("ＪＯＨＮ", "john", MatchKind.EXACT),
        ("張", "张三", MatchKind.PREFIX),
        ("john sm", "John Smith", MatchKind.PREFIX),
        ("smith", "John Smith", MatchKind.WHOLE_WORD),
        ("smith john", "John Smith", MatchKind.WHOLE_WORD),
        ("三", "张三", MatchKind.SUBSTRING),
        ("smi", "John Smith", MatchKind.SUBSTRING),
        ("mit", "John Smith", MatchKind.SUBSTRING),
        ("zhangsan", "张三", MatchKind.PINYIN),
        ("zhang san", "张三", MatchKind.PINYIN),
        ("zs", "张三", MatchKind.PINYIN),
        ("章三", "张三", MatchKind.PINYIN),
        ("johnsmith", "John Smith", MatchKind.PINYIN),
        ("smiht", "John Smith", MatchKind.TYPO),
        ("zhnagsan", "张三", MatchKind.TYPO),
        ("it", "John Smith", None),
        ("mi", "John Smith", None),
        ("张四", "张三", None),
        ("jones", "John Smith", None),
    ],
)
def test_a_name_is_held_in_this_way(text: str, name: str, kind: MatchKind | None) -> None:
    found = ranked(text, name=name)
    assert (found and found.kind) == kind
    assert found is None or found.field is SearchedField.NAME


def test_better_kinds_come_first_whatever_the_field() -> None:
    exact_company = ranked("acme", name="x", company="Acme")
    beginning_of_name = ranked("acme", name="Acmex")
    assert exact_company is not None
    assert beginning_of_name is not None
    assert exact_company < beginning_of_name


def test_fields_stand_in_their_order() -> None:
    word = "123456"
    found = [
        ranked(word, name=word),
        ranked(word, contacts=(word,)),
        ranked(word, phones=(word,)),
        ranked(word, name="x", company=word),
        ranked(word, address=word),
        ranked(word, email=word),
        ranked(word, wechat=word),
    ]
    assert [each and each.field for each in found] == list(SearchedField)
    ranks = [each for each in found if each is not None]
    assert len(ranks) == len(found)
    assert sorted(ranks) == ranks


def test_the_shorter_of_two_names_comes_first() -> None:
    longer, shorter = ranked("张", name="张三丰"), ranked("张", name="张三")
    assert shorter is not None
    assert longer is not None
    assert shorter < longer


def test_who_has_no_name_is_called_by_his_company() -> None:
    assert ranked("老王面馆", company="老王面馆") == ranked("老王面馆", name="老王面馆")


@pytest.mark.parametrize(
    "text",
    ["张三 8000", "8000 张三", "acme 南京 zhangsan", "zs acme", "小乔 张三", "张三 13800138000"],
)
def test_all_words_are_held_each_in_any_field(text: str) -> None:
    fields = {"name": "张三", "company": "Acme Ltd", "phones": PHONES, "address": "南京路1号"}
    assert ranked(text, **fields, contacts=("小乔",)) is not None
    assert ranked(f"{text} 李四", **fields, contacts=("小乔",)) is None


@pytest.mark.parametrize(
    ("text", "is_hit"),
    [
        ("8000", True),
        ("0138", True),
        ("13800138000", True),
        ("+86 138 0013 8000", True),
        ("0086-138-0013-8000", True),
        ("1380 0138 000", True),
        ("１３８０", True),
        ("138", True),
        ("13", True),
        ("001", False),
        ("0001", False),
        ("13800138001", False),
    ],
)
def test_a_number_is_found_by_four_digits_in_a_row_or_its_beginning(
    text: str, *, is_hit: bool
) -> None:
    assert (ranked(text, name="x", phones=PHONES) is not None) is is_hit


@pytest.mark.parametrize("text", ["138", "1380"])
def test_who_is_called_under_a_number_that_begins_so_goes_before_a_house_of_that_number(
    text: str,
) -> None:
    called = ranked(text, name="x", phones=PHONES)
    lives_there = ranked(text, name="x", address=f"{text} quai du Port, 75011 Paris")
    assert called is not None
    assert lives_there is not None
    assert called < lives_there


def test_parts_of_a_number_may_be_words_of_their_own() -> None:
    assert ranked("88 1203", name="x", address="人民路88号1203室") is not None
    assert ranked("2027 8000", name="Expo 2027", phones=PHONES) is not None


@pytest.mark.parametrize("text", ["obrien", "o'brien", "O’BRIEN", "brien", "o brien"])
def test_an_apostrophe_is_in_nobodys_way(text: str) -> None:
    assert ranked(text, name="Patrick O'Brien") is not None


@pytest.mark.parametrize(
    ("text", "is_hit"),
    [
        ("smith -acme", False),
        ("smith -jones", True),
        ("smith -8000", False),
        ('smith -"acme ltd"', False),
        ('smith -"ltd acme"', True),
        ("smith -acmee", True),
        ("-jones", False),
    ],
)
def test_a_hit_holds_nothing_that_is_to_be_missing(text: str, *, is_hit: bool) -> None:
    """As it is written: neither sound nor mistakes count there."""
    found = ranked(text, name="John Smith", company="Acme Ltd", phones=PHONES)
    assert (found is not None) is is_hit


@pytest.mark.parametrize(
    ("text", "is_hit"),
    [
        ('"john smith"', True),
        ('"smith john"', False),
        ('"john smit"', False),
        ('"ohn"', False),
        ('"acme ltd" smith', True),
        ('"smiht"', False),
        ('"南京路"', True),
        ('"京路"', True),
    ],
)
def test_a_phrase_is_held_in_order_and_as_written(text: str, *, is_hit: bool) -> None:
    found = ranked(text, name="John Smith", company="Acme Ltd", address="南京路1号")
    assert (found is not None) is is_hit


@pytest.mark.parametrize("name", ["foo -bar", "-x y", 'a "b', "owner: li", "***", "：：", "🎉🎉"])
def test_a_name_with_operators_is_found_by_itself(name: str) -> None:
    assert ranked(name, name=name) == ranked(name, name=name.upper())
    found = ranked(name, name=name)
    assert found is not None
    assert found.kind is MatchKind.EXACT


@pytest.mark.parametrize("text", ["", "   ", '"', "( )", "owner:li", "level:A due:<+3d"])
def test_a_query_without_words_has_no_hits(text: str) -> None:
    assert ranked(text, name="张三", company="Acme") is None


def test_a_score_tells_how_well() -> None:
    texts = ["张三", "张", "三", "zhangsan"]
    scores = [found.score for text in texts if (found := ranked(text, name="张三"))]
    assert scores == [100, 85, 55, 40]


def test_hits_with_mistakes_come_behind_all_others() -> None:
    mistaken = ranked("jonson", name="Johnson")
    elsewhere = ranked("jonson", name="x", wechat="jonson")
    assert mistaken is not None
    assert elsewhere is not None
    assert elsewhere < mistaken


@pytest.mark.parametrize(
    "name",
    ["阿里巴巴" * 60, "a" * 300, "ab " * 100, "1" * 300],
)
def test_the_longest_names_are_found_by_themselves(name: str) -> None:
    found = ranked(name, name=name)
    assert found is not None
    assert found.kind is MatchKind.EXACT


@given(made.query_text, made.fields)
@settings(deadline=None, max_examples=300)
def test_numbers_decide_nothing_where_a_query_does_not_look_at_them(
    text: str, fields: SearchFields
) -> None:
    query = parse(text)
    assume(not looks_at_numbers(query))
    assert rank(query, fields) == rank(query, replace(fields, phones=()))


@pytest.mark.parametrize(
    "text", ["1", "1380", "zhang 138", "138 0013 8000", "zhang -1380", '"1380"']
)
def test_digits_are_looked_for_in_numbers(text: str) -> None:
    assert looks_at_numbers(parse(text))


def test_parts_of_a_number_are_held_all_or_not_at_all() -> None:
    """The worst of them tells how well."""
    assert ranked("1380 9999", phones=PHONES) is None
    assert ranked("9999 8888", phones=PHONES) is None
    found = ranked("88 1203", name="88", address="1203 High Street")
    assert found is not None
    assert (found.kind, found.field) == (MatchKind.PREFIX, SearchedField.ADDRESS)


def test_digits_that_are_a_name_too_are_found_as_the_name() -> None:
    found = ranked("1380", name="1380", phones=PHONES)
    assert found is not None
    assert (found.kind, found.field) == (MatchKind.EXACT, SearchedField.NAME)


def test_of_names_that_sound_so_the_nearest_comes_first_then_the_shorter() -> None:
    """However long a name is that sounds just so."""
    names = ("小明 Ltd of Chongqing", "张小明", "欧阳小明", "张小明明")
    found = [ranked("xiaoming", name=name) for name in names]
    ranks = [each for each in found if each is not None]
    assert len(ranks) == len(names)
    assert sorted(set(ranks)) == ranks
