"""Typing mistakes that are forgiven, and those that are too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.search.query import parse
from tui_crm.domain.search.typos import Reach, correctable, corrections, mistakes, reach

WORDS = ("smith", "smythe", "smit", "johnson", "jonson", "johansson", "elizabeth", "müller", "abc")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("smiht", ("smit", "smith")),
        ("smth", ("smith",)),
        ("johnsn", ("johnson",)),
        ("jonhson", ("johnson", "jonson")),
        ("elisabeht", ("elizabeth",)),
        ("elisabhet", ()),
        ("elisbaht", ()),
        ("smith", ("smit",)),
        ("zmith", ()),
        ("abcd", ("abc",)),
    ],
)
def test_a_word_may_have_been_meant_for_these(typed: str, meant: tuple[str, ...]) -> None:
    assert corrections(typed, WORDS) == meant


def test_the_nearest_come_first() -> None:
    assert corrections("johannson", ("johnson", "johansson")) == ("johansson", "johnson")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Smiht Jones", ("smiht", "jones")),
        ("smiht smiht", ("smiht",)),
        ("abc", ()),
        ("o'brein", ()),
        ("张三丰了", ()),
        ("abc1", ()),
        ("8000", ()),
        ('"smiht"', ()),
        ("x -smiht", ()),
        ("Пётр", ("петр",)),
        ("a b c d e f g h smiht", ()),
    ],
)
def test_mistakes_are_forgiven_in_these_words(text: str, words: tuple[str, ...]) -> None:
    assert correctable(parse(text)) == words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("smith", Reach(first_letter="s", min_length=4, max_length=6)),
        ("johnsson", Reach(first_letter="j", min_length=6, max_length=10)),
    ],
)
def test_corrections_stand_within_reach(word: str, expected: Reach) -> None:
    assert reach(word) == expected
    assert all(
        each[0] == expected.first_letter and expected.min_length <= len(each) <= expected.max_length
        for each in corrections(word, WORDS)
    )


@given(st.text("abc", min_size=4, max_size=9), st.lists(st.text("abc", max_size=9), max_size=9))
def test_corrections_are_the_words_that_few_mistakes_part(word: str, known: list[str]) -> None:
    counted = [(mistakes(word, each), each) for each in known]
    near = sorted((count, each) for count, each in counted if count is not None)
    assert corrections(word, known) == tuple(each for _count, each in near)
