"""Answers that are too many to be held: printed one by one as they come."""

import json
from collections.abc import Iterator
from itertools import count, islice

import pytest

from tui_crm.cli.answer import Json, print_stream
from tui_crm.cli.tables import MEASURED_ROWS, table, table_lines


def test_a_table_without_end_is_drawn_row_by_row() -> None:
    """The first rows say how wide it is; a longer text is cut then, and a longer number is not."""
    rows = ((str(10**number), "n" if number < MEASURED_ROWS else "names") for number in count())
    heading = ["id", "text"]
    few = MEASURED_ROWS // 100
    endless = list(islice(table_lines(heading, rows, right=frozenset({0})), MEASURED_ROWS + few))
    assert len(endless) == MEASURED_ROWS + few
    assert endless[-1].split() == [str(10 ** (MEASURED_ROWS + few - 2)), "nam…"]


def test_a_short_table_is_the_one_that_is_drawn_at_once() -> None:
    """Nothing differs where all rows are measured; without rows there is no heading."""
    heading, rows = ["id", "name"], [["1", "张三"], ["22", "Ann Lee"]]
    right = frozenset({0})
    assert tuple(table_lines(heading, rows, right=right)) == table(heading, rows, right=right)
    assert list(table_lines(heading, [])) == []


@pytest.mark.parametrize("documents", [[], [{"a": "张\x1b"}], [1, "two", None]])
def test_documents_that_come_one_by_one_are_one_list(
    capsys: pytest.CaptureFixture[str], documents: list[Json]
) -> None:
    """Whatever their number, stdout holds one JSON document on one line."""
    print_stream(iter(documents), iter(["never read"]), is_json=True)
    printed = capsys.readouterr().out
    assert json.loads(printed) == documents
    assert printed.rstrip("\n").isprintable()


def test_what_comes_is_printed_before_the_next_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is held: a large database has hundreds of thousands."""
    printed = []

    def documents() -> Iterator[Json]:
        for number in range(3):
            printed.append(capsys.readouterr().out)
            yield number

    print_stream(documents(), (), is_json=True)
    assert printed == ["", "[0", ", 1"]
    assert capsys.readouterr().out == ", 2]\n"


def test_lines_are_printed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """The documents are not even read."""
    print_stream(count(), ["one", "two"], is_json=False)
    assert capsys.readouterr().out == "one\ntwo\n"
