"""What may follow a query while it is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.sessions import add_user
from tui_crm import i18n
from tui_crm.domain.customer_list import Facet
from tui_crm.domain.search.query import FilterKey
from tui_crm.services import value_lists
from tui_crm.services.queries import read_query
from tui_crm.services.query_completion import completions, filter_hints
from tui_crm.services.session import Session


@pytest.fixture
def team(sqlite_session: Session) -> Session:
    """Return a session of a team of four."""
    add_user(sqlite_session, "ann", name="Ann Lee")
    add_user(sqlite_session, "wang", name="王小明")
    add_user(sqlite_session, "odd", name='O"dd')
    return sqlite_session


def offered(session: Session, text: str, cursor: int | None = None) -> list[str]:
    found = completions(session, text, len(text) if cursor is None else cursor)
    return [each.shown for each in found]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ow", ["owner:"]),
        ("LE", ["level:"]),
        ("ＬＥ", ["level:"]),
        ("张三 st", ["status:"]),
        ("客户级", ["客户级别:"]),
        ("o", []),
        ("zhang", []),
        ("", []),
        ("owner:a", ["Ann Lee"]),
        ("owner:le", ["Ann Lee"]),
        ("owner:王", ["王小明"]),
        ("owner:王小明", []),
        ("level:", ["A", "B", "C", "D", "none"]),
        ("due:", ["overdue", "today", "<+3d", "<+7d", ">+30d", "none"]),
        ("due:<", ["<+3d", "<+7d"]),
        ("due：<", ["<+3d", "<+7d"]),
        ("-ow", []),
        ('"ow', []),
        ("text:ow", []),
        ("http://ow", []),
    ],
)
def test_what_is_typed_is_completed(team: Session, text: str, shown: list[str]) -> None:
    assert offered(team, text) == shown


def test_everybody_who_owns_is_offered_in_order(team: Session) -> None:
    """Me first, the pool last; a name with a quote in it cannot be typed between quotes."""
    assert offered(team, "owner:") == ["me", "Ann Lee", "lina", "王小明", "pool"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("key", list(FilterKey))
def test_each_value_that_is_offered_is_understood(
    team: Session, key: FilterKey, language: str
) -> None:
    """Taken, a completion narrows the search and leaves no word behind."""
    with i18n.speaking(language):
        text = f"{key.value}:"
        found = completions(team, text, len(text))
        assert found
        for each in found:
            typed, cursor = each.applied(text)
            assert cursor == len(typed)
            read = read_query(team, typed)
            assert read.narrowing, typed
            assert not read.looks_for_words, typed


def test_a_completion_takes_the_place_of_the_part_under_the_cursor(team: Session) -> None:
    text = "张三 owner:a -bob"
    (found,) = completions(team, text, len("张三 owner:a"))
    assert found.applied(text) == ('张三 owner:"Ann Lee" -bob', len('张三 owner:"Ann Lee" '))
    (found,) = completions(team, "lev bob", 3)
    assert found.applied("lev bob") == ("level: bob", len("level:"))


def test_a_renamed_title_names_its_filter(team: Session) -> None:
    value_lists.rename_title(team, "level", "Grade")
    assert offered(team, "gra") == ["grade:"]
    assert offered(team, "grade:") == ["A", "B", "C", "D", "none"]
    value = team.values_of("level")[0].id
    read = read_query(team, "grade:A")
    assert dict(read.narrowing.facets) == {Facet.LEVEL: frozenset({value})}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_hints_are_filters_in_the_language_in_use(team: Session, language: str) -> None:
    """Each is read as its filter, a renamed title in both languages."""
    value_lists.rename_title(team, "area", "Patch")
    with i18n.speaking(language):
        hints = filter_hints(team)
        keys = [completions(team, hint, len(hint)) for hint in hints]
    assert all(keys)
    assert "patch:" in hints
    assert hints[:2] == {"en": ("owner:", "level:"), "zh": ("跟单人:", "客户级别:")}[language]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(st.sampled_from([*FilterKey, ":", "：", '"', "-", " ", "a", "王", "<+"])).map(
        "".join
    ),
    cursor=st.integers(-2, 40),
)
def test_nothing_that_is_typed_is_an_error(team: Session, text: str, cursor: int) -> None:
    """And a completion lies within the text."""
    for each in completions(team, text, cursor):
        assert 0 <= each.start <= each.end <= len(text)
