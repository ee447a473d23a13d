"""The view of the list of customers, kept as JSON: it comes back as it was, or in part."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.customer import Kind
from tui_crm.domain.customer_list import (
    CustomerFilter,
    CustomerSort,
    Due,
    LastContact,
    SortKey,
)
from tui_crm.domain.list_view import ColumnChoice, ListView, as_json, from_json, ordered

IDS = st.frozensets(st.none() | st.integers(1, 10_000), max_size=4)
FILTERS = st.builds(
    CustomerFilter,
    level=IDS,
    industry=IDS,
    status=IDS,
    area=IDS,
    owner=IDS,
    kind=st.frozensets(st.sampled_from(Kind)),
    due=st.frozensets(st.sampled_from(Due)),
    last_contact=st.frozensets(st.sampled_from(LastContact)),
    do_not_call=st.frozensets(st.booleans()),
    archived=st.frozensets(st.booleans()),
    due_days=st.integers(0, 9_999),
    contact_days=st.integers(0, 9_999),
)
COLUMNS = st.lists(
    st.builds(
        ColumnChoice,
        id=st.text(max_size=5),
        cells=st.just(0) | st.integers(2, 60),
        is_shown=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda each: each.id,
)
VIEWS = st.builds(
    ListView,
    sort=st.builds(CustomerSort, key=st.sampled_from(SortKey), is_descending=st.booleans()),
    wanted=FILTERS,
    columns=COLUMNS.map(tuple),
    place=st.none() | st.integers(1, 10_000),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda each: (
        st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=9), each, max_size=4)
    ),
    max_leaves=12,
)
SHAPES = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("sort", "filter", "days", "columns", "place"), JSON)
)


@given(VIEWS)
def test_a_view_comes_back_as_it_was(view: ListView) -> None:
    assert from_json(as_json(view)) == view


@given(JSON | SHAPES)
def test_what_is_damaged_is_left_out_and_never_in_the_way(stored: object) -> None:
    """Whatever stands in the database, the list can be shown."""
    view = from_json(json.dumps(stored))
    assert from_json(as_json(view)) == view


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "17", '{"sort": ["size", true]}'])
def test_no_json_and_unknown_orders_are_the_list_as_shipped(text: str) -> None:
    assert from_json(text) == ListView()


def test_values_of_later_versions_are_left_out() -> None:
    text = '{"filter": {"due": ["today", "someday"], "colour": ["red"], "level": [3, "x", true]}}'
    wanted = from_json(text).wanted
    assert wanted.due == {Due.TODAY}
    assert wanted.level == {3}


def test_new_columns_stand_hidden_behind_the_chosen_ones_and_old_ones_are_gone() -> None:
    chosen = (ColumnChoice(id="b", cells=9), ColumnChoice(id="gone"), ColumnChoice(id="a"))
    assert ordered(chosen, ["a", "b", "new"]) == (
        ColumnChoice(id="b", cells=9),
        ColumnChoice(id="a"),
        ColumnChoice(id="new", is_shown=False),
    )
