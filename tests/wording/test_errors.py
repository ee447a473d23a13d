"""Every refusal that the program can raise has a sentence with all that it needs."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

import tui_crm
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.promise import Promise
from tui_crm.wording import SENTENCES, explain

PACKAGE = Path(tui_crm.__file__).parent
BASE_CLASSES = {"CrmError", "FieldError", "DatabaseUnusable"}


@dataclass(frozen=True)
class Raised:
    """One place that makes an error: its code and parameters; None where they are not literal."""

    place: str
    code: str
    params: frozenset[str] | None


def _trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def _error_classes(trees: dict[str, ast.Module]) -> set[str]:
    """Return the names of all classes of refusals, those derived elsewhere too."""
    classes = set(BASE_CLASSES)
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    while found := {name for name, of in bases.items() if of & classes} - classes:
        classes |= found
    return classes


def _raised() -> Iterator[Raised]:
    trees = _trees()
    classes = _error_classes(trees)
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in classes or not node.args:
                continue
            code = node.args[0]
            if not (isinstance(code, ast.Constant) and isinstance(code.value, str)):
                continue
            names = {keyword.arg for keyword in node.keywords}
            params = None if None in names else frozenset(name for name in names if name)
            yield Raised(place=f"{file}:{node.lineno}", code=code.value, params=params)


def _placeholders(message: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(message) if name}


def test_every_refusal_has_a_sentence_with_all_that_it_needs() -> None:
    raised = tuple(_raised())
    assert len({each.code for each in raised}) > 5
    assert [each for each in raised if each.code not in SENTENCES] == []
    assert [
        each
        for each in raised
        if each.params is not None and not _placeholders(SENTENCES[each.code]) <= each.params
    ] == []


@pytest.mark.parametrize("message", SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_is_a_sentence(message: str) -> None:
    assert message[0].isupper() or message[0] in "“{"
    assert len(message) > 10


def test_a_sentence_says_more_where_more_is_known() -> None:
    assert explain(CrmError("unknown_column", column="Nmae", suggestion="")) == (
        "The file has no column “Nmae”."
    )
    assert explain(CrmError("unknown_column", column="Nmae", suggestion="Name")) == (
        "The file has no column “Nmae”. Did you mean “Name”?"
    )


def test_an_unknown_code_is_spelt_out_in_words() -> None:
    sentence = explain(CrmError("the_moon_is_full"))
    assert "the moon is full" in sentence
    assert "_" not in sentence


def test_what_a_sentence_quotes_is_harmless_and_short() -> None:
    hostile = "\x1b]0;owned\x07[red]" + "x" * 10_000 + "{nope}"
    sentence = explain(FieldError("bad_next_rule", field="next", text=hostile))
    assert "\x1b" not in sentence
    assert "\x07" not in sentence
    assert "[red]" in sentence
    assert len(sentence) < 400


def test_a_missing_parameter_is_no_crash() -> None:
    assert "…" in explain(CrmError("bad_next_rule"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 11, 21), "Sat 21 Nov 2026"),
        (datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "Sat 21 Nov 2026 09:05"),
        (Promise(on=date(2026, 11, 24), minute=900), "Tue 24 Nov 2026 15:00"),
        (7, "7"),
    ],
)
def test_dates_are_quoted_as_people_write_them(value: object, shown: str) -> None:
    assert f"“{shown}”" in explain(CrmError("bad_next_rule", text=value))
