"""The tokens of a customer, and that an engine takes them as they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.support.hostile import NAUGHTY
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.tokens import MAX_TOKEN, tokens_of


def test_a_customer_has_these_tokens() -> None:
    texts = tokens_of(
        SearchFields(
            name="张三",
            company="Acme 科技",
            phones=("138-0013-8000", "+8613800138000"),
            address="科技路12号",
            email="zs@acme.cn",
        )
    )
    names = "张三 三 zhangsan zs san 138"
    grams = "ŧ8613 ŧ6138 ŧ1380 ŧ3800 ŧ8001 ŧ0013 ŧ0138 ŧ8000"
    assert " ".join(texts.names) == names
    assert " ".join(texts.numbers) == grams
    others = "科技 技 acme keji kj ji 技路 路 号 12 cn ŋcme"
    assert set(texts.everything) == set(f"{names} {grams} {others}".split())
    assert texts.words == {"acme", "zhangsan"}


def test_who_has_no_name_is_named_by_the_company() -> None:
    texts = tokens_of(SearchFields(company="老王面馆"))
    assert texts.names == texts.everything
    assert "laowangmianguan" in texts.names


def test_contacts_are_among_the_names_and_addresses_are_not() -> None:
    texts = tokens_of(SearchFields(name="A", contacts=("小乔",), address="南京路"))
    assert {"小乔", "xiaoqiao"} <= set(texts.names)
    assert "南京" not in texts.names
    assert "南京" in texts.everything


def test_nobody_has_no_tokens() -> None:
    texts = tokens_of(SearchFields())
    assert (texts.everything, texts.words) == ((), frozenset())


def test_a_name_of_signs_has_one_token() -> None:
    assert len(tokens_of(SearchFields(name="***")).names) == 1


def test_tokens_are_short_however_long_the_word() -> None:
    texts = tokens_of(SearchFields(name="a" * 300, company="é" * 300))
    assert max(map(len, texts.everything)) <= MAX_TOKEN


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    """Return an FTS5 table with the list of what its tokenizer made."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5(text, tokenize = 'unicode61', detail = none)"
        )
        connection.execute("CREATE VIRTUAL TABLE made USING fts5vocab(found, row)")
        yield connection


def tokenized(index: sqlite3.Connection, text: str) -> set[str]:
    """Return the tokens that FTS5 makes of `text`."""
    index.execute("DELETE FROM found")
    index.execute("INSERT INTO found (text) VALUES (?)", (text,))
    return {row[0] for row in index.execute("SELECT term FROM made")}


@pytest.mark.parametrize("text", NAUGHTY)
def test_fts5_takes_the_tokens_of_hostile_texts_as_they_are(
    index: sqlite3.Connection, text: str
) -> None:
    everything = tokens_of(SearchFields(name=text, address=text, email=text)).everything
    assert tokenized(index, " ".join(everything)) == set(everything)


def test_fts5_takes_the_tokens_of_every_character_as_they_are(index: sqlite3.Connection) -> None:
    for first in [*range(0, 0x10000, 0x400), 0x1F000, 0x20000, 0x2F800, 0x30000]:
        characters = [chr(code) for code in range(first, first + 0x400)]
        text = " a ".join(each for each in characters if not "\ud800" <= each <= "\udfff")
        everything = tokens_of(SearchFields(name="x", address=text)).everything
        assert tokenized(index, " ".join(everything)) == set(everything), hex(first)
