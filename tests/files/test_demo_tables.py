"""The shipped tables of the demo."""

from zoneinfo import ZoneInfo

from tests.domain.demo.offices import tables
from tui_crm.domain.demo.tables import LANGUAGES
from tui_crm.domain.follow_up import Method
from tui_crm.i18n import language, set_language
from tui_crm.wording import SHIPPED_CANNED, SHIPPED_VALUES, shipped_label


def test_every_canned_follow_up_has_its_shipped_label_in_both_languages() -> None:
    """What the demo's reps wrote is what the keys would have written."""
    before = language()
    try:
        for each in LANGUAGES:
            set_language(each)
            assert tables().labels[each] == {code: shipped_label(code) for code in SHIPPED_CANNED}
    finally:
        set_language(before)


def test_moves_name_known_outcomes_and_methods() -> None:
    """And each canned follow-up is a move of its own name, which histories end with."""
    moves = tables().moves
    assert set(SHIPPED_CANNED) <= set(moves)
    for move in moves.values():
        assert move.outcome in SHIPPED_CANNED
        assert Method(move.method)
        assert all(move.texts[each] for each in LANGUAGES)


def test_industries_are_shipped_ones() -> None:
    """Every trade belongs to a value of the list."""
    shipped = set(SHIPPED_VALUES["industry"])
    assert {each.industry for each in tables().chinese.trades} <= shipped
    assert {each.industry for each in tables().western.trades} <= shipped


def test_areas_and_zones_exist() -> None:
    """Every city lies in an area of the office, and its zone is one of the tz database."""
    areas = set(tables().office.areas)
    assert {city.area for city in tables().chinese.cities} <= areas
    assert {country.area for country in tables().western.countries} <= areas
    for country in tables().western.countries:
        for city in country.cities:
            assert not city.time_zone or ZoneInfo(city.time_zone)


def test_lists_in_two_languages_are_of_one_length() -> None:
    """Products are the same at the same place."""
    office = tables().office
    assert len(office.products["zh"]) == len(office.products["en"])
    assert set(office.phone_labels) == set(LANGUAGES)


def test_no_name_stands_twice_by_mistake() -> None:
    """Common names are weighted by number, not by repetition."""
    surnames = [each.text for each in tables().chinese.surnames]
    assert len(surnames) == len(set(surnames))
    for origin in tables().western.origins.values():
        assert len(origin.first) == len(set(origin.first))
        assert len(origin.last) == len(set(origin.last))


def test_number_patterns_have_the_same_free_digits() -> None:
    """In all three ways of writing them."""
    for country in tables().western.countries:
        for city in country.cities:
            for pattern in city.numbers:
                counts = {
                    text.count("X") for text in (pattern.e164, pattern.abroad, pattern.at_home)
                }
                assert len(counts) == 1
                assert counts <= {2, 3, 4}
