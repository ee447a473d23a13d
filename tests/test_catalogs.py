"""The catalogues are complete, say what the sources say, and are compiled."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from tests.support import catalogs


@pytest.fixture(params=catalogs.TRANSLATED)
def language(request: pytest.FixtureRequest) -> str:
    """Return each language that has a catalogue."""
    return str(request.param)


def _calls_in_f_strings(source: str) -> Iterator[int]:
    """Yield the lines of calls of gettext inside f-strings: Python 3.11 hides them from Babel."""
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    for node in (inner for string in strings for inner in ast.walk(string)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in catalogs.KEYWORDS:
                yield node.lineno


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _texts(part: object) -> tuple[str, ...]:
    return tuple(part) if isinstance(part, tuple | list) else (str(part),)


def _mismatches(message: Message) -> bool:
    # Of two English forms a language without plurals takes one, not the values of both.
    known = [_placeholders(text) for text in _texts(message.id)]
    return any(_placeholders(text) not in known for text in _texts(message.string) if text)


def _places(file: Path) -> list[str]:
    lines = _calls_in_f_strings(file.read_text(encoding="utf-8"))
    return [f"{file.relative_to(catalogs.PACKAGE)}:{line}" for line in lines]


def test_no_message_hides_in_an_f_string() -> None:
    """It would never be extracted, so nobody would be asked to translate it."""
    assert [place for file in catalogs.PACKAGE.rglob("*.py") for place in _places(file)] == []


def test_a_message_in_an_f_string_is_found() -> None:
    assert list(_calls_in_f_strings("x = 1\ny = f\"{x} {_('lead')}\"\nz = f'{len(_(x))}'")) == [
        2,
        3,
    ]


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
