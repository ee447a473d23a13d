"""What is typed into the search box, read: words, phrases, filters, and what is malformed."""

import pytest

from tui_crm.domain.search.query import Filter, FilterKey, Query, TypedPart, parse, typed_part

OWNER_LI = Filter(key=FilterKey.OWNER, value="li")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("   ", ()),
        ("张三", ("张三",)),
        ("张三　李四", ("张三", "李四")),
        ("john  smith", ("john", "smith")),
        ("O'Brien", ("O'Brien",)),
        ("138 0013 8000", ("138 0013 8000",)),
        ("(021) 5555-1234 acme", ("(021) 5555-1234", "acme")),
        ("room 12 3", ("room", "12", "3")),
        ("88 路 1234", ("88", "路", "1234")),
    ],
)
def test_words_are_what_spaces_part(text: str, words: tuple[str, ...]) -> None:
    """But the parts of one telephone number stay together."""
    query = parse(text)
    assert query.words == words
    assert query.typed == text
    assert query.text == " ".join(words)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"john',
        'john"',
        "''",
        "owner:",
        "owner: ",
        "owner：",
        'owner:"li',
        "foo:bar",
        "http://acme.example/x",
        "AND",
        "NEAR(",
        "*",
        "a*",
        "^a",
        "{x}",
        "-",
        "--",
        "--x",
        ":",
        ":x",
        "%_\\",
        '""',
    ],
)
def test_what_is_malformed_is_a_literal_word(text: str) -> None:
    query = parse(text)
    assert query.words == (text.strip(),)
    assert query == Query(typed=text, text=text.strip(), words=(text.strip(),))


def test_all_parts_of_a_query_are_told_apart() -> None:
    query = parse('张三 "foo bar" -x owner:li LEVEL:"A B" due:<+3d text:hi -"y z" 李四')
    assert query == Query(
        typed='张三 "foo bar" -x owner:li LEVEL:"A B" due:<+3d text:hi -"y z" 李四',
        text="张三 foo bar 李四",
        words=("张三", "李四"),
        phrases=("foo bar",),
        without=("x", "y z"),
        filters=(
            OWNER_LI,
            Filter(key=FilterKey.LEVEL, value="A B"),
            Filter(key=FilterKey.DUE, value="<+3d"),
        ),
        text_words=("hi",),
    )


def test_chinese_punctuation_means_the_same() -> None:
    query = parse("“深圳 大疆” owner：李 －王")
    assert query.phrases == ("深圳 大疆",)
    assert query.filters == (Filter(key=FilterKey.OWNER, value="李"),)
    assert query.without == ("王",)


@pytest.mark.parametrize("text", ["-x", "-x -y", '-"x y"'])
def test_nothing_but_what_is_to_be_missing_is_literal(text: str) -> None:
    query = parse(text)
    assert query.without == ()
    assert query.text == text


def test_a_filter_is_something_that_words_can_be_missing_from() -> None:
    query = parse("owner:li -x")
    assert query.without == ("x",)
    assert query.words == ()


def test_a_filter_that_means_nothing_becomes_a_word() -> None:
    query = parse("张三 owner:li level:A").with_literal([OWNER_LI])
    assert query.words == ("张三", "owner:li")
    assert query.text == "张三 owner:li"
    assert query.filters == (Filter(key=FilterKey.LEVEL, value="A"),)


def test_filters_are_also_known_by_the_names_that_are_given() -> None:
    keys = {"负责人": FilterKey.OWNER}
    assert parse("负责人:li", keys=keys).filters == (OWNER_LI,)
    assert parse("负责人:li").words == ("负责人:li",)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ow", TypedPart(start=0, end=2, typed="ow")),
        ("张三 ow", TypedPart(start=3, end=5, typed="ow")),
        ("owner:", TypedPart(start=6, end=6, typed="", key=FilterKey.OWNER)),
        ("owner:li", TypedPart(start=6, end=8, typed="li", key=FilterKey.OWNER)),
        ("x Level：A", TypedPart(start=8, end=9, typed="A", key=FilterKey.LEVEL)),
        ('owner:"Li M', TypedPart(start=6, end=11, typed="Li M", key=FilterKey.OWNER)),
        ("", None),
        ("ow ", None),
        ('"foo ow', None),
        ('"foo ow"', None),
        ("-ow", None),
        ("text:ow", None),
        ("foo:ow", None),
    ],
)
def test_the_part_that_is_typed_is_known(text: str, part: TypedPart | None) -> None:
    assert typed_part(text, len(text)) == part


def test_a_completion_replaces_the_whole_word_around_the_cursor() -> None:
    text = "owner:li foo"
    part = typed_part(text, 7)
    assert part == TypedPart(start=6, end=8, typed="l", key=FilterKey.OWNER)
    assert text[part.start : part.end] == "li"


@pytest.mark.parametrize("text", ["ſtatus:A", 'ſtatus:"a', "arıa:x", "dUe:today", "ſ:", "teXt:a"])
def test_letters_that_look_alike_to_a_pattern_are_no_error(text: str) -> None:
    """A long s folds to s, a dotless i to nothing that names a filter."""
    query = parse(text)
    assert query.filters or query.words or query.text_words
    part = typed_part(text, len(text))
    assert part is None or part.start <= part.end <= len(text)


def test_a_dotless_i_makes_no_search_of_follow_ups() -> None:
    assert parse("arıa:x").words == ("arıa:x",)
