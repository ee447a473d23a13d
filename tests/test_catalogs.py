"""The catalogues are complete, say what the sources say, and are compiled."""

from string import Formatter

import pytest
from babel.messages.catalog import Message

from tests.support import catalogs

pytestmark = pytest.mark.parametrize("language", catalogs.TRANSLATED)


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _texts(part: object) -> tuple[str, ...]:
    return tuple(part) if isinstance(part, tuple | list) else (str(part),)


def _mismatches(message: Message) -> bool:
    # Of two English forms a language without plurals takes one, not the values of both.
    known = [_placeholders(text) for text in _texts(message.id)]
    return any(_placeholders(text) not in known for text in _texts(message.string) if text)


def test_the_catalogue_holds_the_messages_of_the_sources(language: str) -> None:
    stored = {(each.context, each.id) for each in catalogs.stored(language) if each.id}
    sources = {(each.context, each.id) for each in catalogs.extracted() if each.id}
    assert sources - stored == set(), "run make catalogs"
    assert stored - sources == set(), "run make catalogs"


def test_everything_is_translated_by_a_person(language: str) -> None:
    assert [each.id for each in catalogs.untranslated(catalogs.stored(language))] == []


def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    assert [each.id for each in catalogs.stored(language) if each.id and _mismatches(each)] == []


def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    compiled = catalogs.mo_file(language).read_bytes()
    assert compiled == catalogs.mo_bytes(catalogs.stored(language)), "run make catalogs"


def test_making_it_again_changes_nothing(language: str) -> None:
    once = catalogs.po_bytes(catalogs.updated(language))
    assert once == catalogs.po_bytes(catalogs.updated(language))
    assert b"POT-Creation-Date: 2026-01-01" in once
