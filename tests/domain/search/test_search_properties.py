"""What holds for every customer and every query, however odd."""

import unicodedata
from time import process_time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.domain.search import properties as made
from tests.support.hostile import NAUGHTY
from tests.support.searching import accepts, terms
from tui_crm.domain.phone_parts import digits_of
from tui_crm.domain.search.fields import SearchedField, SearchFields
from tui_crm.domain.search.folding import folded_lines, latin_runs, placed_lines
from tui_crm.domain.search.probes import probes
from tui_crm.domain.search.query import Query, parse, typed_part
from tui_crm.domain.search.ranking import MatchKind, rank, spans
from tui_crm.domain.search.tokens import NUMBER, TRIGRAM, tokens_of
from tui_crm.domain.search.typos import correctable, corrections
from tui_crm.domain.text import fold

untimed = settings(deadline=None, max_examples=300)
"""The first text of a kind loads a table; many examples, since most queries hit nobody."""


def literal(text: str) -> Query:
    """Return the query of one word that is `text`, whatever operators it may hold."""
    return Query(typed=text, text=text, words=(text,))


@untimed
@given(made.query_text, made.fields)
def test_any_query_is_read_and_ranked(text: str, fields: SearchFields) -> None:
    query = parse(text)
    found = rank(query, fields)
    assert found is None or 1 <= found.score <= 100


@pytest.mark.parametrize("text", NAUGHTY)
def test_hostile_text_is_literal_text(text: str) -> None:
    """As query it raises nothing, as name it is found by itself."""
    query = parse(text)
    assert query.typed == text
    if folded_lines(text) and not query.filters and not query.text_words:
        found = rank(query, SearchFields(name=text))
        assert found is not None
        assert (found.kind, found.field) <= (MatchKind.WHOLE_WORD, SearchedField.NAME)


LONG = [
    ("a", 10_000),
    ("张", 10_000),
    ("1", 10_000),
    ("é", 10_000),
    ('"', 10_000),
    ("ab ", 3_333),
    ("1234 ", 2_000),
    ("a-", 5_000),
    ("(", 10_000),
    ('" ', 5_000),
    ('"a ', 3_333),
    ("-x ", 3_333),
]


@pytest.mark.parametrize(("part", "times"), LONG, ids=[part for part, _ in LONG])
@pytest.mark.parametrize("frame", ['"{}', "{}", "owner:{}", "{}a", '{}"'])
def test_ten_thousand_characters_are_read_in_a_moment(frame: str, part: str, times: int) -> None:
    """And ask an index for few tokens. A moment: far less than what grows with the square."""
    text = frame.format(part * times)
    began = process_time()
    query = parse(text)
    typed_part(text, len(text))
    found = probes(query)
    assert found is None or len(terms(found)) < 500
    assert rank(query, SearchFields(name="李四", company="木棉", phones=("7777",))) is None
    assert all(end <= 10 for _, end in spans(query, "张三 a 1234"))
    assert process_time() - began < 2


@untimed
@given(made.query_text, made.fields)
def test_what_the_rules_accept_the_tokens_hold(text: str, fields: SearchFields) -> None:
    """So an index that is asked for the tokens misses no hit of the plain scan."""
    check_tokens_hold(text, fields)


def check_tokens_hold(text: str, fields: SearchFields) -> None:
    """Check that the tokens hold what the rules accept, if they do."""
    query = parse(text)
    if rank(query, fields) is None:
        return
    texts = tokens_of(fields)
    meant = {word: corrections(word, texts.words) for word in correctable(query)}
    probe = probes(query, meant)
    assert probe is not None
    assert accepts(probe, texts.everything)


@untimed
@given(made.fields, st.data())
def test_what_was_cut_out_of_a_customer_is_found_by_its_tokens(
    fields: SearchFields, data: st.DataObject
) -> None:
    """Queries made of the customer's own texts, which hit far more often than others."""
    texts = [each for each in (fields.name, fields.company, fields.address, *fields.phones) if each]
    assume(texts)
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : start + data.draw(st.integers(1, 12))]
    check_tokens_hold(piece, fields)


@untimed
@given(made.stored_line, made.fields)
def test_everybody_is_found_by_his_own_name_first(name: str, others: SearchFields) -> None:
    """Typed as it is stored, operators and all, unless a filter is in it."""
    query = parse(name)
    assume(fold(name).strip() and not query.filters and not query.text_words)
    fields = SearchFields(name=name, company=others.company, phones=others.phones)
    found = rank(query, fields)
    assume(folded_lines(name) or "".join(fold(name).split()))
    assert found is not None
    assert (found.kind, found.field) == (MatchKind.EXACT, SearchedField.NAME)


@untimed
@given(made.stored_line, st.data())
def test_three_letters_in_a_row_are_found(name: str, data: st.DataObject) -> None:
    words = [word for word in latin_runs().findall(folded_lines(name)) if len(word) >= 3]
    assume(words)
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 3))
    end = data.draw(st.integers(start + 3, len(word)))
    assert rank(literal(word[start:end]), SearchFields(name="x", company=name)) is not None


@untimed
@given(made.chinese, made.chinese, st.data())
def test_chinese_characters_in_a_row_are_found(
    name: str, company: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(company) - 1))
    end = data.draw(st.integers(start + 1, len(company)))
    assert rank(literal(company[start:end]), SearchFields(name=name, company=company)) is not None


@untimed
@given(st.text("0123456789 -()", min_size=4, max_size=20), st.data())
def test_four_digits_in_a_row_are_found(number: str, data: st.DataObject) -> None:
    digits = digits_of(number)
    assume(len(digits) >= 4)
    start = data.draw(st.integers(0, len(digits) - 4))
    end = data.draw(st.integers(start + 4, len(digits)))
    sign = data.draw(st.sampled_from(["", " ", "-"]))
    middle = start + data.draw(st.integers(1, end - start - 1))
    typed = digits[start:middle] + sign + digits[middle:end]
    assert rank(parse(typed), SearchFields(phones=(number,))) is not None


@untimed
@given(st.text("张李王国后里发台叶钟三四小", min_size=1, max_size=6))
def test_traditional_and_full_width_forms_are_found_as_exact(name: str) -> None:
    traditional = name.translate(str.maketrans("张国后里发台叶钟", "張國後裡髮臺葉鍾"))
    for typed in (traditional, f"　{name}　"):
        found = rank(parse(typed), SearchFields(name=name))
        assert found is not None
        assert found.kind is MatchKind.EXACT


@untimed
@given(made.latin)
def test_full_width_letters_are_found_as_exact(name: str) -> None:
    wide = name.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    found = rank(parse(wide.upper()), SearchFields(name=name))
    assert found is not None
    assert found.kind is MatchKind.EXACT


@untimed
@given(made.query_text, made.stored_line | made.any_text)
@example("e", "e\u0301e")
@example("12345", "１２３４５")
def test_spans_are_within_the_text_in_order_and_apart(text: str, shown: str) -> None:
    end_of_last = -1
    for start, end in spans(parse(text), shown):
        assert end_of_last < start < end <= len(shown)
        end_of_last = end


@untimed
@given(made.stored_line)
def test_a_name_is_highlighted_by_itself(name: str) -> None:
    assume(folded_lines(name))
    assert spans(literal(name), name)


@untimed
@given(made.stored_line | made.any_text)
@example("が Ⅷ ﬁ ß 한글 x\u0301y ½")
def test_folding_and_its_way_back_agree(text: str) -> None:
    placed = placed_lines(text)
    lines = folded_lines(text)
    assert "\n".join(line for line, _, _ in placed) == lines
    for line, starts, ends in placed:
        assert len(line) == len(starts) == len(ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
        assert list(starts) == sorted(starts)


@untimed
@given(made.stored_line)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = folded_lines(text)
    assert all(folded_lines(line) == line for line in once.split("\n"))


@untimed
@given(made.fields)
def test_tokens_are_distinct_and_without_signs(fields: SearchFields) -> None:
    """What is a word, part of a number and inside a word is told by the tokens themselves."""
    tokens = tokens_of(fields)
    everything = tokens.everything
    assert len(set(everything)) == len(everything)
    assert all(unicodedata.category(sign)[0] in "LN" for token in everything for sign in token)
    assert all(token[0] == NUMBER for token in tokens.numbers)
    assert all(token[0] == TRIGRAM for token in tokens.trigrams)
    assert not any(token[0] in NUMBER + TRIGRAM for token in (*tokens.names, *tokens.others))
    assert tokens_of(fields) == tokens


@untimed
@given(made.query_text | made.any_text, st.integers(-1, 60))
def test_a_part_that_is_typed_is_within_the_query(text: str, cursor: int) -> None:
    part = typed_part(text, cursor)
    if part is not None:
        assert 0 <= part.start <= part.end <= len(text)
        assert part.start <= max(cursor, 0)
        assert part.typed in text
