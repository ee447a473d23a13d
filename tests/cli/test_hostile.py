"""Hostile text through the command line: stored, shown, found, exported, and never obeyed."""

import json
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.hostile import (
    BIDI,
    EMOJI,
    ESCAPES,
    MARKUP,
    NAUGHTY,
    UNENCODABLE,
    ZERO_WIDTH,
    foreign_sequences,
)
from tui_crm.domain.text import clean, clean_line

TEXTS = [*ESCAPES, *MARKUP, *BIDI, *ZERO_WIDTH, *EMOJI, *UNENCODABLE, *NAUGHTY]


FIELDS = ("name", "company", "email", "address", "note")


def test_no_text_reaches_the_terminal_as_an_order(crm: CommandLine, tmp_path: Path) -> None:
    printed = []
    stored = {}
    for start in range(0, len(TEXTS), len(FIELDS)):
        texts = dict(zip(FIELDS, (text[:300] for text in TEXTS[start:]), strict=False))
        words = [f"{field}={text}" for field, text in texts.items()]
        words += ["custom.mark=searched", "next_contact=today"]
        added = crm.json("add", *words, "--name", texts["name"] or "x", "--force", "--reason", "t")
        stored[added["id"]] = texts
    for number, texts in stored.items():
        printed += [crm.text("show", str(number)), crm.run("show", str(number), "--json").out]
        shown = json.loads(printed[-1])
        assert shown["company"] == clean_line(texts["company"])
        assert shown["note"] == clean(texts.get("note", ""))
    printed += [crm.text("today"), crm.run("today", "--json").out]
    assert len(json.loads(printed[-1])) == len(stored)
    assert foreign_sequences("".join(printed).encode("utf-8", "surrogateescape")) == []
    path = tmp_path / "out.csv"
    assert crm.json("export", "customers", str(path)) == {"rows": len(stored)}
    assert path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("text", [*ESCAPES, *BIDI, *ZERO_WIDTH, *UNENCODABLE])
def test_what_is_typed_is_quoted_harmlessly(crm: CommandLine, text: str) -> None:
    printed = []
    for words in (
        ("search", "--", text),
        ("when", "--", text),
        ("add", text),
        ("log", "1", "--key", text),
        ("settings", "get", text),
        ("canned", "set", text),
        ("today", "--date", text),
        ("nonsense" + text,),
        ("today", "--nonsense" + text),
    ):
        ran = crm.run(*words)
        printed += [ran.out, ran.err, crm.run(*words, "--json").out]
    assert foreign_sequences("".join(printed).encode("utf-8", "surrogateescape")) == []


def test_a_hostile_follow_up_is_shown_and_kept(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三")
    printed = []
    for text in [*ESCAPES, *MARKUP, *BIDI, *ZERO_WIDTH]:
        crm.json("log", "1", "--key", "3", "--text", text)
        printed += [crm.text("show", "1"), crm.run("show", "1", "--json").out]
        printed.append(crm.text("today", "--date", "+3d"))
    assert foreign_sequences("".join(printed).encode()) == []
