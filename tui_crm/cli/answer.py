"""What a command answers, and how it is printed: one JSON document, or lines for people."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from tui_crm.domain.text import harmless

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
"""What a JSON document is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command has to say.

    `document` is printed with `--json`, else `lines`; both go to stdout. `notes` go to stderr
    in either case. Data may stand in all of them as it is stored. `exit_status` is 1 where what
    was asked for was done and found something wrong.
    """

    document: Json
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    exit_status: int = 0


def prepare_streams() -> None:
    """Let stdout and stderr print what their encoding lacks as escapes, not as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def print_answer(answer: Answer, *, is_json: bool) -> None:
    """Print an answer. Raises BrokenPipeError where the reader has gone."""
    print_notes(answer.notes)
    if is_json:
        print_document(answer.document)
    else:
        _print_lines(answer.lines, sys.stdout)


def print_document(document: Json) -> None:
    """Print one JSON document on stdout: no control or invisible character stands in it bare."""
    sys.stdout.write(_json_text(document) + "\n")
    sys.stdout.flush()


def print_stream(documents: Iterable[Json], lines: Iterable[str], *, is_json: bool) -> None:
    """Print many answers one by one as they come: one JSON list of `documents`, or `lines`.

    Only one of the two is read. Raises BrokenPipeError where the reader has gone.
    """
    if not is_json:
        _print_lines(lines, sys.stdout)
        return
    mark = "["
    for document in documents:
        sys.stdout.write(mark + _json_text(document))
        mark = ", "
    sys.stdout.write("]\n" if mark == ", " else "[]\n")
    sys.stdout.flush()


def _json_text(document: Json) -> str:
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(document, ensure_ascii=not is_unicode)
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text)


def print_notes(notes: Iterable[str]) -> None:
    """Print messages beside the answer, on stderr."""
    _print_lines(notes, sys.stderr)


def _print_lines(lines: Iterable[str], stream: TextIO) -> None:
    stream.writelines(f"{harmless(line)}\n" for line in lines)
    stream.flush()
